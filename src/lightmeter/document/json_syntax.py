"""What a JSON text must hold at a place, and what is probably meant by what stands there."""

import re
from typing import Final

import attrs

from lightmeter.document.fault import Fault
from lightmeter.document.json_words import WORD, word_fault
from lightmeter.document.quoting import quoted

__all__ = [
    "Container",
    "colon_fault",
    "end_fault",
    "key_fault",
    "rest_fault",
    "separator_fault",
    "value_fault",
]

_SINGLE_QUOTED: Final = re.compile(r"'[^'\\\n\r]*+(?:\\.[^'\\\n\r]*+)*+'")
_KINDS: Final = {"{": "object", "[": "array"}
_PARTS: Final = {"{": "properties", "[": "items"}
_CLOSING: Final = {"{": "}", "[": "]"}


@attrs.define
class Container:
    """
    An open object or array.

    Attributes:
        opening: Offset of its bracket.
        bracket: "{" or "[".
        keys: Where each key of an object was first written.
        comma: Offset of the last comma, or None before the first.
    """

    opening: int
    bracket: str
    keys: dict[str, tuple[int, int]] = attrs.field(factory=dict)
    comma: int | None = None

    @property
    def closing(self) -> str:
        """The bracket that closes it."""
        return _CLOSING[self.bracket]

    @property
    def kind(self) -> str:
        """What JSON calls it."""
        return _KINDS[self.bracket]

    @property
    def opened(self) -> tuple[tuple[str, int, int]]:
        """Its bracket, as a place related to a fault."""
        return (("opened here", self.opening, self.opening + 1),)


def _fault_here(text: str, start: int, message: str) -> Fault:
    """Blame the word at a place, else the single character."""
    word = WORD.match(text, start)
    return Fault("syntax", message, start, word.end() if word else start + 1)


def key_fault(text: str, start: int, container: Container) -> Fault:
    """Say what is wrong where a property's name must stand and no double quote does."""
    char = text[start]
    if char == "}" and container.comma is not None:
        return _trailing_comma_fault(container, container.comma)
    if char == "'":
        return _single_quotes_fault(text, start)
    if char == ",":
        return _fault_here(text, start, "a comma without a property before it; remove it")
    word = WORD.match(text, start)
    if word is None:
        message = f'{char} stands where a property belongs; write "name": value'
        return _fault_here(text, start, message)
    message = f"the property name {quoted(word[0])} has no double quotes; add them"
    return _fault_here(text, start, message)


def colon_fault(text: str, start: int) -> Fault:
    """Say what is wrong where a colon must follow a property's name."""
    if text[start] == "=":
        return _fault_here(text, start, 'JSON writes "name": value; replace the = with a colon')
    message = "a property has no value; write a colon and the value after its name"
    return _fault_here(text, start, message)


def value_fault(text: str, start: int, container: Container | None) -> Fault:
    """Say what is wrong where a value must stand and nothing begins that could be one."""
    char = text[start]
    if char == "'":
        return _single_quotes_fault(text, start)
    if char == "]" and container and container.bracket == "[" and container.comma is not None:
        return _trailing_comma_fault(container, container.comma)
    if word := WORD.match(text, start):
        return word_fault(word[0], start)
    message = f"a value is missing before {char}; write one, or remove what is left over"
    return _fault_here(text, start, message)


def separator_fault(text: str, start: int, container: Container) -> Fault:
    """Say what is wrong where a comma or the closing bracket must follow a value."""
    char = text[start]
    if char in "]}":
        message = f"{char} does not close the {container.kind}; write {container.closing}"
        return Fault("syntax", message, start, start + 1, container.opened)
    if char == ";":
        return _fault_here(text, start, "JSON separates with commas; replace the semicolon")
    parts = _PARTS[container.bracket]
    return _fault_here(
        text, start, f"a comma is missing between two {parts}; write one before this"
    )


def rest_fault(text: str, start: int) -> Fault:
    """Say what is wrong with text after the document."""
    if text[start] in "]},:;=":
        message = f"nothing is open that {text[start]} could belong to; remove it"
        return _fault_here(text, start, message)
    message = (
        "a second value begins here, which looks like JSONL; put both in one array, or one on "
        "each line of a .jsonl file"
    )
    return _fault_here(text, start, message)


def end_fault(text: str, container: Container, *, value_missing: bool) -> Fault:
    """Say what is wrong with a text that ends too early."""
    end = len(text.rstrip(" \t\r\n"))
    message = f"the {container.kind} is not closed; close it with {container.closing}"
    if value_missing:
        message = f"a value is missing at the end, and {message}"
    return Fault("syntax", message, end, end, container.opened)


def _trailing_comma_fault(container: Container, comma: int) -> Fault:
    message = f"JSON allows no comma before {container.closing}; remove it"
    return Fault("syntax", message, comma, comma + 1)


def _single_quotes_fault(text: str, start: int) -> Fault:
    found = _SINGLE_QUOTED.match(text, start)
    message = "JSON puts text in double quotes, not single ones; replace them"
    return Fault("syntax", message, start, found.end() if found else start + 1)
