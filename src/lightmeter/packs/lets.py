"""Named values and lookup tables of a pack."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from lightmeter.language.check import check_let
from lightmeter.language.errors import ExpressionError
from lightmeter.language.facts import facts_if_false
from lightmeter.language.parse import parse
from lightmeter.language.scope import Case as LanguageCase
from lightmeter.language.scope import LetDeclaration, TableDeclaration
from lightmeter.language.typed import And, Constant, Not
from lightmeter.language.typed import Node as Tree
from lightmeter.language.types import TableType
from lightmeter.money import parse_amount
from lightmeter.packs.limits import DEEPEST_TABLE
from lightmeter.packs.model import Case, Formula, LookupTable
from lightmeter.packs.proof import NO_FACTS, At, Proof

__all__ = ["declare_lets", "let_assumptions"]

_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*").fullmatch
_RESERVED = ("and", "or", "not", "in", "true", "false")
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')


def declare_lets(proof: Proof) -> None:
    """
    Let expressions use the pack's named values.

    Raises:
        PackError: If one of them is wrong wherever it is used.
    """
    formulas: dict[str, Formula] = {}
    for name, value in proof.merged.pack.let.items():
        at: At = ("let", name)
        if not _WORD(name):
            raise proof.merged.error("a name is letters, digits and _", at, key=True)
        if name in _RESERVED:
            raise proof.merged.error(f"{name} is a word of the language", at, key=True)
        if (name,) in proof.scope:
            raise proof.merged.error(f"{name} is a field already", at, key=True)
        if isinstance(value, LookupTable):
            table = _table(proof, value.rows, at)
            proof.scope[name,] = TableDeclaration(name, table)
        else:
            formulas[name] = value
    for name, formula in formulas.items():
        cases = tuple(
            _let_case(proof, case, formula.at(("let", name), number))
            for number, case in enumerate(formula.cases)
        )
        proof.scope[name,] = LetDeclaration(name, cases)
    for name, formula in formulas.items():
        declaration = proof.scope[name,]
        assert isinstance(declaration, LetDeclaration)
        try:
            typed = check_let(declaration, proof.scope, expansions=proof.expansions)
        except ExpressionError as error:
            number, part = error.where if len(error.where) == 2 else (0, "then")
            case = formula.cases[int(number)]
            text = getattr(case, str(part)) or ""
            at = (*formula.at(("let", name), int(number)), part)
            raise proof.refuse(error, text, at) from error
        proof.spend(typed.parts, ("let", name))


def _let_case(proof: Proof, case: Case, at: At) -> LanguageCase:
    if case.then is None:
        raise proof.merged.error("a case of a named value gives its value with then", at)
    try:
        text, part = case.when or "", "when"
        when = parse(case.when) if case.when is not None else None
        text, part = case.then, "then"
        then = parse(case.then)
    except ExpressionError as error:
        raise proof.refuse(error, text, (*at, part)) from error
    return LanguageCase(when, then)


def _table(proof: Proof, rows: Mapping[str, Any], at: At) -> TableType:
    cells: dict[str, Any] = {}
    if len(at) - len(("let", "name")) >= DEEPEST_TABLE:
        raise proof.merged.error(f"a table has at most {DEEPEST_TABLE} keys", at)
    for key, value in rows.items():
        here = (*at, key)
        if isinstance(value, Mapping):
            cells[key] = _table(proof, value, here)
        elif isinstance(value, Decimal):
            raise proof.merged.error(
                f'write the amount as a text: "{value}"; a decimal without quotes may lose'
                " digits in other readers",
                here,
            )
        elif isinstance(value, bool) or not isinstance(value, int | str):
            raise proof.merged.error("a cell is a whole number or a text", here)
        elif isinstance(value, str) and (amount := parse_amount(value)) is not None:
            cells[key] = amount
        else:
            cells[key] = value
    return TableType(cells)


def let_assumptions(proof: Proof) -> Iterator[tuple[Tree, int]]:
    """Assumptions made by cases of named values that the price or a lever depends on."""
    wanted = _named_in_billing(proof)
    for name, value in proof.merged.pack.let.items():
        if name not in wanted or isinstance(value, LookupTable):
            continue
        earlier: list[Tree] = []
        facts = NO_FACTS
        for number, case in enumerate(value.cases):
            at = value.at(("let", name), number)
            when = (
                proof.check(case.when, (*at, "when"), facts, "boolean")
                if case.when is not None
                else None
            )
            if case.assume:
                index = proof.assumption(case, at)
                taken = [*earlier, *([when.node] if when else [])]
                yield And(tuple(taken)) if taken else Constant(value=True), index
            if when is not None:
                earlier.append(Not(when.node))
                facts |= facts_if_false(when)


def _named_in_billing(proof: Proof) -> frozenset[str]:
    """Named values that billing reads, directly or through others."""
    texts = [
        text
        for line in proof.merged.pack.billing
        for formula in (line.quantity, line.rate)
        if formula is not None
        for case in formula.cases
        for text in (case.when, case.then, case.minimum, case.maximum)
        if text
    ]
    found: set[str] = set()
    while texts:
        words = set(re.findall(r"[A-Za-z_][A-Za-z0-9_]*", _QUOTED.sub("", texts.pop())))
        for name in words & set(proof.merged.pack.let) - found:
            found.add(name)
            value = proof.merged.pack.let[name]
            if isinstance(value, Formula):
                texts += [text for case in value.cases for text in (case.when, case.then) if text]
    return frozenset(found)
