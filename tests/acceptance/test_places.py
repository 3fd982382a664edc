"""Every diagnostic of every fixture has an exact place, or none for a reason that stands here."""

import json
import tempfile
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import attrs
import tomli
import tomli_w

from lightmeter.batch_report import BatchReport
from lightmeter.checker import Checker, Input
from lightmeter.diagnostic import Diagnostic
from lightmeter.document.document import Document
from lightmeter.document.reading import read, read_lines
from lightmeter.document.source import Source, format_of
from lightmeter.place import Lines, Pointer, Position, Span
from tests.acceptance.bad_texts import ROWS
from tests.conformance.exact_json import dump_json
from tests.conformance.suite import Case, load_suites
from tests.conformance.toml_text import toml_text
from tests.fuzz.trial import draw_trial

ROOT = Path(__file__).resolve().parents[2]
# Damaged requests, of the kind that `python -m tests.fuzz` makes.
SEED, COUNT = 7, 600

WITHOUT_PLACE = {
    "no-requests": "the file holds nothing to point at",
    "unreadable": "the file could not be opened, or is not read",
    "too-large": "the file is not read",
}
"""Rules that have no span, and why."""

WITHOUT_TEXT = {
    "encoding": "a file in another encoding has no text",
    "byte-order-mark": "it stands before the first character",
    "empty": "there is no text",
    "syntax": "something is missing between two characters",
}
"""Rules whose span may be empty, and why."""

WITHOUT_POINTER = {
    *WITHOUT_PLACE,
    *WITHOUT_TEXT,
    # A text that cannot be read has no data.
    *("nesting", "number-range", "not-a-number", "duplicate-key"),
    # Comments are no data, nor is a key that stands in one.
    "secret-in-file",
    *("unused-ignore", "unknown-ignore", "malformed-ignore", "expired-ignore", "bare-ignore"),
}


@attrs.frozen
class Fixture:
    """
    A text to check.

    Attributes:
        name: Of its file.
        data: Its bytes.
        packs: Directories and files of packs.
        overlays: Files of overlays.
    """

    name: str
    data: bytes = attrs.field(repr=False)
    packs: tuple[Path, ...] = ()
    overlays: tuple[Path, ...] = ()


def checked(fixture: Fixture) -> BatchReport:
    """What is found in a fixture."""
    checker = checker_with(fixture.packs, fixture.overlays)
    return checker.check_inputs([Input(fixture.name, fixture.data)])


@cache
def checker_with(packs: tuple[Path, ...], overlays: tuple[Path, ...]) -> Checker:
    # What is walked once or twice is not worth compiling.
    return Checker(packs, overlays, interpret=bool(packs))


# Fixtures -----------------------------------------------------------------------------------------


def examples() -> Iterator[Fixture]:
    """The whole requests that readers are shown."""
    for path in sorted((ROOT / "examples").iterdir()):
        if format_of(path.name) is not None:
            yield Fixture(path.name, path.read_bytes())
    for path in sorted((ROOT / "examples" / "packs").glob("*.json")):
        pack = path.with_suffix(".toml")
        is_overlay = "amends" in tomli.loads(pack.read_text("utf-8"))
        packs, overlays = ((), (pack,)) if is_overlay else ((pack,), ())
        yield Fixture(path.name, path.read_bytes(), packs, overlays)


def pack_examples() -> Iterator[Fixture]:
    """The examples that shipped packs carry, each as a file."""
    for path in sorted((ROOT / "rules").glob("*/*.toml")):
        pack = tomli.loads(path.read_text("utf-8"), parse_float=Decimal)
        for number, example in enumerate(pack.get("examples", ())):
            body = example.get("body") or {"input": example.get("input", {})}
            models = list(pack.get("models", {}))
            request = {
                "provider": pack["id"].partition("/")[0],
                "model": example.get("model") or next(iter(models), "x"),
                **body,
            }
            yield Fixture(f"{path.stem}-{number}.toml", tomli_w.dumps(request).encode())
            text = json.dumps(request, indent=2, default=str)
            yield Fixture(f"{path.stem}-{number}.json", text.encode())


def conformance(home: Path) -> Iterator[Fixture]:
    """The requests of the conformance suite, against the packs that they are about."""
    shelves: dict[tuple[int, ...], tuple[Path, ...]] = {}
    for suite in load_suites():
        for number, case in enumerate(suite.cases):
            if case.body is None or any(pack.data is None for pack in case.packs):
                continue
            key = tuple(id(pack.data) for pack in case.packs)
            if key not in shelves:
                shelves[key] = _shelf(case, home / str(len(shelves)))
            request = {"provider": case.pack.partition("/")[0], **case.body}
            if case.headers:
                request["headers"] = case.headers
            name = f"{suite.name.replace('/', '-')}-{number}.json"
            yield Fixture(name, dump_json(request).encode(), shelves[key])


