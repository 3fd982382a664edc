from collections.abc import Callable
from typing import TypeAlias

import pytest

from lightmeter.language.check import check
from lightmeter.language.errors import ExpressionError
from lightmeter.language.parse import parse
from lightmeter.language.scope import Case, LetDeclaration, Scope, TableDeclaration
from lightmeter.language.typed import Lookup, Typed, walk
from lightmeter.language.types import IntegerType, TableType

Checked: TypeAlias = Callable[..., Typed]
Mistake: TypeAlias = Callable[..., tuple[str, str, str]]

_DEMAND = "a table's key is a string with a known set of values"


def test_a_row_for_every_key_is_demanded(mistake: Mistake) -> None:
    assert mistake("short[quality] > 1") == ("quality", "the table has no row for medium", "")


def test_a_row_that_no_key_reaches_is_refused(mistake: Mistake) -> None:
    message = "the row ultra of long is never reached; possible: high, low, medium"

    assert mistake("long[quality]") == ("quality", message, "")


def test_a_literal_key_takes_one_row_of_many(checked: Checked, mistake: Mistake) -> None:
    assert checked('long["ultra"]').type == IntegerType(4, 4)
    assert mistake('long["Ultra"]') == ('"Ultra"', "the table has no row for Ultra", '"ultra"')


@pytest.mark.parametrize(
    ("text", "marked", "message"),
    (
        ("credits[quality]", "credits[quality]", "the table has more levels; add an index"),
        ("texts[tier][tier]", "tier", "the table has fewer levels: 1K is a cell"),
        (
            "texts[name]",
            "name",
            "a table's key needs a known set of values; `name` can be other text",
        ),
        (
            "texts[size]",
            "size",
            "a table's key needs a known set of values; `size` can be other text",
        ),
        (
            "texts[n]",
            "n",
            f"{_DEMAND}; `n` is an integer",
        ),
        (
            "texts[frame]",
            "frame",
            f"{_DEMAND}; `frame` is a string or an object",
        ),
        ("tables[tier]", "tables", "unknown name tables"),
    ),
)
def test_mistakes_are_marked(mistake: Mistake, text: str, marked: str, message: str) -> None:
    assert mistake(text)[:2] == (marked, message)


@pytest.mark.parametrize(
    ("rows", "keys", "message"),
    (
        (
            {"1K": "$0.03", "2K": 1, "4K": 2},
            ("1K",),
            (
                '"$0.03" is no amount, and other cells of mixed are; an amount is zero or more, in'
                ' plain digits such as "0.03"'
            ),
        ),
        (
            {"1K": "a", "2K": 2, "4K": "b"},
            ("2K",),
            "2 is an amount, and other cells of mixed are texts; a table holds one of the two",
        ),
    ),
)
def test_a_cell_unlike_the_others_is_at_fault(
    scope: Scope, rows: dict[str, int | str], keys: tuple[str, ...], message: str
) -> None:
    wider = {**scope, ("mixed",): TableDeclaration("mixed", TableType(rows))}
    named = {**wider, ("a",): LetDeclaration("a", (Case(None, parse("mixed[tier]")),))}

    for text in ("mixed[tier]", "a"):
        with pytest.raises(ExpressionError) as caught:
            check(parse(text), named)
        assert caught.value.message == message
        assert caught.value.cell == ("mixed", *keys)


def test_a_key_may_be_absent_like_any_member(mistake: Mistake) -> None:
    message = "`resolution` may be absent here; guard with has(resolution)"

    assert mistake("texts[resolution]") == ("resolution", message, "")


def test_a_missing_cell_deeper_down_names_the_rows_above(scope: Scope) -> None:
    table = TableType({"1K": TableType({"low": 1, "high": 1}), "2K": 1, "4K": 1})
    wider = {**scope, ("deep",): TableDeclaration("deep", table)}

    with pytest.raises(ExpressionError) as caught:
        check(parse("deep[tier][quality]"), wider)

    assert caught.value.message == "the table has no row for medium under 1K"


def test_two_lookups_of_one_sort_keep_their_own_keys(checked: Checked) -> None:
    node = checked('texts["1K"] == texts["1K"] or rates[tier] < rates[tier]').node
    lookups = [it for it in walk(node) if isinstance(it, Lookup)]

    assert len(lookups) == 4
    assert checked('long["low"] < long["high"]') != checked('long["low"] < long["low"]')


def test_only_a_key_written_out_excuses_unreached_rows(scope: Scope) -> None:
    cases = (Case(parse("audio"), parse('"low"')), Case(None, parse('"low"')))
    wider = {**scope, ("low",): LetDeclaration("low", cases)}

    with pytest.raises(ExpressionError, match="the row high of long is never reached") as caught:
        check(parse('long["low"] < long[low]'), wider)

    assert (caught.value.start, caught.value.end) == (19, 22)
