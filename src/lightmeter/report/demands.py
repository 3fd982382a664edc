"""What a check of a single member demands, in a few words."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from lightmeter.diagnostic import Severity
from lightmeter.language.message import escape
from lightmeter.packs.program import Check

__all__ = ["show_demand", "show_types"]

_MOST_NAMES = 12
_TYPES = {
    "string": "a text",
    "integer": "an integer",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "an object",
}


def show_demand(check: Check) -> str:
    """
    Say what is demanded: `one of low, medium, high`, `at most 4000 characters`.

    A check that needs no more words than its name gives "".
    """
    if check.rule in _GRAVE:
        return _GRAVE[check.rule].get(check.severity, "")
    words = _WORDS.get(check.rule)
    if words is not None:
        return words(check.detail)
    return escape(check.detail) if isinstance(check.detail, str) else ""


def show_types(kinds: Sequence[str]) -> str:
    """Name types without their article: `text or object`; "" for any."""
    return " or ".join(_TYPES[kind].removeprefix("a ").removeprefix("an ") for kind in kinds)


def _type(kinds: Any) -> str:
    return " or ".join(_TYPES[kind] for kind in kinds or ("object",))


def _enum(detail: Any) -> str:
    values, template = detail
    names = [escape(str(value)) for value in values]
    more = len(names) - _MOST_NAMES
    listed = ", ".join(names[:_MOST_NAMES]) + (f" and {more} more" if more > 0 else "")
    return f"{listed} or {template.words}" if template is not None else f"one of {listed}"


def _bound(word: str) -> Callable[[Any], str]:
    def words(detail: Any) -> str:
        if isinstance(detail, tuple):
            limit, part = detail
            return f"{part} {word} {limit}"
        return f"{word} {detail}"

    return words


def _counted(word: str, noun: str) -> Callable[[Any], str]:
    return lambda limit: f"{word} {limit} {noun}{'' if limit == 1 else 's'}"


def _end(template: str) -> Callable[[Any], str]:
    def words(detail: Any) -> str:
        day, successor = detail
        text = template.format(day=day)
        return f"{text}; write {escape(successor)}" if successor else text

    return words


def _listed(words: Any) -> str:
    return ", ".join(words)


_WORDS: Mapping[str, Callable[[Any], str]] = {
    "required": lambda _: "must be given",
    "type": _type,
    "enum": _enum,
    "template": lambda template: template.words,
    "minimum": _bound("at least"),
    "maximum": _bound("at most"),
    "multiple-of": lambda factor: f"a multiple of {factor}",
    "min-length": _counted("at least", "character"),
    "max-length": _counted("at most", "character"),
    "min-items": _counted("at least", "item"),
    "max-items": _counted("at most", "item"),
    "format": lambda _: "a whole URL",
    "webhook": lambda _: "an address that the provider can call",
    "authorization-scheme": lambda scheme: f"begins with {scheme}",
    "data-uri": lambda _: "better the URL of a hosted file",
    "not-a-url": lambda _: "the URL of a hosted file",
    "file-type": lambda endings: f"a file whose name ends in {', '.join(endings)}",
    "unknown-field": _listed,
    "model-retires": _end("retires on {day}"),
    "model-retired": _end("refused from {day} on"),
    "unsendable": lambda _: "what JSON and UTF-8 can say",
    "decimal-integer": lambda _: "without a decimal point",
    "spelling": lambda mended: (
        f"accepted and mended: {', '.join(mended)}" if mended else "as documented"
    ),
}
# Where a rule of two severities demands something else with each.
_GRAVE: Mapping[str, Mapping[Severity, str]] = {
    "idempotency-key-from-clock": {
        Severity.ERROR: "not made from the time alone",
        Severity.WARNING: "better without what looks like a time beside a name",
    },
}
