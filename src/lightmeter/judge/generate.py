"""
The judge, generated: one Python function a model, and a brief one that only accepts or refuses.

Pack text reaches the source only as `repr` of texts and numbers or behind a constant's name, so a
pack cannot write code.
"""

from collections.abc import Callable, Iterable
from typing import Any

from lightmeter.diagnostic import Severity
from lightmeter.judge.code import Code
from lightmeter.judge.field_code import write_object
from lightmeter.judge.headers import judge_headers
from lightmeter.judge.runtime import RUNTIME, run_source
from lightmeter.judge.verdict import Accepts, Judge
from lightmeter.language.generate import generate
from lightmeter.language.typed import Node as Tree
from lightmeter.packs.branch import Branch
from lightmeter.packs.program import Line, Member, Program
from lightmeter.packs.proven import ProvenRule

__all__ = ["generate_accepts", "generate_judge", "generate_source"]


def generate_judge(program: Program) -> Judge:
    """Compile a program to a function of body and headers."""
    judge: Judge = run_source(program, *generate_source(program))
    return judge


def generate_accepts(program: Program) -> Accepts:
    """
    Compile what of a program decides whether a request is accepted.

    The function asks the same as the judge, in the same order, and stops at the first error: it
    finds no warnings, keeps no findings, fills in no defaults and works out no price.
    """
    accepts: Accepts = run_source(program, *generate_source(program, brief=True))
    return accepts


def generate_source(program: Program, *, brief: bool = False) -> tuple[str, dict[str, Any]]:
    """
    The function's source and the constants it reads.

    Returns:
        Python source that defines `judge(body, headers)`, or, where it is brief,
        `accepts(body, headers)`; and its globals.
    """
    return (_Accepts if brief else _Judge)(program).write()


# Most requests have nothing skipped and nothing assumed, and share one empty tuple of either.
_HEAD = (
    "def judge(body, headers):",
    "    found = []",
    "    skipped = assumed = ()",
    "    bad = hit = 0",
    "    noted = judge_headers(HEADERS, headers) if headers is not None else MISSING",
)


class _Writer:
    """Writes a function from its end to its beginning: what reads a variable is known before."""

    brief = False

    def __init__(self, program: Program) -> None:
        self.program = program
        self.code = Code(program, RUNTIME, brief=self.brief)

    def fields(self) -> None:
        write_object(self.code, self.program.body, "body", "()")

    def taken(self, write: Callable[[], None]) -> list[str]:
        """Lines that are put in their place later."""
        self.code.depth -= 1
        lines = self.code.take(write)
        self.code.depth += 1
        return lines

    def is_error(self, rule: ProvenRule) -> bool:
        return self.program.checks[rule.check].severity == "error"

    def expression(self, tree: Tree) -> str:
        return f"({generate(tree, self.code)})"

    def fires(self, rule: ProvenRule) -> str:
        fires = []
        if rule.when is not None:
            fires.append(self.expression(rule.when))
        if rule.require is not None:
            fires.append(f"not {self.expression(rule.require)}")
        return " and ".join(fires)


class _Accepts(_Writer):
    """Writes what only accepts or refuses."""

    brief = True

    def write(self) -> tuple[str, dict[str, Any]]:
        code = self.code
        rules = self.taken(self.rules)
        headers = self.taken(self.headers)
        lines = ["def accepts(body, headers):", *self.taken(self.fields), *rules, *headers]
        return "\n".join([*lines, "    return True", ""]), code.constants

    def rules(self) -> None:
        """Everything that the errors among the rules read is sound by now."""
        for rule in self.program.rules:
            if self.is_error(rule):
                self.code.put(f"if {self.fires(rule)}:")
                self.code.put("    return False")

    def headers(self) -> None:
        program, code = self.program, self.code
        said = {
            it for header in program.headers.properties.values() for it in header.checks.values()
        }
        grave = frozenset(it for it in said if program.checks[it].severity is Severity.ERROR)
        if not grave:
            return
        code.constants["HEADERS"] = program.headers
        code.constants["GRAVE"] = grave
        if any(check in grave for check, _, _ in judge_headers(program.headers, None)):
            code.put("if headers is None:")
            code.put("    return False")
        code.put("if headers is not None:")
        code.put("    for check, name, data in judge_headers(HEADERS, headers):")
        code.put("        if check in GRAVE:")
        code.put("            return False")


class _Judge(_Writer):
    """Writes the judge."""

    def write(self) -> tuple[str, dict[str, Any]]:
        program, code = self.program, self.code
        code.constants["HEADERS"] = program.headers
        code.constants["MISSING"] = judge_headers(program.headers, None)
        fields = self.taken(self.fields)
        rules = self.taken(self.rules)
        end = self.taken(self.end)
        changed = ["    changed = None"] if code.changes else []
        return "\n".join([*_HEAD, *changed, *fields, *rules, *end, ""]), code.constants

    # Rules ----------------------------------------------------------------------------------------

    def rules(self) -> None:
        errors = [rule for rule in self.program.rules if self.is_error(rule)]
        others = [rule for rule in self.program.rules if not self.is_error(rule)]
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

    def rule(self, rule: ProvenRule) -> None:
        word = "if"
        if rule.reads:
            self.code.put(f"if bad & {rule.reads}:")
            self.code.put(f"    skipped += ({rule.check},)")
            word = "elif"
        self.code.put(f"{word} {self.fires(rule)}:")
        self.code.depth += 1
        data = ", ".join(self.expression(tree) for tree in rule.values)
        self.code.find(rule.check, self.code.constant(rule.at), data)
        if self.is_error(rule):
            self.code.put(f"hit |= {rule.bit}")
        self.code.depth -= 1

    # What is sent and what it costs ---------------------------------------------------------------

    def end(self) -> None:
        self.normalized()
        self.pricing()

    def normalized(self) -> None:
        body = self.program.body
        self.code.put("sent = {**body}")
        target, pointer = "sent", body
        self.defaults(body, "sent")
        for step in self.program.input:
            pointer = pointer.properties[step]
            self.code.put(f"inner = {{**{target}[{step!r}]}}")
            self.code.put(f"{target}[{step!r}] = inner")
            target = "inner"
        if self.program.input:
            self.defaults(pointer, "inner")
        if self.code.changes:
            self.code.put("if changed:")
            self.code.put("    for pointer, value in changed:")
            self.code.put("        set_member(sent, pointer, value)")

    def defaults(self, member: Member, variable: str) -> None:
        for name, child in member.properties.items():
            if child.field.default is not None:
                fill = self.program.fills.get(name) if child.path else None
                condition = "" if fill is None else f" and {self.expression(fill)}"
                # What was looked for among the fields need not be looked for again.
                self.code.put(f"if {self.code.raw[child]} is A{condition}:")
                self.code.put(
                    f"    {variable}[{name!r}] = {self.code.literal(child.field.default)}"
                )

    def pricing(self) -> None:
        for condition, index in self.program.conditional_assumptions:
            self.code.put(f"if {self.expression(condition)}:")
            self.code.put(f"    assumed += ({index},)")
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
            self.code.put(f"assumed += ({branch.assumption},)")