def _shelf(case: Case, place: Path) -> tuple[Path, ...]:
    for pack in case.packs:
        path = place / f"{pack.path}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        assert pack.data is not None
        path.write_text(toml_text(pack.data), "utf-8")
    return (place,) if case.packs else ()


def bad_texts() -> Iterator[Fixture]:
    for file, data, _, _ in ROWS.values():
        yield Fixture(file, data)


def damaged() -> Iterator[Fixture]:
    trials = (draw_trial(SEED, number) for number in range(COUNT))
    for it in trials:
        if it.kind == "request":
            yield Fixture(it.name, it.data)


# What must hold -----------------------------------------------------------------------------------


def flaws(report: BatchReport) -> Iterator[tuple[str, Diagnostic]]:
    """Give what is wrong with the places of a report."""
    values: dict[str, list[Any]] = {}
    for it in report.diagnostics:
        source = report.sources.get(it.source)
        if it.span is None:
            if it.rule not in WITHOUT_PLACE:
                yield "has no place", it
        elif source is None:
            yield "has a place in no source", it
        else:
            spans = [it.span, *(other.span for other in it.related if other.span is not None)]
            for span in spans:
                yield from ((flaw, it) for flaw in _flaws_of_span(span, source.lines))
            if it.span.start == it.span.end and it.rule not in WITHOUT_TEXT:
                yield "has a place without text", it
        if it.pointer is None:
            if it.rule not in WITHOUT_POINTER:
                yield "has no pointer", it
        elif source is not None:
            known = values.setdefault(it.source, list(_values(source)))
            if not any(_leads(value, it.pointer) for value in known):
                yield "leads nowhere", it


def _flaws_of_span(span: Span, lines: Lines) -> Iterator[str]:
    if span.end < span.start:
        yield "ends before it begins"
    for place in (span.start, span.end):
        offset = lines.offset(place.line, place.column)
        if lines.position(offset) != place:
            yield "lies outside of the text"


def _values(source: Source) -> Iterator[Any]:
    if source.format == "jsonl":
        for line in read_lines(source):
            if isinstance(line, Document):
                yield line.value
    else:
        yield read(source).value


def _leads(value: Any, pointer: Pointer) -> bool:
    """Whether a pointer leads to a value, or to a member that is missing in one that is there."""
    for number, step in enumerate(pointer):
        is_there = (isinstance(value, dict) and step in value) or (
            isinstance(value, list) and isinstance(step, int) and step < len(value)
        )
        if not is_there:
            # Headers may be missing as a whole, and so may an input object.
            return number >= len(pointer) - 2
        value = value[step]
    return True


def assert_places(fixtures: Iterator[Fixture], least: int) -> None:
    """Check fixtures, of which a number have something wrong with them at least."""
    rules: Counter[str] = Counter()
    found = []
    for it in fixtures:
        report = checked(it)
        rules.update(diagnostic.rule for diagnostic in report.diagnostics)
        found += [(it, flaw, diagnostic) for flaw, diagnostic in flaws(report)]
    assert found == []
    assert rules.total() >= least


def test_of_examples() -> None:
    """Those that readers are shown."""
    assert_places(examples(), 30)


def test_of_packs() -> None:
    """The examples of shipped packs, in TOML and in JSON."""
    assert_places(pack_examples(), 200)


def test_of_the_conformance_suite() -> None:
    """Everything that a pack can demand."""
    with tempfile.TemporaryDirectory() as home:
        assert_places(conformance(Path(home)), 500)


def test_of_bad_texts() -> None:
    """Texts that cannot be read."""
    assert_places(bad_texts(), 50)


def test_of_damaged_requests() -> None:
    """Whatever mutations have made of requests."""
    assert_places(damaged(), 500)


def test_a_wrong_place_is_noticed() -> None:
    """What says that a place is wrong says so."""
    report = checked(Fixture("a.toml", b'provider = "vidgo"\nmodel = "gpt-image-2"\n'))
    (first, *_) = report.found or report.reports[0].diagnostics
    outside = Span(Position(9, 1), Position(9, 2))
    empty = Span(Position(1, 1), Position(1, 1))
    wrong = [
        attrs.evolve(first, span=None),
        attrs.evolve(first, span=outside),
        attrs.evolve(first, span=empty),
        attrs.evolve(first, pointer=None),
        attrs.evolve(first, pointer=("a", "b", "c")),
    ]

    for it in wrong:
        bad = BatchReport(reports=(), found=(it,), sources=report.sources)
        assert [diagnostic for _, diagnostic in flaws(bad)] != []
