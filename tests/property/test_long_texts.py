"""A promise about long texts: what is read block by block is reported as if it had been held."""

import copy
import io
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lightmeter import BatchReport, Checker
from lightmeter.checker import Input
from lightmeter.document import long_text
from lightmeter.report.formats import FORMATS
from lightmeter.report.style import COLOURED, PLAIN
from lightmeter.settings.reading import find_settings
from tests.fuzz.damage import damage_bytes
from tests.property.test_inputs import BODIES

CHECKER = Checker()
KEY = "sk-proj-4fKq9ZtW2mXc7RbY8vLd3NhJ6PsA1QeU"
ODD_LINES = (
    "",
    "   ",
    '{"model": "gpt-image-2", "input": {',
    '{"a": 1, "a": 2}',
    "[1, 2, 3]",
    '"text"',
    "{}",
    '{"name": "no request"}',
    f'{{"name": "no request", "api_key": "{KEY}"}}',
    f'{{"broken": "{KEY}"',
    '{"model": "nobody-knows-it", "input": {"prompt": "x"}}',
    '{"provider": "nobody", "model": "gpt-image-2"}',
    '{"provider": "vidgo", "model": "gpt-image-2", "input": {"prompt": 1, "size": 2, "n": 3}}',
    '{"model": "nan", "input": {"x": NaN}}',
    (
        '{"id": "keyed", "provider": "vidgo", "model": "gpt-image-2", "headers": {"Authorization":'
        f' "Bearer {KEY}"}}, "input": {{"prompt": "with {KEY}"}}}}'
    ),
    (
        '{"provider": "vidgo", "defaults": {"model": "gpt-image-2", "input": {"n": 2, "qulity":'
        ' "low"}}, "requests": [{"input": {"prompt": "one"}}, {"id": "2", "input": {"prompt":'
        ' "two"}}, 7]}'
    ),
    '[{"model": "seedance-2", "provider": "vidgo", "input": {"prompt": "a"}}, {}]',
    # Accepted, so that their payloads and prices are shown: the first has a key, the second
    # repeats it where nothing would take it for one.
    (
        '{"id": "shown", "provider": "vidgo", "model": "gpt-image-2", "headers": {"Authorization":'
        f' "Bearer {KEY}"}}, "input": {{"prompt": "with {KEY}", "quality": "low", "size": "1:1",'
        ' "resolution": "1K"}}'
    ),
    (
        '{"id": "again", "provider": "vidgo", "model": "gpt-image-2", "input": {"prompt": "only'
        f' {KEY[8:24]} of it", "quality": "low", "size": "1:1", "resolution": "1K"}}}}'
    ),
    "\u00fc\u00df \U0001f600",
)


def held(data: bytes, checker: Checker = CHECKER) -> BatchReport:
    return checker.check_inputs([Input(name="a.jsonl", data=data, format="jsonl")])


def long(data: bytes, checker: Checker = CHECKER) -> BatchReport:
    return checker.check_inputs([Input(name="a.jsonl", long=lambda: io.BytesIO(data))])


