"""
One Python function a model: the judge, generated.

Pack text reaches the source only as `repr` of texts and numbers or behind a constant's name, so a
pack cannot write code.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from lightmeter.escaping import escape
from lightmeter.judge import values
from lightmeter.judge.code import Code
from lightmeter.judge.field_code import write_object
from lightmeter.judge.headers import judge_headers
from lightmeter.judge.rewrite import set_member
from lightmeter.judge.verdict import Judge, Verdict
from lightmeter.language.absent import ABSENT
from lightmeter.language.generate import generate
from lightmeter.language.typed import Node as Tree
from lightmeter.packs.program import Branch, Line, Member, Program, ProvenRule

__all__ = ["generate_judge", "generate_source"]


def generate_judge(program: Program) -> Judge:
    """Compile a program to a function of body and headers."""
    source, constants = generate_source(program)
    # The name is for tracebacks; it must hold no NUL, which a model's id may.
    code = compile(source, escape(f"<{program.pack}/{program.model}>"), "exec")
    exec(code, constants)  # noqa: S102 - the source is ours; see the module's docstring
    judge: Judge = constants["judge"]
    return judge


def generate_source(program: Program) -> tuple[str, dict[str, Any]]:
    """
    The function's source and the constants it reads.

    Returns:
        Python source that defines `judge(body, headers)`, and its globals.
    """
    return _Judge(program).write()


# What the generated text calls by name.
_RUNTIME: dict[str, Any] = {
    "A": ABSENT,
    "Mapping": Mapping,
    "Verdict": Verdict,
    "new": tuple.__new__,
    "exact_integer": values.exact_integer,
    "exact_number": values.exact_number,
    "is_sendable": values.is_sendable,
    "is_text": values.is_text,
    "is_uri": values.is_uri,
    "is_data_uri": values.is_data_uri,
    "is_hosted": values.is_hosted,
    "is_plain_url": values.is_plain_url,
    "is_plain_webhook": values.is_plain_webhook,
    "file_type": values.file_type,
    "webhook_problem": values.webhook_problem,
    "judge_headers": judge_headers,
    "set_member": set_member,
}


class _Judge:
    """Writes the function, top to bottom."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.code = Code(program, _RUNTIME)

    # The function ---------------------------------------------------------------------------------

    def write(self) -> tuple[str, dict[str, Any]]:
        program = self.program
        self.code.constants["HEADERS"] = program.headers
        missing = judge_headers(program.headers, None)
        self.code.constants["MISSING"] = missing
        self.code.put("found = []")
        self.code.put("skipped = []")
        self.code.put("changed = []")
        self.code.put("assumed = []")
        self.code.put("bad = hit = 0")
        self.code.put(
            "noted = judge_headers(HEADERS, headers) if headers is not None else MISSING[:]"
        )
        write_object(self.code, program.body, "body", "()")
        errors = [rule for rule in program.rules if self.is_error(rule)]
        others = [rule for rule in program.rules if not self.is_error(rule)]
        for rule in errors:
            self.rule(rule)
        if errors:
            self.code.put("bad |= hit")
        for rule in others:
            self.rule(rule)
        self.code.put("if bad:")
        self.code.put(
            "    return new(Verdict, (found, noted, bad, skipped, None, (), (), assumed))"
        )
        self.normalized()
        self.pricing()
        head = "def judge(body, headers):"
        return "\n".join([head, *self.code.lines, ""]), self.code.constants

    def is_error(self, rule: ProvenRule) -> bool:
        return self.program.checks[rule.check].severity == "error"

    # Rules ----------------------------------------------------------------------------------------

    def rule(self, rule: ProvenRule) -> None:
        fires = []
        if rule.when is not None:
            fires.append(self.expression(rule.when))
        if rule.require is not None:
            fires.append(f"not {self.expression(rule.require)}")
        word = "if"
        if rule.reads:
            self.code.put(f"if bad & {rule.reads}:")
            self.code.put(f"    skipped.append({rule.check})")
            word = "elif"
        self.code.put(f"{word} {' and '.join(fires)}:")
        self.code.depth += 1
        data = ", ".join(self.expression(tree) for tree in rule.values)
        self.code.find(rule.check, self.code.constant(rule.at), data)
        if self.is_error(rule):
            self.code.put(f"hit |= {rule.bit}")
        self.code.depth -= 1

    def expression(self, tree: Tree) -> str:
        return f"({generate(tree, self.code)})"

    # What is sent and what it costs ---------------------------------------------------------------

    def normalized(self) -> None:
        body = self.program.body
        self.code.put("sent = dict(body)")
        target, pointer = "sent", body
        self.defaults(body, "sent")
        for step in self.program.input:
            pointer = pointer.properties[step]
            self.code.put(f"inner = dict({target}[{step!r}])")
            self.code.put(f"{target}[{step!r}] = inner")
            target = "inner"
        if self.program.input:
            self.defaults(pointer, "inner")
        self.code.put("for pointer, value in changed:")
        self.code.put("    set_member(sent, pointer, value)")

    def defaults(self, member: Member, variable: str) -> None:
        for name, child in member.properties.items():
            if child.field.default is not None:
                fill = self.program.fills.get(name) if child.path else None
                condition = "" if fill is None else f" and {self.expression(fill)}"
                self.code.put(f"if {name!r} not in {variable}{condition}:")
                self.code.put(
                    f"    {variable}[{name!r}] = {self.code.literal(child.field.default)}"
                )

    def pricing(self) -> None:
        for condition, index in self.program.conditional_assumptions:
            self.code.put(f"if {self.expression(condition)}:")
            self.code.put(f"    assumed.append({index})")
        amounts = []
        for number, line in enumerate(self.program.lines):
            self.branches(f"q{number}", line.quantity)
            self.rate(number, line)
            amounts.append(
                f"(q{number}_low, q{number}_high, t{number}_low, t{number}_high, d{number})"
            )
        levers = "".join(f"{self.expression(tree)}, " for _, tree in self.program.levers)
        listed = "".join(f"{amount}, " for amount in amounts)
        self.code.put(
            "return new(Verdict, (found, noted, 0, skipped, sent, "
            f"({levers}), ({listed}), assumed))"
        )

    def rate(self, number: int, line: Line) -> None:
        if line.rate:
            self.branches(f"t{number}", line.rate)
        else:
            self.code.put(f"t{number}_low = t{number}_high = None")
        self.code.put(f"d{number} = ()")
        if line.unpriced_values:
            data = "".join(f"{self.expression(tree)}, " for tree in line.unpriced_values)
            self.code.put(f"if t{number}_low is None:")
            self.code.put(f"    d{number} = ({data})")

    def branches(self, name: str, branches: Iterable[Branch]) -> None:
        """Ordered cases; where none holds, the value is None."""
        word, closed = "if", False
        for branch in branches:
            if branch.when is None:
                closed = True
                if word == "if":
                    self.ends(name, branch)
                    break
                self.code.put("else:")
            else:
                self.code.put(f"{word} {self.expression(branch.when)}:")
                word = "elif"
            self.code.depth += 1
            self.ends(name, branch)
            self.code.depth -= 1
        if not closed:
            self.code.put("else:")
            self.code.put(f"    {name}_low = {name}_high = None")

    def ends(self, name: str, branch: Branch) -> None:
        if branch.minimum is branch.maximum:
            self.code.put(f"{name}_low = {name}_high = {self.expression(branch.minimum)}")
        else:
            self.code.put(f"{name}_low = {self.expression(branch.minimum)}")
            self.code.put(f"{name}_high = {self.expression(branch.maximum)}")
        if branch.assumption is not None:
            self.code.put(f"assumed.append({branch.assumption})")
