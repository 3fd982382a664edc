"""What a comment of a TOML file says to lightmeter: which rules are silenced, until when, why."""

import datetime as dt
import re
from collections.abc import Iterator

import attrs

from lightmeter.dates import parse_date
from lightmeter.language.spelling import nearest

__all__ = ["Directive", "DirectiveError", "is_addressed", "parse_directive", "write_directive"]

# What begins like this speaks to lightmeter, however it goes on.
_ADDRESS = re.compile(
    r"#+[ \t]*lightmeter\b(?:[ \t]*:|[ \t-]*(?:ignore|noqa|disable)\b)", re.IGNORECASE
)
_WORDS = ("ignore", "ignore-file")
_FORM = re.compile(
    r"""
    \#+ [ \t]* lightmeter: [ \t]*
    (?P<word> [A-Za-z-]+ ) [ \t]*
    (?: \[ (?P<rules> [^\]\n]*+ ) \] )?
    (?P<rest> .* )
    """,
    re.VERBOSE,
)
_UNTIL = re.compile(r"[ \t]*until[ \t]*=[ \t]*(?P<date>[^\s]*)")
_LATE_UNTIL = re.compile(r"\buntil[ \t]*=[ \t]*[0-9]\S*")
_REASON = re.compile(r"[ \t]*--(?P<reason>.*)")
_NAME = re.compile(r"[a-z0-9][a-z0-9./_-]*", re.ASCII)

_EXAMPLE = "# lightmeter: ignore[billed-as-2k] -- why"


@attrs.frozen
class Directive:
    """
    A comment that silences rules.

    Attributes:
        rules: Names, as they are written, at least one.
        spots: Offsets of each name in the comment.
        whole_file: Whether it is about the file, or about the statement beside or below it.
        reason: Or "".
        until: The last day it counts, or None.
    """

    rules: tuple[str, ...]
    spots: tuple[tuple[int, int], ...]
    whole_file: bool = False
    reason: str = ""
    until: dt.date | None = None


class DirectiveError(ValueError):
    """
    A comment that was meant for lightmeter and says nothing it understands.

    Attributes:
        start: Offset in the comment of what is wrong.
        end: Right after it.
    """

    def __init__(self, message: str, start: int, end: int) -> None:
        super().__init__(message)
        self.start = start
        self.end = end


def is_addressed(comment: str) -> bool:
    """Whether a comment, from its `#` on, speaks to lightmeter."""
    return _ADDRESS.match(comment) is not None


def parse_directive(comment: str) -> Directive:
    """
    Read a comment that `is_addressed`.

    Args:
        comment: From its `#` to the end of its line.

    Raises:
        DirectiveError: If it is not of the form `# lightmeter: ignore[rule, …] until=DATE -- why`.
    """
    comment = comment.rstrip()
    form = _FORM.match(comment)
    if form is None:
        raise DirectiveError(f"this comment is not understood; write {_EXAMPLE}", 0, len(comment))
    word = form["word"]
    if word not in _WORDS:
        close = nearest(word, _WORDS)
        hint = f"; did you mean {close}?" if close else f"; write {_EXAMPLE}"
        known = " and ".join(_WORDS)
        raise DirectiveError(f"{word} is not known, known are {known}{hint}", *form.span("word"))
    if form["rules"] is None:
        raise DirectiveError(
            f"{word} names no rule; say which, in brackets: {_EXAMPLE}", *form.span("word")
        )
    named = list(_names(form["rules"], form.start("rules")))
    if not named:
        raise DirectiveError(
            f"{word} names no rule between its brackets; say which: {_EXAMPLE}",
            form.start("rules") - 1,
            form.end("rules") + 1,
        )
    until, reason = _rest(form["rest"], form.start("rest"))
    return Directive(
        rules=tuple(name for name, _, _ in named),
        spots=tuple((start, end) for _, start, end in named),
        whole_file=word == "ignore-file",
        reason=reason,
        until=until,
    )


def _names(text: str, offset: int) -> Iterator[tuple[str, int, int]]:
    start = 0
    for part in text.split(","):
        name = part.strip()
        first = offset + start + len(part) - len(part.lstrip())
        start += len(part) + 1
        if not name and not part.strip() and start > len(text):
            # A comma may stand behind the last one.
            continue
        if not _NAME.fullmatch(name):
            shown = f'"{name}"' if name else "nothing"
            raise DirectiveError(
                f"{shown} is no name of a rule; names are separated by commas: ignore[enum, type]",
                first,
                first + max(1, len(name)),
            )
        yield name, first, first + len(name)


def _rest(text: str, offset: int) -> tuple[dt.date | None, str]:
    """What stands behind the brackets: a date, a reason, or neither."""
    until = None
    match = _UNTIL.match(text)
    at = 0
    if match is not None:
        at = match.end()
        until = parse_date(match["date"])
        if until is None:
            raise DirectiveError(
                f'until is "{match["date"]}", a date such as 2026-12-31 is expected',
                offset + match.start("date"),
                offset + max(match.end("date"), match.start("date") + 1),
            )
    reason = _REASON.match(text, at)
    if reason is None and text[at:].strip():
        left = len(text[:at]) + len(text[at:]) - len(text[at:].lstrip())
        raise DirectiveError(
            f"what follows the brackets is not understood; write a reason behind --: {_EXAMPLE}",
            offset + left,
            offset + len(text),
        )
    why = reason["reason"].strip() if reason is not None else ""
    if late := _LATE_UNTIL.search(why):
        raise DirectiveError(
            f"{late[0]} stands behind --, where it is a part of the reason; write it before",
            offset + text.index(late[0], at),
            offset + text.index(late[0], at) + len(late[0]),
        )
    return until, why


def write_directive(rules: tuple[str, ...], reason: str, *, whole_file: bool = False) -> str:
    """Write the comment that silences rules."""
    word = "ignore-file" if whole_file else "ignore"
    text = f"# lightmeter: {word}[{', '.join(rules)}]"
    return f"{text} -- {reason}" if reason else text
