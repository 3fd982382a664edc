"""Plain TOML data becomes the classes of `packs.model`, strictly."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import attrs

from lightmeter.dates import parse_date
from lightmeter.diagnostic import Severity
from lightmeter.misfit import Misfit, MisfitError, StructureError, show
from lightmeter.money import parse_amount
from lightmeter.packs.bounds import check_bounds
from lightmeter.packs.field import Field, Media
from lightmeter.packs.limits import LONGEST_FILL, MOST_CASES, MOST_CHOICES, MOST_EXPECTED
from lightmeter.packs.model import (
    Billing,
    Case,
    CurrencyValue,
    Example,
    FixPlan,
    Formula,
    LookupTable,
    Pack,
    RequestShape,
    Retirement,
    Rule,
    SourceDocument,
)
from lightmeter.packs.retirement import told
from lightmeter.structure import as_table, as_text, make_structurer

__all__ = ["structure_pack"]

# Our attribute names against the keys that JSON Schema has made known.
_RENAMED = {
    "multiple_of": "multipleOf",
    "min_length": "minLength",
    "max_length": "maxLength",
    "min_items": "minItems",
    "max_items": "maxItems",
    "additional_properties": "additionalProperties",
}
_TYPES = ("string", "integer", "number", "boolean", "array", "object")
_UNQUOTED = "a decimal without quotes may lose digits in other readers"
# Zeros of an exponent are written out in a message up to so many.
_LONGEST_DECIMAL = 20
_BASES = ("documented", "observed", "inferred")


def structure_pack(data: Mapping[str, Any]) -> Pack:
    """
    Structure a pack's data.

    Args:
        data: As parsed from TOML, with decimals for floats.

    Raises:
        StructureError: With every misfit, each at its path; of what is too large the first.
    """
    check_bounds(data)
    return _structure(dict(data), Pack)


def _severity(value: Any, _: Any) -> Severity:
    if value not in tuple(Severity):
        raise MisfitError(f"{show(value)} is not a severity: error, warning or info")
    return Severity(value)


def _rule_severity(value: Any, _: Any) -> Severity | None:
    if value == "off":
        return None
    if value not in tuple(Severity):
        raise MisfitError(f"{show(value)} is not a severity: error, warning, info or off")
    return Severity(value)


def _date(value: Any, kind: Any) -> str:
    """The text of a date; whether it is one is for `packs check`."""
    try:
        return as_text(value, kind)
    except MisfitError as error:
        raise MisfitError(f"{show(value)} is no date; write YYYY-MM-DD") from error


def _day(value: Any, kind: Any) -> str:
    """The text of a date on which requests are judged, so that it has to be one."""
    text = _date(value, kind)
    if parse_date(text) is None:
        raise MisfitError(f"{show(text)} is no date; write YYYY-MM-DD")
    return text


def _model(value: Any, kind: Any) -> str:
    name = as_text(value, kind)
    if not name.strip():
        raise MisfitError(f"{show(name)} is no model; write its id, or leave this out")
    return name


def _models(value: Any, kind: Any) -> Mapping[str, Any]:
    """Patches as they are; but for what they say of the model's end, all is laid over the pack."""
    models = as_table(value, kind)
    wrong: list[Misfit] = []
    for name, patch in models.items():
        if end := told(patch):
            try:
                _structure(end, Retirement)
            except StructureError as error:
                wrong += (attrs.evolve(it, path=(name, *it.path)) for it in error.misfits)
    if wrong:
        raise StructureError(tuple(wrong))
    return models


def _names(value: Any, _: Any) -> tuple[str, ...]:
    """One text, or a list of texts."""
    items = [value] if isinstance(value, str) else value
    if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
        raise MisfitError(f"{show(value)} is neither a text nor an array of texts")
    return tuple(items)


def _types(value: Any, kind: Any) -> tuple[str, ...]:
    names = _names(value, kind)
    for name in names:
        if name not in _TYPES:
            raise MisfitError(f"{show(name)} is not a type: {', '.join(_TYPES)}")
    return names


def _tolerated(value: Any, kind: Any) -> tuple[str, ...]:
    names = _names(value, kind)
    for name in names:
        if name not in ("upper-case", "blanks"):
            raise MisfitError(f"{show(name)} is not a tolerated spelling: upper-case, blanks")
    return names


def _basis(value: Any, _: Any) -> str:
    if value not in _BASES:
        raise MisfitError(f"{show(value)} is not a basis: {', '.join(_BASES)}")
    return str(value)


def _enum(value: Any, _: Any) -> tuple[Any, ...]:
    if not isinstance(value, list) or not value:
        raise MisfitError(f"{show(value)} is not an array of accepted values")
    if len(value) > MOST_CHOICES:
        raise MisfitError(f"{len(value):,} accepted values; a field has at most {MOST_CHOICES}")
    kinds = {type(item) for item in value}
    if kinds not in ({str}, {int}):
        raise MisfitError("the accepted values must be all texts or all whole numbers")
    return tuple(value)


