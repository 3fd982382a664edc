"""What there is to say about comments and entries that silence, or fail to."""

import datetime as dt
from collections.abc import Iterable

from lightmeter.diagnostic import Diagnostic, Edit, Fix, Severity
from lightmeter.document.source import Source
from lightmeter.settings.parts import SuppressEntry
from lightmeter.silence.comments import Comment, CommentFault

__all__ = [
    "entry_expired",
    "entry_unused",
    "expired",
    "locked",
    "malformed",
    "unknown",
    "unused",
    "without_reason",
]


def malformed(source: Source, fault: CommentFault) -> Diagnostic:
    """A comment that was meant for lightmeter and is not understood."""
    return _at(source, "malformed-ignore", Severity.ERROR, fault.message, fault.start, fault.end)


def without_reason(source: Source, comment: Comment) -> Diagnostic:
    """A comment that does not say why, where the settings demand it."""
    message = "the comment does not say why, which require-reason demands; write it behind --"
    return _at(source, "ignore-without-reason", Severity.ERROR, message, comment.start, comment.end)


def expired(source: Source, comment: Comment, until: dt.date) -> Diagnostic:
    """A comment whose date has passed."""
    names = _listed(comment.directive.rules)
    message = (
        f"the comment counted until {until.isoformat()} and silences {names} no longer; mend what"
        " it silenced, or give it a later date"
    )
    return _at(source, "expired-ignore", Severity.WARNING, message, comment.start, comment.end)


def locked(source: Source, comment: Comment, number: int, lock: str, by: str) -> Diagnostic:
    """A name in a comment that nobody may silence."""
    name = comment.directive.rules[number]
    reason = f"{lock} is locked by {by}" if by else f"{lock} can never be silenced"
    message = f"{name} is not silenced: {reason}; mend what it reports and remove the comment"
    return _at(source, "locked-ignore", Severity.ERROR, message, *comment.spot(number))


def unknown(source: Source, comment: Comment, number: int, suggestion: str) -> Diagnostic:
    """A name in a comment that no rule bears."""
    name = comment.directive.rules[number]
    hint = f"did you mean {suggestion}?" if suggestion else "lightmeter rules lists all of them"
    start, end = comment.spot(number)
    fix = None
    if suggestion:
        fix = Fix(
            safe=False, description=f"write {suggestion}", edits=(Edit(start, end, suggestion),)
        )
    message = f"there is no rule {name}, so the comment silences nothing; {hint}"
    return _at(source, "unknown-ignore", Severity.WARNING, message, start, end, fix, suggestion)


def unused(source: Source, comment: Comment, numbers: Iterable[int]) -> Diagnostic:
    """Names in a comment that silence nothing."""
    which = frozenset(numbers)
    names = _listed([comment.directive.rules[it] for it in sorted(which)])
    if comment.scope is None:
        message = f"{names} silences nothing: no key and no table follows this comment; move it"
    elif comment.scope:
        message = f"{names} silences nothing here any more; remove it"
    else:
        message = f"{names} silences nothing in this file any more; remove it"
    start, end = comment.start, comment.end
    if len(which) == 1 and len(comment.directive.rules) > 1:
        start, end = comment.spot(next(iter(which)))
    edit = comment.without(which, source.text)
    words = "the comment" if len(which) == len(comment.directive.rules) else names
    fix: Fix | None = Fix(safe=True, description=f"remove {words}", edits=(edit,))
    if comment.scope is None:
        # It was meant for something, and a person knows for what.
        fix = None
    return _at(source, "unused-ignore", Severity.WARNING, message, start, end, fix)


def entry_unused(entry: SuppressEntry) -> Diagnostic:
    """An entry of the settings that silences nothing in the files it names."""
    message = (
        f"{_listed(entry.rules)} silences nothing in the files that were read; remove the entry"
    )
    return _of_entry(entry, "unused-ignore", message)


def entry_expired(entry: SuppressEntry, until: dt.date) -> Diagnostic:
    """An entry of the settings whose date has passed."""
    message = (
        f"the entry counted until {until.isoformat()} and silences {_listed(entry.rules)} no"
        " longer; mend what it silenced, or give it a later date"
    )
    return _of_entry(entry, "expired-ignore", message)


def _of_entry(entry: SuppressEntry, rule: str, message: str) -> Diagnostic:
    origin = entry.origin
    return Diagnostic(
        rule,
        Severity.WARNING,
        message,
        source=origin.file if origin is not None else "",
        pointer=origin.pointer if origin is not None else None,
        span=origin.span if origin is not None else None,
    )


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)


def _at(
    source: Source,
    rule: str,
    severity: Severity,
    message: str,
    start: int,
    end: int,
    fix: Fix | None = None,
    suggestion: str = "",
) -> Diagnostic:
    return Diagnostic(
        rule,
        severity,
        message,
        source=source.name,
        span=source.lines.span(start, end),
        fix=fix,
        suggestion=suggestion,
    )
