"""Code frames: the lines of a source that something is said about, with marks under the spans."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING

import attrs

from lightmeter.diagnostic import Severity
from lightmeter.document.source import Source
from lightmeter.place import Span
from lightmeter.report.display import AS_PICTURE, MAX_COLUMNS, column_widths, piece, show
from lightmeter.report.style import PLAIN, Style

if TYPE_CHECKING:
    from lightmeter.document.long_text import LongText

__all__ = ["Mark", "render_frame"]
_CUT = "…"
# How much of a long line is shown before a span that fills the window alone.
_LEAD_COLUMNS = 20
# Code points that are looked at on either side of a span's start: a line can have millions.
_REACH = 4 * MAX_COLUMNS


@attrs.frozen
class Mark:
    """
    A span to point at.

    Attributes:
        span: In the source; one over several lines is marked on its first.
        label: Words behind the mark, or "".
        severity: Of the diagnostic, or None for a place that is only related.
    """

    span: Span
    label: str = ""
    severity: Severity | None = None


def render_frame(
    source: "Source | LongText",
    marks: Sequence[Mark],
    *,
    context: Iterable[int] = (),
    hidden: Sequence[tuple[int, int]] = (),
    style: Style = PLAIN,
) -> tuple[int, list[str]]:
    """
    Draw the marked lines of a source, top to bottom.

    Args:
        source: That the spans count in.
        marks: At least one.
        context: Numbers of further lines to show without a mark.
        hidden: Offsets of what must not be shown, sorted, none within another; asterisks stand
            there.
        style: Of gutter and marks.

    Returns:
        The width of the gutter's numbers, and the lines.
    """
    rows: dict[int, list[Mark]] = {number: [] for number in context}
    for mark in marks:
        rows.setdefault(mark.span.start.line, []).append(mark)
    width = len(str(max(rows)))
    return width, list(_draw(source, rows, width, hidden, style))


def _draw(
    source: "Source | LongText",
    rows: dict[int, list[Mark]],
    width: int,
    hidden: Sequence[tuple[int, int]],
    style: Style,
) -> Iterator[str]:
    empty = style.frame(f"{'':{width}} |")
    yield empty
    before = None
    for number in sorted(rows):
        if before is not None and number > before + 1:
            yield style.frame("...")
        before = number
        gutter = style.frame(f"{number:>{width}} |")
        # Marks far apart on a long line each get a view of their own; mostly one shows them all.
        shown: str | None = None
        if not rows[number]:
            shown = _View(source, number, None, hidden).text
            yield f"{gutter} {shown}".rstrip()
        for mark in sorted(rows[number], key=lambda it: (it.span, it.severity is None)):
            view = _View(source, number, mark.span, hidden)
            if view.text != shown:
                shown = view.text
                yield f"{gutter} {shown}".rstrip()
            start, length = view.marked
            sign = "-" if mark.severity is None else "^"
            words = f"{sign * length} {_label(mark)}".rstrip()
            coloured = (
                style.frame(words)
                if mark.severity is None
                else style.severity(words, mark.severity)
            )
            yield f"{empty} {' ' * start}{coloured}"


def _label(mark: Mark) -> str:
    first, last = mark.span.start.line, mark.span.end.line
    label = show(mark.label)
    if last == first:
        return label
    reach = f"to line {last}"
    return f"{label} ({reach})" if label else reach


class _View:
    """The part of a line that fits, and where a span lies in it."""

    def __init__(
        self,
        whole: "Source | LongText",
        number: int,
        span: Span | None,
        hidden: Sequence[tuple[int, int]],
    ) -> None:
        source = whole.around(number)
        text = source.text
        # What is hidden is known by its place in the whole.
        self._origin = source.start
        first = source.lines.start_of(number)
        last = text.find("\n", first)
        last = len(text) if last < 0 else last
        if text[first:last].endswith("\r"):
            last -= 1
        start, end = first, first
        if span is not None:
            start = min(source.lines.offset(number, span.start.column), last)
            one_line = span.end.line == number
            end = source.lines.offset(number, span.end.column) if one_line else last
            end = max(start, min(end, last))
        low, high = max(first, start - _REACH), min(last, start + _REACH)
        self._low = low
        self._start, self._end = start, max(min(end, high), start)
        self._pieces: list[str] = []
        # Whether each is drawn onto the one before it.
        self._joined: list[bool] = []
        self._measure(text[low:high], hidden)
        self._cut_before, self._cut_after = low > first, high < last
        self._choose()

    def _measure(self, text: str, hidden: Sequence[tuple[int, int]]) -> None:
        column, widths = 0, []
        low = self._low + self._origin
        first = bisect_right(hidden, low, key=lambda it: it[1])
        hidden = hidden[first : bisect_left(hidden, low + len(text), key=lambda it: it[0])]
        if not hidden and text.isascii() and text.isprintable():
            # Each letter is shown as it is, in a column of its own.
            self._pieces, self._joined = list(text), [False] * len(text)
            self._columns = list(range(len(text) + 1))
            return
        for offset, (char, alone) in enumerate(zip(text, column_widths(text), strict=True), low):
            masked = any(start <= offset < end for start, end in hidden)
            shown = "*" if masked else piece(char, column)
            # What is escaped takes a column for each sign of it.
            width = alone if shown == char else len(shown)
            self._pieces.append(shown)
            self._joined.append(shown == char and (not alone or char == AS_PICTURE))
            widths.append(width)
            column += width
        # Column of each character, and of the place behind the last.
        self._columns = [0, *accumulate(widths)]

    def _choose(self) -> None:
        columns = self._columns
        begin, end = columns[self._start - self._low], columns[self._end - self._low]
        whole = columns[-1]
        if whole <= MAX_COLUMNS and not (self._cut_before or self._cut_after):
            left, right = 0, whole
        else:
            room = MAX_COLUMNS - 2 * len(_CUT)
            spare = room - (end - begin)
            left = begin - (spare // 2 if spare > 2 * _LEAD_COLUMNS else _LEAD_COLUMNS)
            left = max(0, min(left, whole - room))
            right = left + room
        chosen = [
            index
            for index in range(len(self._pieces))
            if left <= columns[index] and columns[index + 1] <= right
        ]
        # A mark that combines with a character left out would sit on the cut.
        while chosen and (chosen[0] > 0 or self._cut_before) and self._joined[chosen[0]]:
            chosen.pop(0)
        first, last = (chosen[0], chosen[-1] + 1) if chosen else (0, 0)
        before = _CUT if self._cut_before or first > 0 else ""
        after = _CUT if self._cut_after or last < len(self._pieces) else ""
        self.text = before + "".join(self._pieces[first:last]) + after
        shift = len(before) - columns[first]
        stop = min(end, columns[last])
        self.marked = begin + shift, max(1, stop - begin)
