from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from lightmeter.packs.load import Shelf
from lightmeter.rule_names import RuleNames

PackText: TypeAlias = Callable[..., str]
Put: TypeAlias = Callable[[str, str], Path]

OVERLAY = """\
format = 1
id     = "shop/rates"
amends = "acme/video"
source = "contract"
[sources.contract]
title = "Contract"
read  = "2026-02-01"
[[billing]]
item = "video"
rate = "0.05"
"""
LINE = """\
[[billing]]
item     = "video"
unit     = "video"
quantity = "1"
rate     = "0.1"
currency = "USD"
"""


@pytest.mark.parametrize(
    ("name", "expected"),
    (
        ("shop/rates", True),
        ("shop/rates/stale-source", True),
        ("acme/video/stale-source", True),
        ("acme/video/model-retired", True),
        ("stale-source", True),
        ("shop/rate/stale-source", False),
        ("shop/rates/stale-sources", False),
    ),
)
def test_what_is_said_of_any_pack_is_known_for_an_overlay_too(
    put: Put, pack_text: PackText, name: str, expected: bool
) -> None:
    """Also for one that changes a rate and demands nothing."""
    pack = put("acme/video", pack_text(LINE))
    names = RuleNames(Shelf([pack], [put("rates", OVERLAY)]))

    assert names.knows(name) is expected
