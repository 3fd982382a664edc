# A case of a table is one line, however long its message.
# ruff: noqa: E501

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from lightmeter.diagnostic import Severity
from lightmeter.misfit import Misfit, StructureError
from lightmeter.packs.model import Case, Formula, LookupTable, Pack
from lightmeter.packs.structure import structure_pack

HEAD = {"format": 1, "id": "acme/video"}
UNQUOTED = "a decimal without quotes may lose digits in other readers"


def misfits(**data: Any) -> tuple[Misfit, ...]:
    with pytest.raises(StructureError) as caught:
        structure_pack({**HEAD, **data})
    return caught.value.misfits


def said(**data: Any) -> list[tuple[str, str]]:
    """Path and message of everything that does not fit."""
    return [("/".join(map(str, it.path)), it.message) for it in misfits(**data)]


def test_the_shortest_pack() -> None:
    assert structure_pack(HEAD) == Pack(format=1, id="acme/video")


def test_what_is_missing_is_named() -> None:
    with pytest.raises(StructureError) as caught:
        structure_pack({"format": 1})

    assert [it.message for it in caught.value.misfits] == ["the key id is missing"]


def test_every_table_becomes_its_class() -> None:
    pack = structure_pack(
        {
            **HEAD,
            "extends": "acme/provider",
            "fields": {"n": {"type": "integer", "multipleOf": 2, "maximum": 8}},
            "rules": {"a": {"when": "n > 1", "severity": "off", "message": "m"}},
            "currencies": {"credits": {"usd": "0.005"}},
            "let": {"two": "n + n", "table": {"low": 1}},
            "billing": [{"item": "image", "quantity": 1, "rate": {"minimum": "1", "maximum": "n"}}],
        }
    )

    assert pack.extends == ("acme/provider",)
    assert pack.fields["n"].type == ("integer",)
    assert pack.fields["n"].multiple_of == 2
    assert pack.rules["a"].severity is None
    assert pack.currencies["credits"].usd == Decimal("0.005")
    assert pack.let == {
        "two": Formula((Case(then="n + n"),)),
        "table": LookupTable({"low": 1}),
    }
    assert pack.billing[0].quantity == Formula((Case(then="1"),))
    assert pack.billing[0].rate == Formula((Case(minimum="1", maximum="n"),))


def test_severities_are_words() -> None:
    pack = structure_pack({**HEAD, "rules": {"a": {"severity": "info"}}})

    assert pack.rules["a"].severity is Severity.INFO


@pytest.mark.parametrize(
    ("data", "path", "unknown"),
    (
        ({"titel": "x"}, ("titel",), "titel"),
        ({"fields": {"n": {"min": 1}}}, ("fields", "n", "min"), "min"),
        ({"fields": {"n": {"multiple_of": 2}}}, ("fields", "n", "multiple_of"), "multiple_of"),
        (
            {"fields": {"n": {"items": {"typ": "string"}}}},
            ("fields", "n", "items", "typ"),
            "typ",
        ),
        ({"rules": {"a": {"sevrity": "info"}}}, ("rules", "a", "sevrity"), "sevrity"),
        ({"rules": {"a": {"fix": {"sett": {}}}}}, ("rules", "a", "fix", "sett"), "sett"),
        ({"billing": [{"item": "a", "prize": 1}]}, ("billing", 0, "prize"), "prize"),
        ({"let": {"a": [{"than": "1"}]}}, ("let", "a", 0, "than"), "than"),
        ({"request": {"headers": {"A": {"typ": "x"}}}}, ("request", "headers", "A", "typ"), "typ"),
        ({"sources": {"docs": {"title": "x", "link": "y"}}}, ("sources", "docs", "link"), "link"),
        ({"currencies": {"c": {"usd": 1, "eur": 2}}}, ("currencies", "c", "eur"), "eur"),
        ({"examples": [{"name": "a", "expects": []}]}, ("examples", 0, "expects"), "expects"),
    ),
)
def test_unknown_keys_are_refused_anywhere(
    data: dict[str, Any], path: tuple[str | int, ...], unknown: str
) -> None:
    (misfit,) = misfits(**data)

    assert misfit.path == path
    assert misfit.unknown == unknown
    assert misfit.message == f'"{unknown}" is not known here'


def test_an_unknown_key_comes_with_the_keys_that_would_do() -> None:
    (misfit,) = misfits(fields={"n": {"min": 1}})

    assert "minimum" in misfit.accepted
    assert "multipleOf" in misfit.accepted
    assert "multiple_of" not in misfit.accepted


