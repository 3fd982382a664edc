"""What fixes change, as a patch that `git apply` and `patch -p1` take."""

from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher

import attrs

from lightmeter.diagnostic import Severity
from lightmeter.report.style import PLAIN, Style
from lightmeter.report.veil import MASK

__all__ = ["render_patch"]

Veil = Callable[[str], str]

_CONTEXT_LINES = 3
# How many lines are compared at a time, where they differ.
_WINDOW_LINES = 64
_NO_NEWLINE = "\\ No newline at end of file\n"
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\t": "\\t", "\n": "\\n", "\r": "\\r"}


def render_patch(name: str, before: str, after: str, veil: Veil, style: Style = PLAIN) -> str:
    """
    Write the difference of two texts as a unified diff.

    Lines end as they do in the texts, so that the patch fits files with CRLF.

    Args:
        name: Of the file: relative, with forward slashes.
        before: Its text, byte order mark included.
        after: The same with the fixes.
        veil: Masks what must not be shown. A patch with a mask in it shows, and does not apply.
        style: Of headings and changed lines.

    Returns:
        "" where the texts are equal.
    """
    if before == after:
        return ""
    old, new = _lines(before), _lines(after)
    shown = _veiled(before, old, veil), _veiled(after, new, veil)
    # Whoever applies the patch takes off what stands before the first slash.
    path = name.lstrip("/")
    parts = [
        style.bold(f"--- {_path('a', path)}") + "\n",
        style.bold(f"+++ {_path('b', path)}") + "\n",
    ]
    for hunk in _hunks(_changes(old, new)):
        parts += _hunk_lines(hunk, shown, style)
    return "".join(parts)


def _lines(text: str) -> list[str]:
    """Lines with their ends; only LF ends one, as for whoever applies the patch."""
    lines = text.split("\n")
    whole = [f"{line}\n" for line in lines[:-1]]
    return [*whole, lines[-1]] if lines[-1] else whole


def _veiled(text: str, lines: Sequence[str], veil: Veil) -> Sequence[str]:
    """The lines as they may be shown, as many as there are."""
    masked = veil(text)
    if masked == text:
        return lines
    harmless = set(_lines(masked))
    return [line if line in harmless else _mask(line, veil) for line in lines]


def _mask(line: str, veil: Veil) -> str:
    shown = veil(line)
    if shown != line:
        return shown
    # A line from within a secret of several lines, of which nothing may be seen.
    ending = line[len(line.rstrip("\r\n")) :]
    return MASK + ending


# Finding what changes -----------------------------------------------------------------------------


@attrs.frozen
class _Change:
    """
    Lines that are replaced, numbers from 0, ends exclusive.

    Attributes:
        old: Where they begin.
        old_end: Where they end.
        new: Where begins what replaces them.
        new_end: Where that ends.
    """

    old: int
    old_end: int
    new: int
    new_end: int


def _changes(old: Sequence[str], new: Sequence[str]) -> list[_Change]:
    """
    Compare two lists of lines.

    Fixes change a few lines here and there, so they are compared piece by piece: as a whole, long
    files of lines that are much alike would take minutes.
    """
    found: list[_Change] = []
    here, there, size = 0, 0, _WINDOW_LINES
    while here < len(old) or there < len(new):
        if here < len(old) and there < len(new) and old[here] == new[there]:
            here, there = here + 1, there + 1
            continue
        whole = here + size >= len(old) and there + size >= len(new)
        blocks = _equal_blocks(old[here : here + size], new[there : there + size])
        if not blocks and not whole:
            size *= 2
            continue
        if whole:
            blocks.append((len(old) - here, len(new) - there, 0))
        old_done = new_done = 0
        for old_start, new_start, length in blocks:
            if old_start > old_done or new_start > new_done:
                found.append(
                    _Change(here + old_done, here + old_start, there + new_done, there + new_start)
                )
            old_done, new_done = old_start + length, new_start + length
        here, there, size = here + old_done, there + new_done, _WINDOW_LINES
    return found


def _equal_blocks(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int, int]]:
    """Where some lines of both are equal, and how many."""
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return [(it.a, it.b, it.size) for it in blocks if it.size]


def _hunks(changes: Sequence[_Change]) -> list[list[_Change]]:
    """Changes that share lines around them stand together."""
    hunks: list[list[_Change]] = []
    for change in changes:
        if hunks and change.old - hunks[-1][-1].old_end <= 2 * _CONTEXT_LINES:
            hunks[-1].append(change)
        else:
            hunks.append([change])
    return hunks


# Writing it down ----------------------------------------------------------------------------------


def _hunk_lines(
    hunk: Sequence[_Change], shown: tuple[Sequence[str], Sequence[str]], style: Style
) -> Iterator[str]:
    old, new = shown
    first, last = hunk[0], hunk[-1]
    lead = min(_CONTEXT_LINES, first.old)
    tail = min(_CONTEXT_LINES, len(old) - last.old_end)
    before = _range(first.old - lead, last.old_end + tail)
    after = _range(first.new - lead, last.new_end + tail)
    yield f"{style.frame(f'@@ -{before} +{after} @@')}\n"
    position = first.old - lead
    for change in hunk:
        yield from (_line(" ", line, str) for line in old[position : change.old])
        yield from (_line("-", line, _removed(style)) for line in old[change.old : change.old_end])
        yield from (_line("+", line, style.good) for line in new[change.new : change.new_end])
        position = change.old_end
    yield from (_line(" ", line, str) for line in old[position : position + tail])


def _removed(style: Style) -> Callable[[str], str]:
    return lambda text: style.severity(text, Severity.ERROR)


def _range(start: int, end: int) -> str:
    """Lines as a hunk counts them: from 1, and of none the line before."""
    length = end - start
    if length == 1:
        return str(start + 1)
    return f"{start + 1 if length else start},{length}"


def _line(sign: str, line: str, paint: Callable[[str], str]) -> str:
    text = line.rstrip("\r\n")
    ending = line[len(text) :]
    if ending.endswith("\n"):
        return paint(sign + text) + ending
    return f"{paint(sign + text)}{ending}\n{_NO_NEWLINE}"


def _path(side: str, name: str) -> str:
    path = f"{side}/{name}"
    if any(char in _ESCAPES or not char.isprintable() for char in path):
        # As git writes what would end the name or the line.
        written = "".join(_ESCAPES.get(char) or _octal(char) for char in path)
        return f'"{written}"'
    # A name with a blank ends at a tab.
    return f"{path}\t" if " " in path else path


def _octal(char: str) -> str:
    if char.isprintable():
        return char
    return "".join(f"\\{byte:03o}" for byte in char.encode(errors="surrogateescape"))
