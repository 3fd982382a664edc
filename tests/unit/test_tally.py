from decimal import Decimal

import attrs

from lightmeter import Checker
from lightmeter.batch_report import BatchReport
from lightmeter.result import Status
from lightmeter.tally import Tally, tally_of

CHECKER = Checker()
IMAGE = (
    '{"provider": "vidgo", "model": "gpt-image-2", "input": {"prompt": "a", "quality": "high",'
    ' "size": "16:9", "resolution": "1K"}}'
)
CLIP = (
    '{"provider": "vidgo", "model": "seedance-2", "input": {"prompt": "b", "resolution": "720p",'
    ' "duration": 5}}'
)
BROKEN = '{"provider": "vidgo", "model": "gpt-image-2", "input": {"size": 7}}'
UNKNOWN = '{"model": "nobody-knows-it", "input": {"prompt": "x"}}'


def run(*lines: str) -> BatchReport:
    return CHECKER.check_text("\n".join(lines), format="jsonl", name="a.jsonl")


def test_requests_are_counted_by_what_became_of_them() -> None:
    tally = run(IMAGE, CLIP, BROKEN, UNKNOWN).tally

    assert (tally.requests, tally.rejected, tally.unchecked) == (4, 1, 1)
    assert tally.homeless == {"": 1}
    assert [(pack, number) for (pack, _, _), number in sorted(tally.packs.items())] == [
        ("vidgo/gpt-image-2", 2),
        ("vidgo/seedance-2", 1),
    ]
    assert tally.unsure_sources == ("a.jsonl",)
    (total,) = tally.totals
    # 12 credits at 1K in high quality, by the page's table; the clip has no price.
    assert (total.minimum, total.maximum) == (Decimal(12), None)
    assert (total.requests, total.unpriced) == (2, 1)


def test_what_is_taken_away_was_never_there() -> None:
    report = run(IMAGE, CLIP, BROKEN, UNKNOWN)
    tally = tally_of(report.reports)

    for it in report.reports[1:]:
        tally.add(it, -1)

    assert (tally.requests, tally.rejected, tally.unchecked, tally.skipped) == (1, 0, 0, 0)
    assert tally.unsure_sources == ()
    assert tally.texts("unpriced") == []
    assert tally.totals == tally_of(report.reports[:1]).totals


def test_tallies_of_parts_are_that_of_the_whole() -> None:
    reports = run(IMAGE, CLIP, BROKEN, UNKNOWN, IMAGE.replace('"a"', '"c"')).reports
    joined = Tally()

    for number in range(len(reports)):
        joined.merge(tally_of(reports[number : number + 1]))

    whole = tally_of(reports)
    assert joined == whole
    assert joined.totals == whole.totals


def test_only_what_counts_for_the_same_is_put_together() -> None:
    """All of these have one estimate, and each differs in something else that is counted."""
    (it,) = run(IMAGE).reports
    assert it.verdict is not None
    assert it.program is not None
    program = attrs.evolve(it.program, pack="house/gpt-image-2")
    reports = [
        it,
        attrs.evolve(it, source="b.jsonl"),
        attrs.evolve(it, provider="another"),
        attrs.evolve(it, repeats=True),
        attrs.evolve(it, status=Status.UNCHECKED),
        attrs.evolve(it, program=program),
        *(attrs.evolve(it, verdict=it.verdict._replace(skipped=(n,))) for n in (0, 1)),
        it,
    ]
    one_by_one = Tally()
    for report in reports:
        report._estimate = it.estimate
        one_by_one.add(report)

    assert tally_of(reports) == one_by_one
    assert (one_by_one.skipped, one_by_one.repeated, one_by_one.unchecked) == (2, 1, 1)
