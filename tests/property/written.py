"""Data written as TOML or JSON in any of the ways there are, and where each part of it went."""

import json
import random
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

import attrs

from lightmeter.place import Pointer

__all__ = ["Written", "write_json", "write_lines", "write_toml"]

Place = tuple[int, int]


@attrs.frozen
class Written:
    """
    A text, and where its parts were put; all places are offsets of code points.

    Attributes:
        text: Without a byte order mark.
        values: Of every value that has a text of its own.
        keys: Of every key; of a table that several headers or dotted keys name, at its own header,
            else where it came first.
        beginnings: Of tables and arrays of tables: the `[header]`, the opening bracket, or the part
            of the key that made it.
    """

    text: str
    values: dict[Pointer, Place] = attrs.field(factory=dict)
    keys: dict[Pointer, Place] = attrs.field(factory=dict)
    beginnings: dict[Pointer, Place] = attrs.field(factory=dict)

    def within(self, offset: int, text: str) -> "Written":
        """The same places in a longer text that has this one at an offset."""

        def moved(places: dict[Pointer, Place]) -> dict[Pointer, Place]:
            return {it: (start + offset, end + offset) for it, (start, end) in places.items()}

        return Written(text, *map(moved, (self.values, self.keys, self.beginnings)))


class _Writer:
    """Puts one piece behind the other."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.newline = chance.choice(["\n", "\r\n"])
        self.done = Written("")
        self._pieces: list[str] = []
        self._length = 0

    @property
    def finished(self) -> Written:
        return attrs.evolve(self.done, text="".join(self._pieces))

    def put(self, piece: str) -> Place:
        """Write a piece; where it went."""
        start = self._length
        self._pieces.append(piece)
        self._length += len(piece)
        return start, self._length

    def put_blank(self) -> None:
        self.put(self.chance.choice(["", "", " ", "\t", "  "]))

    def since(self, start: int) -> Place:
        """From a place to here."""
        return start, self._length

    @property
    def here(self) -> int:
        return self._length

    def often(self, share: float) -> bool:
        return self.chance.random() < share


# JSON ---------------------------------------------------------------------------------------------


def write_json(value: Any, chance: random.Random, *, one_line: bool = False) -> Written:
    """Write a value as JSON."""
    writer = _Writer(chance)
    if one_line:
        writer.newline = " "
    _json(writer, (), value)
    return writer.finished


def write_lines(values: Sequence[Any], chance: random.Random) -> list[Written]:
    """Write one value a line; all of them have the whole text."""
    parts = [write_json(it, chance, one_line=True) for it in values]
    blanks = [chance.choice(["\n", "\r\n", "\n\n", "\n \r\n"]) for _ in parts]
    text = "".join(part.text + blank for part, blank in zip(parts, blanks, strict=True))
    offset, moved = 0, []
    for part, blank in zip(parts, blanks, strict=True):
        moved.append(part.within(offset, text))
        offset += len(part.text) + len(blank)
    return moved


def _json_blank(writer: _Writer) -> None:
    writer.put(writer.chance.choice(["", "", " ", writer.newline, f"{writer.newline}\t  "]))


def _json(writer: _Writer, pointer: Pointer, value: Any) -> None:
    _json_blank(writer)
    start = writer.here
    if isinstance(value, dict | list):
        opening, closing = "{}" if isinstance(value, dict) else "[]"
        writer.done.beginnings[pointer] = writer.put(opening)
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for number, (step, item) in enumerate(items):
            writer.put("," if number else "")
            if isinstance(value, dict):
                _json_blank(writer)
                writer.done.keys[*pointer, step] = writer.put(_json_text(writer, step))
                _json_blank(writer)
                writer.put(":")
            _json(writer, (*pointer, step), item)
        _json_blank(writer)
        writer.put(closing)
    else:
        is_text = isinstance(value, str)
        writer.put(_json_text(writer, value) if is_text else _json_word(value))
    writer.done.values[pointer] = writer.since(start)
    _json_blank(writer)


def _json_text(writer: _Writer, text: str) -> str:
    return json.dumps(text, ensure_ascii=writer.often(0.5))


def _json_word(value: Any) -> str:
    return str(value) if isinstance(value, Decimal) else json.dumps(value)


# TOML ---------------------------------------------------------------------------------------------


def write_toml(table: dict[str, Any], chance: random.Random) -> Written:
    """Write a table as TOML."""
    writer = _TomlWriter(chance)
    writer.table((), table)
    return writer.finished


class _TomlWriter(_Writer):
    def table(self, pointer: Pointer, table: dict[str, Any]) -> None:
        """Write what stands below a header."""
        later: list[tuple[str, Any]] = []
        for key, value in table.items():
            if self._may_have_header(value) and self.often(0.6):
                later.append((key, value))
            else:
                self._pairs(pointer, [], key, value)
        for key, value in later:
            self._below_header((*pointer, key), value)

    @staticmethod
    def _may_have_header(value: Any) -> bool:
        if isinstance(value, list):
            return bool(value) and all(isinstance(it, dict) for it in value)
        return isinstance(value, dict)

    def _below_header(self, pointer: Pointer, value: Any) -> None:
        if isinstance(value, dict):
            # Without pairs of its own the headers of its tables are enough.
            needed = not value or not all(isinstance(it, dict) for it in value.values())
            if needed or self.often(0.5):
                self._header(pointer, "[", "]")
                self.table(pointer, value)
            else:
                for key, item in value.items():
                    self._below_header((*pointer, key), item)
            return
        for number, item in enumerate(value):
            place = self._header(pointer, "[[", "]]", number=number)
            self.done.beginnings[*pointer, number] = place
            self.table((*pointer, number), item)

    def _header(self, pointer: Pointer, opening: str, closing: str, number: int = 0) -> Place:
        self._leave_lines()
        start = self.here
        self.put(opening)
        self.put_blank()
        # Indexes have no part of their own.
        named = [at for at, step in enumerate(pointer, 1) if isinstance(step, str)]
        for at in named:
            if at != named[0]:
                self._put_dot()
            place = self.put(self._key(str(pointer[at - 1])))
            if at == len(pointer):
                if number == 0:
                    self.done.keys[pointer] = place
            else:
                self._mention(pointer[:at], place)
        self.put_blank()
        self.put(closing)
        whole = self.since(start)
        if number == 0:
            self.done.beginnings[pointer] = whole
        self._end_line()
        return whole

    def _mention(self, pointer: Pointer, place: Place) -> None:
        """A table that is named on the way to another."""
        if pointer not in self.done.keys:
            self.done.keys[pointer] = place
            self.done.beginnings[pointer] = place

    def _pairs(self, pointer: Pointer, parts: list[str], key: str, value: Any) -> None:
        """Write a pair, or several that begin with the same parts."""
        if isinstance(value, dict) and value and self.often(0.5):
            for inner, item in value.items():
                self._pairs(pointer, [*parts, key], inner, item)
            return
        self.put(self.chance.choice(["", "", "  "]))
        self._pair(pointer, [*parts, key], value)
        self._end_line()
        if self.often(0.2):
            self._leave_lines()

    def _pair(self, pointer: Pointer, parts: list[str], value: Any) -> None:
        for number, part in enumerate(parts):
            if number:
                self._put_dot()
            place = self.put(self._key(part))
            if number == len(parts) - 1:
                self.done.keys[*pointer, *parts] = place
            else:
                self._mention((*pointer, *parts[: number + 1]), place)
        self.put_blank()
        self.put("=")
        self.put_blank()
        self._value((*pointer, *parts), value)

    def _value(self, pointer: Pointer, value: Any) -> None:
        start = self.here
        if isinstance(value, list):
            self.done.beginnings[pointer] = self.put("[")
            self._items(value, lambda number: self._value((*pointer, number), value[number]))
            self.put("]")
        elif isinstance(value, dict):
            self.done.beginnings[pointer] = self.put("{")
            pairs = [pair for key, item in value.items() for pair in self._dotted([key], item)]
            self._items(pairs, lambda number: self._pair(pointer, *pairs[number]))
            self.put("}")
        else:
            self.put(self._scalar(value))
        self.done.values[pointer] = self.since(start)

    def _dotted(self, parts: list[str], value: Any) -> list[tuple[list[str], Any]]:
        if isinstance(value, dict) and value and self.often(0.4):
            return [
                pair for key, item in value.items() for pair in self._dotted([*parts, key], item)
            ]
        return [(parts, value)]

    def _items(self, items: Sequence[Any], write: Callable[[int], None]) -> None:
        for number in range(len(items)):
            self._gap()
            write(number)
            self._gap()
            if number < len(items) - 1 or self.often(0.3):
                self.put(",")
        self._gap()

    def _gap(self) -> None:
        """What may stand between items, since TOML 1.1 of inline tables too."""
        self.put_blank()
        if self.often(0.2):
            self._end_line()

    def _put_dot(self) -> None:
        self.put_blank()
        self.put(".")
        self.put_blank()

    def _end_line(self) -> None:
        comments = ("", "", " # so", ' # é🦊 [x] = "', "\t# '''")
        self.put(self.chance.choice(comments) + self.newline)

    def _leave_lines(self) -> None:
        self.put(self.chance.choice(["", self.newline, f"# [a]{self.newline} {self.newline}"]))

    def _key(self, key: str) -> str:
        ways = [_basic(key, self.chance)]
        if key.replace("_", "").replace("-", "").isalnum() and key.isascii():
            ways += [key] * 3
        if _is_literal(key):
            ways.append(f"'{key}'")
        return self.chance.choice(ways)

    def _scalar(self, value: Any) -> str:
        if not isinstance(value, str):
            return str(value).lower() if isinstance(value, bool) else str(value)
        # A line break is written as one, or as the escape of one.
        lines = [_basic(line, self.chance)[1:-1] for line in value.split("\n")]
        ways = [_basic(value, self.chance), f'"""{self.newline}{self.newline.join(lines)}"""']
        if _is_literal(value):
            ways += [f"'{value}'", f"'''{self.newline}{value}'''"]
        return self.chance.choice(ways)


def _is_literal(text: str) -> bool:
    return "'" not in text and text.isprintable()


def _basic(text: str, chance: random.Random) -> str:
    return '"' + "".join(_letter(it, chance) for it in text) + '"'


def _letter(letter: str, chance: random.Random) -> str:
    if letter in '"\\':
        return f"\\{letter}"
    if ord(letter) < 32 or ord(letter) == 127 or chance.random() < 0.05:
        return f"\\U{ord(letter):08X}"
    return letter
