"""Promises about texts: nothing is raised, formats agree, places are right."""

import copy
import json
from typing import Any

import pytest
import tomli
import tomli_w
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from lightmeter import BatchReport, Checker, Diagnostic
from lightmeter.checker import Input
from lightmeter.document.source import Format
from lightmeter.packs.load import Shelf
from lightmeter.place import Span

CHECKER = Checker()
FORMATS = ("toml", "json", "jsonl")


def _bodies() -> tuple[dict[str, Any], ...]:
    """Every request among the examples of the shipped packs, with its provider."""
    shelf = Shelf()
    found: list[dict[str, Any]] = []
    for pack in shelf.ids:
        models = shelf.models_in(pack)
        for it in shelf.file(pack).pack.examples if models else ():
            body = dict(it.body or {"model": it.model or models[0], "input": dict(it.input or {})})
            for name, length in it.fill.items():
                body["input"] = {**body["input"], name: "x" * length}
            whole = {"provider": pack.partition("/")[0], "id": it.name, **body}
            found.append(json.loads(json.dumps(whole, default=float)))
    assert len(found) > 300
    return tuple(found)


BODIES = _bodies()

# TOML has no null; everything else both formats can say.
SCALARS = st.one_of(
    st.text(max_size=8),
    st.integers(-(2**60), 2**60),
    st.booleans(),
    st.sampled_from(
        ["2K", "2304X1728", "16:9", "data:image/png;base64,A", "https://a.bc/x.webp", ""]
    ),
)
VALUES = st.one_of(
    SCALARS,
    st.lists(SCALARS, max_size=4),
    st.dictionaries(st.sampled_from(["width", "height", "max_images", "x"]), SCALARS, max_size=3),
)


@st.composite
def requests(draw: st.DrawFn) -> dict[str, Any]:
    """A request of the examples, some of its members replaced, removed or added."""
    request: dict[str, Any] = copy.deepcopy(draw(st.sampled_from(BODIES)))
    holders = [request]
    if isinstance(request.get("input"), dict):
        holders += [request["input"]] * 4
    for _ in range(draw(st.integers(0, 3))):
        holder = draw(st.sampled_from(holders))
        names = [*holder, "n", "size", "image_url", "zebra", "callback_url"]
        name = draw(st.sampled_from(names))
        if draw(st.booleans()):
            holder[name] = draw(VALUES)
        else:
            holder.pop(name, None)
    return request


def _said(report: BatchReport) -> list[tuple[Any, ...]]:
    return sorted(
        (str(it.severity), it.name, str(it.path), it.message) for it in report.diagnostics
    )


def _estimates(report: BatchReport) -> list[Any]:
    return [it.estimate for it in report.reports]


@given(requests())
@settings(max_examples=300, deadline=None)
def test_toml_and_json_of_a_request_say_the_same(request: dict[str, Any]) -> None:
    as_json = CHECKER.check_text(json.dumps(request, indent=1), format="json", name="a")
    as_line = CHECKER.check_text(json.dumps(request), format="jsonl", name="a")
    as_toml = CHECKER.check_text(tomli_w.dumps(request), format="toml", name="a")

    assert _said(as_json) == _said(as_toml) == _said(as_line)
    assert _estimates(as_json) == _estimates(as_toml) == _estimates(as_line)


# Rules that look at several requests at once.
COMPARING = ("idempotency-key-reused", "idempotency-key-repeated", "duplicate-id", "paid-twice")


@given(st.lists(requests(), min_size=1, max_size=3))
@settings(max_examples=60, deadline=None)
def test_a_batch_says_what_its_requests_say(many: list[dict[str, Any]]) -> None:
    """Apart from what compares requests, a batch in either format is its requests one by one."""
    # A file of its own without any of these is no request at all.
    assume(all("model" in it or isinstance(it.get("input"), dict) for it in many))
    alone = sorted(
        (str(it.severity), it.name, it.message)
        for request in many
        for it in CHECKER.check_text(json.dumps(request), format="json", name="a").diagnostics
    )
    texts: tuple[tuple[Format, str], ...] = (
        ("json", json.dumps({"requests": many})),
        ("json", json.dumps(many)),
        ("toml", tomli_w.dumps({"requests": many})),
        ("jsonl", "\n".join(map(json.dumps, many))),
    )
    for form, text in texts:
        report = CHECKER.check_text(text, format=form, name="a")
        together = sorted(
            (str(it.severity), it.name, it.message)
            for it in report.diagnostics
            if it.rule not in COMPARING
        )

        assert together == alone


