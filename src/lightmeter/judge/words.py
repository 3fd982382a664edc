"""The words for everything that can be said of a single field."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

import attrs

from lightmeter.judge.meant import meant, same_name
from lightmeter.judge.verdict import Verdict
from lightmeter.language.message import escape
from lightmeter.language.spelling import nearest
from lightmeter.packs.program import Check, Member, Program

__all__ = ["WORDS", "Facts", "Words", "show_value"]

_MOST_SHOWN = 12
_KINDS = {
    "string": "a text",
    "integer": "an integer",
    "number": "a number",
    "boolean": "true or false",
    "array": "an array",
    "object": "an object",
}


class Words(NamedTuple):
    """
    A message.

    Attributes:
        text: What is there, what is accepted, what to do.
        suggestion: What was probably meant, or "".
    """

    text: str
    suggestion: str


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
    if isinstance(value, Mapping):
        return "an object"
    if isinstance(value, list | tuple):
        return "an array"
    if isinstance(value, int) and abs(value) >= 10**limit:
        # Python refuses to spell integers of more than 4,300 digits.
        return "an integer of more than 60 digits"
    return escape(str(value), limit)


@attrs.frozen
class Facts:
    """
    What a message is made from.

    Attributes:
        program: That judged the request.
        verdict: Its outcome.
        check: What is said.
        pointer: Of what it is said.
        data: What the judge has kept for the message.
    """

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
        """Whose demand it is, for the reader."""
        return self.program.model or self.program.provider

    @property
    def value(self) -> str:
        """What was found there."""
        return show_value(self.data[0])


def _say(text: str, suggestion: str = "") -> Words:
    return Words(text, suggestion)


def _required(facts: Facts) -> Words:
    unknown = {
        str(pointer[-1])
        for index, pointer, _ in facts.verdict.findings
        if facts.program.checks[index].rule == "unknown-field"
        and pointer[:-1] == facts.pointer[:-1]
    }
    close = [key for key in sorted(unknown) if meant(key, [facts.name]) == facts.name]
    hint = f"; {close[0]} looks like it" if close else "; add it"
    return _say(f"{facts.name} is missing, {facts.model} requires it{hint}")


def _type(facts: Facts) -> Words:
    value = facts.data[0]
    kinds = facts.check.detail or ("object",)
    accepted = " or ".join(_KINDS[kind] for kind in kinds)
    if value is None:
        advice = f"give it {accepted}" if facts.check.required else "leave it out"
        return _say(f"{facts.name} is null, which is a value of its own; {advice}")
    advice = ""
    if isinstance(value, str) and _would_fit_bare(value, kinds):
        advice = "; write it without quotes"
    elif isinstance(value, str) and kinds == ("array",):
        advice = "; write it in brackets"
    elif isinstance(value, int) and not isinstance(value, bool) and "integer" in kinds:
        accepted = "an integer from -9007199254740991 to 9007199254740991"
    elif kinds == ("string",) and isinstance(value, int | Decimal) and not isinstance(value, bool):
        advice = "; write it in quotes"
    return _say(f"{facts.name} is {facts.value}, {accepted} is required{advice}")


def _would_fit_bare(text: str, kinds: Sequence[str]) -> bool:
    """Whether the text without its quotes is what was wanted."""
    if "boolean" in kinds and text.lower() in ("true", "false"):
        return True
    digits = text.strip().removeprefix("-")
    if "number" in kinds:
        digits = digits.replace(".", "", 1)
    wanted = bool({"integer", "number"} & set(kinds))
    return wanted and digits.isascii() and digits.isdigit()


def _enum(facts: Facts) -> Words:
    values, template = facts.check.detail
    known = [str(value) for value in values]
    shown = ", ".join(known[:_MOST_SHOWN])
    if len(known) > _MOST_SHOWN:
        shown += f" and {len(known) - _MOST_SHOWN} more"
    if template is not None:
        shown += f" or {template.words}"
    given = str(facts.data[0])
    close = _close_value(given, known) or (template.near(given) if template is not None else "")
    hint = f"; did you mean {close}?" if close else ""
    return _say(f"{facts.name} is {facts.value}, {facts.model} accepts {shown}{hint}", close)


def _close_value(value: str, known: Sequence[str]) -> str:
    """
    A value that differs by case, blanks or separators alone, else a near spelling.

    Where digits differ nothing is close: 4K is not 2K, and 5:4 is not 3:4.
    """
    folded = {_folded(word): word for word in known}
    if _folded(value) in folded:
        return folded[_folded(value)]
    close = nearest(value, known)
    same = _digits(close) == _digits(value) and ("-" in value) == ("-" in close)
    return close if same else ""


def _folded(text: str) -> str:
    # A minus before a number is no separator.
    sign = "-" if text.strip()[:1] == "-" and text.strip()[1:2].isdigit() else ""
    return sign + "".join(letter for letter in text.lower() if letter.isalnum())


def _digits(text: str) -> str:
    return "".join(letter for letter in text if letter.isdigit())


def _template(facts: Facts) -> Words:
    template = facts.check.detail
    close = template.near(str(facts.data[0]))
    hint = f"; did you mean {close}?" if close else ""
    return _say(
        f"{facts.name} is {facts.value}, {facts.model} accepts {template.words}{hint}", close
    )


def _minimum(facts: Facts) -> Words:
    limit, part = _limit(facts)
    return _say(f"{part} is {facts.value}, {facts.model} accepts {limit} or more")


def _maximum(facts: Facts) -> Words:
    limit, part = _limit(facts)
    return _say(f"{part} is {facts.value}, {facts.model} accepts {limit} or less")


def _limit(facts: Facts) -> tuple[Any, str]:
    """The bound, and what it is a bound of: a member, or a part of its template."""
    detail = facts.check.detail
    if isinstance(detail, tuple):
        return detail[0], f"the {detail[1]} of {facts.name}"
    return detail, facts.name


def _multiple_of(facts: Facts) -> Words:
    return _say(f"{facts.name} is {facts.value}, a multiple of {facts.check.detail} is required")


def _min_length(facts: Facts) -> Words:
    limit, length = facts.check.detail, len(facts.data[0])
    if length == 0:
        return _say(f"{facts.name} is empty, {facts.model} requires {_count(limit, 'character')}")
    return _say(
        f"{facts.name} has {_count(length, 'character')}, {facts.model} requires {limit} or more"
    )


def _max_length(facts: Facts) -> Words:
    limit, length = facts.check.detail, len(facts.data[0])
    return _say(
        f"{facts.name} has {_count(length, 'character')}, {facts.model} accepts {limit} or less;"
        f" shorten it by {length - limit}"
    )


def _min_items(facts: Facts) -> Words:
    limit, count = facts.check.detail, facts.data[0]
    advice = "; add one" if facts.check.required else "; add one or leave it out"
    if count:
        advice = ""
    return _say(
        f"{facts.name} holds {_count(count, 'item')}, {facts.model} requires {limit} or"
        f" more{advice}"
    )


def _max_items(facts: Facts) -> Words:
    limit, count = facts.check.detail, facts.data[0]
    return _say(
        f"{facts.name} holds {_count(count, 'item')}, {facts.model} accepts {limit} or less;"
        f" take out {count - limit}"
    )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _format(facts: Facts) -> Words:
    return _say(
        f"{facts.name} is {facts.value}, a whole URL such as https://example.com/a is required"
    )


def _unsupported(facts: Facts) -> Words:
    return _say(f"{facts.name} is not accepted by {facts.model}: {facts.check.detail}")


def _recommended(facts: Facts) -> Words:
    return _say(f"{facts.name} is not given: {facts.check.detail}")


def _deprecated(facts: Facts) -> Words:
    return _say(f"{facts.name} is deprecated: {facts.check.detail}")


def _blank(facts: Facts) -> Words:
    return _say(f"{facts.name} holds nothing but blanks: {facts.check.detail}")


def _webhook(facts: Facts) -> Words:
    return _say(
        f"{facts.name} is {facts.value}, which {facts.program.provider} cannot call:"
        f" {facts.data[1]}; give a public http(s) address"
    )


def _idempotency_key_from_clock(facts: Facts) -> Words:
    if facts.check.severity == "warning":
        return _say(
            f"{facts.name} is {facts.value}, which holds what looks like a time: if it is made anew"
            " for a retry, the retry is charged again; give every request a key that it keeps"
        )
    return _say(
        f"{facts.name} is {facts.value}, built from the clock: two requests of one second share"
        " it, and a retry a second later is charged again; give every request a key of its own"
    )


def _data_uri(facts: Facts) -> Words:
    if facts.check.severity == "info":
        return _say(
            f"{facts.name} is a data URI, which {facts.program.provider} takes where it is small;"
            " the URL of a hosted file is the safer choice"
        )
    return _say(
        f"{facts.name} is a data URI, {facts.program.provider} speaks of URLs alone;"
        " upload the file and send its URL"
    )


def _not_a_url(facts: Facts) -> Words:
    return _say(
        f"{facts.name} is {facts.value}, which {facts.program.provider} cannot fetch;"
        " send the http(s) URL of a hosted file"
    )


def _authorization_scheme(facts: Facts) -> Words:
    # The value may be a key, so it is not shown.
    scheme = facts.check.detail
    return _say(
        f"{facts.name} does not begin with {scheme}; write {scheme} and a space before the key"
    )


def _file_type(facts: Facts) -> Words:
    return _say(
        f"{facts.name} is a {facts.data[1]} file by its name, {facts.model} accepts"
        f" {', '.join(facts.check.detail)}; convert it"
    )


def _unknown_field(facts: Facts) -> Words:
    key, known = str(facts.data[0]), facts.check.detail
    name = escape(key, 60)
    holder = facts.pointer[-2] if len(facts.pointer) > 1 else "the body"
    place = _elsewhere(facts, key)
    close = "" if place else meant(key, [it for it in known if not _is_refused(facts, it)])
    hint = f"; {place}" if place else ""
    if close:
        hint = f"; did you mean {close}?"
    if facts.check.severity == "error":
        if hint:
            listed = ""
        else:
            listed = f" (accepted are {', '.join(known[:_MOST_SHOWN]) or 'none'}); leave it out"
        return _say(f"{name} is not accepted in {holder} by {facts.model}{listed}{hint}", close)
    return _say(
        f"{name} is not documented for {facts.model}: it is likely ignored, and the run still"
        f" paid{hint}",
        close,
    )


def _is_refused(facts: Facts, name: str) -> bool:
    """Whether a member beside the unknown one is named only to be refused."""
    holder = _holder(facts)
    member = holder.properties.get(name) if holder is not None else None
    return member is not None and "unsupported" in member.checks


def _holder(facts: Facts) -> Member | None:
    """The object that an unknown member was found in."""
    member: Member | None = facts.program.body
    for step in facts.pointer[:-1]:
        member = member.properties.get(str(step)) if member is not None else None
    return member


def _elsewhere(facts: Facts, key: str) -> str:
    """Where a misplaced member belongs, or ""."""
    program = facts.program
    for header in program.headers.properties:
        if same_name(key, header):
            return f"{header} is a header, not a member of the body"
    holder = _holder(facts)
    siblings = holder.properties if holder is not None else {}
    if any(same_name(key, name) for name in siblings):
        return ""
    for name, sibling in siblings.items():
        for inner, member in sibling.properties.items():
            if same_name(key, inner) and "unsupported" not in member.checks:
                return f"{inner} belongs in {name}"
    if program.input and holder is not None and holder.pointer == program.input:
        beside = [name for name in program.body.properties if name not in ("model", *program.input)]
        if found := meant(key, beside):
            return f"{found} belongs beside {program.input[0]}, not in it"
    return ""


def _decimal_integer(facts: Facts) -> Words:
    return _say(f"{facts.name} is {facts.value}; the plain spelling is {facts.data[1]}")


def _spelling(facts: Facts) -> Words:
    return _say(f"{facts.name} is {facts.value}; the plain spelling is {show_value(facts.data[1])}")


WORDS: dict[str, Callable[[Facts], Words]] = {
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
    "authorization-scheme": _authorization_scheme,
    "data-uri": _data_uri,
    "not-a-url": _not_a_url,
    "file-type": _file_type,
    "unknown-field": _unknown_field,
    "decimal-integer": _decimal_integer,
    "spelling": _spelling,
}
