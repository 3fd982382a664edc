"""What lightmeter itself has to say, where no pack is asked."""

from collections.abc import Mapping, Sequence
from typing import Any

from lightmeter.diagnostic import Diagnostic, Related, Severity
from lightmeter.document.fault import Fault
from lightmeter.document.source import Source
from lightmeter.language.message import escape
from lightmeter.language.spelling import nearest
from lightmeter.packs.file import is_like_pack
from lightmeter.place import Pointer
from lightmeter.structure import Misfit

__all__ = [
    "faulty",
    "malformed",
    "no_request",
    "no_requests",
    "no_requests_in",
    "secret",
    "unknown_provider",
    "unreadable",
]


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
    )


def malformed(misfit: Misfit) -> Diagnostic:
    """One of lightmeter's own members that does not fit, or a request that is none."""
    rule = "unknown-field" if misfit.unknown else "type"
    suggestion = nearest(misfit.unknown, misfit.accepted) if misfit.unknown else ""
    message = escape(misfit.message)
    if misfit.unknown:
        hint = f"; did you mean {suggestion}?" if suggestion else ""
        message = f"{message}, a batch has {', '.join(misfit.accepted)}{hint}"
    return Diagnostic(rule, Severity.ERROR, message, pointer=misfit.path, suggestion=suggestion)


def no_request(data: Mapping[str, Any]) -> Diagnostic:
    """A document that has something in it, but no request."""
    if not data:
        message = "this is no request: it is empty; a request has a model and an input"
        return Diagnostic("no-request", Severity.ERROR, message, pointer=())
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


def unknown_provider(provider: str, known: Sequence[str]) -> Diagnostic:
    """A request for a provider that no pack is for."""
    close = nearest(provider, known)
    hint = f"; did you mean {close}?" if close else ""
    return Diagnostic(
        "unknown-provider",
        Severity.ERROR,
        f"provider {escape(provider, 60)} is not known, known are {', '.join(known)}{hint}",
        pointer=("provider",),
        suggestion=close,
    )


def secret(pointer: Pointer) -> Diagnostic:
    """What looks like a key, which is never shown."""
    names = [step for step in pointer if isinstance(step, str)]
    items = "".join(f"[{step}]" for step in pointer[len(names) :])
    name = escape(names[-1] if names else "the request", 60) + items
    return Diagnostic(
        "secret-in-file",
        Severity.ERROR,
        f"{name} holds what looks like a key; write a variable such as ${{API_KEY}} instead,"
        " and have the key replaced if this file was ever shared",
        pointer=pointer,
    )


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