def _text(report: BatchReport, diagnostic: Diagnostic, span: Span) -> str:
    source = report.sources[diagnostic.source]
    start = source.lines.offset(span.start.line, span.start.column)
    return source.text[start : source.lines.offset(span.end.line, span.end.column)]


def _at(value: Any, pointer: tuple[Any, ...]) -> Any:
    for step in pointer:
        value = value[step]
    return value


# These speak of a key; a missing member or header is shown where it is missing.
ABOUT_KEYS = ("unknown-field", "unsupported", "deprecated")


@given(requests(), st.sampled_from(["json", "toml"]))
@settings(max_examples=300, deadline=None)
def test_every_place_holds_what_the_diagnostic_speaks_of(
    request: dict[str, Any], form: str
) -> None:
    text = json.dumps(request, indent=2) if form == "json" else tomli_w.dumps(request)
    report = CHECKER.check_text(text, format=form, name="a")  # type: ignore[arg-type]
    value = json.loads(text) if form == "json" else tomli.loads(text)

    for it in report.diagnostics:
        assert it.pointer is not None
        assert it.span is not None
        shown = _text(report, it, it.span)
        try:
            wanted = _at(value, it.pointer)
        except (KeyError, IndexError, TypeError):
            continue
        if it.rule in ABOUT_KEYS:
            key = shown if shown.startswith(('"', "'")) else f'"{shown}"'
            assert json.loads(key) == it.pointer[-1]
        elif form == "json":
            assert json.loads(shown) == wanted
        elif not isinstance(wanted, dict):
            assert tomli.loads(f"v = {shown}")["v"] == wanted


@given(st.binary(max_size=400), st.sampled_from([*FORMATS, None]), st.booleans())
@settings(max_examples=400, deadline=None)
@example(data=b"", form="json", walked=False)
@example(data=b"\xef\xbb\xbf", form="toml", walked=False)
@example(data=b"\xff\xfe\x00\x00", form=None, walked=False)
@example(data=b"[" * 20_000, form="json", walked=False)
@example(data=b"a." * 20_000 + b"a = 1", form="toml", walked=False)
@example(data=b'{"model": ' + b"9" * 5_000 + b"}", form="json", walked=False)
@example(data=b'{"model": NaN}', form="json", walked=False)
@example(data=b'{"model": 1e999}', form="json", walked=False)
@example(data=b'{"model": "\\ud800", "input": {}}', form="json", walked=False)
def test_any_bytes_give_a_report(data: bytes, form: Any, walked: bool) -> None:
    report = CHECKER.check_inputs([Input("a", data, form, found_by_walk=walked)])

    for it in report.diagnostics:
        assert it.message
        assert it.source == "a"
    # Never a silent pass: something was found, checked, or left out and named.
    assert report.diagnostics or report.reports or report.left_out


@given(st.text(max_size=300), st.sampled_from(FORMATS))
@settings(max_examples=400, deadline=None)
@example("\ud800", "toml")
@example("\ufeff{}", "json")
def test_any_text_gives_a_report(text: str, form: Any) -> None:
    report = CHECKER.check_text(text, format=form, name="a")

    assert report.diagnostics or report.reports


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "model",
                    "input",
                    "provider",
                    "id",
                    "headers",
                    "requests",
                    "defaults",
                    "prompt",
                    "size",
                ]
            )
            | st.text(max_size=4),
            inner,
            max_size=5,
        )
    ),
    max_leaves=20,
)


@given(JSON, st.sampled_from([None, "vidgo", "mindvideo", "poyo"]))
@settings(max_examples=400, deadline=None)
def test_any_value_as_payload_gives_a_report(payload: Any, provider: str | None) -> None:
    before = copy.deepcopy(payload)
    report = CHECKER.check(payload, provider=provider)

    assert report.diagnostics
    assert report.estimate is None or report.normalized is not None
    assert repr(payload) == repr(before)


@pytest.mark.parametrize("mutant", ("truncate", "insert", "delete"))
@given(data=st.data())
@settings(max_examples=100, deadline=None)
def test_a_damaged_request_gives_a_report(mutant: str, data: st.DataObject) -> None:
    request = data.draw(st.sampled_from(BODIES))
    form = data.draw(st.sampled_from(["json", "toml"]))
    text = (json.dumps(request) if form == "json" else tomli_w.dumps(request)).encode()
    place = data.draw(st.integers(0, len(text)))
    if mutant == "truncate":
        text = text[:place]
    elif mutant == "insert":
        text = text[:place] + data.draw(st.binary(min_size=1, max_size=3)) + text[place:]
    else:
        text = text[:place] + text[place + 1 :]
    report = CHECKER.check_inputs([Input("a", text, form)])  # type: ignore[arg-type]

    assert report.diagnostics or report.reports
