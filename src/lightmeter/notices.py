"""What lightmeter itself has to say, where no pack is asked."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import attrs

from lightmeter.batch_report import INTERRUPTED
from lightmeter.diagnostic import BEFORE_TEXT, Change, Diagnostic, Edit, Fix, Related, Severity
from lightmeter.document.fault import Fault
from lightmeter.document.source import Source
from lightmeter.language.message import escape
from lightmeter.language.spelling import nearest
from lightmeter.place import Pointer
from lightmeter.secrets.search import Secret

if TYPE_CHECKING:
    from lightmeter.misfit import Misfit

__all__ = [
    "faulty",
    "interrupted",
    "is_of_secret",
    "is_own_report",
    "malformed",
    "more_broken_lines",
    "more_lines_without_request",
    "no_request",
    "no_requests",
    "no_requests_in",
    "secret",
    "secret_in_comment",
    "unknown_provider",
    "unreadable",
]


_WITHOUT_MARK = Fix(
    safe=True, description="save it without the mark", edits=(Edit(BEFORE_TEXT, 0, ""),)
)

_SECRET = "secret-in-file"  # noqa: S105 - the name of a rule
_VARIABLE = "write a variable such as ${API_KEY} instead"
_REPLACED = "have the key replaced if this file was ever shared"
_HARMLESS = "or ignore this rule here if it is none"


# The lines of a report in the format jsonl that say whose they are by what they have.
_LINES = ("request", "diagnostic")


def no_requests_in(name: str) -> Diagnostic:
    """A directory in which nothing was found to check."""
    message = (
        "the directory holds no request, so nothing was checked; requests are .toml, .json, .jsonl"
        " or .ndjson files with a model or with requests in them"
    )
    return Diagnostic("no-requests", Severity.ERROR, message, source=name)


def faulty(source: Source, fault: Fault, severity: Severity) -> Diagnostic:
    """A text that cannot be read, or is not quite what it should be."""
    lines = source.lines
    return Diagnostic(
        rule=fault.rule,
        severity=severity,
        message=fault.message,
        source=source.name,
        span=(
            lines.span(fault.start, fault.end if fault.end is not None else fault.start)
            if fault.start is not None
            else None
        ),
        related=tuple(
            Related(label, None, lines.span(start, end)) for label, start, end in fault.related
        ),
        fix=_WITHOUT_MARK if fault.rule == "byte-order-mark" else None,
    )


def interrupted(name: str, line: int, requests: int, unread: int, *, within: bool) -> Diagnostic:
    """
    A run that was ended before everything was read.

    Args:
        name: Of the text that was begun last, or "".
        line: Of that text, the last that was read; 0 where that is not known.
        requests: How many were looked at.
        unread: How many texts nobody has looked at.
        within: Whether there is more of that text to read.
    """
    more = f", or of {unread:,} more {'file' if unread == 1 else 'files'}" if unread else ""
    where = "before anything was read"
    if within:
        where = f"while {escape(name, 200)} was read" + (f", after line {line:,}" if line else "")
    elif name:
        where = f"after {escape(name, 200)}"
    were = "request was" if requests == 1 else "requests were"
    message = (
        f"the run was interrupted {where}: {requests:,} {were} looked at, and nothing is said of"
        f" what comes after{more}; run again for the rest"
    )
    return Diagnostic(INTERRUPTED, Severity.ERROR, message, source=name if within else "")


def more_broken_lines(name: str, count: int) -> Diagnostic:
    """Lines that cannot be read either, and are not told of one by one."""
    lines = "line" if count == 1 else "lines"
    message = f"{count:,} more {lines} cannot be read; mend those named first, or name the format"
    return Diagnostic("syntax", Severity.ERROR, message, source=name)


def more_lines_without_request(name: str, count: int) -> Diagnostic:
    """Lines that hold no request either, and are not told of one by one."""
    lines, hold = ("line", "holds") if count == 1 else ("lines", "hold")
    message = (
        f"{count:,} more {lines} {hold} no request, so that nothing was judged; write one request a"
        " line, an object with model and input"
    )
    return Diagnostic("no-request", Severity.ERROR, message, source=name)


def malformed(misfit: "Misfit") -> Diagnostic:
    """One of lightmeter's own members that does not fit, or a request that is none."""
    rule = "unknown-field" if misfit.unknown else "type"
    suggestion = nearest(misfit.unknown, misfit.accepted) if misfit.unknown else ""
    message = escape(misfit.message)
    if misfit.unknown:
        hint = f"; did you mean {suggestion}?" if suggestion else ""
        message = f"{message}, a batch has {', '.join(misfit.accepted)}{hint}"
    fix = None
    if suggestion:
        change = Change(misfit.path, "rename", suggestion)
        description = f"rename {escape(misfit.unknown, 60)} to {suggestion}"
        fix = Fix(safe=False, description=description, changes=(change,))
    return Diagnostic(
        rule, Severity.ERROR, message, pointer=misfit.path, fix=fix, suggestion=suggestion
    )


