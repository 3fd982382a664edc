"""Pairs of settings, held against every combination of the settings of a pack."""

from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from itertools import product
from typing import Any

import pytest

from lightmeter.advice.down import way_down
from lightmeter.advice.neighbours import Start, begin
from lightmeter.advice.pairs import Effort, best_pair
from lightmeter.advice.ways import ways
from lightmeter.estimate.model import Estimate
from lightmeter.judge.generate import generate_judge
from lightmeter.packs.load import Shelf
from tests.unit.advice.conftest import Begin

PROGRAM = Shelf().program("mindvideo/doubao-seedream-5-0-lite", "doubao-seedream-5-0-lite")
JUDGE = generate_judge(PROGRAM)
# One image from text at 2k, as the page prints it; nine are 0.2835.
LIMITS = tuple(map(Decimal, ("0.01", "0.0315", "0.1", "0.3")))


def worth(found: Estimate) -> Decimal | None:
    return found.maximum


def begun(n: int | None, group: str | None, most: int | None, references: int) -> Start | None:
    members: dict[str, Any] = {"prompt": "x"}
    if n is not None:
        members["n"] = n
    if group is not None:
        members["sequential_image_generation"] = group
    if most is not None:
        members["sequential_image_generation_options"] = {"max_images": most}
    if references:
        members["image_urls"] = ["https://example.com/a.png"] * references
    verdict = JUDGE({"model": "doubao-seedream-5-0-lite", "input": members}, None)
    if verdict.rejected or verdict.normalized is None:
        return None
    return begin(PROGRAM, JUDGE, verdict.normalized)


def said(start: Start, limit: str) -> dict[str, Any]:
    found = best_pair(start, Decimal(limit), worth, Effort())
    assert found is not None
    return {str(it.pointer[-1]): it.value for it in found.changes}


@pytest.mark.parametrize(
    ("asked", "limit", "expected"),
    (
        # Nine for certain rather than a group of nine at most.
        ((15, "auto", None, 0), "0.3", {"n": 9, "sequential_image_generation": "disabled"}),
        # Either number alone would be warned of: it is not said which of them counts.
        ((4, "auto", 4, 0), "0.1", {"n": 3, "max_images": 3}),
        ((9, "auto", 9, 6), "0.0315", {"n": 1, "max_images": 1}),
    ),
)
def test_a_pair_that_no_step_alone_begins(
    asked: tuple[int, str, int | None, int], limit: str, expected: dict[str, Any]
) -> None:
    start = begun(*asked)
    assert start is not None

    assert ways(start, Decimal(limit), worth) == []
    assert said(start, limit) == expected


SIZES = """
[fields.size]
type = "string"
enum = ["16:9", "1:1"]
required = true
[fields.look]
type = "string"
enum = ["plain", "warm"]
required = true
[fields.paper]
type = "string"
enum = ["thin", "thick"]
required = true
[let]
tall = [{ when = 'size == "16:9"', then = "2" }, { then = "1" }]
fine = [{ when = 'look == "warm"', then = "2" }, { then = "1" }]
large = [{ when = 'paper == "thick"', then = "2" }, { then = "1" }]
[[billing]]
item = "image"
unit = "image"
quantity = "tall * fine * large"
rate = "1"
currency = "credits"
"""


def test_of_equals_the_shape_stays(start: Begin) -> None:
    """Each of three halves eight credits, and any two make it two."""
    it = start(SIZES, "[]", size="16:9", look="warm", paper="thick")

    assert said(it, "3") == {"look": "plain", "paper": "thin"}


@cache
def everything(references: int) -> list[Start]:
    """Every request of so many references that the pack accepts at 2k."""
    numbers = (None, *range(1, 16))
    asked = product(numbers, ("disabled", "auto"), numbers)
    return [it for one in asked if (it := begun(*one, references)) is not None]


def requests() -> Iterator[tuple[int, Start]]:
    """A grid of requests that the pack accepts."""
    numbers, groups = (None, 4, 9, 15), ("disabled", "auto")
    for n, group, most, references in product(numbers, groups, numbers, (0, 6)):
        start = begun(n, group, most, references)
        if start is not None:
            yield references, start


def test_whatever_brute_force_finds_is_found() -> None:
    """Among what is accepted without a warning that the request did not get."""
    tried = 0
    for references, start in requests():
        least = min(
            it.estimate.maximum
            for it in everything(references)
            if it.estimate.maximum is not None and it.warned <= start.warned
        )
        for limit in LIMITS:
            cost = start.estimate.maximum
            if cost is None or cost <= limit:
                continue
            tried += 1
            found = ways(start, limit, worth) or way_down(start, limit, worth, Effort())

            assert bool(found) == (least <= limit), (start.payload, limit)
    assert tried > 90
