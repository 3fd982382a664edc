"""Markdown as GitHub reads it: prose, code, tables, links."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from lightmeter.escaping import escape
from lightmeter.report.display import show, wrap

__all__ = ["code", "fenced", "link", "page", "paragraph", "prose", "table"]

_COLUMNS = 120
# Stands for a blank at which no line is broken; no text that is shown holds one.
_HELD = "\0"
_SPAN = re.compile(r"(`[^`]*`)")
_EMPHASIS = re.compile(r"(`[^`]*`|(?<!\w)\*\w+\*(?!\w))")
_PLACEHOLDER = re.compile(r"(\{[^{}]*\})")
# What stays on one line: a link, and a short piece of code.
_WHOLE = re.compile(r"\[[^\]]*\]\([^)]*\)|`[^`]{1,60}`")
# Names of members stand out by their underscores, of which markdown would make emphasis.
_NAME = re.compile(r"(?<![\w.])[A-Za-z*][\w*]*(?:\.[\w*]+)*")
_SPECIAL = re.compile(r"[\\*_<>\[\]`|~]")
_BAR, _ESCAPED_BAR = re.compile(r"(?<!\\)\|"), r"\\|"
# What would begin a list, a heading, a quotation or a rule at the start of a line.
_MARKER = re.compile(r"(?:[-+*#>=]|[0-9]+[.)])(?= |$)")


def code(text: str) -> str:
    """A piece of code within a line."""
    text = show(text)
    if not text:
        return "`` ``"
    fence = "`"
    while fence in text:
        fence += "`"
    blank = " " if text[0] in "` " or text[-1] in "` " else ""
    return f"{fence}{blank}{text}{blank}{fence}"


def prose(text: str, *, emphasis: bool = False) -> str:
    """
    A text as it is meant to be read.

    Args:
        text: What it has in backticks or braces, and the names of members, will be code.
        emphasis: Whether a word between stars is meant to stand out.
    """
    pieces = (_EMPHASIS if emphasis else _SPAN).split(show(text))
    return "".join(piece if number % 2 else _plain(piece) for number, piece in enumerate(pieces))


def _plain(text: str) -> str:
    pieces = _PLACEHOLDER.split(text)
    return "".join(code(it) if number % 2 else _named(it) for number, it in enumerate(pieces))


def _named(text: str) -> str:
    written: list[str] = []
    position = 0
    for match in _NAME.finditer(text):
        if "_" in match[0].strip("_"):
            written += (_escaped(text[position : match.start()]), code(match[0]))
            position = match.end()
    return "".join((*written, _escaped(text[position:])))


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda match: f"\\{match[0]}", text)


def paragraph(text: str, indent: str = "") -> Iterator[str]:
    """
    Lines of a paragraph that is markdown already.

    Args:
        text: On one line.
        indent: Before every line but the first, which whoever writes it has begun.
    """
    whole = _WHOLE.sub(lambda match: match[0].replace(" ", _HELD), text)
    for number, line in enumerate(wrap(whole, _COLUMNS - len(indent))):
        # A word that happens to begin a line must not begin a list.
        shown = (f"\\{line}" if number and _MARKER.match(line) else line).replace(_HELD, " ")
        yield f"{indent}{shown}" if number else shown


def table(
    headings: Sequence[str], rows: Sequence[Sequence[str]], *, right: Collection[str] = ()
) -> Iterator[str]:
    """
    Lines of a table; columns that are empty throughout are left out.

    Args:
        headings: Of the columns.
        rows: As many cells each.
        right: Headings of columns that are set flush right.
    """
    kept = [number for number, _ in enumerate(headings) if any(row[number] for row in rows)]
    yield _row([headings[number] for number in kept])
    yield _row(["---:" if headings[number] in right else "---" for number in kept])
    yield from (_row([row[number] for number in kept]) for row in rows)


def _row(cells: Sequence[str]) -> str:
    # A bar parts cells even within code; a backslash keeps it from that, there as well.
    return f"| {' | '.join(_BAR.sub(_ESCAPED_BAR, cell) for cell in cells)} |"


def link(text: str, address: str) -> str:
    """A link, or the text alone where there is no address to go to."""
    if not re.fullmatch(r"[^\s<>()]+", address):
        return text
    return f"[{text}]({address})"


def fenced(text: str, language: str) -> Iterator[str]:
    """Lines of a block of code."""
    fence = "```"
    while fence in text:
        fence += "`"
    yield f"{fence}{language}"
    yield from text.splitlines()
    yield fence


def page(lines: Iterable[str]) -> str:
    """Whatever a pack holds, its page holds nothing that a terminal would act on."""
    return "".join(f"{escape(line)}\n" for text in lines for line in text.split("\n"))
