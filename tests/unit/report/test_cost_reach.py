from collections.abc import Callable
from fractions import Fraction

import attrs

from lightmeter.batch_report import BatchReport
from lightmeter.estimate.model import Estimate
from lightmeter.report.cost_reach import Reach

Check = Callable[[dict[str, str | bytes]], BatchReport]

TEXT = (
    '{"model": "picture-1", "input": {"prompt": "x", "resolution": "2K"}}\n'
    '{"model": "reel-1", "input": {}}\n'
    '{"model": "film-1", "input": {"seconds": 3}}\n'
)


def _sum(estimates: list[Estimate]) -> Reach:
    found = Reach()
    for it in estimates:
        found.add(it)
    return found


def reach(estimates: list[Estimate]) -> Fraction | None:
    return _sum(estimates).amount


def reach_in_usd(estimates: list[Estimate]) -> Fraction | None:
    return _sum(estimates).in_usd


def _estimates(report: BatchReport) -> list[Estimate]:
    return [it.estimate for it in report.reports if it.estimate is not None]


def test_what_is_known_is_reached(check: Check) -> None:
    """Four credits at 0.005, a reel of 0.15 dollars or more, and nothing of a film."""
    picture, reel, film = _estimates(check({"a.jsonl": TEXT}))

    assert reach([picture, picture]) == 8
    assert reach_in_usd([picture, picture]) == Fraction("0.04")
    assert reach_in_usd([picture, reel, film]) == Fraction("0.17")
    assert reach([attrs.evolve(reel, unpriced=(), maximum=reel.minimum)]) == Fraction("0.15")
    assert (reach([film]), reach_in_usd([film]), reach([])) == (None, None, None)


def test_what_has_no_value_leaves_no_sum_in_dollars(check: Check) -> None:
    picture, _, film = _estimates(check({"a.jsonl": TEXT}))
    without = attrs.evolve(picture, usd=None)

    assert reach_in_usd([picture, without]) is None
    assert reach([picture, without]) == 8
    # Of a film nothing is known that would need a value.
    assert reach_in_usd([picture, film]) == Fraction("0.02")


def test_what_is_taken_away_again_leaves_nothing(check: Check) -> None:
    """A sum of none is not known, rather than 0; sums of parts are the sum of all."""
    picture, reel, film = _estimates(check({"a.jsonl": TEXT}))
    found, other = _sum([picture, picture, reel]), _sum([film, reel])
    found.merge(other)

    # Twice four credits and, as they are added up here, twice 0.15 dollars.
    assert found.amount == Fraction("8.3")
    for it in (picture, picture, reel, reel, film):
        found.add(it, -1)
    assert [it for it in (found.amount, found.in_usd) if it is not None] == []
