from typing import Any

import pytest

from lightmeter.packs.tiers import ordered


@pytest.mark.parametrize(
    ("choices", "expected"),
    (
        (("4K", "1K", "2K"), ("1K", "2K", "4K")),
        (("1080p", "480p", "720p"), ("480p", "720p", "1080p")),
        (("10s", "5s"), ("5s", "10s")),
        (("1.5K", "1k"), ("1k", "1.5K")),
        (("auto", "2K", "1K"), ("1K", "2K")),
        (("high", "low", "medium"), ("low", "medium", "high")),
        (("auto", "high", "low"), ("low", "high")),
        (("Pro", "Fast"), ("Fast", "Pro")),
        (("hd", "sd"), ("sd", "hd")),
        # Nothing to compare, or nothing to compare it by.
        (("1K",), ()),
        ((), ()),
        (("1K", "2M"), ()),
        (("1:1", "16:9"), ()),
        (("1024x1024", "512x512"), ()),
        (("red", "blue"), ()),
        (("standard", "hd"), ()),
        (("low", "sd"), ()),
        ((5, 10), ()),
    ),
)
def test_choices_from_the_least_to_the_best(
    choices: tuple[Any, ...], expected: tuple[Any, ...]
) -> None:
    assert ordered(choices) == expected
