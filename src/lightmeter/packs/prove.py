"""The proof: a merged pack becomes a program whose every expression is known to have a value."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from lightmeter.diagnostic import Severity
from lightmeter.document.place import parse_pointer
from lightmeter.language.check import check, check_let
from lightmeter.language.errors import ExpressionError
from lightmeter.language.facts import Facts, facts_if_false, facts_if_true
from lightmeter.language.message import Message, check_message, parse_message
from lightmeter.language.parse import parse
from lightmeter.language.scope import Case as LanguageCase
from lightmeter.language.scope import FieldDeclaration, LetDeclaration, TableDeclaration
from lightmeter.language.spelling import nearest
from lightmeter.language.typed import And, Conditional, Not, Typed, paths
from lightmeter.language.typed import Node as Tree
from lightmeter.language.types import IntegerType, Kind, TableType
from lightmeter.packs.members import build_members
from lightmeter.packs.merge import Merged
from lightmeter.packs.model import Billing, Case, Formula, LookupTable, Rule
from lightmeter.packs.program import (
    Assumption,
    Branch,
    Line,
    Program,
    ProvenFix,
    ProvenRule,
)

__all__ = ["prove"]

_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*").fullmatch
_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*").fullmatch
_AMOUNT = re.compile(r"[0-9]{1,15}(?:\.[0-9]{1,12})?").fullmatch
_NO_FACTS: Facts = frozenset()
At = tuple[str | int, ...]


def prove(merged: Merged) -> Program:
    """
    Prove one model of a pack.

    Args:
        merged: With everything it is made of.

    Returns:
        The program; what it holds cannot fail on any request.

    Raises:
        PackError: At the first thing that cannot be proven.
    """
    return _Prover(merged).program()


class _Prover:
    """One merged pack on its way to a program."""

    def __init__(self, merged: Merged) -> None:
        self.merged = merged
        self.pack = merged.pack
        self.input = parse_pointer(self.pack.request.input)
        self.members, self.body, self.headers = build_members(merged, self.input)
        self.scope = self.members.scope
        self.assumptions: list[Assumption] = []

    def program(self) -> Program:
        self.declare_lets()
        conditional = tuple(self.let_assumptions())
        rules = [
            self.rule(name, rule)
            for name, rule in self.pack.rules.items()
            if rule.severity is not None
        ]
        lines = tuple(
            self.line(number, billing) for number, billing in enumerate(self.pack.billing)
        )
        checks = self.members.checks
        # Errors are judged first; sorting is stable, so the pack's order stays otherwise.
        rules.sort(key=lambda rule: checks[rule.check].severity is not Severity.ERROR)
        return Program(
            pack=self.pack.id,
            title=self.pack.title,
            edition=self.pack.edition,
            provider=self.pack.id.partition("/")[0],
            model=self.merged.model,
            body=self.body,
            headers=self.headers,
            input=self.input,
            checks=tuple(checks),
            rules=tuple(rules),
            levers=tuple((name, self.lever(name)) for name in self.pack.levers),
            lines=lines,
            assumptions=tuple(self.assumptions),
            conditional_assumptions=conditional if lines else (),
            inputs=self.members.inputs,
            overlays=self.merged.overlays,
        )

    # Expressions ----------------------------------------------------------------------------------

    def check(
        self, text: str, at: At, facts: Facts = _NO_FACTS, expected: Kind | None = None
    ) -> Typed:
        try:
            return check(parse(text), self.scope, facts=facts, expected=expected)
        except ExpressionError as error:
            raise self.refuse(error, text, at) from error

    def refuse(self, error: ExpressionError, text: str, at: At) -> Exception:
        return self.merged.error(
            error.message,
            at,
            within=(text, error.start, error.end),
            suggestion=error.suggestion,
        )

    # Named values ---------------------------------------------------------------------------------

    def declare_lets(self) -> None:
        formulas: dict[str, Formula] = {}
        for name, value in self.pack.let.items():
            at: At = ("let", name)
            if not _WORD(name):
                raise self.merged.error("a name is letters, digits and _", at, key=True)
            if (name,) in self.scope:
                raise self.merged.error(f"{name} is a field already", at, key=True)
            if isinstance(value, LookupTable):
                table = self.table(value.rows, at)
                self.scope[name,] = TableDeclaration(name, table)
            else:
                formulas[name] = value
        for name, formula in formulas.items():
            cases = tuple(
                self.let_case(case, ("let", name, number))
                for number, case in enumerate(formula.cases)
            )
            self.scope[name,] = LetDeclaration(name, cases)
        for name, formula in formulas.items():
            declaration = self.scope[name,]
            assert isinstance(declaration, LetDeclaration)
            try:
                check_let(declaration, self.scope)
            except ExpressionError as error:
                number, part = error.where if len(error.where) == 2 else (0, "then")
                case = formula.cases[int(number)]
                text = getattr(case, str(part)) or ""
                raise self.refuse(error, text, ("let", name, number, part)) from error

    def let_case(self, case: Case, at: At) -> LanguageCase:
        if case.then is None:
            raise self.merged.error("a case of a named value gives its value with then", at)
        try:
            text, part = case.when or "", "when"
            when = parse(case.when) if case.when is not None else None
            text, part = case.then, "then"
            then = parse(case.then)
        except ExpressionError as error:
            raise self.refuse(error, text, (*at, part)) from error
        return LanguageCase(when, then)

    def table(self, rows: Mapping[str, Any], at: At) -> TableType:
        cells: dict[str, Any] = {}
        for key, value in rows.items():
            here = (*at, key)
            if isinstance(value, Mapping):
                cells[key] = self.table(value, here)
            elif isinstance(value, Decimal):
                raise self.merged.error(
                    f'write the amount as a text: "{value}"; a decimal without quotes may lose'
                    " digits in other readers",
                    here,
                )
            elif isinstance(value, bool) or not isinstance(value, int | str):
                raise self.merged.error("a cell is a whole number or a text", here)
            elif isinstance(value, str) and _AMOUNT(value):
                cells[key] = Decimal(value)
            else:
                cells[key] = value
        return TableType(cells)

    def let_assumptions(self) -> Iterable[tuple[Tree, int]]:
        """Assumptions made by cases of named values that the price or a lever depends on."""
        wanted = self.named_in_billing()
        for name, value in self.pack.let.items():
            if name not in wanted or isinstance(value, LookupTable):
                continue
            earlier: list[Tree] = []
            facts = _NO_FACTS
            for number, case in enumerate(value.cases):
                at: At = ("let", name, number)
                when = (
                    self.check(case.when, (*at, "when"), facts, "boolean")
                    if case.when is not None
                    else None
                )
                if case.assume:
                    index = self.assumption(case, at)
                    taken = [*earlier, *([when.node] if when else [])]
                    condition = taken[0] if len(taken) == 1 else And(tuple(taken))
                    yield condition, index
                if when is not None:
                    earlier.append(Not(when.node))
                    facts |= facts_if_false(when)

    def named_in_billing(self) -> frozenset[str]:
        """Named values that billing reads, directly or through others."""
        texts = [
            text
            for line in self.pack.billing
            for formula in (line.quantity, line.rate)
            if formula is not None
            for case in formula.cases
            for text in (case.when, case.then, case.minimum, case.maximum)
            if text
        ]
        found: set[str] = set()
        while texts:
            words = set(re.findall(r"[A-Za-z_][A-Za-z0-9_]*", texts.pop()))
            for name in words & set(self.pack.let) - found:
                found.add(name)
                value = self.pack.let[name]
                if isinstance(value, Formula):
                    texts += [
                        text for case in value.cases for text in (case.when, case.then) if text
                    ]
        return frozenset(found)

    def assumption(self, case: Case, at: At) -> int:
        member: tuple[str, ...] = ()
        if case.field:
            member = self.member_pointer(case.field, (*at, "field"))
        self.assumptions.append(
            Assumption(member, case.assume, case.basis or "inferred", case.close)
        )
        return len(self.assumptions) - 1

    def lever(self, name: str) -> Tree:
        declaration = self.scope.get((name,))
        at: At = ("levers",)
        if declaration is None or isinstance(declaration, TableDeclaration):
            raise self.merged.error(
                f"{name} is neither a field nor a named value",
                at,
                suggestion=nearest(name, [".".join(path) for path in self.scope]),
            )
        if isinstance(declaration, FieldDeclaration) and not declaration.certain:
            known = frozenset({(name,)})
            value = self.check(name, at, known)
            has = self.check(f"has({name})", at)
            return Conditional(((has.node, value.node),), None, value.type)
        return self.check(name, at).node

    # Rules ----------------------------------------------------------------------------------------

    def rule(self, name: str, rule: Rule) -> ProvenRule:
        at: At = ("rules", name)
        if not _NAME(name):
            raise self.merged.error("a rule's id is kebab-case: a-b-c", at, key=True)
        if rule.when is None and rule.require is None:
            raise self.merged.error("the rule has neither when nor require", at, key=True)
        if not rule.message:
            raise self.merged.error("the rule has no message", at, key=True)
        facts = _NO_FACTS
        when = require = None
        if rule.when is not None:
            when = self.check(rule.when, (*at, "when"), facts, "boolean")
            facts |= facts_if_true(when)
        if rule.require is not None:
            require = self.check(rule.require, (*at, "require"), facts, "boolean")
            facts |= facts_if_false(require)
        values: list[Tree] = []
        message = self.message(rule.message, (*at, "message"), facts, values)
        fix = self.fix(rule, at, facts, values)
        trees = [typed.node for typed in (when, require) if typed is not None] + values
        reads = 0
        for tree in trees:
            for path in paths(tree):
                reads |= self.members.bits[path[0]]
        pointer = self.member_pointer(rule.at, (*at, "at"))
        member = rule.at.partition(".")[0]
        origin = self.merged.origin(at).file.pack
        severity = rule.severity
        assert severity is not None
        check_index = self.members.add_check(
            name,
            severity,
            rule.at.rpartition(".")[2],
            (message, fix),
            basis=rule.basis,
            source=rule.source,
            pack=origin.id if origin.amends else "",
            why=rule.why,
        )
        return ProvenRule(
            check=check_index,
            when=when.node if when else None,
            require=require.node if require else None,
            reads=reads,
            at=pointer,
            bit=self.members.bits.get(member, 1),
            message=message,
            fix=fix,
            values=tuple(values),
        )

    def message(self, text: str, at: At, facts: Facts, values: list[Tree]) -> Message:
        """Parse a template; the trees of its placeholders are added to `values`."""
        try:
            message = check_message(parse_message(text), self.scope, facts=facts)
        except ExpressionError as error:
            raise self.refuse(error, text, at) from error
        values += message.placeholders
        return message

    def fix(self, rule: Rule, at: At, facts: Facts, values: list[Tree]) -> ProvenFix | None:
        if rule.fix is None:
            return None
        steps: list[tuple[tuple[str, ...], Any]] = []
        for name, value in rule.fix.set.items():
            here = (*at, "fix", "set", name)
            pointer = self.member_pointer(name, here)
            is_template = isinstance(value, str) and ("{" in value or "}" in value)
            filled = self.message(value, here, facts, values) if is_template else value
            steps.append((pointer, filled))
        remove = tuple(
            self.member_pointer(name, (*at, "fix", "remove")) for name in rule.fix.remove
        )
        if not steps and not remove:
            raise self.merged.error("the fix changes nothing", (*at, "fix"))
        return ProvenFix(tuple(steps), remove, rule.fix.safe)

    def member_pointer(self, name: str, at: At) -> tuple[str, ...]:
        if not name:
            return self.input
        path = tuple(name.split("."))
        if path not in self.members.inputs:
            known = [".".join(known) for known in self.members.inputs]
            raise self.merged.error(
                f"{name} is not a field of {self.merged.model or self.pack.id}",
                at,
                suggestion=nearest(name, known),
            )
        return (*self.input, *path)

    # Billing --------------------------------------------------------------------------------------

    def line(self, number: int, billing: Billing) -> Line:
        at: At = ("billing", number)
        for key in ("unit", "currency"):
            if not getattr(billing, key):
                raise self.merged.error(f"the line {billing.item} has no {key}", at)
        if billing.quantity is None:
            raise self.merged.error(f"the line {billing.item} has no quantity", at)
        quantity = self.branches(billing.quantity, (*at, "quantity"), open_cases=False)
        rate = self.branches(billing.rate, (*at, "rate"), open_cases=True) if billing.rate else ()
        is_open = not rate or rate[-1].when is not None
        if is_open and not billing.unpriced:
            raise self.merged.error(
                f"the rate of {billing.item} is not known in every case: write unpriced = why", at
            )
        if billing.currency != self.pack.billing[0].currency:
            raise self.merged.error("all lines of a pack have one currency", (*at, "currency"))
        for branch in quantity:
            low = branch.minimum.type
            if not isinstance(low, IntegerType) or low.minimum is None or low.minimum < 0:
                raise self.merged.error(
                    "the quantity must be a whole number that cannot be negative", (*at, "quantity")
                )
        reasons: list[Tree] = []
        facts = _NO_FACTS
        for branch in rate:
            if branch.when is not None:
                facts |= facts_if_false(Typed(branch.when))
        unpriced = self.message(billing.unpriced, (*at, "unpriced"), facts, reasons)
        value = self.pack.currencies.get(billing.currency)
        return Line(
            item=billing.item,
            unit=billing.unit,
            currency=billing.currency,
            quantity=quantity,
            rate=rate,
            unpriced=unpriced,
            unpriced_values=tuple(reasons),
            citation=self.merged.citation(billing.source),
            basis=billing.basis,
            usd=self.usd(billing.currency),
            usd_citation=self.merged.citation(value.source) if value else None,
            usd_basis=value.basis if value else "",
        )

    def usd(self, currency: str) -> Decimal | None:
        if currency == "USD":
            return Decimal(1)
        value = self.pack.currencies.get(currency)
        return value.usd if value else None

    def branches(self, formula: Formula, at: At, *, open_cases: bool) -> tuple[Branch, ...]:
        branches = []
        facts = _NO_FACTS
        last = len(formula.cases) - 1
        for number, case in enumerate(formula.cases):
            here = (*at, number)
            if case.when is None and number != last:
                raise self.merged.error("the cases below are never reached", here)
            if case.when is not None and number == last and not open_cases:
                raise self.merged.error("the last case needs no condition: leave out when", here)
            when = None
            inner = facts
            if case.when is not None:
                when = self.check(case.when, (*here, "when"), facts, "boolean")
                inner = facts | facts_if_true(when)
                facts |= facts_if_false(when)
            if (case.then is None) == (case.minimum is None or case.maximum is None):
                raise self.merged.error("a case gives then, or minimum and maximum", here)
            if case.then is not None:
                low = high = self.check(case.then, (*here, "then"), inner, "number").node
            else:
                assert case.minimum is not None
                assert case.maximum is not None
                low = self.check(case.minimum, (*here, "minimum"), inner, "number").node
                high = self.check(case.maximum, (*here, "maximum"), inner, "number").node
            assumption = self.assumption(case, here) if case.assume else None
            condition = None if when is None else when.node
            branches.append(Branch(condition, low, high, assumption, case.basis))
        return tuple(branches)
