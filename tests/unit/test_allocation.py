"""What a check takes from memory is what it gives back."""

import gc
import tracemalloc
from collections.abc import Callable
from typing import Any

import pytest

from lightmeter.checker import Checker

CHECKER = Checker()
PLAIN: dict[str, Any] = {"prompt": "x", "size": "16:9", "resolution": "2k", "n": 1}

# What stands beside the result for a moment: the call's frames, the tuple under which the model is
# found, the eight values of a verdict before it is one. None of it grows with the request.
SPARE = 2048


def spare(call: Callable[[], Any]) -> int:
    """The most bytes that a call held at once beyond those that its result holds; least of five."""
    call()
    found = []
    # All else that there is need not be looked through for circles ten times.
    gc.freeze()
    for _ in range(5):
        gc.collect()
        gc.disable()
        tracemalloc.start()
        before, _ = tracemalloc.get_traced_memory()
        tracemalloc.reset_peak()
        result = call()
        after, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        gc.enable()
        assert after >= before
        found.append(peak - after)
        del result
    return min(found)


@pytest.mark.parametrize(
    "members",
    (
        PLAIN,
        {**PLAIN, "prompt": "x" * 100_000},
        {**PLAIN, "image_urls": ["https://example.com/a.png"] * 14},
        {**PLAIN, "n": 16},
        {"size": "16:10", "resolution": "8k", "n": 99, "image_urls": [5], "colour": "red"},
        {**PLAIN, "image_urls": [5] * 1000},
        {**PLAIN, **{f"unknown{number}": number for number in range(1000)}},
    ),
    ids=("plain", "long", "images", "one-fault", "six-faults", "1000-items", "1000-members"),
)
def test_a_check_allocates_no_more_than_it_returns(members: dict[str, Any]) -> None:
    body = {"model": "doubao-seedream-5-0-lite", "input": members}

    assert spare(lambda: CHECKER.check(body)) <= SPARE
    assert spare(lambda: CHECKER.accepts(body)) <= SPARE


def test_the_measure_sees_what_is_left_behind() -> None:
    """A list that is made on the way counts."""
    assert spare(lambda: len(list(range(10_000)))) > 10 * SPARE
