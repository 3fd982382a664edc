import csv
from collections.abc import Callable
from decimal import Decimal

import attrs
import pytest

from lightmeter.batch_report import BatchReport
from lightmeter.estimate.list_price import ListPrice
from lightmeter.report.cost_csv import HEADER, render
from lightmeter.report.cost_view import By, CostView
from lightmeter.report.style import PLAIN

Check = Callable[[dict[str, str | bytes]], BatchReport]

AMOUNTS = [it for it in HEADER if it.endswith(("minimum", "maximum"))]
PICTURE = '{"model": "picture-1", "input": {"prompt": "x", "resolution": "2K"}}\n'


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(text.splitlines()))


def test_a_row_for_each_request(check: Check) -> None:
    """Lines end as RFC 4180 has it, and the header is always the same."""
    text = render(check({"a.jsonl": PICTURE + '{"model": "reel-1", "id": "r", "input": {}}\n'}))

    assert text == (
        "source,line,id,provider,model,effective,quantity_minimum,quantity_maximum,unit,minimum,"
        "maximum,currency,usd_minimum,usd_maximum,list_minimum,list_maximum,status,notes,requests,"
        "unpriced,unchecked,rejected,repeated\r\n"
        'a.jsonl,1,,acme,picture-1,"quality low, tier 2K",1,1,image,4,4,credits,0.02,0.02,,,priced,'
        ",1,0,0,0,0\r\n"
        "a.jsonl,2,r,acme,reel-1,,1,5,second,0.15,,USD,0.15,,,,unpriced,"
        '"at least; assumed: seconds is not sent, a reel has 1 to 5 (inferred); to be sure, set'
        ' seconds; not priced: seal: nobody says",1,1,0,0,0\r\n'
    )


def test_no_requests() -> None:
    assert render(BatchReport((), (), {})) == ",".join(HEADER) + "\r\n"


def test_what_is_not_known_or_not_charged_is_empty_and_never_zero(check: Check) -> None:
    """A column adds up to what is charged; the status says why a cell is empty."""
    report = check(
        {
            "a.jsonl": PICTURE
            + '{"model": "film-1", "input": {"seconds": 3}}\n'
            + '{"model": "picture-1", "input": {"prompt": 1}}\n'
            + '{"model": "radio-7", "input": {}}\n'
        }
    )
    again = attrs.evolve(report.reports[0], repeats=True)
    rows = _rows(render(attrs.evolve(report, reports=(*report.reports[1:], again))))

    states = ["unpriced", "rejected", "unchecked", "repeated"]
    assert [it["status"] for it in rows] == states
    assert {row[name] for row in rows for name in AMOUNTS if "quantity" not in name} == {""}
    assert rows[3]["notes"] == "not charged again"


def test_groups(check: Check) -> None:
    """The columns are those of requests; counts say what a sum leaves out."""
    report = check({"a.jsonl": PICTURE * 2 + '{"model": "film-1", "input": {"seconds": 3}}\n'})
    (row,) = _rows(render(report, PLAIN, CostView(By.PROVIDER)))

    assert {name: cell for name, cell in row.items() if cell} == {
        "provider": "acme",
        "minimum": "8",
        "currency": "credits",
        "usd_minimum": "0.04",
        "status": "unpriced",
        "notes": "at least",
        "requests": "3",
        "unpriced": "1",
        "unchecked": "0",
        "rejected": "0",
        "repeated": "0",
    }


@pytest.mark.parametrize("name", ("=1+1", "+1", "-1", "@cmd", "＝1"))
def test_no_text_is_taken_for_a_formula(check: Check, name: str) -> None:
    line = f'{{"model": "picture-1", "id": "{name}", "input": {{"prompt": "x"}}}}'
    (row,) = _rows(render(check({"-a.json": line})))

    assert (row["id"], row["source"]) == (f"'{name}", "'-a.json")
    assert (row["line"], row["minimum"]) == ("1", "1")


def test_what_looks_like_a_key_is_hidden(rich: BatchReport) -> None:
    text = render(rich)

    assert "sk-abc" not in text
    # Two rows more for the line that is broken and the file that cannot be opened.
    rows = _rows(text)
    assert len(rows) == len(rich.reports) + 2
    assert [it["status"] for it in rows[-2:]] == ["unreadable"] * 2


def test_what_could_not_be_read_has_a_row(check: Check) -> None:
    """However requests are put together; the sum that lacks it is open above."""
    report = check({"a.jsonl": PICTURE + "{,}\n", "b.json": b"\xff\xfe{\0}\0"})
    for by in By:
        group, line, file = _rows(render(report, PLAIN, CostView(by)))

        assert (group["minimum"], group["maximum"]) == ("4", "4" if by in CLOSED else "")
        assert (line["source"], line["line"], file["source"]) == ("a.jsonl", "2", "b.json")
        assert line["notes"].startswith("syntax: ")
        assert file["notes"] == "encoding: the file looks like UTF-16; save it as UTF-8"
        for it in (line, file):
            assert {name for name, cell in it.items() if cell} <= {*HEADER[:2], "status", "notes"}
            assert it["status"] == "unreadable"


CLOSED = (By.REQUEST, By.MODEL)


def _with_list_prices(report: BatchReport) -> BatchReport:
    """The first at 5 listed, the third listed nowhere; the second is paid as listed."""
    first, _, third = report.reports
    for it, amount in ((first, Decimal(5)), (third, None)):
        assert it.estimate is not None
        own, listed = ("Form of July",), ListPrice(amount, amount)
        it._estimate = attrs.evolve(it.estimate, list_price=listed, own_rates=own)
    # They were counted as they came; as others they are counted anew.
    return attrs.evolve(report, reports=tuple(report.reports))


def test_the_column_of_list_prices_adds_up(check: Check) -> None:
    """What is paid as listed is in it; where nothing is published, notes say so."""
    rows = _rows(render(_with_list_prices(check({"a.jsonl": PICTURE * 3}))))

    assert [it["list_minimum"] for it in rows] == ["5", "4", ""]
    assert [it["list_maximum"] for it in rows] == ["5", "4", ""]
    assert [it["notes"] for it in rows] == [
        "own rate: Form of July",
        "",
        "list price not known; own rate: Form of July",
    ]


def test_groups_name_what_they_are_paid_by(check: Check) -> None:
    """Each source once, and that the sum of list prices lacks a part."""
    report = _with_list_prices(check({"a.jsonl": PICTURE * 3}))
    (row,) = _rows(render(report, PLAIN, CostView(By.MODEL)))

    assert (row["minimum"], row["list_minimum"], row["list_maximum"]) == ("12", "9", "")
    assert row["notes"] == "list price not known of everything; own rate: Form of July"
