"""Comments that silence what was found, put where they cover it and nothing more than they must."""

import datetime as dt
from collections.abc import Iterable, Mapping

from lightmeter.diagnostic import Diagnostic, Edit
from lightmeter.document.document import Document
from lightmeter.place import Pointer
from lightmeter.result import Report
from lightmeter.silence.comments import Comment, find_comments
from lightmeter.silence.directive import write_directive
from lightmeter.silence.ledger import lies_in
from lightmeter.silence.statements import Statement, Statements

__all__ = ["comment_edits"]


def comment_edits(
    document: Document,
    found: Iterable[tuple[Diagnostic, Report | None]],
    reason: str,
    today: dt.date,
) -> tuple[Edit, ...]:
    """
    Make the edits that silence diagnostics of a TOML document.

    A comment is put beside the statement that a diagnostic points at; above it where that takes
    several lines or has a comment already; into the brackets of one that silences there.

    Args:
        document: That was read.
        found: What to silence, each with the report of its request.
        reason: To give, or "".
        today: The day that the dates of comments are held against: nothing joins one that has
            ended.
    """
    statements = Statements(document)
    rules: dict[Statement | None, dict[str, None]] = {}
    for diagnostic, request in found:
        statement = _statement(document, statements, diagnostic, request)
        rules.setdefault(statement, {})[diagnostic.rule] = None
    known = {
        it.scope: it
        for it in find_comments(document)
        if isinstance(it, Comment) and it.scope and not _has_ended(it, today)
        # A reason of its own would be lost in a comment that has none.
        if it.directive.reason or not reason
    }
    return tuple(
        _edit(document, statements, statement, tuple(names), reason, known)
        for statement, names in rules.items()
    )


def _has_ended(comment: Comment, today: dt.date) -> bool:
    until = comment.directive.until
    return until is not None and today > until


def _statement(
    document: Document, statements: Statements, diagnostic: Diagnostic, request: Report | None
) -> Statement | None:
    """The statement whose comment covers a diagnostic, the closest one; None for none."""
    if diagnostic.span is not None:
        lines = document.source.lines
        start = lines.offset(diagnostic.span.start.line, diagnostic.span.start.column)
        here = statements.holding(start)
        if here is not None and lies_in(here.pointer, diagnostic, request):
            return here
    around = [it for it in statements if lies_in(it.pointer, diagnostic, request)]
    return max(around, key=lambda it: len(it.pointer), default=None)


def _edit(
    document: Document,
    statements: Statements,
    statement: Statement | None,
    rules: tuple[str, ...],
    reason: str,
    known: Mapping[Pointer, Comment],
) -> Edit:
    text = document.source.text
    newline = "\r\n" if "\r\n" in text else "\n"
    if statement is None:
        comment = write_directive(rules, reason, whole_file=True)
        start = text.rfind("\n", 0, statements.first) + 1
        return Edit(start, start, f"{comment}{newline}")
    if statement.pointer in known:
        _, end = known[statement.pointer].spot(-1)
        return Edit(end, end, "".join(f", {name}" for name in rules))
    comment = write_directive(rules, reason)
    start = text.rfind("\n", 0, statement.start) + 1
    stop = text.find("\n", statement.end)
    stop = len(text) if stop < 0 else stop - (text[stop - 1] == "\r")
    plain = not text[statement.end : stop].strip() and "\n" not in text[start : statement.end]
    if plain:
        return Edit(statement.end, stop, f"  {comment}")
    indent = text[start : start + len(text[start:]) - len(text[start:].lstrip(" \t"))]
    return Edit(start, start, f"{indent}{comment}{newline}")
