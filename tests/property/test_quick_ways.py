"""Most of what is read is plain and told at once; it is told as the close look tells it."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from lightmeter.document import json_values
from lightmeter.request import _read_closely, read_request
from lightmeter.secrets import search, shapes
from lightmeter.secrets.names import carries_key
from lightmeter.secrets.search import Secret, find_secrets
from lightmeter.secrets.shapes import SHORTEST_SHAPE, find_shapes, may_have_shape

PLAIN = settings(max_examples=120, deadline=None)


def compiled(pattern: Any) -> re.Pattern[str]:
    """A pattern that is made when it is first asked, as one that tells of itself."""
    return re.compile(pattern._text, pattern._flags)


SHAPED = st.from_regex(compiled(shapes._SHAPES))
TEXTS = st.one_of(
    st.text(max_size=30),
    SHAPED,
    st.from_regex(compiled(shapes._TOKENS)),
    st.from_regex(re.compile(r"[A-Za-z0-9]{15,40}", re.ASCII), fullmatch=True),
    st.from_regex(
        re.compile(r"https://(\w+:\w{5,9}@)?a\.bc/\?(token|x-api-key)=[A-Za-z0-9]{18,24}")
    ),
    st.sampled_from(
        (
            *("", " ", "9f86d081884c7d659a2feaa0c55ad015", "Bearer ${KEY}", "Token abc", "a@b.c"),
            *("550e8400-e29b-41d4-a716-446655440000", "://a:secret@b", "api-key: abcdef", "KEY"),
            *("https://a.bc/hook?key=9f86d081884c7d659a2f", "Authorization: Token 12345678"),
        )
    ),
)
NAMES = st.one_of(
    st.sampled_from(
        (
            *("headers", "headers", "defaults", "input", "model", "prompt", "token", "api-key"),
            *("Authorization", "X-Api-Key", "Idempotency-Key", "Cookie", "X-Title", "User-Agent"),
            *("callback_url", "webhook", "a p_i-KEY", "requests"),
        )
    ),
    st.text(max_size=4),
    SHAPED,
)
SCALARS = st.one_of(TEXTS, st.none(), st.booleans(), st.integers(), st.integers(10**7, 10**9))
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=12,
)
REQUESTS = st.dictionaries(NAMES, VALUES, max_size=5)


# Secrets ------------------------------------------------------------------------------------------


def find_slowly(value: Any) -> Iterator[Secret]:
    """Every text and every name looked at."""
    pending: list[tuple[Any, tuple[Any, ...]]] = [(value, ())]
    while pending:
        here, path = pending.pop()
        if isinstance(here, str):
            certain = search._is_secret(here, path)
            if certain is not None:
                yield Secret(path, certain)
        elif isinstance(here, dict):
            for key, inner in here.items():
                if isinstance(key, str) and any(find_shapes(key)):
                    yield Secret((*path, key), in_name=True)
                pending.append((inner, (*path, key)))
        elif isinstance(here, list):
            pending += [(inner, (*path, index)) for index, inner in enumerate(here)]
        elif isinstance(here, int) and carries_key(search._header(path) or ""):
            yield from [Secret(path)] if abs(here) >= 10**7 else []


@given(VALUES | REQUESTS)
@settings(PLAIN, max_examples=300)
def test_what_is_passed_over_holds_no_secret(value: Any) -> None:
    assert list(find_secrets(value)) == list(find_slowly(value))


@given(st.lists(REQUESTS, max_size=3), st.lists(st.integers(0, 2), max_size=3))
@PLAIN
def test_what_is_left_out_is_all_that_is_left_out(many: list[Any], left: list[int]) -> None:
    value = {"defaults": {"token": "9f86d081884c7d659a2f"}, "requests": many}
    bases = {("requests", index) for index in left}

    found = list(find_secrets(value, leaving_out=bases))

    assert found == [it for it in find_slowly(value) if it.pointer[:2] not in bases]


@given(SHAPED)
@settings(PLAIN, max_examples=250)
def test_every_shape_has_its_word_and_its_length(text: str) -> None:
    found = shapes._SHAPES.search(text)

    assert found
    assert may_have_shape(found[0])
    assert len(found[0]) >= SHORTEST_SHAPE


# Requests -----------------------------------------------------------------------------------------

OWN = st.sampled_from(("provider", "id", "headers", "$schema", "model", "input"))


@given(st.dictionaries(OWN, st.sampled_from(("", "a", 7, 10**18, True, None, {}, [])) | VALUES))
@PLAIN
def test_a_plain_request_is_read_as_an_odd_one_is(data: dict[str, Any]) -> None:
    before = repr(data)
    request, misfits = read_request(data)
    closely, misfits_closely = _read_closely(data)

    assert (request, misfits) == (closely, misfits_closely)
    assert list(request.body) == list(closely.body)
    assert repr(data) == before


# Lines --------------------------------------------------------------------------------------------

PARTS = st.sampled_from(
    (
        *(' {"a": 1}', '{"a": 1, "a": 2}', "[1.50, 1e999, NaN]", '"\\ud800"', '"\\ud83e\\udd8a"'),
        *("\n", " ", "\t\r\n", "{", "}", "[", "]", '"', ",", "9" * 4301, "null", "-", "\ufeff"),
        *("[" * 101 + "]" * 101, "\u2028", "\x0b", "\\", '{"b": {"c": "\\u00e9"}}'),
    )
)


@given(st.lists(PARTS | st.text(max_size=3), max_size=4).map("".join))
@settings(PLAIN, max_examples=250)
def test_a_line_is_parsed_as_the_parser_parses_it(text: str) -> None:
    assert _outcome(json_values._decode, text) == _outcome(json_values._DECODER.decode, text)


def _outcome(decode: Callable[[str], Any], text: str) -> tuple[Any, ...]:
    try:
        return (repr(decode(text)),)
    except ValueError as error:
        return type(error), str(error), getattr(error, "pos", None)
