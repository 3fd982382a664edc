"""Findings are put into words: every message says what is there, what is accepted, what to do."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Any

import attrs

from lightmeter.diagnostic import Change, Diagnostic, Fix
from lightmeter.judge.meant import meant
from lightmeter.judge.verdict import Finding, Verdict
from lightmeter.language.message import Message, escape, fill, render
from lightmeter.language.spelling import nearest
from lightmeter.packs.program import Check, Program, ProvenRule

__all__ = ["describe", "show_value"]

_MOST_SHOWN = 12
_KINDS = {
    "string": "a text",
    "integer": "an integer",
    "number": "a number",
    "boolean": "true or false",
    "array": "an array",
    "object": "an object",
}


def describe(program: Program, verdict: Verdict, *, headers_known: bool) -> Iterator[Diagnostic]:
    """
    Put a verdict's findings into words.

    Args:
        program: That judged the request.
        verdict: Its outcome.
        headers_known: Whether the request says which headers it is sent with; where it does not,
            a diagnostic about a header has no place.

    Returns:
        Diagnostics with pointers from the body's root; those about headers begin with "headers".
    """
    rules = {rule.check: rule for rule in program.rules}
    for finding in verdict.findings:
        yield _diagnostic(program, verdict, finding, rules.get(finding[0]))
    for check, (name,), data in verdict.header_findings:
        found = _diagnostic(program, verdict, (check, (name,), data), None)
        pointer = ("headers", name) if headers_known else None
        yield attrs.evolve(found, pointer=pointer)


def show_value(value: Any, limit: int = 60) -> str:
    """A value as a message shows it: JSON's spelling, clipped, controls escaped."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'"{escape(value, limit)}"'
    if isinstance(value, Decimal):
        return escape(str(value), limit)
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list | tuple):
        return "an array"
    if isinstance(value, int) and abs(value) >= 10**limit:
        # Python refuses to spell integers of more than 4,300 digits.
        return "an integer of more than 60 digits"
    return escape(str(value), limit)


def _diagnostic(
    program: Program, verdict: Verdict, finding: Finding, rule: ProvenRule | None
) -> Diagnostic:
    index, pointer, data = finding
    check = program.checks[index]
    suggestion = ""
    fix = None
    if rule is not None:
        message = render(rule.message, data)
        fix = _fix(rule, data)
    else:
        message, suggestion = _WORDS[check.rule](_Facts(program, verdict, check, pointer, data))
        fix = _keyword_fix(check, pointer, data, suggestion)
    return Diagnostic(
        rule=check.rule,
        severity=check.severity,
        message=message,
        pointer=pointer,
        fix=fix,
        pack=check.pack,
        basis=check.basis,
        citation=check.citation,
        suggestion=suggestion,
    )


# Fixes --------------------------------------------------------------------------------------------


def _fix(rule: ProvenRule, data: Sequence[Any]) -> Fix | None:
    plan = rule.fix
    if plan is None:
        return None
    # The rule's values are the message's placeholders, then those of each value the fix sets.
    position = len(rule.message.placeholders)
    changes, words = [], []
    for pointer, value in plan.set:
        if isinstance(value, Message):
            count = len(value.placeholders)
            value = fill(value, data[position : position + count])
            position += count
        changes.append(Change(pointer, "set", value))
        words.append(f"set {pointer[-1]} to {show_value(value)}")
    for pointer in plan.remove:
        changes.append(Change(pointer, "remove"))
        words.append(f"remove {pointer[-1]}")
    return Fix(plan.safe, ", ".join(words), tuple(changes))


def _keyword_fix(
    check: Check, pointer: tuple[str | int, ...], data: Sequence[Any], suggestion: str
) -> Fix | None:
    """Spellings are fixed safely; a near miss of an accepted value is a proposal."""
    if check.rule in ("spelling", "decimal-integer"):
        return Fix(True, f"write {show_value(data[1])}", (Change(pointer, "set", data[1]),))
    if check.rule == "enum" and suggestion:
        return Fix(False, f"write {suggestion}", (Change(pointer, "set", suggestion),))
    if check.rule == "unsupported":
        return Fix(False, f"remove {pointer[-1]}", (Change(pointer, "remove"),))
    return None


# Words --------------------------------------------------------------------------------------------


@attrs.frozen
class _Facts:
    """What a message is made from."""

    program: Program
    verdict: Verdict
    check: Check
    pointer: tuple[str | int, ...]
    data: tuple[Any, ...]

    @property
    def name(self) -> str:
        """The member, an item by its index: `image_urls[1]`."""
        steps = list(self.pointer)
        text = ""
        while steps and isinstance(steps[-1], int):
            text = f"[{steps.pop()}]{text}"
        return f"{escape(str(steps[-1]), 60) if steps else ''}{text}"

    @property
    def model(self) -> str:
        return self.program.model or self.program.provider

    @property
    def value(self) -> str:
        return show_value(self.data[0])


