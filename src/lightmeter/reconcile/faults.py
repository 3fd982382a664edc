"""A file of charges that cannot be used: what is wrong, and where."""

from lightmeter.document.source import Source
from lightmeter.errors import ChargesError
from lightmeter.escaping import escape
from lightmeter.secrets.search import cover

__all__ = ["charges_error", "hidden_id"]

# An answer may be one line of millions of characters: so many are shown on either side.
_BEFORE, _AFTER = 30, 60
_LONGEST_MARK = 40


def charges_error(source: Source, reason: str, start: int | None, end: int = 0) -> ChargesError:
    """
    A mistake in a file of charges.

    Args:
        source: The file.
        reason: What is there, what is accepted, what to do.
        start: Offset of what is wrong, or None for the whole file.
        end: Right after it.
    """
    reason = cover(reason)
    if start is None:
        return ChargesError(reason, name=source.name)
    position = source.lines.position(start)
    text = source.text
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", first)
    # Bills and answers hold addresses and keys; what must not be shown is covered before it is cut.
    line = cover(text[first : last if last >= 0 else len(text)].rstrip("\r")).replace("\t", " ")
    begin, stop = start - first, max(end - first, start - first + 1)
    low, high = max(0, begin - _BEFORE), min(len(line), begin + _AFTER)
    before = ("…" if low else "") + escape(line[low:begin])
    marked = escape(line[begin : min(stop, high)])
    rest = escape(line[min(stop, high) : high]) + ("…" if high < len(line) else "")
    carets = "^" * max(1, min(len(marked), _LONGEST_MARK))
    return ChargesError(
        reason,
        name=source.name,
        line=position.line,
        column=position.column,
        excerpt=f"    {before}{marked}{rest}\n    {' ' * len(before)}{carets}",
    )


def hidden_id(text: str) -> str:
    """A name of a request or a task, unless it looks like a key."""
    return "(hidden)" if cover(text) != text else text