def _default(value: Any, _: Any) -> Any:
    if isinstance(value, str | int | Decimal):
        return value
    raise MisfitError(f"{show(value)} cannot be a default")


def _amount(value: Any, _: Any) -> Decimal:
    if isinstance(value, Decimal) and (text := _in_digits(value)):
        raise MisfitError(f'write the amount as a text: "{text}"; {_UNQUOTED}')
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise MisfitError(f'{show(value)} is not an amount: write a text such as "0.005"')
    amount = parse_amount(value)
    if amount is None:
        raise MisfitError(f"{show(value)} is not an amount of zero or more, in plain digits")
    return amount


def _expression(value: Any, _: Any) -> str:
    """An expression; a whole number may stand for itself."""
    if isinstance(value, str):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, Decimal) and (text := _in_digits(value)):
        raise MisfitError(f'write the number as a text: "{text}"; {_UNQUOTED}')
    raise MisfitError(f"{show(value)} is not an expression: write it as a text")


def _in_digits(value: Decimal) -> str:
    """A decimal in plain digits, or "" where it has none or too many."""
    if not value.is_finite() or abs(value.adjusted()) > _LONGEST_DECIMAL:
        return ""
    return f"{value:f}"[:60]


def _formula(value: Any, _: Any) -> Formula:
    if isinstance(value, list):
        return Formula(tuple(_structure_cases(value)), listed=True)
    if isinstance(value, Mapping):
        return Formula((_structure(value, Case),))
    return Formula((Case(then=_expression(value, None)),))


def _structure_cases(value: list[Any]) -> Iterator[Case]:
    if not value:
        raise MisfitError("an empty array of cases gives no value")
    if len(value) > MOST_CASES:
        raise MisfitError(f"{len(value):,} cases; a value has at most {MOST_CASES}")
    for index, case in enumerate(value):
        try:
            yield _structure(case, Case)
        except StructureError as error:
            misfits = (attrs.evolve(it, path=(index, *it.path)) for it in error.misfits)
            raise StructureError(tuple(misfits)) from error


def _let(value: Any, kind: Any) -> Formula | LookupTable:
    return LookupTable(value) if isinstance(value, Mapping) else _formula(value, kind)


def _expected(value: Any, kind: Any) -> tuple[str, ...]:
    names = _names(value, kind)
    if len(names) > MOST_EXPECTED:
        raise MisfitError(f"{len(names):,} names; an example has at most {MOST_EXPECTED} of them")
    return names


def _fill(value: Any, kind: Any) -> Mapping[str, int]:
    lengths = as_table(value, kind)
    wrong = []
    for name, length in lengths.items():
        if type(length) is not int:
            wrong.append(Misfit((name,), f"{show(length)} is not a whole number"))
        elif not 0 <= length <= LONGEST_FILL:
            message = f"{show(length)} characters; an example is filled with 0 to {LONGEST_FILL:,}"
            wrong.append(Misfit((name,), message))
    if wrong:
        raise StructureError(tuple(wrong))
    if sum(lengths.values()) > LONGEST_FILL:
        raise MisfitError(f"an example is filled with at most {LONGEST_FILL:,} characters")
    return lengths


def _data(value: Any, _: Any) -> Any:
    return value


_structure = make_structurer(
    SourceDocument,
    Media,
    Field,
    RequestShape,
    Retirement,
    Case,
    FixPlan,
    Rule,
    Billing,
    CurrencyValue,
    Example,
    Pack,
    hooks={
        Decimal: _amount,
        Severity: _severity,
        Formula: _formula,
        Formula | LookupTable: _let,
    },
    field_hooks={
        SourceDocument: {"edition": _date, "read": _date},
        Media: {"extensions": _names},
        Field: {
            "type": _types,
            "tolerates": _tolerated,
            "basis": _basis,
            "inferred": _names,
            "enum": _enum,
            "default": _default,
            "fill": _expression,
        },
        Retirement: {"retires": _day, "successor": _model, "basis": _basis},
        Case: {
            "when": _expression,
            "then": _expression,
            "minimum": _expression,
            "maximum": _expression,
            "basis": _basis,
        },
        FixPlan: {"set": as_table, "remove": _names, "when": _expression},
        Rule: {"severity": _rule_severity, "basis": _basis},
        Billing: {"basis": _basis},
        CurrencyValue: {"basis": _basis},
        Example: {
            "input": as_table,
            "body": as_table,
            "headers": as_table,
            "fill": _fill,
            "expect": _expected,
            "skipped": _expected,
            "effective": as_table,
            "cost": _data,
            "quantity": _data,
            "normalized": as_table,
            "fixed": as_table,
        },
        Pack: {
            "edition": _date,
            "extends": _names,
            "levers": _names,
            "models": _models,
        },
    },
    renamed=_RENAMED,
)
