"""The span of a pointer holds the text of its value, and no text breaks the reader."""

import datetime as dt
import json
import random
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import tomli
import tomli_w
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lightmeter.document.document import Document
from lightmeter.document.fault import DocumentError, Fault
from lightmeter.document.index import Index
from lightmeter.document.json_faults import explain_json
from lightmeter.document.json_skimming import JsonSkimmer
from lightmeter.document.json_values import _DECODER
from lightmeter.document.reading import read, read_lines
from lightmeter.document.source import Format, decode, decode_for_display, from_text
from lightmeter.document.toml_skimming import skim_toml
from lightmeter.place import Pointer

SETTINGS = settings(
    deadline=None,
    derandomize=True,
    max_examples=200,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

TEXTS = st.text(
    st.one_of(
        st.sampled_from("ab \"'\\\n\t\r#[]{}=.,:é日🦊\u2028\x1b\x7f"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=12,
)
KEYS = st.one_of(st.sampled_from(["a", "b", "a.b", "", "1", "-", "a b", 'a"b', "ключ"]), TEXTS)
NUMBERS = st.one_of(
    st.integers(),
    st.integers(min_value=10**30, max_value=10**40),
    st.decimals(min_value=-(10**9), max_value=10**9, places=3),
)
SCALARS = st.one_of(TEXTS, NUMBERS, st.booleans())
OLDEST = dt.datetime(1000, 1, 1)  # noqa: DTZ001  # TOML has local times
TIMES = st.one_of(st.times(), st.datetimes(OLDEST), st.datetimes(OLDEST, timezones=st.just(dt.UTC)))
# A fold is nothing that TOML could say.
DATES = st.one_of(st.dates(OLDEST.date()), TIMES.map(lambda time: time.replace(fold=0)))


def nested(leaves: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.lists(inner, max_size=4),
            st.dictionaries(KEYS, inner, max_size=4),
            st.lists(st.dictionaries(KEYS, inner, max_size=3), min_size=1, max_size=3),
        ),
        max_leaves=12,
    )


JSON_VALUES = nested(st.one_of(SCALARS, st.none()))
TOML_TABLES = st.dictionaries(KEYS, nested(st.one_of(SCALARS, DATES)), max_size=5)
# What a seed decides is how values are written, not which.
WRITERS = st.integers(min_value=0, max_value=2**32).map(random.Random)


class JsonWriter:
    """Writes a value as JSON in any of the ways there are."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.ascii = chance.random() < 0.5

    def _blank(self) -> str:
        return self.chance.choice(["", "", " ", "\n", "\r\n", "\t ", "  \n "])

    def write(self, value: Any) -> str:
        """Write any value, blanks around it included."""
        if isinstance(value, dict):
            members = [
                f"{self._blank()}{self.write(key)}{self._blank()}:{self.write(item)}"
                for key, item in value.items()
            ]
            text = "{" + (",".join(members) or self._blank()) + "}"
        elif isinstance(value, list):
            text = "[" + (",".join(map(self.write, value)) or self._blank()) + "]"
        elif isinstance(value, Decimal):
            text = str(value)
        else:
            text = json.dumps(value, ensure_ascii=self.ascii)
        return self._blank() + text + self._blank()


class TomlWriter:
    """Writes a table as TOML in any of the ways there are."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.comments: list[str] = []

    def document(self, table: dict[str, Any]) -> str:
        """Write a whole document."""
        text = "".join(self._body([], table)) + self._maybe_comment()
        return text.replace("\n", "\r\n") if self.chance.random() < 0.5 else text

    def _comment(self) -> str:
        mess = self.chance.choice(["", " é🦊", ' [x] = "', " '''", " \\", " # ]}"])
        self.comments.append(f"#{len(self.comments)}{mess}")
        return self.comments[-1]

    def _maybe_comment(self) -> str:
        return "" if self.chance.random() < 0.7 else " " + self._comment()

    def _blank(self) -> str:
        return self.chance.choice(["", "", " ", "\t"])

    def _gap(self) -> str:
        """Write what may stand between items, since TOML 1.1 of inline tables too."""
        chance = self.chance.random()
        if chance < 0.7:
            return self._blank()
        return self._blank() + (self._comment() if chance < 0.85 else "") + "\n" + self._blank()

    def _body(self, path: list[str], table: dict[str, Any]) -> Iterator[str]:
        later: list[tuple[str, Any]] = []
        for key, value in table.items():
            is_tables = isinstance(value, list) and value and all(type(v) is dict for v in value)
            if (isinstance(value, dict) or is_tables) and self.chance.random() < 0.6:
                later.append((key, value))
                continue
            for keys, item in self._dotted([key], value):
                yield f"{self._blank()}{self._key(keys)}{self._blank()}={self._blank()}"
                yield f"{self._value(item)}{self._blank()}{self._maybe_comment()}\n"
            if self.chance.random() < 0.1:
                yield f"\n {self._comment()}\n"
        for key, value in later:
            inner = [*path, key]
            if isinstance(value, dict):
                yield f"[{self._blank()}{self._key(inner)}{self._blank()}]{self._maybe_comment()}\n"
                yield from self._body(inner, value)
                continue
            for item in value:
                header = f"[[{self._blank()}{self._key(inner)}{self._blank()}]]"
                yield f"{header}{self._maybe_comment()}\n"
                yield from self._body(inner, item)

    def _dotted(self, keys: list[str], value: Any) -> Iterator[tuple[list[str], Any]]:
        if isinstance(value, dict) and value and self.chance.random() < 0.5:
            for key, item in value.items():
                yield from self._dotted([*keys, key], item)
        else:
            yield keys, value

    def _key(self, keys: list[str]) -> str:
        return f"{self._blank()}.{self._blank()}".join(map(self._key_part, keys))

    def _key_part(self, key: str) -> str:
        bare = key.isascii() and key.replace("-", "").replace("_", "").isalnum()
        ways: list[Callable[[str], str]] = [self._basic]
        if bare:
            ways += [str, str, str]
        if is_literal(key):
            ways.append(lambda text: f"'{text}'")
        return self.chance.choice(ways)(key)

    def _value(self, value: Any) -> str:
        match value:
            case str():
                return self._text(value)
            case bool():
                return "true" if value else "false"
            case int():
                ways = ["d", "_d"] + (["#x", "#o", "#b"] if value >= 0 else [])
                return format(value, self.chance.choice(ways))
            case dt.datetime():
                return value.isoformat(sep=self.chance.choice([" ", "T"])).replace("+00:00", "Z")
            case dt.date() | dt.time():
                return value.isoformat()
            case list():
                return self._items("[", [self._value(item) for item in value], "]")
            case dict():
                pairs = [
                    f"{self._key(keys)}{self._blank()}={self._blank()}{self._value(inner)}"
                    for key, item in value.items()
                    for keys, inner in self._dotted([key], item)
                ]
                return self._items("{", pairs, "}")
        return str(value)

    def _items(self, opening: str, items: list[str], closing: str) -> str:
        text = ",".join(self._gap() + item + self._gap() for item in items)
        comma = self.chance.choice(["", ","]) if items else ""
        return opening + text + comma + self._gap() + closing

    def _text(self, text: str) -> str:
        ways: list[Callable[[str], str]] = [self._basic, self._multiline_basic]
        if is_literal(text):
            ways += [lambda t: f"'{t}'", self._multiline_literal]
        return self.chance.choice(ways)(text)

    def _basic(self, text: str) -> str:
        return '"' + "".join(map(self._char, text)) + '"'

    def _char(self, char: str) -> str:
        named = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\x1b": "\\e", "\t": "\\t", "\r": "\\r"}
        if char in named:
            return named[char]
        if ord(char) < 32 or ord(char) == 127:
            return f"\\x{ord(char):02x}"
        if self.chance.random() < 0.1:
            return f"\\U{ord(char):08X}"
        return char

    def _multiline_basic(self, text: str) -> str:
        written, quotes = "", 0
        for char in text:
            if char == '"' and quotes < 2:
                quotes, piece = quotes + 1, '"'
            else:
                quotes, piece = 0, "\n" if char == "\n" else self._char(char)
            if self.chance.random() < 0.05 and char not in " \t\n":
                piece = f"\\ \n \t{piece}"
            written += piece
        # A backslash at the end of a line takes all blanks after it along.
        begins = ["\n"] if written[:1] in (" ", "\t", "\n") else ["\n", "\\\n"]
        return '"""' + self.chance.choice(begins) + written + '"""'

    def _multiline_literal(self, text: str) -> str:
        return f"'''\n{text}'''"


def is_literal(text: str) -> bool:
    return "'" not in text and all(c == "\t" or (ord(c) >= 32 and ord(c) != 127) for c in text)


def pointers(value: Any, pointer: Pointer = ()) -> Iterator[tuple[Pointer, Any]]:
    """Walk over every value of a document."""
    yield pointer, value
    if isinstance(value, dict):
        for key, item in value.items():
            yield from pointers(item, (*pointer, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from pointers(item, (*pointer, index))


def exact(value: Any) -> Any:
    """Make values comparable so that 1, true and 1.0 differ, and the order of keys does not."""
    if isinstance(value, dict):
        return {key: exact(item) for key, item in value.items()}
    if isinstance(value, list):
        return [exact(item) for item in value]
    return type(value), repr(value)


def document(text: str, format_: Format) -> Document:
    return read(from_text(text, name="test", format=format_))


def assert_json_spans(found: Document) -> None:
    text, expected = found.source.text, dict(pointers(found.value))
    if found.source.format == "json":
        assert_skimmed(text, found._index, JsonSkimmer)
    assert set(found._index.places) == set(expected)
    for pointer, value in expected.items():
        start, end = found.slice(pointer) or (0, 0)
        assert exact(json.loads(text[start:end], parse_float=Decimal)) == exact(value)
        assert text[start:end] == text[start:end].strip()
        key = found.key_slice(pointer)
        if pointer and isinstance(pointer[-1], str):
            assert key is not None
            assert json.loads(text[slice(*key)]) == pointer[-1]
        else:
            assert key is None
        is_container = isinstance(value, dict | list)
        assert found.header_slice(pointer) == ((start, start + 1) if is_container else None)


def assert_skimmed(text: str, whole: Index, skim: Callable[[str], Any]) -> None:
    """A long text is indexed in parts, in whatever order they are asked for."""
    every, backwards = skim(text), skim(text)
    for pointer, place in whole.places.items():
        assert skim(text).around(pointer).places[pointer] == place
        assert every.around(pointer).places[pointer] == place
    for pointer in reversed(whole.places):
        backwards.around(pointer)
    for skimmer in (every, backwards):
        assert skimmer.index.headers == whole.headers
        assert skimmer.index.places == whole.places


def assert_toml_spans(found: Document) -> None:
    text, expected = found.source.text, dict(pointers(found.value))
    assert_skimmed(text, found._index, skim_toml)
    assert set(found._index.places) == set(expected) - {()}
    for pointer, value in expected.items():
        if not pointer:
            assert found.slice(pointer) == (0, len(text))
            continue
        place = found.slice(pointer)
        if place is None:
            assert isinstance(value, dict | list)
            header = found.header_slice(pointer)
            assert header is not None
            assert text[slice(*header)].startswith("[") or header == found.key_slice(pointer)
        else:
            written = text[slice(*place)]
            parsed = tomli.loads(f"v = {written}", parse_float=Decimal)["v"]
            assert exact(parsed) == exact(value)
            assert written == written.strip(" \t\r\n")
        key = found.key_slice(pointer)
        if isinstance(pointer[-1], str):
            assert key is not None
            assert tomli.loads(f"{text[slice(*key)]} = 0") == {pointer[-1]: 0}
        else:
            assert key is None
        assert found.span(pointer) is not None


class TestSpansHoldTheirValues:
    """For every pointer of a document the text of its span parses to its value."""

    @SETTINGS
    @given(JSON_VALUES, WRITERS)
    def test_in_json(self, value: Any, chance: random.Random) -> None:
        """Of JSON with any blanks and escapes."""
        found = document(JsonWriter(chance).write(value), "json")

        assert exact(found.value) == exact(value)
        assert_json_spans(found)

    @SETTINGS
    @given(st.lists(JSON_VALUES, max_size=4), WRITERS)
    def test_in_jsonl(self, values: list[Any], chance: random.Random) -> None:
        """Of each line, with offsets in the whole text."""
        lines = [JsonWriter(chance).write(value).replace("\n", " ") for value in values]
        blanks = [chance.choice(["\n", "\r\n", "\n \n"]) for _ in values]
        text = "".join(line + end for line, end in zip(lines, blanks, strict=True))

        found = list(read_lines(from_text(text, name="test", format="jsonl")))

        assert len(found) == len(values)
        for one, value in zip(found, values, strict=True):
            assert isinstance(one, Document)
            assert exact(one.value) == exact(value)
            assert_json_spans(one)
            assert one.line == text.count("\n", 0, one.offset) + 1

    @SETTINGS
    @given(TOML_TABLES, WRITERS)
    def test_in_toml(self, table: dict[str, Any], chance: random.Random) -> None:
        """Of TOML with headers, dotted keys, inline tables, any strings and comments."""
        writer = TomlWriter(chance)
        found = document(writer.document(table), "toml")
        text = found.source.text

        assert exact(found.value) == exact(table)
        assert_toml_spans(found)
        comments = [text[start:end] for start, end in found.comments]
        assert sorted(comments) == sorted(writer.comments)
        assert list(found.comments) == sorted(found.comments)

    @SETTINGS
    @given(TOML_TABLES)
    def test_in_toml_that_tomli_w_wrote(self, table: dict[str, Any]) -> None:
        """Of TOML from somebody else's writer."""
        found = document(tomli_w.dumps(table, multiline_strings=True), "toml")

        assert_toml_spans(found)


SYNTAX = st.text(
    st.sampled_from("abeux019.-+_ \t\n\r\"'\\#,:=[]{}/*é🦊\x00\x7f\ufeff\ud800"), max_size=30
)


def mutated(text: str, chance: random.Random) -> str:
    """Break a text a little."""
    for _ in range(chance.randint(1, 3)):
        start = chance.randint(0, len(text))
        end = min(len(text), start + chance.choice([0, 0, 1, 5, 50]))
        piece = chance.choice(["", "", *"\"'\\#,:=[]{}\n\r1a.", "\ud800", '"""', "'''", "1e999"])
        text = text[:start] + piece + text[end:]
    return text


def faults_of(text: str, format_: Format) -> list[Fault]:
    """Read text, and hold its faults against it."""
    faults: list[Fault] = []
    try:
        source = from_text(text, name="test", format=format_)
        if format_ == "jsonl":
            for line in read_lines(source):
                faults += line.faults if isinstance(line, DocumentError) else ()
        else:
            read(source)
    except DocumentError as error:
        faults += error.faults
    text = text.removeprefix("\ufeff")
    for fault in faults:
        places = [(fault.start, fault.end)] + [(start, end) for _, start, end in fault.related]
        for start, end in places:
            assert start is not None
            assert end is not None
            assert 0 <= start <= end <= len(text)
        assert not fault.message.startswith("this is not")
        assert len(fault.message) < 300
    return faults


class TestNothingBreaksTheReader:
    """Any text and any bytes raise DocumentError or nothing, with places within the text."""

    @SETTINGS
    @given(st.one_of(SYNTAX, st.text()), st.sampled_from(["toml", "json", "jsonl"]))
    def test_no_text(self, text: str, format_: Format) -> None:
        """Not text of the characters that mean something."""
        faults_of(text, format_)

    @SETTINGS
    @given(st.binary(), st.sampled_from(["toml", "json", "jsonl"]))
    def test_no_bytes(self, data: bytes, format_: Format) -> None:
        """Not bytes."""
        try:
            text = decode(data, name="test", format=format_).text
        except DocumentError:
            text = decode_for_display(data, name="test", format=format_).text

        faults_of(text, format_)

    @SETTINGS
    @given(TOML_TABLES, WRITERS)
    def test_no_broken_toml(self, table: dict[str, Any], chance: random.Random) -> None:
        """Not TOML with a piece missing or too much."""
        text = mutated(TomlWriter(chance).document(table), chance)

        faults_of(text, "toml")

    @SETTINGS
    @given(JSON_VALUES, WRITERS)
    def test_no_broken_json(self, value: Any, chance: random.Random) -> None:
        """Not JSON with a piece missing or too much."""
        text = mutated(JsonWriter(chance).write(value), chance)

        faults_of(text, "json")


class TestExplainerKnowsJson:
    """The explainer finds a fault in exactly the texts that the parser refuses."""

    @SETTINGS
    @given(st.one_of(SYNTAX, st.tuples(JSON_VALUES, WRITERS)))
    def test_it_agrees_with_the_parser(self, given_: str | tuple[Any, random.Random]) -> None:
        """Valid, broken and senseless texts alike."""
        if isinstance(given_, str):
            text = given_
        else:
            value, chance = given_
            text = JsonWriter(chance).write(value)
            text = mutated(text, chance) if chance.random() < 0.8 else text
        try:
            _DECODER.decode(text)
        except ValueError:
            refused = True
        else:
            refused = False

        faults = [fault for fault in explain_json(text) if fault.rule != "encoding"]

        assert bool(faults) == refused