Words = tuple[str, str]


def _required(facts: _Facts) -> Words:
    unknown = {
        str(pointer[-1])
        for index, pointer, _ in facts.verdict.findings
        if facts.program.checks[index].rule == "unknown-field"
        and pointer[:-1] == facts.pointer[:-1]
    }
    close = [key for key in sorted(unknown) if meant(key, [facts.name]) == facts.name]
    hint = f"; {close[0]} looks like it" if close else "; add it"
    return f"{facts.name} is missing, {facts.model} requires it{hint}", ""


def _type(facts: _Facts) -> Words:
    value, kinds = facts.data[0], facts.check.detail or ("object",)
    accepted = " or ".join(_KINDS[kind] for kind in kinds)
    if value is None:
        return f"{facts.name} is null, which is a value like any other; leave the member out", ""
    advice = ""
    if isinstance(value, str) and {"integer", "number"} & set(kinds) and _is_digits(value):
        advice = "; write it without quotes"
    elif isinstance(value, str) and "boolean" in kinds and value.lower() in ("true", "false"):
        advice = "; write it without quotes"
    elif isinstance(value, str) and kinds == ("array",):
        advice = "; write it in brackets"
    elif isinstance(value, int) and not isinstance(value, bool) and "integer" in kinds:
        accepted = "an integer of at most 9007199254740991"
    elif kinds == ("string",) and isinstance(value, int | Decimal) and not isinstance(value, bool):
        advice = "; write it in quotes"
    return f"{facts.name} is {facts.value}, {accepted} is required{advice}", ""


def _is_digits(text: str) -> bool:
    return text.strip().lstrip("-").replace(".", "", 1).isdigit()


def _enum(facts: _Facts) -> Words:
    values, shape = facts.check.detail
    known = [str(value) for value in values]
    shown = ", ".join(known[:_MOST_SHOWN])
    if len(known) > _MOST_SHOWN:
        shown += f" and {len(known) - _MOST_SHOWN} more"
    if shape:
        shown += f" or {shape}"
    close = _close_value(str(facts.data[0]), known)
    hint = f"; did you mean {close}?" if close else ""
    return f"{facts.name} is {facts.value}, {facts.model} accepts {shown}{hint}", close


def _close_value(value: str, known: Sequence[str]) -> str:
    """
    A value that differs by case, blanks or separators alone, else a near spelling.

    Where digits differ nothing is close: 4K is not 2K, and 5:4 is not 3:4.
    """
    folded = {_folded(word): word for word in known}
    if _folded(value) in folded:
        return folded[_folded(value)]
    close = nearest(value, known)
    return close if _digits(close) == _digits(value) else ""


def _folded(text: str) -> str:
    return "".join(letter for letter in text.lower() if letter.isalnum())


def _digits(text: str) -> str:
    return "".join(letter for letter in text if letter.isdigit())


def _template(facts: _Facts) -> Words:
    return f"{facts.name} is {facts.value}, {facts.model} accepts {facts.check.detail}", ""


def _minimum(facts: _Facts) -> Words:
    limit, part = _limit(facts)
    return f"{part} is {facts.value}, {facts.model} accepts {limit} or more", ""


def _maximum(facts: _Facts) -> Words:
    limit, part = _limit(facts)
    return f"{part} is {facts.value}, {facts.model} accepts {limit} or less", ""


def _limit(facts: _Facts) -> tuple[Any, str]:
    """The bound, and what it is a bound of: a member, or a part of its template."""
    detail = facts.check.detail
    if isinstance(detail, tuple):
        return detail[0], f"the {detail[1]} of {facts.name}"
    return detail, facts.name


def _multiple_of(facts: _Facts) -> Words:
    return f"{facts.name} is {facts.value}, a multiple of {facts.check.detail} is required", ""


def _min_length(facts: _Facts) -> Words:
    limit, length = facts.check.detail, len(facts.data[0])
    if length == 0:
        return f"{facts.name} is empty, {facts.model} requires {_count(limit, 'character')}", ""
    return (
        f"{facts.name} has {_count(length, 'character')},"
        f" {facts.model} requires {limit} or more",
        "",
    )


def _max_length(facts: _Facts) -> Words:
    limit, length = facts.check.detail, len(facts.data[0])
    return (
        f"{facts.name} has {_count(length, 'character')}, {facts.model} accepts {limit} or less;"
        f" shorten it by {length - limit}",
        "",
    )


def _min_items(facts: _Facts) -> Words:
    limit, count = facts.check.detail, facts.data[0]
    advice = "; leave it out or add one" if count == 0 else ""
    return (
        f"{facts.name} holds {_count(count, 'item')}, {facts.model} requires {limit} or"
        f" more{advice}",
        "",
    )


