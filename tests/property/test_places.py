"""Places are where things were written: of values, and of the diagnostics about them."""

import random
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import cache
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lightmeter.checker import Checker
from lightmeter.diagnostic import Diagnostic
from lightmeter.document.document import Document
from lightmeter.document.reading import read, read_lines
from lightmeter.document.source import Format, from_text
from lightmeter.place import Pointer, Position
from tests.property.test_spans import JSON_VALUES, KEYS, SCALARS, SETTINGS, WRITERS, exact, nested
from tests.property.written import Written, write_json, write_lines, write_toml

TABLES = st.dictionaries(KEYS, nested(SCALARS), max_size=5)
MARK = "\ufeff"


# Values -------------------------------------------------------------------------------------------


def assert_places(found: Document, written: Written) -> None:
    """What the document says of its parts is what was noted when they were written."""
    assert {it: found.slice(it) for it in written.values} == written.values
    assert {it: found.key_slice(it) for it in written.keys} == written.keys
    assert {it: found.header_slice(it) for it in written.beginnings} == written.beginnings
    spread = written.keys.keys() - written.values.keys()
    assert [it for it in spread if found.slice(it) is not None] == []


@SETTINGS
@given(TABLES, WRITERS)
def test_in_toml(table: dict[str, Any], chance: random.Random) -> None:
    """Of headers, dotted keys, inline tables, arrays of tables, strings of several lines."""
    written = write_toml(table, chance)

    found = read(from_text(written.text, name="x", format="toml"))

    assert exact(found.value) == exact(table)
    assert_places(found, written)


@SETTINGS
@given(JSON_VALUES, WRITERS)
def test_in_json(value: Any, chance: random.Random) -> None:
    """Of JSON with blanks and line breaks anywhere."""
    written = write_json(value, chance)

    found = read(from_text(written.text, name="x", format="json"))

    assert exact(found.value) == exact(value)
    assert_places(found, written)


@SETTINGS
@given(st.lists(JSON_VALUES, min_size=1, max_size=4), WRITERS)
def test_in_jsonl(values: list[Any], chance: random.Random) -> None:
    """Of each line in the whole text."""
    written = write_lines(values, chance)

    found = list(read_lines(from_text(written[0].text, name="x", format="jsonl")))

    assert len(found) == len(values)
    for one, places in zip(found, written, strict=True):
        assert isinstance(one, Document)
        assert_places(one, places)


# Diagnostics --------------------------------------------------------------------------------------

ODD_TEXTS = st.text(st.sampled_from("ab \n\"'\\é日🦊\u2028#[]=,"), min_size=1, max_size=9).filter(
    str.strip
)
PROVIDER = "vidgo"


@attrs.frozen
class Slip:
    """
    A mistake in one member of a request.

    Attributes:
        pointer: Of the member in the request; of a missing one, where it should be.
        rule: That finds it.
        about: Which place it is found at: the value's, the key's, or that of the table's beginning.
    """

    pointer: Pointer
    rule: str
    about: str = "value"


Make = Callable[[dict[str, Any], str], Slip]


def _enum(body: dict[str, Any], odd: str) -> Slip:
    body["input"]["quality"] = f"{odd}!"
    return Slip(("input", "quality"), "enum")


def _unknown(body: dict[str, Any], odd: str) -> Slip:
    body["input"][f"{odd}!"] = odd
    return Slip(("input", f"{odd}!"), "unknown-field", "key")


def _unknown_above(body: dict[str, Any], odd: str) -> Slip:
    body[f"{odd}!"] = {odd: [odd]}
    return Slip((f"{odd}!",), "unknown-field", "key")


def _type(body: dict[str, Any], odd: str) -> Slip:
    body["input"]["prompt"] = [odd, {"a": odd}]
    return Slip(("input", "prompt"), "type")


def _number(body: dict[str, Any], _: str) -> Slip:
    body["input"]["prompt"] = Decimal("2.50")
    return Slip(("input", "prompt"), "type")


def _item(body: dict[str, Any], odd: str) -> Slip:
    body["model"] = "gpt-image-2-edit"
    body["input"]["image_urls"] = ["https://example.com/a.png", 7, f"https://example.com/{odd}"]
    return Slip(("input", "image_urls", 1), "type")


def _missing(body: dict[str, Any], _: str) -> Slip:
    del body["input"]["prompt"]
    return Slip(("input", "prompt"), "required", "beginning")


SLIPS: Sequence[Make] = (_enum, _unknown, _unknown_above, _type, _number, _item, _missing)


@cache
def checker() -> Checker:
    return Checker()


def make_body(odd: str, chance: random.Random) -> dict[str, Any]:
    """A request without a mistake, its members in any order."""
    members = {"prompt": f"{odd}?", "size": "16:9", "quality": "low", "resolution": "1K"}
    names = chance.sample(list(members), len(members))
    body = {"model": "gpt-image-2", "input": {name: members[name] for name in names}}
    body["callback_url"] = "https://example.com/done"
    return {name: body[name] for name in chance.sample(list(body), len(body))}


def the_one(found: Sequence[Diagnostic], pointer: Pointer, slip: Slip) -> Diagnostic:
    """The diagnostic that a slip gives, at its pointer."""
    (only,) = [it for it in found if (it.pointer, it.rule) == (pointer, slip.rule)]
    return only


