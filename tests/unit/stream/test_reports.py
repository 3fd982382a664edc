import io

import pytest

from lightmeter.batch_report import BatchReport
from lightmeter.checker import Checker, Input
from lightmeter.document import long_text
from lightmeter.report_list import LongReports

LINES = [
    f'{{"provider": "vidgo", "model": "gpt-image-2", "id": "{number}", "input": {{"n": 1}}}}'
    for number in range(7)
]


@pytest.fixture
def report(monkeypatch: pytest.MonkeyPatch) -> BatchReport:
    """Of seven requests in several blocks, each of which lacks its prompt."""
    monkeypatch.setattr(long_text, "BLOCK_BYTES", 200)
    data = "\n".join(LINES).encode()
    found = Checker().check_inputs([Input("a.jsonl", long=lambda: io.BytesIO(data))])
    assert isinstance(found.reports, LongReports)
    return found


def test_reports_of_a_long_text_are_indexed_as_a_list_is(report: BatchReport) -> None:
    ids = ["0", "1", "2", "3", "4", "5", "6"]

    assert [report.reports[number].id for number in range(-7, 7)] == ids + ids
    assert [it.id for it in report.reports[1:-1]] == ids[1:-1]
    assert [it.id for it in report.reports[::-2]] == ids[::-2]
    for beyond in (7, -8):
        with pytest.raises(IndexError):
            report.reports[beyond]


def test_what_was_found_in_a_long_text_is_indexed_as_a_tuple_is(report: BatchReport) -> None:
    entries = report.reports.entries(())
    whole = tuple(entries)

    assert [number for _, number in whole] == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6]
    assert tuple(entries[number] for number in range(-14, 14)) == whole + whole
    assert entries[2:-1] == whole[2:-1]
    assert entries[::-3] == whole[::-3]
    for beyond in (14, -15):
        with pytest.raises(IndexError):
            entries[beyond]
