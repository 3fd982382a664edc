"""
What a change costs, over shipped packs and settings of every kind.

Each effect is worked out here from the library alone: what the old and the new requests cost at the
old and at the new settings. The command has to come to the same, to the last digit.
"""

import json
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from lightmeter.checker import Checker
from lightmeter.cli.main import main
from lightmeter.language.exact import subtract
from lightmeter.settings.reading import read_settings

OVERLAY = """\
format = 1
id     = "house/rates"
amends = "vidgo/gpt-image-2"
source = "contract"
[sources.contract]
title = "Contract"
[let.credits]
low  = { 1K = '1.5' }
high = { 2K = 20, 4K = 41 }
"""
SETTINGS = {
    "listed": "",
    "overlay": 'overlays = ["rates.toml"]\n',
    "cheaper": '[[cost.rates]]\nprovider = "vidgo"\nmultiply = "0.8"\nsource = "x"\n',
    "range": (
        '[[cost.rates]]\nprovider = "poyo"\nmultiply = "0.5 to 1.5"\nsource = "x"\n'
        '[[cost.rates]]\nprovider = "vidgo"\nmodel = "gpt-image-2"\n'
        'add = "0.125 credits/image"\nsource = "y"\n'
    ),
}
# The same ids before and after, with other settings each.
OLD: dict[str, dict[str, Any]] = {
    "still": {"provider": "vidgo", "model": "gpt-image-2", "input": {"prompt": "x"}},
    "shot": {
        "provider": "vidgo",
        "model": "gpt-image-2",
        "input": {"prompt": "x", "size": "16:9", "resolution": "2K", "quality": "high"},
    },
    "some": {"provider": "poyo", "model": "seedream-5.0-lite", "input": {"prompt": "x", "n": 4}},
}
NEW: dict[str, dict[str, Any]] = {
    "still": OLD["still"],
    "shot": {**OLD["shot"], "input": {**OLD["shot"]["input"], "resolution": "4K"}},
    "some": {**OLD["some"], "input": {"prompt": "x", "n": 2}},
}

Ends = tuple[Decimal, Decimal]


def lay_out(directory: Path, settings: str, requests: dict[str, dict[str, Any]]) -> Checker:
    directory.mkdir()
    (directory / "rates.toml").write_text(OVERLAY)
    (directory / "lightmeter.toml").write_text(SETTINGS[settings])
    lines = (json.dumps({"id": name, **it}) for name, it in requests.items())
    (directory / "shots.jsonl").write_text("\n".join(lines))
    return Checker(settings=read_settings(directory / "lightmeter.toml"))


def cost(checker: Checker, request: dict[str, Any]) -> Ends:
    found = checker.estimate(request)
    assert found is not None
    assert found.minimum is not None
    assert found.maximum is not None
    return found.minimum, found.maximum


def less(one: Ends, other: Ends) -> Ends:
    return subtract(one[0], other[0]), subtract(one[1], other[1])


def said(bounds: dict[str, str]) -> Ends:
    return Decimal(bounds["minimum"]), Decimal(bounds["maximum"])


@pytest.mark.parametrize(("before", "after"), tuple(product(SETTINGS, SETTINGS)))
def test_the_effects_are_those_of_the_requests_and_of_the_rates(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: str, after: str
) -> None:
    """At today's rates the new less the old; of the old, today's rates less those of then."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    then = lay_out(tmp_path / "old", before, OLD)
    today = lay_out(tmp_path / "new", after, NEW)

    result = CliRunner().invoke(main, ["cost", "diff", "old", "new", "--format", "json"])
    assert result.exit_code == 0, result.stderr
    changes = {
        (it["new"] or it["old"])["id"]: it["effects"] for it in json.loads(result.stdout)["changes"]
    }
    assert changes.keys() == OLD.keys()
    for name, effects in changes.items():
        (effect,) = effects
        old, now, new = cost(then, OLD[name]), cost(today, OLD[name]), cost(today, NEW[name])

        assert said(effect["difference"]) == less(new, old)
        assert said(effect["request"]) == less(new, now)
        assert said(effect["rates"]) == less(now, old)