@pytest.fixture(autouse=True, scope="module")
def tiny_blocks() -> Iterator[None]:
    """So that a few lines are many blocks."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(long_text, "BLOCK_BYTES", 700)
        yield


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """Lines with requests, some of them alike, and whatever else a file may have."""
    chance = random.Random(draw(st.integers(0, 2**32)))  # noqa: S311 - tests, not secrets
    keys = ["order-1", "order-2", "order-3"]
    lines: list[str] = []
    for _ in range(draw(st.integers(0, 24))):
        kind = chance.random()
        if kind < 0.25:
            lines.append(chance.choice(ODD_LINES))
        elif kind < 0.4 and lines:
            lines.append(chance.choice(lines))
        else:
            body = copy.deepcopy(chance.choice(BODIES))
            if chance.random() < 0.3:
                body["headers"] = {"Idempotency-Key": chance.choice(keys)}
            if chance.random() < 0.2:
                body["id"] = chance.choice(("one", "two"))
            lines.append(json.dumps(body))
    end = chance.choice(("\n", "\n", "\r\n"))
    data = (end.join(lines) + chance.choice(("", end))).encode(errors="surrogatepass")
    mark = b"\xef\xbb\xbf" if chance.random() < 0.1 else b""
    return mark + data


def same(data: bytes, checker: Checker = CHECKER) -> None:
    one, other = held(data, checker), long(data, checker)
    # What damage has left of a key does not look like one.
    whole = data.count(KEY[10:].encode()) == data.count(KEY.encode())
    for name, render in FORMATS.items():
        assert KEY[10:] not in render(other, PLAIN) or not whole
        for style in (PLAIN, COLOURED):
            assert render(other, style) == render(one, style), name
    assert list(other.entries) == list(one.entries)
    assert list(other.suppressed) == list(one.suppressed)
    assert list(other.diagnostics) == list(one.diagnostics)
    assert (other.ok, other.sound, other.totals) == (one.ok, one.sound, one.totals)
    assert len(other.reports) == len(one.reports)
    for number, (report, expected) in enumerate(zip(other.reports, one.reports, strict=True)):
        again = other.reports[number]
        for it in (report, again):
            assert (it.index, it.line, it.id) == (expected.index, expected.line, expected.id)
            assert it.diagnostics == expected.diagnostics
            assert it.normalized == expected.normalized
            assert it.estimate == expected.estimate
            assert it.repeats == expected.repeats


@settings(max_examples=16, deadline=None)
@example(b"")
@example(b"\n\n")
@example(("\n".join(ODD_LINES * 12)).encode())
@given(files())
def test_a_long_text_is_reported_as_a_held_one(data: bytes) -> None:
    same(data)


@settings(max_examples=10, deadline=None)
@example(
    (
        f'{{"provider": "vidgo", "model": "see{KEY[1:]}", "input": {{"prompt": "x"}}}}\n'
        f'{{"provider": "vidgo", "model": "{KEY}", "input": {{"prompt": "x"}}}}\n'
    ).encode(),
    0,
)
@given(files(), st.integers(0, 2**32))
def test_a_damaged_one_too(data: bytes, seed: int) -> None:
    """A wrong byte makes the whole of either unreadable."""
    chance = random.Random(seed)  # noqa: S311 - as above
    data = damage_bytes(data, chance, [b'{"model": "seedance-2"}\n'], most=3)
    one, other = held(data), long(data)

    if any(it.rule == "encoding" for it in one.found):
        # What is shown of it is another part of the text, but the fault is the same.
        assert [(it.rule, it.message, it.span) for it in other.found] == [
            (it.rule, it.message, it.span) for it in one.found
        ]
    else:
        same(data)


SETTINGS = """\
ignore = ["idempotency-key-reused"]
[severity]
duplicate-id = "error"
[budget]
request = "0.01 USD"
run = "0.02 USD"
unpriced = "warning"
[[suppress]]
rules = ["paid-twice"]
files = ["a.jsonl"]
reason = "as agreed"
[[suppress]]
rules = ["enum"]
request = "two"
reason = "as agreed"
"""


@settings(max_examples=6, deadline=None)
# Entries that silence nothing are told of in a text that was never held, too.
@example(data=b"\n")
@given(data=files())
def test_settings_hold_for_it_as_for_any(
    data: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Choices, entries that silence and budgets."""
    folder: Path = tmp_path_factory.mktemp("settings")
    (folder / "lightmeter.toml").write_text(SETTINGS, encoding="utf-8")
    checker = Checker(settings=find_settings(folder))

    same(data, checker)


def test_what_was_assumed_is_told_of_in_the_order_of_what_is_left() -> None:
    """What is assumed of the second request goes with it: its key is that of another one."""
    headers = {"Authorization": "Bearer ${KEY}", "Idempotency-Key": "order-a-1"}
    group = {"sequential_image_generation": "auto"}
    options = {"sequential_image_generation_options": {"max_images": 10}}
    lines: list[dict[str, Any]] = [
        {"headers": headers, "input": {"prompt": "a", "resolution": "4k"}},
        {"headers": headers, "input": {"prompt": "b"}},
        {"input": {"prompt": "c", **group, **options}},
    ]
    model = {"provider": "mindvideo", "model": "doubao-seedream-5-0-lite"}
    data = "".join(json.dumps({**model, **it}) + "\n" for it in lines).encode()

    same(data)

    assert [it[:7] for it in long(data).tally.texts("assumed")] == ["a group", "the pag"]