@pytest.mark.parametrize(
    ("data", "path", "message"),
    (
        ({"title": 7}, "title", "7 is not a text"),
        ({"levers": 7}, "levers", "7 is neither a text nor an array of texts"),
        ({"levers": ["a", 7]}, "levers", "an array is neither a text nor an array of texts"),
        ({"additionalProperties": "no"}, "additionalProperties", '"no" is not true or false'),
        ({"fields": {"n": {"minimum": "1"}}}, "fields/n/minimum", '"1" is not a whole number'),
        ({"fields": {"n": {"minimum": True}}}, "fields/n/minimum", "true is not a whole number"),
        (
            {"fields": {"n": {"maximum": Decimal("1.5")}}},
            "fields/n/maximum",
            "1.5 is not a whole number",
        ),
        (
            {"fields": {"n": {"type": "int"}}},
            "fields/n/type",
            '"int" is not a type: string, integer, number, boolean, array, object',
        ),
        (
            {"fields": {"n": {"enum": "auto"}}},
            "fields/n/enum",
            '"auto" is not an array of accepted values',
        ),
        ({"fields": {"n": {"enum": []}}}, "fields/n/enum", "an array is not an array of accepted values"),
        (
            {"fields": {"n": {"enum": ["a", 1]}}},
            "fields/n/enum",
            "the accepted values must be all texts or all whole numbers",
        ),
        ({"fields": {"n": {"default": []}}}, "fields/n/default", "an array cannot be a default"),
        ({"fields": {"n": {"basis": "guess"}}}, "fields/n/basis", '"guess" is not a basis: documented, observed, inferred'),
        ({"fields": {"n": {"tolerates": "x"}}}, "fields/n/tolerates", '"x" is not a tolerated spelling: upper-case, blanks'),
        ({"fields": {"n": 7}}, "fields/n", "7 is not a table"),
        ({"fields": {"n": {"media": {"other": "bad"}}}}, "fields/n/media/other", '"bad" is not a severity: error, warning or info'),
        ({"fields": {"n": {"items": []}}}, "fields/n/items", "an array is not a table"),
        ({"rules": {"a": {"severity": "fatal"}}}, "rules/a/severity", '"fatal" is not a severity: error, warning, info or off'),
        ({"rules": {"a": {"when": Decimal("1.5")}}}, "rules/a/when", None),
        ({"rules": {"a": "n > 1"}}, "rules/a", '"n > 1" is not a table'),
        ({"billing": [{"item": 7}]}, "billing/0/item", "7 is not a text"),
        ({"models": []}, "models", "an array is not a table"),
        ({"examples": [{"name": "a", "input": "x"}]}, "examples/0/input", '"x" is not a table'),
        ({"examples": [{"name": "a", "fill": {"prompt": "4"}}]}, "examples/0/fill/prompt", '"4" is not a whole number'),
    ),
)  # fmt: skip
def test_wrong_types_are_refused_at_their_path(
    data: dict[str, Any], path: str, message: str | None
) -> None:
    ((where, what),) = said(**data)

    assert where == path
    assert message is None or what == message


@pytest.mark.parametrize(
    ("usd", "message"),
    (
        (Decimal("0.05"), f'write the amount as a text: "0.05"; {UNQUOTED}'),
        (Decimal("1E-7"), f'write the amount as a text: "0.0000001"; {UNQUOTED}'),
        (Decimal("1E+40"), '1E+40 is not an amount: write a text such as "0.005"'),
        (Decimal("nan"), "the number has too many digits"),
        (True, 'true is not an amount: write a text such as "0.005"'),
        ("five", '"five" is not an amount of zero or more, in plain digits'),
        ("NaN", '"NaN" is not an amount of zero or more, in plain digits'),
        ("-1", '"-1" is not an amount of zero or more, in plain digits'),
    ),
)
def test_an_amount_is_a_text_or_a_whole_number_and_never_a_float(usd: Any, message: str) -> None:
    assert said(currencies={"credits": {"usd": usd}}) == [("currencies/credits/usd", message)]


@pytest.mark.parametrize(
    ("value", "below"),
    (
        (Decimal("0.5"), ""),
        ({"then": Decimal("0.5")}, "/then"),
        ([{"minimum": "0", "maximum": Decimal("0.5")}], "/0/maximum"),
    ),
)
@pytest.mark.parametrize("key", ("quantity", "rate"))
def test_an_expression_is_never_a_float(key: str, value: Any, below: str) -> None:
    ((path, message),) = said(billing=[{"item": "image", key: value}])

    assert path == f"billing/0/{key}{below}"
    assert message == f'write the number as a text: "0.5"; {UNQUOTED}'


