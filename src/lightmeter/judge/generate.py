"""
One Python function a model: the judge, generated.

Pack text reaches the source only as `repr` of texts and numbers or behind a constant's name, so a
pack cannot write code. Names in the source are made here: `r3` is what was sent for the third
member, `v3` its effective value, `p3_0` the first number of its template.
"""

from collections.abc import Iterable
from typing import Any

from lightmeter.judge import values
from lightmeter.judge.headers import judge_headers
from lightmeter.judge.rewrite import set_member
from lightmeter.judge.verdict import Judge, Verdict
from lightmeter.language.absent import ABSENT
from lightmeter.language.exact import SAFE_INTEGER
from lightmeter.language.generate import generate
from lightmeter.language.typed import Node as Tree
from lightmeter.packs.program import Branch, Line, Member, Program, ProvenRule
from lightmeter.packs.template import Template

__all__ = ["generate_judge", "generate_source"]


def generate_judge(program: Program) -> Judge:
    """Compile a program to a function of body and headers."""
    source, constants = generate_source(program)
    code = compile(source, f"<{program.pack}/{program.model}>", "exec")
    exec(code, constants)  # noqa: S102 - the source is ours; see the module's docstring
    judge: Judge = constants["judge"]
    return judge


def generate_source(program: Program) -> tuple[str, dict[str, Any]]:
    """
    The function's source and the constants it reads.

    Returns:
        Python source that defines `judge(body, headers)`, and its globals.
    """
    return _Writer(program).write()


