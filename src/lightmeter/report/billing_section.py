"""What a pack bills, as a section of its page."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lightmeter.estimate.words import show_amount
from lightmeter.language.message import escape
from lightmeter.packs.merge import Merged
from lightmeter.packs.model import Billing, Formula, LookupTable
from lightmeter.packs.program import Program
from lightmeter.report.markdown import code, paragraph, prose, table
from lightmeter.report.member_table import show_source

__all__ = ["billing_section", "lookup_tables", "show_formula", "tables_in_billing"]


def billing_section(merged: Merged, program: Program) -> Iterator[str]:
    """Lines of the section for one model, below its heading."""
    pack = merged.pack
    if not pack.billing:
        yield "Nothing is known of what a request costs."
        return
    for number, line in enumerate(pack.billing):
        if number:
            yield ""
        yield from _line(line, merged)
    named = tables_in_billing(merged)
    if named:
        yield from lookup_tables(merged, named)
    if program.assumptions:
        yield ""
        yield "Assumed where the request and the document leave it open:"
        yield ""
        for it in dict.fromkeys(program.assumptions):
            member = f"{code('.'.join(it.pointer[len(program.input) :]))}: " if it.pointer else ""
            close = f"; to be certain, {prose(it.close)}" if it.close else ""
            yield from paragraph(f"- {member}{prose(it.text)} ({it.basis}){close}", "  ")
    currency = pack.billing[0].currency
    value = pack.currencies.get(currency)
    yield ""
    if value is not None:
        source = show_source(value.source, value.basis, pack.id)
        one = show_amount(value.usd, "USD")
        singular = currency.removesuffix("s")
        yield from paragraph(f"One {singular} is worth {one} ({source}).")
    elif currency != "USD":
        yield f"What {prose(currency)} are worth in US dollars is not known."
    else:
        yield "Amounts are US dollars."


def _line(line: Billing, merged: Merged) -> Iterator[str]:
    source = show_source(line.source, line.basis, merged.pack.id)
    yield from paragraph(
        f"**{prose(line.item)}**, counted in {prose(line.unit)}s, paid in {prose(line.currency)}"
        f" ({source}):"
    )
    yield ""
    quantity = show_formula(line.quantity) if line.quantity is not None else []
    yield from _cases(f"{prose(line.unit)}s", quantity)
    if line.rate is not None:
        yield from _cases(f"{prose(line.currency)} per {prose(line.unit)}", show_formula(line.rate))
    if line.unpriced:
        always = "" if line.rate is None else " in any other case"
        yield from paragraph(f"- not priced{always}: {prose(escape(line.unpriced))}", "  ")
    for demand, reason in line.waived.items():
        yield from paragraph(f"- {code(demand)} is waived: {prose(escape(reason))}", "  ")


def _cases(label: str, cases: Sequence[str]) -> Iterator[str]:
    if len(cases) == 1:
        yield from paragraph(f"- {label}: {cases[0]}", "  ")
        return
    yield f"- {label}:"
    for case in cases:
        yield from (f"  {line}" for line in paragraph(f"- {case}", "  "))


def show_formula(formula: Formula) -> list[str]:
    """The cases of a formula, one phrase each."""
    phrases = []
    for case in formula.cases:
        value = _amount(case.then or "")
        if case.then is None:
            value = f"{_amount(case.minimum or '')} to {_amount(case.maximum or '')}"
        when = f" when {code(case.when)}" if case.when is not None else ""
        otherwise = " otherwise" if case.when is None and len(formula.cases) > 1 else ""
        known = f" ({case.basis})" if case.basis else ""
        phrases.append(f"{value}{when}{otherwise}{known}")
    return phrases


def _amount(expression: str) -> str:
    return expression if re.fullmatch(r"[0-9.]+", expression) else code(expression)


# Lookup tables ------------------------------------------------------------------------------------


def tables_in_billing(merged: Merged) -> list[str]:
    """The lookup tables that quantities and rates name themselves."""
    texts = " ".join(_expressions(merged.pack.billing))
    return [
        name
        for name, value in merged.pack.let.items()
        if isinstance(value, LookupTable) and re.search(rf"\b{re.escape(name)}\[", texts)
    ]


def _expressions(billing: Sequence[Billing]) -> Iterator[str]:
    for line in billing:
        for formula in (line.quantity, line.rate):
            for case in formula.cases if formula is not None else ():
                yield from (it for it in (case.when, case.then, case.minimum, case.maximum) if it)


def lookup_tables(merged: Merged, names: Sequence[str]) -> Iterator[str]:
    """Lines of tables, each below its name; two keys lie across one another."""
    for name in names:
        value = merged.pack.let[name]
        assert isinstance(value, LookupTable)
        yield ""
        keys = _keys(merged, name, value.rows)
        yield f"{code(name + ''.join(f'[{key}]' for key in keys))}:"
        yield ""
        yield from _lookup(keys, value.rows)


def _keys(merged: Merged, name: str, rows: Mapping[str, Any]) -> list[str]:
    """What a table is indexed by, as the first expression that does so names it."""
    depth = 0
    inner: Any = rows
    while isinstance(inner, Mapping) and inner:
        depth, inner = depth + 1, next(iter(inner.values()))
    index = re.compile(rf"\b{re.escape(name)}((?:\[[^\[\]]*\])+)")
    formulas = [it for it in merged.pack.let.values() if isinstance(it, Formula)]
    texts = [
        *_expressions(merged.pack.billing),
        *(text for it in formulas for case in it.cases for text in (case.when, case.then) if text),
        *(text for it in merged.pack.rules.values() for text in (it.when, it.require) if text),
    ]
    for text in texts:
        if match := index.search(text):
            keys: list[str] = re.findall(r"\[([^\[\]]*)\]", match[1])
            if len(keys) == depth:
                return keys
    return [f"key {number + 1}" for number in range(depth)]


def _lookup(keys: Sequence[str], rows: Mapping[str, Any]) -> Iterator[str]:
    columns = list(
        dict.fromkeys(key for row in rows.values() if isinstance(row, Mapping) for key in row)
    )
    if len(keys) == 2:
        headings = [f"{prose(keys[0])} \\ {prose(keys[1])}", *map(code, columns)]
        yield from table(
            headings,
            [(code(key), *(str(row.get(it, "")) for it in columns)) for key, row in rows.items()],
        )
        return
    flat = list(_flat(rows))
    yield from table(
        [*map(prose, keys), "value"], [(*map(code, path), str(it)) for path, it in flat]
    )


def _flat(
    rows: Mapping[str, Any], above: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], Any]]:
    for key, row in rows.items():
        if isinstance(row, Mapping):
            yield from _flat(row, (*above, key))
        else:
            yield (*above, key), row