def test_an_expression_is_no_float_that_is_too_long_to_write_out() -> None:
    ((_, message),) = said(billing=[{"item": "image", "rate": Decimal("1E-400")}])

    assert message == "1E-400 is not an expression: write it as a text"


MOMENT = dt.datetime(2026, 11, 26, 10, tzinfo=dt.UTC)


@pytest.mark.parametrize("value", (20261126, MOMENT))
def test_a_date_is_a_day(value: Any) -> None:
    message = f"{value} is no date; write YYYY-MM-DD"

    assert said(edition=value) == [("edition", message)]
    assert said(sources={"docs": {"title": "x", "read": value}}) == [("sources/docs/read", message)]


def test_a_date_may_be_written_bare() -> None:
    day = dt.date(2026, 11, 26)
    pack = structure_pack(
        {**HEAD, "edition": day, "sources": {"docs": {"title": "x", "read": day}}}
    )

    assert (pack.edition, pack.sources["docs"].read) == ("2026-11-26", "2026-11-26")


def test_everything_that_does_not_fit_is_found_at_once() -> None:
    found = said(titel="x", fields={"n": {"minimum": "1"}, "m": {"min": 1}})

    assert sorted(path for path, _ in found) == ["fields/m/min", "fields/n/minimum", "titel"]


def test_an_amount_has_plain_digits() -> None:
    pack = structure_pack({**HEAD, "currencies": {"credits": {"usd": "123456789012345.5"}}})

    assert pack.currencies["credits"].usd == Decimal("123456789012345.5")


@pytest.mark.parametrize(
    "usd", ("1e999999999", "1e-999999999", "1E+400", "sNaN", "-0", " 1", "1_000", "١", "", "9" * 16)
)
def test_an_amount_that_would_fill_a_disk_when_written_is_refused(usd: str) -> None:
    ((path, message),) = said(currencies={"credits": {"usd": usd}})

    assert path == "currencies/credits/usd"
    assert message.endswith("is not an amount of zero or more, in plain digits")


@pytest.mark.parametrize(
    ("fill", "path", "message"),
    (
        ({"s": 10**12}, "/s", "1000000000000 characters; an example is filled with 0 to 100,000"),
        ({"s": -1}, "/s", "-1 characters; an example is filled with 0 to 100,000"),
        ({"s": True}, "/s", "true is not a whole number"),
        ({"s": 60_000, "t": 60_000}, "", "an example is filled with at most 100,000 characters"),
    ),
)
def test_an_example_is_filled_with_a_number_of_characters(
    fill: dict[str, int], path: str, message: str
) -> None:
    assert said(examples=[{"name": "a", "fill": fill}]) == [(f"examples/0/fill{path}", message)]


def test_lists_have_a_length() -> None:
    assert said(fields={"x": {"enum": ["a"] * 501}}) == [
        ("fields/x/enum", "501 accepted values; a field has at most 500")
    ]
    assert said(let={"x": [{"then": "1"}] * 65}) == [("let/x", "65 cases; a value has at most 64")]
    assert said(examples=[{"name": "a", "expect": ["b"] * 101}]) == [
        ("examples/0/expect", "101 names; an example has at most 100 of them")
    ]


def test_what_a_table_says_of_a_models_end_is_checked_in_its_file() -> None:
    """Of every model, asked for or not; the rest of the table is a patch, and is laid first."""
    assert said(
        models={
            "a": {"retires": "soon"},
            "b": {"retires": dt.date(2026, 10, 23), "successor": 5, "basis": "heard"},
            "c": {"retires": 2026, "successor": " "},
            "d": {"source": 5, "anything": "goes"},
        }
    ) == [
        ("models/a/retires", '"soon" is no date; write YYYY-MM-DD'),
        ("models/b/successor", "5 is not a text"),
        ("models/b/basis", '"heard" is not a basis: documented, observed, inferred'),
        ("models/c/retires", "2026 is no date; write YYYY-MM-DD"),
        ("models/c/successor", '" " is no model; write its id, or leave this out'),
    ]


def test_a_models_table_stays_as_it_was_written() -> None:
    table = {"retires": dt.date(2026, 10, 23), "fields": {"n": {"maximum": 4}}}

    assert structure_pack({**HEAD, "models": {"a": table}}).models == {"a": table}