class _Writer:
    """Writes the function, top to bottom; `Names` of `language.generate` are its methods."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.lines: list[str] = []
        self.depth = 1
        self.constants: dict[str, Any] = {
            "A": ABSENT,
            "Verdict": Verdict,
            "new": tuple.__new__,
            "exact_integer": values.exact_integer,
            "exact_number": values.exact_number,
            "is_uri": values.is_uri,
            "is_data_uri": values.is_data_uri,
            "file_type": values.file_type,
            "webhook_problem": values.webhook_problem,
            "judge_headers": judge_headers,
            "set_member": set_member,
        }
        self.slots: dict[tuple[str, ...], int] = {
            path: number for number, path in enumerate(program.inputs)
        }
        self.fresh = len(self.slots)

    # Names ----------------------------------------------------------------------------------------

    def value(self, path: tuple[str, ...]) -> str:
        """The variable of a member's effective value."""
        template = template_of(self.program, path)
        if template is not None:
            return f"p{self.slots[path[:-1]]}_{template.parts.index(path[-1])}"
        return f"v{self.slots[path]}"

    def sent(self, path: tuple[str, ...]) -> str:
        """Whether a member was sent."""
        if template_of(self.program, path) is not None:
            return f"{self.value(path)} is not A"
        return f"r{self.slots[path]} is not A"

    def length(self, path: tuple[str, ...]) -> str:
        """The number of items or characters; 0 for an absent array."""
        variable = self.value(path)
        return f"(len({variable}) if {variable} is not A else 0)"

    def constant(self, value: Any) -> str:
        """A name for an object that the source cannot spell."""
        for name, known in self.constants.items():
            if known is value or (type(known) is type(value) and _same(known, value)):
                return name
        name = f"c{len(self.constants)}"
        self.constants[name] = value
        return name

    # Text -----------------------------------------------------------------------------------------

    def put(self, line: str) -> None:
        self.lines.append("    " * self.depth + line)

    def find(self, check: int, pointer: str, data: str) -> None:
        self.put(f"found.append(({check}, {pointer}, ({data}{',' if data else ''})))")

    def reject(self, bit: int) -> None:
        self.put(f"bad |= {bit}")

    def new_slot(self) -> int:
        self.fresh += 1
        return self.fresh

    # The function ---------------------------------------------------------------------------------

    def write(self) -> tuple[str, dict[str, Any]]:
        program = self.program
        self.constants["HEADERS"] = program.headers
        missing = judge_headers(program.headers, None)
        self.constants["MISSING"] = missing
        self.put("found = []")
        self.put("skipped = []")
        self.put("changed = []")
        self.put("assumed = []")
        self.put("bad = hit = 0")
        self.put("noted = judge_headers(HEADERS, headers) if headers is not None else MISSING[:]")
        self.object(program.body, "body", "()")
        errors = [rule for rule in program.rules if self.is_error(rule)]
        others = [rule for rule in program.rules if not self.is_error(rule)]
        for rule in errors:
            self.rule(rule)
        if errors:
            self.put("bad |= hit")
        for rule in others:
            self.rule(rule)
        self.put("if bad:")
        self.put("    return new(Verdict, (found, noted, bad, skipped, None, (), (), assumed))")
        self.normalized()
        self.pricing()
        head = "def judge(body, headers):"
        return "\n".join([head, *self.lines, ""]), self.constants

    def is_error(self, rule: ProvenRule) -> bool:
        return self.program.checks[rule.check].severity == "error"

    # Fields ---------------------------------------------------------------------------------------

    def object(self, member: Member, variable: str, pointer: str) -> None:
        """Check the members of an object that `variable` holds."""
        seen = f"n{self.new_slot()}"
        self.put(f"{seen} = 0")
        for name, child in member.properties.items():
            self.member(child, variable, name, pointer, seen)
        if "unknown-field" in member.checks:
            check = member.checks["unknown-field"]
            known = self.constant(frozenset(member.properties))
            self.put(f"if len({variable}) != {seen}:")
            self.put(f"    for key in {variable}:")
            self.put(f"        if key not in {known}:")
            self.put(f"            found.append(({check}, (*{pointer}, key), (key,)))")
            if member.closed:
                self.put(f"            bad |= {member.unknown_bit}")

    def member(self, child: Member, variable: str, name: str, pointer: str, seen: str) -> None:
        slot = self.slots.get(child.path) if child.path else None
        if slot is None:
            slot = self.new_slot()
        raw = f"r{slot}"
        where = _join(pointer, name)
        self.put(f"{raw} = {variable}.get({name!r}, A)")
        readable = bool(child.path)
        parts = len(child.template.parts) if child.template and readable else 0
        checks = child.checks
        self.put(f"if {raw} is A:")
        self.depth += 1
        before = len(self.lines)
        if "required" in checks:
            self.find(checks["required"], where, "")
            self.reject(child.bit)
        if "recommended" in checks:
            self.find(checks["recommended"], where, "")
        if readable:
            self.put(f"v{slot} = {self.literal(child.field.default)}")
            for number in range(parts):
                self.put(f"p{slot}_{number} = A")
            self.absent_children(child)
        if len(self.lines) == before:
            self.put("pass")
        self.depth -= 1
        self.put("else:")
        self.depth += 1
        self.put(f"{seen} += 1")
        if "unsupported" in checks:
            self.find(checks["unsupported"], where, raw)
            self.reject(child.bit)
        else:
            if "deprecated" in checks:
                self.find(checks["deprecated"], where, raw)
            if readable:
                self.put(f"v{slot} = {raw}")
            self.value_of(child, raw, f"v{slot}" if readable else raw, where, slot)
        self.depth -= 1

    def absent_children(self, member: Member) -> None:
        """The members of an object that is not there are not there."""
        for child in member.properties.values():
            if child.path and child.path in self.slots:
                slot = self.slots[child.path]
                self.put(f"r{slot} = v{slot} = A")
                self.absent_children(child)

    def literal(self, default: Any) -> str:
        return "A" if default is None else repr(default)

    def value_of(self, member: Member, raw: str, variable: str, where: str, slot: int) -> None:
        """Check one value: its type, then what the type's keywords demand."""
        kinds = member.field.type
        if not kinds:
            return
        word = "if"
        if "string" in kinds:
            self.put(f"{word} isinstance({raw}, str):")
            self.block(lambda: self.string(member, raw, variable, where, slot))
            word = "elif"
        if "boolean" in kinds:
            self.put(f"{word} {raw} is True or {raw} is False:")
            self.block(lambda: None)
            word = "elif"
        if "integer" in kinds:
            exact = f"i{slot}"
            self.put(
                f"{word} ({exact} := {raw} if type({raw}) is int else exact_integer({raw}))"
                " is not None:"
            )
            self.block(lambda: self.integer(member, raw, exact, variable, where))
            word = "elif"
        if "number" in kinds:
            exact = f"i{slot}"
            self.put(f"{word} ({exact} := exact_number({raw})) is not None:")
            self.block(lambda: self.number(member, raw, exact, variable, where))
            word = "elif"
        if "array" in kinds:
            self.put(f"{word} isinstance({raw}, (list, tuple)):")
            self.block(lambda: self.array(member, raw, where, slot))
            word = "elif"
        if "object" in kinds:
            self.put(f"{word} isinstance({raw}, dict):")
            self.block(lambda: self.nested(member, raw, where, slot))
        self.put("else:")
        self.depth += 1
        self.find(member.checks["type"], where, raw)
        self.reject(member.bit)
        self.depth -= 1

    def block(self, write: Any) -> None:
        self.depth += 1
        before = len(self.lines)
        write()
        if len(self.lines) == before:
            self.put("pass")
        self.depth -= 1

    def string(self, member: Member, raw: str, variable: str, where: str, slot: int) -> None:
        field, checks = member.field, member.checks
        if member.template is not None:
            self.template(member, raw, variable, where, slot)
            return
        tests: list[tuple[str, str, str]] = []
        if field.enum:
            tests.append((f"{raw} not in {self.constant(frozenset(field.enum))}", "enum", raw))
        if field.min_length is not None:
            tests.append((f"len({raw}) < {field.min_length}", "min-length", raw))
        if field.max_length is not None:
            tests.append((f"len({raw}) > {field.max_length}", "max-length", raw))
        media = field.media
        if field.format == "uri":
            tests.append((f"not is_uri({raw})", "format", raw))
        word = "if"
        for test, rule, data in tests:
            self.put(f"{word} {test}:")
            self.depth += 1
            self.find(checks[rule], where, data)
            self.reject(member.bit)
            self.depth -= 1
            word = "elif"
        if field.blank is not None:
            self.put(f"{word} {raw}.isspace():")
            self.put(f"    found.append(({checks['blank']}, {where}, ({raw},)))")
            word = "elif"
        if field.webhook:
            self.put(f"{word} (problem := webhook_problem({raw})):")
            self.put(f"    found.append(({checks['webhook']}, {where}, ({raw}, problem)))")
            word = "elif"
        if media is not None:
            if "data-uri" in checks:
                # One letter tells nearly every hosted file from a data URI.
                self.put(f"{word} {raw}[:1] in ('d', 'D') and is_data_uri({raw}):")
                self.put(f"    found.append(({checks['data-uri']}, {where}, ({raw},)))")
                word = "elif"
            if "not-a-url" in checks:
                self.put(f"{word} not is_uri({raw}):")
                self.put(f"    found.append(({checks['not-a-url']}, {where}, ({raw},)))")
                word = "elif"
            if "file-type" in checks:
                accepted = self.constant(frozenset(("", *media.extensions)))
                plain = f"{raw}[{raw}.rfind('.') + 1:] not in {accepted}"
                self.put(f"{word} {plain} and (suffix := file_type({raw})) not in {accepted}:")
                self.put(f"    found.append(({checks['file-type']}, {where}, ({raw}, suffix)))")

    def template(self, member: Member, raw: str, variable: str, where: str, slot: int) -> None:
        """A preset of the enum, or a text that fits the template."""
        template, checks = member.template, member.checks
        assert template is not None
        parts = [f"p{slot}_{number}" for number in range(len(template.parts))]
        match = f"m{slot}"
        loose = self.constant(template.loose.fullmatch)
        if member.field.enum:
            self.put(f"if {raw} in {self.constant(frozenset(member.field.enum))}:")
            self.put(f"    {' = '.join(parts)} = A")
            self.put(f"elif ({match} := {loose}({raw})) is not None:")
        else:
            self.put(f"if ({match} := {loose}({raw})) is not None:")
        self.depth += 1
        for number, (part, bounds) in enumerate(zip(parts, member.part_bounds, strict=True)):
            self.put(f"{part} = int({match}[{number + 1}])")
            self.part_bounds(member, template.parts[number], part, bounds, raw, where)
        spelling = _format(template.literals, parts, template.digits)
        plain = f"s{slot}"
        self.put(f"if ({plain} := {spelling}) != {raw}:")
        self.put(f"    changed.append(({where}, {plain}))")
        self.put(
            f"    found.append(({checks['spelling-case']} if {plain} == {raw}.lower()"
            f" else {checks['spelling']}, {where}, ({raw}, {plain})))"
        )
        if member.path:
            self.put(f"    {variable} = {plain}")
        self.depth -= 1
        self.put("else:")
        self.depth += 1
        self.find(checks["enum" if member.field.enum else "template"], where, raw)
        self.reject(member.bit)
        self.depth -= 1

    def part_bounds(
        self,
        member: Member,
        name: str,
        part: str,
        bounds: tuple[int | None, int | None],
        raw: str,
        where: str,
    ) -> None:
        for limit, sign, rule in ((bounds[0], "<", "minimum"), (bounds[1], ">", "maximum")):
            if limit is None:
                continue
            check = member.checks[f"{rule}:{name}"]
            self.put(f"if {part} {sign} {limit}:")
            self.depth += 1
            self.find(check, where, f"{part}, {raw}")
            self.reject(member.bit)
            self.depth -= 1

    def integer(self, member: Member, raw: str, exact: str, variable: str, where: str) -> None:
        field = member.field
        if field.minimum is None or field.maximum is None:
            self.put(f"if not -{SAFE_INTEGER} <= {exact} <= {SAFE_INTEGER}:")
            self.depth += 1
            self.find(member.checks["type"], where, raw)
            self.reject(member.bit)
            self.depth -= 1
        self.put(f"if {exact} is not {raw}:")
        self.depth += 1
        self.find(member.checks["decimal-integer"], where, f"{raw}, {exact}")
        self.put(f"changed.append(({where}, {exact}))")
        if member.path:
            self.put(f"{variable} = {exact}")
        self.depth -= 1
        self.bounds(member, exact, raw, where)
        if field.enum:
            self.put(f"if {exact} not in {self.constant(frozenset(field.enum))}:")
            self.depth += 1
            self.find(member.checks["enum"], where, raw)
            self.reject(member.bit)
            self.depth -= 1

    def number(self, member: Member, raw: str, exact: str, variable: str, where: str) -> None:
        if member.path:
            self.put(f"{variable} = {exact}")
        self.bounds(member, exact, raw, where)

    def bounds(self, member: Member, number: str, raw: str, where: str) -> None:
        field = member.field
        tests = (
            (field.minimum, f"{number} < {field.minimum}", "minimum"),
            (field.maximum, f"{number} > {field.maximum}", "maximum"),
            (field.multiple_of, f"{number} % {field.multiple_of}", "multiple-of"),
        )
        for limit, test, rule in tests:
            if limit is None:
                continue
            self.put(f"if {test}:")
            self.depth += 1
            self.find(member.checks[rule], where, raw)
            self.reject(member.bit)
            self.depth -= 1

    def array(self, member: Member, raw: str, where: str, slot: int) -> None:
        field = member.field
        for limit, sign, rule in (
            (field.min_items, "<", "min-items"),
            (field.max_items, ">", "max-items"),
        ):
            if limit is None:
                continue
            self.put(f"if len({raw}) {sign} {limit}:")
            self.depth += 1
            self.find(member.checks[rule], where, f"len({raw})")
            self.reject(member.bit)
            self.depth -= 1
        if member.items is not None and member.items.field.type:
            item, index = f"e{slot}", f"k{slot}"
            self.put(f"for {index}, {item} in enumerate({raw}):")
            inner = f"(*{where}, {index})"
            items = member.items
            self.block(lambda: self.value_of(items, item, item, inner, self.new_slot()))

    def nested(self, member: Member, raw: str, where: str, slot: int) -> None:
        if member.template is not None and member.path:
            # The object form gives the template's parts their values.
            self.object(member, raw, where)
            for number, name in enumerate(member.template.parts):
                child = member.properties[name]
                self.put(f"p{slot}_{number} = v{self.slots[child.path]}")
        else:
            self.object(member, raw, where)

    # Rules ----------------------------------------------------------------------------------------

    def rule(self, rule: ProvenRule) -> None:
        fires = []
        if rule.when is not None:
            fires.append(self.expression(rule.when))
        if rule.require is not None:
            fires.append(f"not {self.expression(rule.require)}")
        word = "if"
        if rule.reads:
            self.put(f"if bad & {rule.reads}:")
            self.put(f"    skipped.append({rule.check})")
            word = "elif"
        self.put(f"{word} {' and '.join(fires)}:")
        self.depth += 1
        data = ", ".join(self.expression(tree) for tree in rule.values)
        self.find(rule.check, self.constant(rule.at), data)
        if self.is_error(rule):
            self.put(f"hit |= {rule.bit}")
        self.depth -= 1

    def expression(self, tree: Tree) -> str:
        return f"({generate(tree, self)})"

    # What is sent and what it costs ---------------------------------------------------------------

    def normalized(self) -> None:
        body = self.program.body
        self.put("sent = dict(body)")
        target, pointer = "sent", body
        self.defaults(body, "sent")
        for step in self.program.input:
            pointer = pointer.properties[step]
            self.put(f"inner = dict({target}[{step!r}])")
            self.put(f"{target}[{step!r}] = inner")
            target = "inner"
        if self.program.input:
            self.defaults(pointer, "inner")
        self.put("for pointer, value in changed:")
        self.put("    set_member(sent, pointer, value)")

    def defaults(self, member: Member, variable: str) -> None:
        for name, child in member.properties.items():
            if child.field.default is not None:
                self.put(f"if {name!r} not in {variable}:")
                self.put(f"    {variable}[{name!r}] = {child.field.default!r}")

    def pricing(self) -> None:
        for condition, index in self.program.conditional_assumptions:
            self.put(f"if {self.expression(condition)}:")
            self.put(f"    assumed.append({index})")
        amounts = []
        for number, line in enumerate(self.program.lines):
            self.branches(f"q{number}", line.quantity)
            self.rate(number, line)
            amounts.append(
                f"(q{number}_low, q{number}_high, t{number}_low, t{number}_high, d{number})"
            )
        levers = "".join(f"{self.expression(tree)}, " for _, tree in self.program.levers)
        listed = "".join(f"{amount}, " for amount in amounts)
        self.put(
            "return new(Verdict, (found, noted, 0, skipped, sent, "
            f"({levers}), ({listed}), assumed))"
        )

    def rate(self, number: int, line: Line) -> None:
        if line.rate:
            self.branches(f"t{number}", line.rate)
        else:
            self.put(f"t{number}_low = t{number}_high = None")
        self.put(f"d{number} = ()")
        if line.unpriced_values:
            data = "".join(f"{self.expression(tree)}, " for tree in line.unpriced_values)
            self.put(f"if t{number}_low is None:")
            self.put(f"    d{number} = ({data})")

    def branches(self, name: str, branches: Iterable[Branch]) -> None:
        """Ordered cases; where none holds, the value is None."""
        word, closed = "if", False
        for branch in branches:
            if branch.when is None:
                closed = True
                if word == "if":
                    self.ends(name, branch)
                    break
                self.put("else:")
            else:
                self.put(f"{word} {self.expression(branch.when)}:")
                word = "elif"
            self.depth += 1
            self.ends(name, branch)
            self.depth -= 1
        if not closed:
            self.put("else:")
            self.put(f"    {name}_low = {name}_high = None")

    def ends(self, name: str, branch: Branch) -> None:
        if branch.minimum is branch.maximum:
            self.put(f"{name}_low = {name}_high = {self.expression(branch.minimum)}")
        else:
            self.put(f"{name}_low = {self.expression(branch.minimum)}")
            self.put(f"{name}_high = {self.expression(branch.maximum)}")
        if branch.assumption is not None:
            self.put(f"assumed.append({branch.assumption})")


def template_of(program: Program, path: tuple[str, ...]) -> Template | None:
    """The template that the last step of a path is a part of, or None."""
    owner = program.inputs.get(path[:-1])
    if owner is None or owner.template is None or path[-1] not in owner.template.parts:
        return None
    return owner.template


def _join(pointer: str, name: str) -> str:
    """The source of a pointer one step longer."""
    if pointer == "()":
        return f"({name!r},)"
    if pointer.startswith("(*"):
        return f"{pointer[:-1]}, {name!r})"
    return f"{pointer[:-1].rstrip(',')}, {name!r})"


def _same(left: Any, right: Any) -> bool:
    return isinstance(left, frozenset | tuple) and bool(left == right)


def _format(
    literals: tuple[str, ...], parts: list[str], digits: tuple[tuple[int, int], ...]
) -> str:
    """The source of the spelling that is sent."""
    pieces = [repr(literals[0])] if literals[0] else []
    for part, literal, (fewest, _) in zip(parts, literals[1:], digits, strict=True):
        pieces.append(f"str({part})" if fewest == 1 else f"str({part}).zfill({fewest})")
        if literal:
            pieces.append(repr(literal))
    return " + ".join(pieces)
