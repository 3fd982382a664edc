"""
The judge, generated: one Python function a model, and a brief one that only accepts or refuses.

Pack text reaches the source only as `repr` of texts and numbers or behind a constant's name, so a
pack cannot write code.
"""

from collections.abc import Callable
from typing import Any

from lightmeter.diagnostic import Severity
from lightmeter.judge.code import Code
from lightmeter.judge.field_code import write_object
from lightmeter.judge.headers import judge_headers
from lightmeter.judge.price_code import write_price
from lightmeter.judge.runtime import RUNTIME, run_source
from lightmeter.judge.sent_code import write_sent
from lightmeter.judge.verdict import Accepts, Judge
from lightmeter.packs.program import Program
from lightmeter.packs.proven import ProvenRule

__all__ = ["generate_accepts", "generate_judge", "generate_source"]


def generate_judge(program: Program) -> Judge:
    """Compile a program to a function of body and headers."""
    judge: Judge = run_source(program, *generate_source(program), "judge")
    return judge


def generate_accepts(program: Program) -> Accepts:
    """
    Compile what of a program decides whether a request is accepted.

    The function asks the same as the judge, in the same order, and stops at the first error: it
    finds no warnings, keeps no findings, fills in no defaults and works out no price.
    """
    accepts: Accepts = run_source(program, *generate_source(program, brief=True), "accepts")
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

    def fires(self, rule: ProvenRule) -> str:
        fires = []
        if rule.when is not None:
            fires.append(self.code.expression(rule.when))
        if rule.require is not None:
            fires.append(f"not {self.code.expression(rule.require)}")
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
        data = ", ".join(self.code.expression(tree) for tree in rule.values)
        self.code.find(rule.check, self.code.constant(rule.at), data)
        if self.is_error(rule):
            self.code.put(f"hit |= {rule.bit}")
        self.code.depth -= 1

    # What is sent and what it costs ---------------------------------------------------------------

    def end(self) -> None:
        write_sent(self.code)
        write_price(self.code)
