"""What a TOML parser's syntax error means, by its message and by what stands in its place."""

import re
from collections.abc import Callable
from typing import Final

import attrs

from lightmeter.document.fault import Fault
from lightmeter.document.toml_spans import TomlIndexer
from lightmeter.document.toml_strings import control_fault, escape_fault, string_fault
from lightmeter.document.toml_words import scalar_remedy

__all__ = ["syntax_fault"]

_WORD: Final = re.compile(r"[^\s,;\[\]{}#=\"']++")
_PAIR_AHEAD: Final = re.compile(r"[A-Za-z0-9_.-]++[ \t]*+=")
_KINDS: Final = {"[": ("array", "]"), "{": ("inline table", "}")}
_BLANKS: Final = " \t\r\n"


@attrs.frozen
class _Refusal:
    """
    Where the parser stopped, and what led there.

    Attributes:
        text: The whole text.
        offset: Where the parser stopped.
        indexer: Of the text before.
    """

    text: str
    offset: int
    indexer: TomlIndexer

    @property
    def char(self) -> str:
        """What stands there; "" at the end of a line or of the text."""
        return "" if self.at_line_end else self.text[self.offset]

    @property
    def at_line_end(self) -> bool:
        """Whether nothing is left on the line."""
        return self.text.startswith(("\n", "\r\n"), self.offset) or self.offset >= len(self.text)

    def fault(self, message: str, related: tuple[tuple[str, int, int], ...] = ()) -> Fault:
        """Blame the word that stands there, else the character, if there is one."""
        if self.at_line_end:
            return Fault("syntax", message, self.offset, self.offset, related)
        word = _WORD.match(self.text, self.offset)
        end = word.end() if word else self.offset + 1
        return Fault("syntax", message, self.offset, end, related)


def syntax_fault(text: str, offset: int, message: str, indexer: TomlIndexer) -> Fault:
    """
    Say what is wrong.

    Args:
        text: The whole text.
        offset: Where the parser stopped.
        message: The parser's own.
        indexer: After a run over the text before the offset.
    """
    refusal = _Refusal(text, offset, indexer)
    in_string = message.startswith(_WITHIN_STRINGS)
    if not in_string and (fault := _unclosed_bracket(refusal)):
        return fault
    for beginning, explain in _EXPLANATIONS:
        if message.startswith(beginning):
            return explain(refusal)
    return refusal.fault(f"this is not TOML: {message}")


def _unclosed_bracket(refusal: _Refusal) -> Fault | None:
    """Blame the bracket that is open, where the text ends or a new pair begins."""
    if not refusal.indexer.opened:
        return None
    opening = refusal.indexer.opened[-1]
    kind, closing = _KINDS[refusal.text[opening]]
    opened = (("opened here", opening, opening + 1),)
    message = f"the {kind} is not closed; close it with {closing}"
    if not refusal.text[refusal.offset :].strip(_BLANKS):
        end = len(refusal.text.rstrip(_BLANKS))
        return Fault("syntax", message, end, end, opened)
    if closing == "]" and _PAIR_AHEAD.match(refusal.text, refusal.offset):
        return refusal.fault(f"a new pair begins, but {message}", opened)
    return None


def _statement(refusal: _Refusal) -> Fault:
    match refusal.char:
        case "{":
            return refusal.fault("a table begins with its name; if this is JSON, name it .json")
        case "=":
            return refusal.fault("a key is missing before the =")
        case "}" | "]":
            message = f"nothing is open that {refusal.char} could close; remove it"
            return refusal.fault(message)
        case "/":
            return refusal.fault("a comment begins with #")
        case ",":
            return refusal.fault("TOML takes no comma between pairs; remove it")
    return refusal.fault(
        "a line is key = value, [table] or # comment; a key with other characters than "
        "A-Z a-z 0-9 _ - needs quotes"
    )


def _after_statement(refusal: _Refusal) -> Fault:
    if fault := _broken_scalar(refusal):
        return fault
    match refusal.char:
        case "," | ";":
            return refusal.fault(f"TOML takes no {refusal.char} between pairs; remove it")
        case "/":
            return refusal.fault("a comment begins with #")
        case "\r":
            return refusal.fault(
                "a carriage return without a line feed ends no line; save the file with LF or CRLF"
            )
        case "]" | "}":
            message = f"nothing is open that {refusal.char} could close; remove it"
            return refusal.fault(message)
    return refusal.fault("a line holds one pair or one header; begin a new line before this")


