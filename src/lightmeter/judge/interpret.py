"""
The judge, interpreted: the generated function's twin.

It walks the same proven program, slower and without generating code. The tests hold the two
against each other; it also serves where code may not be generated.
"""

from collections.abc import Mapping
from typing import Any

from lightmeter.diagnostic import Severity
from lightmeter.judge.field_walk import FieldWalk
from lightmeter.judge.headers import judge_headers
from lightmeter.judge.rewrite import set_member
from lightmeter.judge.verdict import Accepts, Amounts, Judge, Verdict
from lightmeter.language.interpret import evaluate
from lightmeter.language.typed import Node as Tree
from lightmeter.packs.branch import Branch
from lightmeter.packs.member import Member
from lightmeter.packs.program import Line, Program
from lightmeter.packs.proven import ProvenRule

__all__ = ["interpret_accepts", "interpret_judge"]


def interpret_judge(program: Program) -> Judge:
    """A function of body and headers that interprets the program."""

    def judge(body: Mapping[str, Any], headers: Mapping[str, Any] | None) -> Verdict:
        return _Walk(program).judge(body, headers)

    return judge


def interpret_accepts(program: Program) -> Accepts:
    """A function of body and headers that tells whether the interpreted judge finds no error."""
    judge = interpret_judge(program)

    def accepts(body: Mapping[str, Any], headers: Mapping[str, Any] | None) -> bool:
        verdict = judge(body, headers)
        grave = (program.checks[it].severity for it, _, _ in verdict.header_findings)
        return not verdict.rejected and Severity.ERROR not in grave

    return accepts


class _Walk:
    """One request on its way through the program."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.fields = FieldWalk(program)
        self.skipped: list[int] = []
        self.assumed: list[int] = []
        self.bad = 0

    def judge(self, body: Mapping[str, Any], headers: Mapping[str, Any] | None) -> Verdict:
        program = self.program
        noted = judge_headers(program.headers, headers)
        self.fields.read(body)
        self.bad = self.fields.bad
        hit = 0
        for rule in program.rules:
            if self.is_error(rule):
                hit |= self.rule(rule)
        self.bad |= hit
        for rule in program.rules:
            if not self.is_error(rule):
                self.rule(rule)
        skipped = tuple(self.skipped)
        if self.bad:
            return Verdict(self.fields.findings, noted, self.bad, skipped, None, (), (), ())
        sent = self.normalized(body)
        for condition, index in program.conditional_assumptions:
            if self.evaluate(condition):
                self.assumed.append(index)
        amounts = tuple(self.amounts(line) for line in program.lines)
        levers = tuple(self.evaluate(tree) for _, tree in program.levers)
        assumed = tuple(self.assumed)
        return Verdict(self.fields.findings, noted, 0, skipped, sent, levers, amounts, assumed)

    def is_error(self, rule: ProvenRule) -> bool:
        return self.program.checks[rule.check].severity == "error"

    def evaluate(self, tree: Tree) -> Any:
        return evaluate(tree, self.fields)

    # Rules ----------------------------------------------------------------------------------------

    def rule(self, rule: ProvenRule) -> int:
        """Judge one rule; the mask of its member where it fired, else 0."""
        if self.bad & rule.reads:
            self.skipped.append(rule.check)
            return 0
        if rule.when is not None and not self.evaluate(rule.when):
            return 0
        if rule.require is not None and self.evaluate(rule.require):
            return 0
        data = tuple(self.evaluate(tree) for tree in rule.values)
        self.fields.findings.append((rule.check, rule.at, data))
        return rule.bit

    # What is sent and what it costs ---------------------------------------------------------------

    def normalized(self, body: Mapping[str, Any]) -> dict[str, Any]:
        sent = dict(body)
        member, target = self.program.body, sent
        self.defaults(member, target)
        for step in self.program.input:
            member = member.properties[step]
            target[step] = target = dict(target[step])
        if self.program.input:
            self.defaults(member, target)
        for pointer, value in self.fields.changed:
            set_member(sent, pointer, value)
        return sent

    def defaults(self, member: Member, target: dict[str, Any]) -> None:
        for name, child in member.properties.items():
            fill = self.program.fills.get(name) if child.path else None
            if child.field.default is not None and (fill is None or self.evaluate(fill)):
                target.setdefault(name, child.field.default)

    def amounts(self, line: Line) -> Amounts:
        low, high = self.ends(line.quantity)
        rate_low, rate_high = self.ends(line.rate)
        data = ()
        if rate_low is None:
            data = tuple(self.evaluate(tree) for tree in line.unpriced_values)
        return low, high, rate_low, rate_high, data

    def ends(self, branches: tuple[Branch, ...]) -> tuple[Any, Any]:
        for branch in branches:
            if branch.when is None or self.evaluate(branch.when):
                if branch.assumption is not None:
                    self.assumed.append(branch.assumption)
                return self.evaluate(branch.minimum), self.evaluate(branch.maximum)
        return None, None
