"""Fixes do what they say: to texts, to data, and to nothing that is sent or paid."""

import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lightmeter import BatchReport, Checker
from lightmeter.checker import Input
from lightmeter.diagnostic import Change, Fix, Severity
from lightmeter.document.document import Document
from lightmeter.document.reading import read
from lightmeter.document.source import Format, from_text
from lightmeter.fix.choosing import allowance, propose
from lightmeter.fix.data import ChangeError, changed, same
from lightmeter.fix.edits import edits_of
from lightmeter.fix.mend import MOST_PASSES, mend
from lightmeter.fix.splice import encode, splice
from lightmeter.packs.load import Shelf
from lightmeter.place import Pointer, Span
from lightmeter.report.json_text import write_json
from lightmeter.report.patch import render_patch
from lightmeter.settings.model import FixSettings
from tests.property.oracle import Model, read_model
from tests.property.random_requests import random_requests
from tests.property.test_spans import (
    JSON_VALUES,
    KEYS,
    SCALARS,
    TOML_TABLES,
    WRITERS,
    JsonWriter,
    TomlWriter,
    pointers,
)

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = settings(deadline=None, derandomize=True, max_examples=300)

NEW_VALUES = st.one_of(
    SCALARS, st.lists(SCALARS, max_size=2), st.dictionaries(KEYS, SCALARS, max_size=2)
)


def document(text: str, form: Format) -> Document:
    return read(from_text(text, name="test", format=form))


@st.composite
def changes(draw: st.DrawFn, value: Any) -> tuple[Change, ...]:
    """One to three changes of members that are there, or not yet."""
    known = [pointer for pointer, _ in pointers(value) if pointer]
    tables = [pointer for pointer, it in pointers(value) if isinstance(it, dict)]
    made = []
    for _ in range(draw(st.integers(1, 3))):
        kinds = ["set", "remove", "rename"] if known else []
        kind = draw(st.sampled_from([*kinds, *(["add", "add-below"] if tables else [])]))
        if kind.startswith("add"):
            pointer = (*draw(st.sampled_from(tables)), draw(KEYS))
            if kind == "add-below":
                pointer = (*pointer, draw(KEYS))
            made.append(Change(pointer, "set", draw(NEW_VALUES)))
            continue
        pointer = draw(st.sampled_from(known))
        new = draw(NEW_VALUES if kind == "set" else KEYS) if kind != "remove" else None
        made.append(Change(pointer, kind, new))
    return tuple(made)


def meant(found: Document, fix: Fix) -> Any:
    """The data as they should be, or None where a change cannot be made."""
    try:
        return changed(found.value, fix.changes)
    except ChangeError:
        return None


def inside(found: Document, pointer: Pointer) -> list[tuple[int, int]]:
    """Where the values of a member are written."""
    places = [found.slice(it) for it, _ in pointers(found.value) if it[: len(pointer)] == pointer]
    return [it for it in places if it is not None]


class TestEdits:
    """What edits make of a text holds what their changes make of its data."""

    @SETTINGS
    @given(st.data(), JSON_VALUES.filter(lambda it: isinstance(it, dict | list) and it), WRITERS)
    def test_in_json(self, data: st.DataObject, value: Any, chance: random.Random) -> None:
        """Whatever can be said of the data can be written into the text."""
        found = document(JsonWriter(chance).write(value), "json")
        fix = Fix(safe=False, description="", changes=data.draw(changes(value)))
        expected, edits = meant(found, fix), edits_of(found, fix)
        if edits is not None:
            after = document(splice(found.source.text, edits), "json")
            assert expected is not None
            assert same(after.value, expected)
        elif len(fix.changes) == 1 and expected is not None:
            assert same(found.value, expected)

    def test_in_toml(self) -> None:
        """Comments stay, but for those within a value that an unsafe fix replaces or removes."""
        written = Counter[str]()

        @SETTINGS
        @given(st.data(), TOML_TABLES, WRITERS, st.booleans())
        def hold(data: st.DataObject, value: Any, chance: random.Random, safe: bool) -> None:
            writer = TomlWriter(chance)
            found = document(writer.document(value), "toml")
            fix = Fix(safe=safe, description="", changes=data.draw(changes(value)))
            expected, edits = meant(found, fix), edits_of(found, fix)
            if edits is None:
                return
            written.update(it.operation for it in fix.changes)
            after = document(splice(found.source.text, edits), "toml")
            assert expected is not None
            assert same(after.value, expected)
            # Comments are numbered, so each is there once.
            values = [it for change in fix.changes for it in inside(found, change.pointer)]
            for comment in writer.comments:
                start = found.source.text.index(comment)
                if safe or not any(low <= start < high for low, high in values):
                    assert comment in after.source.text

        hold()
        # Not everything can be written into a text of TOML, but some of each kind can.
        assert {kind for kind in ("set", "remove", "rename") if not written[kind]} == set()


