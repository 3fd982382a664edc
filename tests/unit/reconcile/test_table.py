import datetime as dt
from decimal import Decimal

import pytest

from lightmeter.errors import ChargesError
from lightmeter.reconcile.charge import Charge
from lightmeter.reconcile.columns import Columns
from lightmeter.reconcile.reading import read_charges


def read(text: str | bytes, **columns: str) -> tuple[Charge, ...]:
    data = text if isinstance(text, bytes) else text.encode()
    return read_charges(data, name="bill.csv", columns=Columns(columns)).charges


def amounts(charges: tuple[Charge, ...]) -> list[tuple[tuple[str, ...], str, str]]:
    return [(it.ids, str(it.amount), it.currency) for it in charges]


@pytest.mark.parametrize("separator", (",", ";", "\t"))
@pytest.mark.parametrize("mark", (b"", b"\xef\xbb\xbf"))
@pytest.mark.parametrize("ending", ("\n", "\r\n"))
def test_every_usual_form_of_a_table_is_read(separator: str, mark: bytes, ending: str) -> None:
    rows = (("id", "amount", "currency"), ("a", "0.0315", "usd"), ('"b, ""c"""', "2", "credits"))
    text = ending.join(separator.join(row) for row in rows) + ending

    assert amounts(read(mark + text.encode())) == [
        (("a",), "0.0315", "USD"),
        (('b, "c"',), "2", "credits"),
    ]


def test_a_cell_may_go_over_lines_and_blank_rows_are_passed_over() -> None:
    charges = read('sep=;\nid;note;cost\na;"two\nlines";1\n\n;;\nb;;2\n')

    assert [(it.line, it.ids) for it in charges if it.amount is not None] == [
        (3, ("a",)),
        (7, ("b",)),
    ]


def test_everything_that_a_row_tells() -> None:
    (charge,) = read(
        "Request ID,Task-ID,Provider,Model,Status,Credits Amount,Created At,Idempotency-Key\n"
        "a,t1,poyo,seedream-5.0-lite,FINISHED,5,2026-08-06T10:31:02Z,key-1\n"
    )

    assert charge == Charge(
        ids=("a",),
        task="t1",
        key="key-1",
        amount=Decimal(5),
        currency="credits",
        member="Credits Amount",
        provider="poyo",
        model="seedream-5.0-lite",
        status="finished",
        day=dt.date(2026, 8, 6),
        source="bill.csv",
        line=2,
        form="row",
    )


def test_the_actual_cost_goes_before_the_estimated_one() -> None:
    """An empty cell is no amount, and 0 says nothing of work that goes on."""
    charges = read(
        "id,cost_estimate,cost_actual,status\na,0.03,0.0315,succeeded\nb,0.03,,queued\n"
        "c,0.03,0,processing\nd,,,\n"
    )

    assert [(str(it.amount), it.basis) for it in charges] == [
        ("0.0315", "actual"),
        ("0.03", "estimate"),
        ("0.03", "estimate"),
        ("None", "actual"),
    ]


def test_columns_can_be_named() -> None:
    text = "Ref,Gross,Net\na,3,2\n"

    assert amounts(read(text, id="Ref", amount="Net")) == [(("a",), "2", "")]


def wrong(text: str | bytes, **columns: str) -> str:
    with pytest.raises(ChargesError) as caught:
        read(text, **columns)
    return str(caught.value)


def test_an_amount_that_is_none_is_shown_where_it_stands() -> None:
    assert wrong('id;amount\na;1.5\nb;"1,5"\n') == (
        'bill.csv:3:3: amount is "1,5": a comma may part decimals or thousands; write a decimal'
        ' point alone\n    b;"1,5"\n      ^^^^^'
    )


@pytest.mark.parametrize(
    ("text", "said"),
    (
        ("", "the file is empty"),
        ("id,name\na,b\n", "no column is known as an amount; name one with --column amount=NAME"),
        ("id,amount,cost\na,1,2\n", "amount and cost could each be the amount"),
        ("id,amount,amount\na,1,2\n", 'two columns are called "amount"'),
        ("id,Cost,COST\na,1,2\n", "Cost and COST could each be the amount"),
        ("id,Cost (USD),Cost USD\na,1,2\n", "Cost (USD) and Cost USD could each be the amount"),
        ("id,Cost (¥)\na,1\n", 'Cost (¥) is named for "¥", which is no currency that is known'),
        ("id,Cost (€)\na,$1\n", "Cost (€) is in USD, its name is EUR; keep one"),
        ("id,Credits ($)\na,1\n", "Credits ($) is named for USD and credits"),
        ("1,2\n3,4\n", "the first row has no names"),
        ("id,amount\na,1,2\n", "the row has 3 cells, the header 2"),
        ('id,amount\n"a,1\n', "a quotation mark is not closed"),
        ('id,amount\n"a"b,1\n', "this stands behind the closing quotation mark"),
        ("id,amount,currency\na,$1,EUR\n", "amount is in USD, the currency beside it is EUR"),
        ("id,amount\na,é".encode("latin-1"), "which is not UTF-8"),
        ("id,amount\n".encode("utf-16"), "the file looks like UTF-16"),
    ),
)
def test_what_is_no_table_of_charges_is_said(text: str | bytes, said: str) -> None:
    assert said in wrong(text)


def test_a_column_that_is_not_there_is_said_with_what_was_meant() -> None:
    said = wrong("id,Total\na,1\n", amount="Totel")

    assert 'there is no column "Totel" for amount; did you mean Total?' in said


def test_keys_in_a_bill_are_not_shown() -> None:
    key = "mv_live_abcdefghijklmn0123456789"
    said = wrong(f"id,amount,key\na,x,{key}\n")

    assert said.startswith("bill.csv:2:3: ")
    assert key[:12] not in said
    assert "********" in said


def test_a_long_row_is_shown_in_part() -> None:
    said = wrong(f"id,amount,note\na,x,{'n' * 100_000}\n")

    assert max(map(len, said.split("\n"))) < 130


@pytest.mark.parametrize(
    ("heading", "currency"),
    (("Cost ($)", "USD"), ("Amount (€)", "EUR"), ("cost_usd", "USD"), ("Credits", "credits")),
)
def test_the_currency_of_a_heading_is_that_of_its_amounts(heading: str, currency: str) -> None:
    (charge,) = read(f"id,{heading}\na,0.24\n")

    assert (charge.amount, charge.currency) == (Decimal("0.24"), currency)


def test_a_named_column_keeps_the_currency_of_its_heading() -> None:
    (charge,) = read("id,Amount (EUR)\na,48\n", amount="Amount (EUR)")

    assert (charge.amount, charge.currency) == (Decimal(48), "EUR")