def _broken_scalar(refusal: _Refusal) -> Fault | None:
    """Take the word as a whole of which the parser has read the beginning: 16:9, 01, 4K."""
    text = refusal.text
    start = refusal.offset
    while start > 0 and _WORD.match(text[start - 1]):
        start -= 1
    word = _WORD.match(text, start)
    if start == refusal.offset or word is None or word.end() <= refusal.offset:
        return None
    return Fault("syntax", scalar_remedy(word[0]), start, word.end())


def _equals(refusal: _Refusal) -> Fault:
    if refusal.char in ("", "}", "]", ","):
        return refusal.fault("a key has no value; write = and the value after it")
    if refusal.char == ":":
        return refusal.fault("TOML writes key = value; replace the colon with =")
    return refusal.fault(
        "an = is missing after the key; a key with other characters than A-Z a-z 0-9 _ - "
        "needs quotes"
    )


def _key(refusal: _Refusal) -> Fault:
    if refusal.char in ("]", "=", ".", ",", ""):
        return refusal.fault("a key is missing here; write one, or remove what is left over")
    return refusal.fault(
        "a key is letters A-Z a-z, digits, _ and -, or text in quotes; put the key in quotes"
    )


def _value(refusal: _Refusal) -> Fault:
    if refusal.char in ("", "#"):
        return refusal.fault("the key has no value; write one, or leave the key out")
    if refusal.char in ",]}=":
        return refusal.fault(
            f"a value is missing before {refusal.char}; write one, or remove what is left over"
        )
    word = _WORD.match(refusal.text, refusal.offset)
    return refusal.fault(scalar_remedy(word[0] if word else refusal.char))


def _string(refusal: _Refusal) -> Fault:
    opening = refusal.indexer.stopped
    if opening is None:
        return control_fault(refusal.text, refusal.offset)
    return string_fault(refusal.text, refusal.offset, opening)


def _escape(refusal: _Refusal) -> Fault:
    return escape_fault(refusal.text, refusal.offset)


def _items(refusal: _Refusal) -> Fault:
    if fault := _broken_scalar(refusal):
        return fault
    if not refusal.indexer.opened:  # pragma: no cover  # the parser and the indexer disagree
        return refusal.fault("a comma is missing before this")
    opening = refusal.indexer.opened[-1]
    kind, closing = _KINDS[refusal.text[opening]]
    return refusal.fault(
        f"a comma is missing before this, or {closing} that closes the {kind}",
        (("opened here", opening, opening + 1),),
    )


def _header(refusal: _Refusal) -> Fault:
    opening = refusal.text.index("[", refusal.text.rfind("\n", 0, refusal.offset) + 1)
    brackets = 2 if refusal.text.startswith("[[", opening) else 1
    closing = "]" * brackets
    return refusal.fault(
        f"the header is not closed; write {closing} after its name, and quotes around a name of "
        "several words",
        (("opened here", opening, opening + brackets),),
    )


def _date(refusal: _Refusal) -> Fault:
    return refusal.fault("the calendar has no such date; correct it, or put it in quotes as text")


_WITHIN_STRINGS: Final = (
    "Unterminated string",
    "Illegal character",
    "Found invalid character",
    "Expected \"'",
    "Unescaped",
    "Invalid hex value",
    "Escaped character",
)

# How the parser's messages begin, of tomli 2.4.
_EXPLANATIONS: Final[tuple[tuple[str | tuple[str, ...], Callable[[_Refusal], Fault]], ...]] = (
    ("Invalid statement", _statement),
    ("Expected newline", _after_statement),
    ("Expected '='", _equals),
    ("Invalid initial character", _key),
    ("Invalid value", _value),
    (("Unescaped", "Invalid hex value", "Escaped character"), _escape),
    (_WITHIN_STRINGS, _string),
    ("Unclosed", _items),
    ("Expected ']", _header),
    ("Invalid date", _date),
)