def assert_found(found: Diagnostic, written: Written, slip: Slip) -> None:
    """Its span is the place that was noted, in lines and columns of code points."""
    assert found.pointer is not None
    if slip.about == "beginning":
        place = written.beginnings[found.pointer[:-1]]
    elif slip.about == "key":
        place = written.keys[found.pointer]
    else:
        place = written.values[found.pointer]
    assert found.span is not None
    text = written.text
    assert [found.span.start, found.span.end] == [position(text, offset) for offset in place]


def position(text: str, offset: int) -> Position:
    """Count lines and columns in the simplest way there is."""
    before = text[:offset].split("\n")
    return Position(len(before), len(before[-1]) + 1)


@SETTINGS
@given(st.sampled_from(SLIPS), ODD_TEXTS, WRITERS, st.sampled_from(["toml", "json"]))
def test_a_slip_in_a_request(make: Make, odd: str, chance: random.Random, form: Format) -> None:
    """It is found where it was written, whatever stands around it, a byte order mark included."""
    body = make_body(odd, chance)
    slip = make(body, odd)
    data = {"provider": PROVIDER, **body}
    written = write_toml(data, chance) if form == "toml" else write_json(data, chance)
    text = chance.choice(["", MARK]) + written.text

    report = checker().check_text(text, format=form, name="x")

    assert_found(the_one(report.diagnostics, slip.pointer, slip), written, slip)


@SETTINGS
@given(
    st.sampled_from(SLIPS),
    ODD_TEXTS,
    WRITERS,
    st.sampled_from(["toml", "json"]),
    st.integers(min_value=0, max_value=2),
)
def test_a_slip_in_one_of_several_requests(
    make: Make, odd: str, chance: random.Random, form: Format, number: int
) -> None:
    """It is found in its own request, and in no other."""
    bodies = [make_body(f"{odd}{it}", chance) for it in range(3)]
    slip = make(bodies[number], odd)
    data = {"provider": PROVIDER, "requests": bodies}
    written = write_toml(data, chance) if form == "toml" else write_json(data, chance)

    report = checker().check_text(written.text, format=form, name="x")

    pointer = ("requests", number, *slip.pointer)
    assert_found(the_one(report.diagnostics, pointer, slip), written, slip)
    assert [it.pointer for it in report.diagnostics if it.rule == slip.rule] == [pointer]


@SETTINGS
@given(st.sampled_from(SLIPS), ODD_TEXTS, WRITERS, st.integers(min_value=0, max_value=2))
def test_a_slip_in_one_of_several_lines(
    make: Make, odd: str, chance: random.Random, number: int
) -> None:
    """It is found in its own line."""
    bodies = [make_body(odd, chance) for _ in range(3)]
    slip = make(bodies[number], odd)
    lines = write_lines([{"provider": PROVIDER, **body} for body in bodies], chance)
    text = chance.choice(["", MARK]) + lines[0].text

    report = checker().check_text(text, format="jsonl", name="x")

    assert_found(the_one(report.diagnostics, slip.pointer, slip), lines[number], slip)


@SETTINGS
@given(
    st.sampled_from([_enum, _unknown, _type, _item]),
    ODD_TEXTS,
    WRITERS,
    st.sampled_from(["toml", "json"]),
)
def test_a_slip_that_is_inherited(
    make: Make, odd: str, chance: random.Random, form: Format
) -> None:
    """It is found among the defaults, once for each request that inherits it."""
    defaults = make_body(odd, chance)
    slip = make(defaults, odd)
    data = {"provider": PROVIDER, "defaults": defaults, "requests": [{"id": "a"}, {"id": "b"}]}
    written = write_toml(data, chance) if form == "toml" else write_json(data, chance)

    report = checker().check_text(written.text, format=form, name="x")

    pointer = ("defaults", *slip.pointer)
    found = [it for it in report.diagnostics if (it.pointer, it.rule) == (pointer, slip.rule)]
    assert len(found) == 2
    inheriting = [it.related[-1].span for it in found]
    for one in found:
        assert_found(one, written, slip)
    for number, span in enumerate(inheriting):
        assert span is not None
        place = written.beginnings["requests", number]
        assert [span.start, span.end] == [position(written.text, offset) for offset in place]


def test_every_slip_is_one() -> None:
    """Without it nothing is found, so that what is found above is the slip."""
    body = make_body("x", random.Random(0))  # noqa: S311 - no secret

    assert checker().check(body, provider=PROVIDER).diagnostics == ()
    for make in SLIPS:
        bad = make_body("x", random.Random(0))  # noqa: S311 - no secret
        slip = make(bad, "x")
        rules = [it.rule for it in checker().check(bad, provider=PROVIDER).diagnostics]
        assert slip.rule in rules


def test_there_are_texts_of_every_kind() -> None:
    """The writers use every way that the promise names."""
    chance = random.Random(0)  # noqa: S311 - no secret
    data = {"a": {"b": "x\ny", "c": {"d": [1]}}, "e": [{"f": "🦊"}, {"g": {"h": 2}}]}
    text = "".join(write_toml(data, chance).text for _ in range(60))

    for piece in ('"""\n', '"""\r\n', "[[", "{", "\r\n", "🦊", "\\U0001F98A", "# é🦊"):
        assert piece in text, piece


def test_a_place_that_is_wrong_would_be_noticed() -> None:
    """The offsets that were noted are those of the pieces, not of what is next to them."""
    chance = random.Random(1)  # noqa: S311 - no secret
    written = write_toml({"input": {"n": 1}}, chance)
    found = read(from_text(f" {written.text}", name="x", format="toml"))

    with pytest.raises(AssertionError):
        assert_places(found, written)
