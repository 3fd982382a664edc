"""Finds what is wrong with a JSON text that the parser has refused."""

import json
import re
from typing import Final, Literal

from lightmeter.document.fault import Fault
from lightmeter.document.json_strings import string_end, surrogate_faults
from lightmeter.document.json_syntax import (
    Container,
    colon_fault,
    end_fault,
    key_fault,
    rest_fault,
    separator_fault,
    value_fault,
)
from lightmeter.document.json_words import WORD
from lightmeter.document.nesting import MAX_NESTING, nesting_fault
from lightmeter.document.number import number_fault
from lightmeter.document.quoting import quoted

__all__ = ["explain_json"]

_BLANKS: Final = re.compile(r"[ \t\r\n]*+")
_COMMENT: Final = re.compile(r"//[^\n]*+|/\*(?:[^*]++|\*(?!/))*+(?:\*/)?+|\#[^\n]*+")
_NUMBER: Final = re.compile(r"-?+(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?+(?:[eE][+-]?+[0-9]++)?+")
_LITERALS: Final = frozenset({"true", "false", "null"})

_Expected = Literal["value", "item or ]", "key or }", "key", "colon", "comma or end"]


def explain_json(text: str) -> list[Fault]:
    """
    Find the faults of a JSON text; none if nothing is wrong with it.

    Of strings, numbers and duplicate keys all are found, up to the first fault of syntax or
    nesting, which hides the rest.
    """
    explainer = _Explainer(text)
    try:
        explainer.run()
    except _FoundError as found:
        explainer.faults.append(found.fault)
    return explainer.faults


class _FoundError(Exception):
    """The text makes no sense from here on."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


class _Explainer:
    """A parser without recursion that keeps nothing but faults."""

    def __init__(self, text: str) -> None:
        self.faults: list[Fault] = []
        self._text = text
        self._position = 0
        self._containers: list[Container] = []

    def run(self) -> None:
        """Read the text up to its end or to the first fault that hides the rest."""
        text = self._text
        if not text.strip(" \t\r\n"):
            message = "the text is empty; a JSON document holds one object: { }"
            raise _FoundError(Fault("empty", message, 0, 0))
        expected: _Expected = "value"
        while True:
            self._skip_blanks()
            at_end = self._position >= len(text)
            if expected == "comma or end" and not self._containers:
                if at_end:
                    return
                raise _FoundError(rest_fault(text, self._position))
            if at_end:
                # Text that is not blank has opened something before it ends.
                missing = expected in ("colon", "value")
                raise _FoundError(end_fault(text, self._containers[-1], value_missing=missing))
            expected = self._part(expected, text[self._position])

    def _skip_blanks(self) -> None:
        if blanks := _BLANKS.match(self._text, self._position):
            self._position = blanks.end()
        if comment := _COMMENT.match(self._text, self._position):
            end = comment.start() + len(comment[0].rstrip("\r"))
            message = "JSON has no comments; remove this one"
            raise _FoundError(Fault("syntax", message, comment.start(), end))

    def _part(self, expected: _Expected, char: str) -> _Expected:
        """Read one part of the text, and say what may follow."""
        match expected:
            case "colon":
                if char != ":":
                    raise _FoundError(colon_fault(self._text, self._position))
                self._position += 1
                return "value"
            case "comma or end":
                return self._comma_or_end(char)
            case "key or }" if char == "}":
                return self._close()
            case "item or ]" if char == "]":
                return self._close()
            case "key" | "key or }":
                return self._key(char)
            case _:
                return self._value(char)

    def _value(self, char: str) -> _Expected:
        if char in "{[":
            return self._open(char)
        if char == '"':
            self._string()
        else:
            self._word()
        return "comma or end"

    def _open(self, char: str) -> _Expected:
        if len(self._containers) == MAX_NESTING:
            raise _FoundError(nesting_fault(self._position, self._position + 1))
        self._containers.append(Container(self._position, char))
        self._position += 1
        return "key or }" if char == "{" else "item or ]"

    def _close(self) -> _Expected:
        self._containers.pop()
        self._position += 1
        return "comma or end"

    def _comma_or_end(self, char: str) -> _Expected:
        container = self._containers[-1]
        if char == container.closing:
            return self._close()
        if char != ",":
            raise _FoundError(separator_fault(self._text, self._position, container))
        container.comma = self._position
        self._position += 1
        return "key" if container.bracket == "{" else "value"

    def _key(self, char: str) -> _Expected:
        container = self._containers[-1]
        if char != '"':
            raise _FoundError(key_fault(self._text, self._position, container))
        start, end = self._string()
        key = json.loads(self._text[start:end])
        first = container.keys.setdefault(key, (start, end))
        if first != (start, end):
            message = f"the object has two properties {quoted(key)}; keep one of them"
            related = (("first written here", *first),)
            self.faults.append(Fault("duplicate-key", message, start, end, related))
        return "colon"

    def _string(self) -> tuple[int, int]:
        start = self._position
        end = string_end(self._text, start)
        if isinstance(end, Fault):
            raise _FoundError(end)
        self.faults += surrogate_faults(self._text, start, end)
        self._position = end
        return start, end

    def _word(self) -> None:
        """Read a number or one of the three words."""
        start = self._position
        word = WORD.match(self._text, start)
        if word and (word[0] in _LITERALS or self._is_number(word[0])):
            self._position = word.end()
            return
        container = self._containers[-1] if self._containers else None
        raise _FoundError(value_fault(self._text, start, container))

    def _is_number(self, word: str) -> bool:
        """Tell whether a word is meant as a number, be it one that cannot be used."""
        fault = number_fault(word, self._position, "property")
        if fault is not None:
            self.faults.append(fault)
        return fault is not None or bool(_NUMBER.fullmatch(word))
