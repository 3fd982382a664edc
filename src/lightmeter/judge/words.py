"""The words for everything that can be said of a single field."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from lightmeter.judge.facts import MOST_SHOWN, Facts, Words, say
from lightmeter.judge.showing import show_value
from lightmeter.language.spelling import nearest

__all__ = ["WORDS"]

_MOST_UNKNOWN = 50
_KINDS = {
    "string": "a text",
    "integer": "an integer",
    "number": "a number",
    "boolean": "true or false",
    "array": "an array",
    "object": "an object",
}


def _required(facts: Facts) -> Words:
    unknown = {
        str(pointer[-1])
        for index, pointer, _ in facts.verdict.findings
        if facts.program.checks[index].rule == "unknown-field"
        and pointer[:-1] == facts.pointer[:-1]
    }
    # Each is compared with each that is missing: a request of many others needs no such help.
    close = _like(facts.name, sorted(unknown)) if 0 < len(unknown) <= _MOST_UNKNOWN else ""
    hint = f"; {close} looks like it" if close else "; add it"
    return say(f"{facts.name} is missing, {facts.model} requires it{hint}")


def _like(name: str, keys: Sequence[str]) -> str:
    """The first key that was probably meant as a name, or ""."""
    # Few requests have members that nobody knows, and their other names take long to sort.
    from lightmeter.judge.meant import meant  # noqa: PLC0415

    return next((key for key in keys if meant(key, [name]) == name), "")


def _unknown_field(facts: Facts) -> Words:
    from lightmeter.judge.unknown import unknown_field  # noqa: PLC0415 - as above

    return unknown_field(facts)


def _type(facts: Facts) -> Words:
    value = facts.data[0]
    kinds = facts.check.detail or ("object",)
    accepted = " or ".join(_KINDS[kind] for kind in kinds)
    if value is None:
        advice = f"give it {accepted}" if facts.check.required else "leave it out"
        return say(f"{facts.name} is null, which is a value of its own; {advice}")
    advice = ""
    if isinstance(value, str) and _would_fit_bare(value, kinds):
        advice = "; write it without quotes"
    elif isinstance(value, str) and kinds == ("array",):
        advice = "; write it in brackets"
    elif isinstance(value, int) and not isinstance(value, bool) and "integer" in kinds:
        accepted = "an integer from -9007199254740991 to 9007199254740991"
    elif kinds == ("string",) and isinstance(value, int | Decimal) and not isinstance(value, bool):
        advice = "; write it in quotes"
    return say(f"{facts.name} is {facts.value}, {accepted} is required{advice}")


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
    shown = ", ".join(known[:MOST_SHOWN])
    if len(known) > MOST_SHOWN:
        shown += f" and {len(known) - MOST_SHOWN} more"
    if template is not None:
        shown += f" or {template.words}"
    given = str(facts.data[0])
    close = _close_value(given, known) or (template.near(given) if template is not None else "")
    hint = f"; did you mean {close}?" if close else ""
    return say(f"{facts.name} is {facts.value}, {facts.model} accepts {shown}{hint}", close)


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
    return say(
        f"{facts.name} is {facts.value}, {facts.model} accepts {template.words}{hint}", close
    )


def _minimum(facts: Facts) -> Words:
    limit, part = _limit(facts)
    return say(f"{part} is {facts.value}, {facts.model} accepts {limit} or more")


def _maximum(facts: Facts) -> Words:
    limit, part = _limit(facts)
    return say(f"{part} is {facts.value}, {facts.model} accepts {limit} or less")


def _limit(facts: Facts) -> tuple[Any, str]:
    """The bound, and what it is a bound of: a member, or a part of its template."""
    detail = facts.check.detail
    if isinstance(detail, tuple):
        return detail[0], f"the {detail[1]} of {facts.name}"
    return detail, facts.name


def _multiple_of(facts: Facts) -> Words:
    return say(f"{facts.name} is {facts.value}, a multiple of {facts.check.detail} is required")


def _min_length(facts: Facts) -> Words:
    limit, length = facts.check.detail, len(facts.data[0])
    if length == 0:
        return say(f"{facts.name} is empty, {facts.model} requires {_count(limit, 'character')}")
    return say(
        f"{facts.name} has {_count(length, 'character')}, {facts.model} requires {limit} or more"
    )


def _max_length(facts: Facts) -> Words:
    limit, length = facts.check.detail, len(facts.data[0])
    return say(
        f"{facts.name} has {_count(length, 'character')}, {facts.model} accepts {limit} or less;"
        f" shorten it by {length - limit}"
    )


def _min_items(facts: Facts) -> Words:
    limit, count = facts.check.detail, facts.data[0]
    advice = "; add one" if facts.check.required else "; add one or leave it out"
    if count:
        advice = ""
    return say(
        f"{facts.name} holds {_count(count, 'item')}, {facts.model} requires {limit} or"
        f" more{advice}"
    )


def _max_items(facts: Facts) -> Words:
    limit, count = facts.check.detail, facts.data[0]
    return say(
        f"{facts.name} holds {_count(count, 'item')}, {facts.model} accepts {limit} or less;"
        f" take out {count - limit}"
    )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _format(facts: Facts) -> Words:
    return say(
        f"{facts.name} is {facts.value}, a whole URL such as https://example.com/a is required"
    )


def _unsupported(facts: Facts) -> Words:
    return say(f"{facts.name} is not accepted by {facts.model}: {facts.check.detail}")


def _recommended(facts: Facts) -> Words:
    return say(f"{facts.name} is not given: {facts.check.detail}")


def _deprecated(facts: Facts) -> Words:
    return say(f"{facts.name} is deprecated: {facts.check.detail}")


def _blank(facts: Facts) -> Words:
    return say(f"{facts.name} holds nothing but blanks: {facts.check.detail}")


def _webhook(facts: Facts) -> Words:
    return say(
        f"{facts.name} is {facts.value}, which {facts.program.provider} cannot call:"
        f" {facts.data[1]}; give a public http(s) address"
    )


def _idempotency_key_from_clock(facts: Facts) -> Words:
    if facts.check.severity == "warning":
        return say(
            f"{facts.name} is {facts.value}, which holds what looks like a time: if it is made anew"
            " for a retry, the retry is charged again; give every request a key that it keeps"
        )
    return say(
        f"{facts.name} is {facts.value}, built from the clock: two requests of one second share"
        " it, and a retry a second later is charged again; give every request a key of its own"
    )


def _data_uri(facts: Facts) -> Words:
    if facts.check.severity == "info":
        return say(
            f"{facts.name} is a data URI, which {facts.program.provider} takes where it is small;"
            " the URL of a hosted file is the safer choice"
        )
    return say(
        f"{facts.name} is a data URI, {facts.program.provider} speaks of URLs alone;"
        " upload the file and send its URL"
    )


def _not_a_url(facts: Facts) -> Words:
    return say(
        f"{facts.name} is {facts.value}, which {facts.program.provider} cannot fetch;"
        " send the http(s) URL of a hosted file"
    )


def _authorization_scheme(facts: Facts) -> Words:
    # The value may be a key, so it is not shown.
    scheme = facts.check.detail
    return say(
        f"{facts.name} does not begin with {scheme}; write {scheme} and a space before the key"
    )


def _file_type(facts: Facts) -> Words:
    return say(
        f"{facts.name} is a {facts.data[1]} file by its name, {facts.model} accepts"
        f" {', '.join(facts.check.detail)}; convert it"
    )


def _unsendable(facts: Facts) -> Words:
    if isinstance(facts.data[0], str):
        return say(
            f"{facts.name} holds half of a surrogate pair, which cannot be sent as UTF-8; write the"
            " whole character or remove it"
        )
    return say(
        f"{facts.name} holds what JSON cannot say, such as NaN, bytes or a key that is no text;"
        " give it as text, number, true, false, array or object"
    )


def _decimal_integer(facts: Facts) -> Words:
    return say(f"{facts.name} is {facts.value}; the plain spelling is {facts.data[1]}")


def _spelling(facts: Facts) -> Words:
    return say(f"{facts.name} is {facts.value}; the plain spelling is {show_value(facts.data[1])}")


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
    "unsendable": _unsendable,
    "decimal-integer": _decimal_integer,
    "spelling": _spelling,
}