def no_request(data: Mapping[str, Any]) -> Diagnostic:
    """A document that has something in it, but no request."""
    if not data:
        message = "this is no request: it is empty; a request has a model and an input"
        return Diagnostic("no-request", Severity.ERROR, message, pointer=())
    if is_own_report(data):
        message = "this is no request but what lightmeter reported earlier; exclude it"
        return Diagnostic("no-request", Severity.ERROR, message, pointer=())
    # Nearly every document is a request.
    from lightmeter.packs.likeness import is_like_pack  # noqa: PLC0415

    if is_like_pack(data):
        option = "--overlay" if "amends" in data else "--pack"
        message = (
            f"this is no request but the pack {escape(data['id'], 60)}; check requests with"
            f" {option} FILE, and the pack itself with lightmeter packs test FILE"
        )
        return Diagnostic("no-request", Severity.ERROR, message, pointer=())
    names = ", ".join(escape(str(key), 31) for key in list(data)[:5])
    return Diagnostic(
        "no-request",
        Severity.ERROR,
        f"this is no request: it has {names}, but neither model nor input nor requests",
        pointer=(),
    )


def is_own_report(data: Mapping[str, Any]) -> bool:
    """Whether a document is a report of lightmeter, or a line of one, which repeats requests."""
    tool = data.get("tool")
    if isinstance(tool, Mapping) and tool.get("name") == "lightmeter":
        return True
    return data.get("type") in _LINES and "pack" in data and "source" in data


def unknown_provider(provider: str, known: Sequence[str]) -> Diagnostic:
    """A request for a provider that no pack is for."""
    close = nearest(provider, known)
    hint = f"; did you mean {close}?" if close else ""
    fix = None
    if close:
        change = Change(("provider",), "set", close)
        fix = Fix(safe=False, description=f"write {close}", changes=(change,))
    return Diagnostic(
        "unknown-provider",
        Severity.ERROR,
        f"provider {escape(provider, 60)} is not known, known are {', '.join(known)}{hint}",
        pointer=("provider",),
        fix=fix,
        suggestion=close,
    )


def secret(it: Secret) -> Diagnostic:
    """What looks like a key, which is never shown."""
    if it.in_name:
        # The name is what must not be shown, so the pointer ends before it.
        pointer = it.pointer[:-1]
        message = f"a member of {_named(pointer)} is named by what looks like a key; take it out"
        return _secret(f"{message}, and {_REPLACED}", pointer, certain=it.certain)
    if it.certain:
        what = f"holds what looks like a key; {_VARIABLE}, and {_REPLACED}"
    else:
        what = f"holds what may be a key, as random as it is; {_VARIABLE}, {_HARMLESS}"
    return _secret(f"{_named(it.pointer)} {what}", it.pointer, certain=it.certain)


def is_of_secret(diagnostic: Diagnostic) -> bool:
    """Whether a diagnostic says where a key is, which is never left out."""
    return diagnostic.rule == _SECRET


def secret_in_comment(source: Source, place: tuple[int, int], *, certain: bool) -> Diagnostic:
    """
    The same in a comment of a text.

    Args:
        source: The text.
        place: Offsets of the key, end exclusive.
        certain: It has the shape of a key.
    """
    if certain:
        message = f"the comment holds what looks like a key; take it out, and {_REPLACED}"
    else:
        message = (
            f"the comment holds what may be a key, as random as it is; take it out, {_HARMLESS}"
        )
    found = _secret(message, None, certain=certain)
    return attrs.evolve(found, source=source.name, span=source.lines.span(*place))


def _secret(message: str, pointer: Pointer | None, *, certain: bool) -> Diagnostic:
    severity = Severity.ERROR if certain else Severity.WARNING
    return Diagnostic(_SECRET, severity, message, pointer=pointer)


def _named(pointer: Pointer) -> str:
    depth = max((number for number, it in enumerate(pointer, 1) if isinstance(it, str)), default=0)
    name = escape(str(pointer[depth - 1]), 60) if depth else "the request"
    return name + "".join(f"[{step}]" for step in pointer[depth:])


def no_requests(source: str) -> Diagnostic:
    """A text that was read and holds nothing to check."""
    message = (
        "no request is written here, so nothing was checked; a request has a model, a batch has"
        " requests"
    )
    return Diagnostic("no-requests", Severity.WARNING, message, source=source)


def unreadable(name: str, problem: str) -> Diagnostic:
    """A file that could not be opened."""
    message = f"the file cannot be read: {problem}"
    return Diagnostic("unreadable", Severity.ERROR, message, source=name)
