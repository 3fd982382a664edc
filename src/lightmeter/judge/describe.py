"""Findings become diagnostics: with words, with a fix, with the place they stand on."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import attrs

from lightmeter.diagnostic import Change, Diagnostic, Fix
from lightmeter.escaping import escape
from lightmeter.judge.shared_words import shared
from lightmeter.judge.showing import show_value
from lightmeter.judge.verdict import Finding, Verdict
from lightmeter.language.message import Message, fill, render
from lightmeter.packs.program import FIELD_RULES, Check, Program

if TYPE_CHECKING:
    from lightmeter.packs.proven import ProvenRule

__all__ = ["describe", "describe_in_order", "fix_of"]


def describe(program: Program, verdict: Verdict, *, headers_placed: bool) -> tuple[Diagnostic, ...]:
    """
    Put a verdict's findings into words.

    Args:
        program: That judged the request.
        verdict: Its outcome.
        headers_placed: Whether the request has a place for headers; where it has none, a
            diagnostic about a header has no pointer.

    Returns:
        Diagnostics with pointers from the body's root, one per finding, in their order; those about
        headers begin with "headers".
    """
    return shared(program, verdict, _describe, placed=headers_placed).made


def describe_in_order(
    program: Program, verdict: Verdict, *, headers_placed: bool
) -> tuple[Diagnostic, ...]:
    """Do the same, the diagnostics sorted as reports have them."""
    return shared(program, verdict, _describe, placed=headers_placed).ordered


def _describe(program: Program, verdict: Verdict, *, placed: bool) -> Iterator[Diagnostic]:
    # Of a shipped pack its rules are only made where one of them has something to say.
    speaks = any(program.checks[it[0]].rule not in FIELD_RULES for it in verdict.findings)
    rules = {it.check: it for it in program.rules} if speaks else {}
    for finding in verdict.findings:
        yield _diagnostic(program, verdict, finding, rules.get(finding[0]))
    for check, (name,), data in verdict.header_findings:
        found = _diagnostic(program, verdict, (check, (name,), data), None)
        pointer = ("headers", name) if placed else None
        # TODO: fixes of headers, whose changes would begin beside the body.
        yield attrs.evolve(found, pointer=pointer, fix=None)


def _diagnostic(
    program: Program, verdict: Verdict, finding: Finding, rule: "ProvenRule | None"
) -> Diagnostic:
    index, pointer, data = finding
    check = program.checks[index]
    suggestion = ""
    fix = None
    if rule is not None:
        message = render(rule.message, data[: rule.message.places])
        fix = fix_of(rule, data)
    else:
        # Most requests are in order, and then there is nothing to say.
        from lightmeter.judge.facts import Facts  # noqa: PLC0415
        from lightmeter.judge.words import WORDS  # noqa: PLC0415

        message, suggestion = WORDS[check.rule](Facts(program, verdict, check, pointer, data))
        fix = _keyword_fix(check, pointer, data, suggestion)
    return Diagnostic(
        rule=check.rule,
        severity=check.severity,
        # Names and reasons of a pack stand in it as they are; values were escaped, and clipped.
        message=escape(message),
        pointer=pointer,
        fix=fix,
        pack=check.pack,
        basis=check.basis,
        citation=check.citation,
        suggestion=suggestion,
    )


def fix_of(rule: "ProvenRule", data: Sequence[Any]) -> Fix | None:
    """
    The fix that a rule of the pack proposes.

    Args:
        rule: That fired.
        data: Of its finding.

    Returns:
        None where it has none, or its condition does not hold.
    """
    plan = rule.fix
    if plan is None or (plan.conditional and not data[-1]):
        return None
    # The rule's values are the message's placeholders, then those of each value the fix sets.
    position = rule.message.places
    changes, words = [], []
    for pointer, value in plan.set:
        filled = value
        if isinstance(value, Message):
            count = value.places
            filled = fill(value, data[position : position + count])
            position += count
        changes.append(Change(pointer, "set", filled))
        words.append(f"set {pointer[-1]} to {show_value(filled)}")
    for pointer in plan.remove:
        changes.append(Change(pointer, "remove"))
        words.append(f"remove {pointer[-1]}")
    return Fix(plan.safe, ", ".join(words), tuple(changes))


def _keyword_fix(
    check: Check, pointer: tuple[str | int, ...], data: Sequence[Any], suggestion: str
) -> Fix | None:
    """Spellings are fixed safely; a near miss of an accepted value or name is a proposal."""
    if check.rule in ("spelling", "decimal-integer"):
        change = Change(pointer, "set", data[1])
        return Fix(safe=True, description=f"write {show_value(data[1])}", changes=(change,))
    if check.rule == "enum" and suggestion:
        change = Change(pointer, "set", suggestion)
        return Fix(safe=False, description=f"write {suggestion}", changes=(change,))
    if check.rule == "unsupported":
        change = Change(pointer, "remove")
        return Fix(safe=False, description=f"remove {pointer[-1]}", changes=(change,))
    if check.rule == "unknown-field" and suggestion and suggestion not in data[1]:
        change = Change(pointer, "rename", suggestion)
        description = f"rename {escape(str(data[0]), 60)} to {suggestion}"
        return Fix(safe=False, description=description, changes=(change,))
    if check.rule == "type" and data[0] is None and not check.required:
        return _leave_out(pointer)
    return None


def _leave_out(pointer: tuple[str | int, ...]) -> Fix | None:
    """Remove what is null; an item of an array would leave the others another place."""
    if not isinstance(pointer[-1], str):
        return None
    change = Change(pointer, "remove")
    return Fix(safe=False, description=f"remove {pointer[-1]}", changes=(change,))
