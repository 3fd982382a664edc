from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from lightmeter.packs.load import Shelf
from lightmeter.packs.model import Case, Formula
from lightmeter.report.billing_section import billing_section, show_formula

PackText: TypeAlias = Callable[..., str]
Put: TypeAlias = Callable[[str, str], Path]

LINE = """\
[fields.n]
type = "integer"
minimum = 1
default = 1
[[billing]]
item     = "image"
unit     = "image"
quantity = "n"
currency = "USD"
"""


@pytest.mark.parametrize(
    ("cases", "shown"),
    (
        ([Case(then="1")], ["1"]),
        ([Case(then="0.05")], ["0.05"]),
        ([Case(then="n * 2")], ["`n * 2`"]),
        ([Case(minimum="1", maximum="n")], ["1 to `n`"]),
        ([Case(when="a", then="n")], ["`n` when `a`"]),
        (
            [Case(when="a", then="1", basis="inferred"), Case(then="2")],
            ["1 when `a` (inferred)", "2 otherwise"],
        ),
    ),
)
def test_each_case_of_a_formula_is_a_phrase(cases: list[Case], shown: list[str]) -> None:
    assert show_formula(Formula(tuple(cases))) == shown


def section(put: Put, shelf: Shelf, text: str) -> str:
    put("acme/video", text)
    return "\n".join(
        billing_section(shelf.merged("acme/video", "video"), shelf.program("acme/video", "video"))
    )


def test_what_is_not_priced_says_why(put: Put, shelf: Shelf, pack_text: PackText) -> None:
    text = section(put, shelf, pack_text(f'{LINE}unpriced = "no rate for {{n}} is known"'))

    assert (
        text
        == """\
**image**, counted in images, paid in USD (`docs`, documented):

- images: `n`
- not priced: no rate for `{n}` is known

Amounts are US dollars."""
    )


def test_what_is_priced_in_part_says_so(put: Put, shelf: Shelf, pack_text: PackText) -> None:
    rate = 'rate = [{ when = "n == 1", then = "0.5" }]\nunpriced = "more is dearer"'

    text = section(put, shelf, pack_text(LINE + rate))

    assert "- USD per image: 0.5 when `n == 1`\n" in text
    assert "- not priced in any other case: more is dearer\n" in text


def test_a_waiver_says_why(put: Put, shelf: Shelf, pack_text: PackText) -> None:
    more = 'rate = "1"\nwaived = { "sane-rate" = "it is dear" }'

    text = section(put, shelf, pack_text(LINE + more))

    assert "- `sane-rate` is waived: it is dear\n" in text
