"""
The judge, interpreted: the generated function's twin.

It walks the same proven program, slower and without generating code. The tests hold the two
against each other; it also serves where code may not be generated.
"""

from collections.abc import Mapping
from typing import Any

from lightmeter.diagnostic import Severity
from lightmeter.judge import values
from lightmeter.judge.headers import judge_headers
from lightmeter.judge.rewrite import set_member
from lightmeter.judge.verdict import Accepts, Amounts, Finding, Judge, Names, Verdict
from lightmeter.language.absent import ABSENT
from lightmeter.language.exact import SAFE_INTEGER
from lightmeter.language.interpret import Environment, evaluate
from lightmeter.language.typed import Node as Tree
from lightmeter.packs.branch import Branch
from lightmeter.packs.program import Line, Member, Program
from lightmeter.packs.proven import ProvenRule

__all__ = ["interpret_accepts", "interpret_judge", "read_members"]

Pointer = tuple[str | int, ...]


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


def read_members(program: Program, body: Mapping[str, Any]) -> Environment:
    """The members of a request as expressions see them, rejected ones included."""
    walk = _Walk(program)
    walk.object(program.body, body, ())
    return walk


class _Walk:
    """One request on its way through the program; `Env` of `language.interpret`."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.findings: list[Finding] = []
        self.changed: list[tuple[Pointer, Any]] = []
        self.skipped: list[int] = []
        self.assumed: list[int] = []
        self.bad = 0
        self.effective: dict[tuple[str, ...], Any] = {}
        self.given: set[tuple[str, ...]] = set()

    # Env ------------------------------------------------------------------------------------------

    def value(self, path: tuple[str, ...]) -> Any:
        """A member's effective value, or ABSENT."""
        return self.effective.get(path, ABSENT)

    def sent(self, path: tuple[str, ...]) -> bool:
        """Whether a member was sent."""
        return path in self.given

    # The walk -------------------------------------------------------------------------------------

    def judge(self, body: Mapping[str, Any], headers: Mapping[str, Any] | None) -> Verdict:
        program = self.program
        noted = judge_headers(program.headers, headers)
        self.object(program.body, body, ())
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
            return Verdict(self.findings, noted, self.bad, skipped, None, (), (), ())
        sent = self.normalized(body)
        for condition, index in program.conditional_assumptions:
            if self.evaluate(condition):
                self.assumed.append(index)
        amounts = tuple(self.amounts(line) for line in program.lines)
        levers = tuple(self.evaluate(tree) for _, tree in program.levers)
        assumed = tuple(self.assumed)
        return Verdict(self.findings, noted, 0, skipped, sent, levers, amounts, assumed)

    def is_error(self, rule: ProvenRule) -> bool:
        return self.program.checks[rule.check].severity == "error"

    def evaluate(self, tree: Tree) -> Any:
        return evaluate(tree, self)

    def find(self, member: Member, rule: str, pointer: Pointer, *data: Any) -> None:
        self.findings.append((member.checks[rule], pointer, data))

    def refuse(self, member: Member, rule: str, pointer: Pointer, *data: Any) -> None:
        self.find(member, rule, pointer, *data)
        self.bad |= member.bit

    def found_at(self, member: Member, rule: str, pointer: Pointer, *data: Any) -> None:
        """A finding whose severity is the pack's own choice; an error rejects."""
        self.find(member, rule, pointer, *data)
        if self.program.checks[member.checks[rule]].severity is Severity.ERROR:
            self.bad |= member.bit

    # Fields ---------------------------------------------------------------------------------------

    def object(self, member: Member, value: Mapping[str, Any], pointer: Pointer) -> None:
        for name, child in member.properties.items():
            self.member(child, value.get(name, ABSENT), (*pointer, name))
        if "unknown-field" in member.checks:
            names = Names(value)
            for key in value:
                if key not in member.properties:
                    self.find(member, "unknown-field", (*pointer, key), key, names)
                    if member.closed:
                        self.bad |= member.unknown_bit
                    if not values.is_sendable_member(key, value[key]):
                        self.find(member, "unsendable", (*pointer, key), value[key])
                        self.bad |= member.unknown_bit

    def member(self, member: Member, value: Any, pointer: Pointer) -> None:
        if value is ABSENT:
            if "required" in member.checks:
                self.refuse(member, "required", pointer)
            if "recommended" in member.checks:
                self.find(member, "recommended", pointer)
            if member.path and member.field.default is not None:
                self.effective[member.path] = member.field.default
            return
        if member.path:
            self.given.add(member.path)
            self.effective[member.path] = value
        if "unsupported" in member.checks:
            self.refuse(member, "unsupported", pointer, value)
            return
        if "deprecated" in member.checks:
            self.find(member, "deprecated", pointer, value)
        self.value_of(member, value, pointer)

    def value_of(self, member: Member, value: Any, pointer: Pointer) -> None:
        kinds = member.field.type
        if not kinds:
            return
        if "string" in kinds and isinstance(value, str):
            self.string(member, value, pointer)
        elif "boolean" in kinds and (value is True or value is False):
            pass
        elif "integer" in kinds and _integer(value) is not None:
            self.integer(member, value, pointer)
        elif "number" in kinds and (exact := values.exact_number(value)) is not None:
            if member.path:
                self.effective[member.path] = exact
            self.bounds(member, exact, value, pointer)
        elif "array" in kinds and isinstance(value, list | tuple):
            self.array(member, value, pointer)
        elif "object" in kinds and isinstance(value, Mapping):
            self.object(member, value, pointer)
        else:
            self.refuse(member, "type", pointer, value)

    def string(self, member: Member, value: str, pointer: Pointer) -> None:
        field, checks = member.field, member.checks
        if member.template is not None:
            self.template(member, value, pointer)
        elif field.enum and value not in field.enum:
            self.refuse(member, "enum", pointer, value)
        elif field.min_length is not None and len(value) < field.min_length:
            self.refuse(member, "min-length", pointer, value)
        elif field.max_length is not None and len(value) > field.max_length:
            self.refuse(member, "max-length", pointer, value)
        elif field.format == "uri" and not values.is_uri(value):
            self.refuse(member, "format", pointer, value)
        elif "unsendable" in checks and not values.is_text(value):
            self.refuse(member, "unsendable", pointer, value)
        elif field.blank is not None and value.isspace():
            self.find(member, "blank", pointer, value)
        elif field.webhook and (problem := values.webhook_problem(value)):
            self.find(member, "webhook", pointer, value, problem)
        elif "data-uri" in checks and values.is_data_uri(value):
            self.found_at(member, "data-uri", pointer, value)
        elif "not-a-url" in checks and not values.is_hosted(value):
            self.found_at(member, "not-a-url", pointer, value)
        elif "file-type" in checks and field.media is not None:
            suffix = values.file_type(value)
            if suffix and suffix not in field.media.extensions:
                self.find(member, "file-type", pointer, value, suffix)

    def template(self, member: Member, value: str, pointer: Pointer) -> None:
        template = member.template
        assert template is not None
        if value in member.field.enum:
            return
        match = template.loose.fullmatch(value)
        if match is None:
            self.refuse(member, "enum" if member.field.enum else "template", pointer, value)
            return
        # All but fifteen digits are leading zeros; Python refuses to read more than 4,300.
        parts = tuple(int(digits[-15:]) for digits in match.groups())
        for name, part, (low, high) in zip(template.parts, parts, member.part_bounds, strict=True):
            if low is not None and part < low:
                self.refuse(member, f"minimum:{name}", pointer, part, value)
            if high is not None and part > high:
                self.refuse(member, f"maximum:{name}", pointer, part, value)
            if member.path:
                self.effective[*member.path, name] = part
                self.given.add((*member.path, name))
        plain = template.canonical(parts)
        if plain != value:
            self.changed.append((pointer, plain))
            rule = "spelling-case" if plain == value.lower() else "spelling"
            self.find(member, rule, pointer, value, plain)
        if member.path:
            self.effective[member.path] = plain

    def integer(self, member: Member, value: Any, pointer: Pointer) -> None:
        exact = _integer(value)
        assert exact is not None
        field = member.field
        unbounded = field.minimum is None or field.maximum is None
        if unbounded and not -SAFE_INTEGER <= exact <= SAFE_INTEGER:
            self.refuse(member, "type", pointer, value)
            return
        if exact is not value:
            self.find(member, "decimal-integer", pointer, value, exact)
            self.changed.append((pointer, exact))
            if member.path:
                self.effective[member.path] = exact
        self.bounds(member, exact, value, pointer)
        if field.enum and exact not in field.enum:
            self.refuse(member, "enum", pointer, value)

    def bounds(self, member: Member, number: Any, value: Any, pointer: Pointer) -> None:
        field = member.field
        if field.minimum is not None and number < field.minimum:
            self.refuse(member, "minimum", pointer, value)
        if field.maximum is not None and number > field.maximum:
            self.refuse(member, "maximum", pointer, value)
        if field.multiple_of is not None and number % field.multiple_of:
            self.refuse(member, "multiple-of", pointer, value)

    def array(self, member: Member, value: list[Any] | tuple[Any, ...], pointer: Pointer) -> None:
        field = member.field
        if field.min_items is not None and len(value) < field.min_items:
            self.refuse(member, "min-items", pointer, len(value))
        if field.max_items is not None and len(value) > field.max_items:
            self.refuse(member, "max-items", pointer, len(value))
        if member.items is not None:
            for index, item in enumerate(value):
                self.value_of(member.items, item, (*pointer, index))

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
        self.findings.append((rule.check, rule.at, data))
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
        for pointer, value in self.changed:
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


def _integer(value: Any) -> int | None:
    return value if type(value) is int else values.exact_integer(value)
