import datetime as dt
from typing import Any

import pytest

from lightmeter.diagnostic import Severity
from lightmeter.packs.program import Check
from lightmeter.packs.template import parse_template
from lightmeter.report.demands import show_demand

DAY = dt.date(2026, 10, 23)
SIZE = parse_template("{width:int}x{height:int}")


@pytest.mark.parametrize(
    ("rule", "detail", "words"),
    (
        ("required", None, "must be given"),
        ("type", ("string", "object"), "a text or an object"),
        ("type", (), "an object"),
        ("enum", (("low", "high"), None), "one of low, high"),
        ("enum", (("1:1",), SIZE), "1:1 or WIDTHxHEIGHT"),
        (
            "enum",
            (tuple(range(20)), None),
            "one of 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 8 more",
        ),
        ("minimum", 4, "at least 4"),
        ("maximum", (4096, "width"), "width at most 4096"),
        ("max-length", 1, "at most 1 character"),
        ("min-items", 2, "at least 2 items"),
        ("file-type", ("jpg", "png"), "a file whose name ends in jpg, png"),
        ("unsupported", "send one request for\neach image", "send one request for\\neach image"),
        ("spelling", ("leading zeros", "X for x"), "accepted and mended: leading zeros, X for x"),
        ("spelling", None, "as documented"),
        ("model-retires", (DAY, ""), "retires on 2026-10-23"),
        ("model-retires", (DAY, "b"), "retires on 2026-10-23; write b"),
        ("model-retired", (DAY, ""), "refused from 2026-10-23 on"),
        ("model-retired", (DAY, "b\n"), "refused from 2026-10-23 on; write b\\n"),
        ("not-yet-known", None, ""),
    ),
)
def test_demands(rule: str, detail: Any, words: str) -> None:
    """A few words say what a keyword demands."""
    check = Check(0, rule, Severity.ERROR, "size", detail, "acme/picture", "documented", None)

    assert show_demand(check) == words


def test_a_key_of_the_clock_alone_is_told_from_one_that_may_be_of_it() -> None:
    said = [
        show_demand(
            Check(0, "idempotency-key-from-clock", it, "Key", None, "acme/a", "documented", None)
        )
        for it in (Severity.ERROR, Severity.WARNING)
    ]

    assert said == [
        "not made from the time alone",
        "better without what looks like a time beside a name",
    ]