# Requests -----------------------------------------------------------------------------------------

CHECKER = Checker()
SHELF = Shelf()
MODELS = tuple(read_model(ROOT / "rules", pack, model) for pack, model in SHELF.models())


def requests_for(model: Model, count: int) -> list[dict[str, Any]]:
    """Requests for a model, with spellings that somebody might write."""
    provider = model.id.partition("/")[0]
    bodies = random_requests(model, count, "fixes")
    return [{"provider": provider, **plain(body)} for body in bodies]


def plain(value: Any) -> Any:
    """Data as a text can hold them: numbers with a point are decimals."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return Decimal(repr(value)) if isinstance(value, float) else value


def without_null(value: Any) -> Any:
    """Data as TOML can hold them."""
    if isinstance(value, dict):
        return {key: without_null(item) for key, item in value.items() if item is not None}
    return [without_null(item) for item in value] if isinstance(value, list) else value


def batch(requests: Sequence[dict[str, Any]], chance: random.Random) -> dict[str, Any]:
    """Requests in one document; some inherit a member of the first."""
    provider, first = requests[0]["provider"], requests[0]
    made = [{key: it[key] for key in it if key != "provider"} for it in requests]
    value: dict[str, Any] = {"provider": provider, "requests": made}
    if first["input"] and chance.random() < 0.5:
        name = chance.choice(list(first["input"]))
        value["defaults"] = {"input": {name: first["input"][name]}}
        for it in made:
            if chance.random() < 0.7:
                it["input"] = {key: item for key, item in it["input"].items() if key != name}
    return value


def texts(requests: Sequence[dict[str, Any]], chance: random.Random) -> Iterator[Input]:
    """Requests of one provider in every format."""
    yield Input("a.json", JsonWriter(chance).write(requests[0]).encode())
    value = batch(requests, chance)
    yield Input("b.json", write_json(value, indent=2).encode())
    yield Input("c.toml", TomlWriter(chance).document(without_null(value)).encode())
    lines = [write_json(it) + chance.choice(["\n", "\r\n", "\n\n"]) for it in requests]
    yield Input("d.jsonl", b"\xef\xbb\xbf" + "".join(lines).rstrip().encode())


def check(it: Input, data: bytes) -> BatchReport:
    return CHECKER.check_inputs([attrs.evolve(it, data=data)])


def sent(report: BatchReport) -> list[Any]:
    """What goes out and what it costs, whole: assumptions and effective values too."""
    return [(it.status, it.provider, it.model, it.normalized, it.estimate) for it in report.reports]


def said(report: BatchReport) -> Counter[tuple[Any, ...]]:
    return Counter((it.name, number, it.pointer, it.message) for it, number in report.entries)


def assert_only_there(before: str, after: str, span: Span) -> None:
    """See that two texts have the same lines before and behind those of a span."""
    old, new = before.split("\n"), after.split("\n")
    behind = len(old) - span.end.line
    assert new[: span.start.line - 1] == old[: span.start.line - 1]
    assert new[len(new) - behind :] == old[len(old) - behind :]


class TestSafeFixes:
    """A safe fix keeps what is sent and paid, takes its diagnostic away and changes its line."""

    @pytest.mark.parametrize("model", MODELS, ids=lambda it: f"{it.id}-{it.name}")
    def test_of_every_shipped_pack(self, model: Model) -> None:
        """Each on its own, in every format."""
        chance = random.Random(model.name)  # noqa: S311 - tests, not secrets
        bodies = requests_for(model, 200)
        tried = Counter[str]()
        for start in range(0, len(bodies), 4):
            for it in texts(bodies[start : start + 4], chance):
                report = check(it, it.data)
                (source,) = report.sources.values()
                for proposal in propose(report, source, allowance(FixSettings())):
                    assert proposal.safe
                    data = encode(source, proposal.edits)
                    after = check(it, data)
                    expected = Counter(
                        (found.name, number, found.pointer, found.message)
                        for found, number in proposal.diagnostics
                    )
                    assert same(sent(report), sent(after))
                    assert said(report) - said(after) == expected
                    assert said(after) - said(report) == Counter()
                    (text,) = (it.text for it in after.sources.values())
                    for found, _ in proposal.diagnostics:
                        assert found.span is not None
                        assert_only_there(source.text, text, found.span)
                        tried[found.rule] += 1

        fields = [it for it in model.members.values() if "unsupported" not in it]
        rules = {"byte-order-mark"}
        if any(it.get("type") == "integer" for it in fields):
            rules.add("decimal-integer")
        if any(it.get("tolerates") for it in fields):
            rules.add("spelling")
        assert {rule for rule in rules if tried[rule] < 4} == set()


class TestMending:
    """Mending comes to rest, keeps its promises, and its patch is what it writes."""

    @pytest.mark.parametrize("unsafe", (False, True))
    @pytest.mark.parametrize("model", MODELS, ids=lambda it: f"{it.id}-{it.name}")
    def test_of_requests_for_every_shipped_model(self, model: Model, unsafe: bool) -> None:
        """In every format, with safe fixes alone and with all of them."""
        chance = random.Random(model.name)  # noqa: S311 - as above
        bodies = requests_for(model, 80)
        fixed = 0
        for start in range(0, len(bodies), 4):
            for it in texts(bodies[start : start + 4], chance):
                allowed = allowance(FixSettings(unsafe=unsafe))
                mended = mend(it.data, partial(check, it), allowed)
                again = mend(mended.after, partial(check, it), allowed)
                before, after = check(it, it.data), check(it, mended.after)

                assert mended.problem == ""
                assert mended.passes <= MOST_PASSES
                assert (again.after, again.passes) == (mended.after, 0)
                assert after.count(Severity.ERROR) <= before.count(Severity.ERROR)
                assert unsafe or same(sent(before), sent(after))
                assert applied(it.data, mended.after) == mended.after
                fixed += len(mended.fixed)

        # The byte order mark of every file of lines, if nothing else.
        assert fixed >= 20


def applied(before: bytes, after: bytes) -> bytes:
    """A text with the patch applied that leads from it to another."""
    patch = render_patch("x", before.decode(), after.decode(), str)
    lines, kind = _lines(before.decode()), " "
    result: list[str] = []
    position = 0
    for line in _lines(patch)[2:]:
        if line.startswith("@@"):
            old = line.split()[1][1:].partition(",")
            start = int(old[0]) - (old[2] != "0")
            result += lines[position:start]
            position = start
        elif line.startswith("\\"):
            if kind != "-":
                result[-1] = result[-1].removesuffix("\n")
        else:
            kind = line[0]
            if kind != "+":
                assert lines[position].rstrip("\n") == line[1:].rstrip("\n")
                position += 1
            if kind != "-":
                result.append(line[1:])
    return "".join([*result, *lines[position:]]).encode()


def _lines(text: str) -> list[str]:
    return re.findall(r"[^\n]*\n|[^\n]+", text)
