import csv
from collections.abc import Callable

import attrs
import pytest

from lightmeter.report.cost_csv import HEADER, render
from lightmeter.report.cost_view import By, CostView
from lightmeter.report.style import PLAIN
from lightmeter.result import BatchReport

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
    assert len(_rows(text)) == len(rich.reports)
