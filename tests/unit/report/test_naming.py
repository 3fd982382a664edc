from collections.abc import Callable
from decimal import Decimal

import pytest

from lightmeter.batch_report import BatchReport
from lightmeter.diagnostic import Citation, Diagnostic, Severity
from lightmeter.estimate.total import Total
from lightmeter.place import Position, Span
from lightmeter.report.naming import place_of, show_citation, show_total, source_names, summary

Check = Callable[[dict[str, str | bytes]], BatchReport]


def test_places() -> None:
    """A line and column, else the file, else the pointer, else nothing."""
    span = Span(Position(3, 5), Position(3, 6))

    assert place_of(_found(source="a.toml", span=span)) == "a.toml:3:5"
    assert place_of(_found(source="a.toml")) == "a.toml"
    assert place_of(_found(pointer=("a", 0))) == "/a/0"
    assert place_of(_found()) == ""


def _found(
    source: str = "", span: Span | None = None, pointer: tuple[str | int, ...] | None = None
) -> Diagnostic:
    return Diagnostic("type", Severity.ERROR, "m", pointer, source, span)


@pytest.mark.parametrize(
    ("minimum", "maximum", "usd", "unpriced", "open_ended", "shown"),
    (
        ("24", "24", ("0.12", "0.12"), 0, False, "24 credits ($0.12)"),
        ("24", "48", ("0.12", "0.24"), 0, False, "24 to 48 credits ($0.12 to $0.24)"),
        ("24", "24", (None, None), 0, False, "24 credits"),
        ("24", None, ("0.12", None), 1, False, "at least 24 credits (at least $0.12)"),
        ("24", "48", ("0.12", "0.24"), 0, True, "at least 24 credits (at least $0.12)"),
        (None, None, (None, None), 2, False, "not known"),
        ("0", "0", ("0", "0"), 0, False, "0 credits ($0.00)"),
    ),
)
def test_totals(
    minimum: str | None,
    maximum: str | None,
    usd: tuple[str | None, str | None],
    unpriced: int,
    open_ended: bool,
    shown: str,
) -> None:
    """A total that leaves something out says at least, and never zero for unknown."""
    low, high = (None if it is None else Decimal(it) for it in usd)
    total = Total(
        provider="acme",
        currency="credits",
        minimum=None if minimum is None else Decimal(minimum),
        maximum=None if maximum is None else Decimal(maximum),
        requests=2,
        unpriced=unpriced,
        usd_minimum=low,
        usd_maximum=high,
    )

    assert show_total(total, open_ended=open_ended) == shown


def test_totals_of_several_currencies_name_their_provider(check: Check) -> None:
    """Credits and dollars are never added."""
    text = (
        '{"model": "picture-1", "input": {"prompt": "x", "resolution": "2K"}}\n'
        '{"model": "reel-1", "input": {"seconds": 2}}\n'
    )

    assert summary(check({"a.jsonl": text})) == (
        "2 requests in 1 file: no problems; total at least $0.25 at acme, 4 credits ($0.02) at acme"
    )


def test_directories_are_no_sources() -> None:
    """Only texts that were to be read are counted."""
    found = (
        Diagnostic("no-requests", Severity.ERROR, "m", source="shots"),
        Diagnostic("unreadable", Severity.ERROR, "m", source="a.toml"),
        Diagnostic("unreadable", Severity.ERROR, "m"),
    )

    assert source_names(BatchReport((), found, {})) == {"a.toml"}


def test_citations() -> None:
    """Title, section, day of reading and basis; nothing in them steers the terminal."""
    citation = Citation("The\x1b guide", section="limits", read="2026-01-03")

    assert show_citation(citation, "observed") == (
        "The\\x1b guide#limits (read 2026-01-03), observed"
    )
    assert show_citation(Citation("Guide"), "") == "Guide"
