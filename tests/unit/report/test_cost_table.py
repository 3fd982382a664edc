from collections.abc import Callable

from lightmeter.checker import Checker
from lightmeter.report.cost_table import render
from lightmeter.result import BatchReport

Check = Callable[[dict[str, str | bytes]], BatchReport]


def test_a_whole_table(check: Check) -> None:
    """A row for each request, notes beneath, then totals and where the numbers stand."""
    lines = (
        '{"model": "picture-1", "id": "a", "input": {"prompt": "x", "resolution": "4K"}}\n'
        '{"model": "picture-1", "input": {"prompt": "x"}}\n'
        '{"model": "picture-1", "input": {"size": "9"}}\n'
        '{"model": "film-1", "input": {"seconds": 1200}}\n'
        '{"model": "radio-7", "input": {}}\n'
    )

    expected = """\
REQUEST       MODEL           EFFECTIVE             QUANTITY       COST        USD
a.jsonl:1  a  acme/picture-1  quality low, tier 2K  1 image        4 credits   $0.02
a.jsonl:2     acme/picture-1  quality low, tier 1K  1 image        1 credit    $0.005
    assumed: resolution is not sent, 1K is assumed (inferred); to be sure, set resolution
a.jsonl:3     acme/picture-1  rejected: 2 errors
a.jsonl:4     acme/film-1                           1,200 seconds  not priced
    not priced: film: the guide states no rate
a.jsonl:5     radio-7         not checked

total acme  at least 5 credits ($0.025)  3 requests, 1 of them without a price
1 request rejected, not in the total; lightmeter check says why
1 request without an estimate, not in the total
rates: Picture guide#prices (read 2026-01-03), documented
1 credit = $0.005: Picture guide#credits (read 2026-01-03), observed
"""
    assert render(check({"a.jsonl": lines})) == expected


def test_ranges_in_dollars_and_several_items(check: Check) -> None:
    """Each billed item has a note; what has no rate keeps the sum open; dollars stand once."""
    expected = """\
REQUEST   MODEL        EFFECTIVE  QUANTITY        COST
a.json:1  acme/reel-1             1 to 5 seconds  at least $0.15
    video: 1 to 5 seconds at $0.10 = $0.10 to $0.50
    sound: 1 reel at $0.05 = $0.05
    seal: 1 seal
    assumed: seconds is not sent, a reel has 1 to 5 (inferred); to be sure, set seconds
    not priced: seal: nobody says

total acme  at least $0.15  1 request, 1 of them without a price
rates: Reel guide (read 2026-01-03), documented
"""
    assert render(check({"a.json": '{"model": "reel-1", "input": {}}'})) == expected


def test_a_payload_given_as_data(checker: Checker) -> None:
    """A request without a text is called what it is."""
    report = checker.check({"model": "film-1", "input": {"seconds": 1}})

    expected = """\
REQUEST  MODEL        EFFECTIVE  QUANTITY  COST
payload  acme/film-1             1 second  not priced
    not priced: film: the guide states no rate

total acme  not known  1 request, 1 of them without a price
"""
    assert render(BatchReport((report,), (), {})) == expected


def test_no_requests() -> None:
    """Without a request there is no table."""
    assert render(BatchReport((), (), {})) == ""