def _max_items(facts: _Facts) -> Words:
    limit, count = facts.check.detail, facts.data[0]
    return (
        f"{facts.name} holds {_count(count, 'item')}, {facts.model} accepts {limit} or less;"
        f" take out {count - limit}",
        "",
    )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _format(facts: _Facts) -> Words:
    return (
        f"{facts.name} is {facts.value}, a whole URL such as https://example.com/a is required",
        "",
    )


def _unsupported(facts: _Facts) -> Words:
    return f"{facts.name} is not accepted by {facts.model}: {facts.check.detail}", ""


def _recommended(facts: _Facts) -> Words:
    return f"{facts.name} is not given: {facts.check.detail}", ""


def _deprecated(facts: _Facts) -> Words:
    return f"{facts.name} is deprecated: {facts.check.detail}", ""


def _blank(facts: _Facts) -> Words:
    return f"{facts.name} holds nothing but blanks: {facts.check.detail}", ""


def _webhook(facts: _Facts) -> Words:
    return (
        f"{facts.name} is {facts.value}, which {facts.program.provider} cannot call:"
        f" {facts.data[1]}; give a public http(s) address",
        "",
    )


def _idempotency_key_from_clock(facts: _Facts) -> Words:
    return (
        f"{facts.name} is {facts.value}, built from the clock: two requests of one second share"
        " it, and a retry a second later is charged again; give every request a key of its own",
        "",
    )


def _data_uri(facts: _Facts) -> Words:
    return (
        f"{facts.name} is a data URI, {facts.program.provider} expects hosted URLs;"
        " upload the file and send its URL",
        "",
    )


def _not_a_url(facts: _Facts) -> Words:
    return f"{facts.name} is {facts.value}, which is no URL; send the URL of a hosted file", ""


def _file_type(facts: _Facts) -> Words:
    return (
        f"{facts.name} is a {facts.data[1]} file by its name, {facts.model} accepts"
        f" {', '.join(facts.check.detail)}; convert it",
        "",
    )


def _unknown_field(facts: _Facts) -> Words:
    key, known = str(facts.data[0]), facts.check.detail
    name = escape(key, 60)
    holder = facts.pointer[-2] if len(facts.pointer) > 1 else "the body"
    close = meant(key, known)
    place = "" if close else _elsewhere(facts, key)
    if close:
        hint = f"; did you mean {close}?"
    elif place:
        hint = f"; {place}"
    elif facts.check.severity == "error":
        hint = "; leave it out"
    else:
        hint = ""
    if facts.check.severity == "error":
        shown = ", ".join(known[:_MOST_SHOWN]) or "none"
        listed = "" if close or place else f" (accepted are {shown})"
        return f"{name} is not accepted in {holder} by {facts.model}{listed}{hint}", close
    return (
        f"{name} is not documented for {facts.model}: it is likely ignored, and the run still"
        f" paid{hint}",
        close,
    )


def _elsewhere(facts: _Facts, key: str) -> str:
    """Where a misplaced member belongs, or ""."""
    program = facts.program
    for header in program.headers.properties:
        if meant(key, [header]):
            return f"{header} is a header, not a member of the body"
    inside = tuple(facts.pointer[: len(program.input)]) == program.input
    if inside and program.input:
        beside = [name for name in program.body.properties if name != program.input[0]]
        if found := meant(key, beside):
            return f"{found} belongs beside {program.input[0]}, not in it"
    elif program.input and len(facts.pointer) == 1:
        fields = program.body.properties[program.input[0]].properties
        if key in fields:
            return f"it belongs in {program.input[0]}"
    return ""


def _decimal_integer(facts: _Facts) -> Words:
    return f"{facts.name} is {facts.value}; it is sent as the integer {facts.data[1]}", ""


def _spelling(facts: _Facts) -> Words:
    return f"{facts.name} is {facts.value}; it is sent as {show_value(facts.data[1])}", ""


_WORDS: dict[str, Callable[[_Facts], Words]] = {
    "required": _required,
    "type": _type,
    "enum": _enum,
    "template": _template,
    "minimum": _minimum,
    "maximum": _maximum,
    "multiple-of": _multiple_of,
    "min-length": _min_length,
    "max-length": _max_length,
    "min-items": _min_items,
    "max-items": _max_items,
    "format": _format,
    "unsupported": _unsupported,
    "recommended": _recommended,
    "deprecated": _deprecated,
    "blank": _blank,
    "webhook": _webhook,
    "idempotency-key-from-clock": _idempotency_key_from_clock,
    "data-uri": _data_uri,
    "not-a-url": _not_a_url,
    "file-type": _file_type,
    "unknown-field": _unknown_field,
    "decimal-integer": _decimal_integer,
    "spelling": _spelling,
}
