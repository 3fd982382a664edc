"""The page of a rule, for a terminal and as JSON."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lightmeter.diagnostic import Citation, Severity
from lightmeter.document.toml_text import write_key, write_toml
from lightmeter.language.message import escape
from lightmeter.packs.origins import Key
from lightmeter.place import format_pointer
from lightmeter.report.description import Demand, Description, show_condition
from lightmeter.report.display import pad, show, wrap
from lightmeter.report.examples import Sample
from lightmeter.report.json_text import write_json
from lightmeter.report.naming import show_citation
from lightmeter.report.pack_json import place_object
from lightmeter.report.pack_toml import show_former
from lightmeter.report.style import Style
from lightmeter.report.table import align

__all__ = ["explain_json", "explain_text", "shorten", "show_override"]

_COLUMNS = 100
_LABEL_COLUMNS = 12
_INDENT = "  "
_LONGEST_TEXT = 60
_MOST_ITEMS = 6
_LONGEST_VALUE = 60


def explain_text(description: Description, style: Style) -> Iterator[str]:
    """The lines of a rule's page; every page has the same frame."""
    severity = description.severity
    if severity in tuple(Severity):
        severity = style.severity(severity, Severity(severity))
    yield style.bold(description.name) + (f": {severity}" if severity else "")
    yield ""
    yield from (f"{_INDENT}{line}" for line in wrap(description.what, _COLUMNS - len(_INDENT)))
    yield ""
    for label, lines in _frame(description):
        shown = style.dim(label) + pad("", _LABEL_COLUMNS - len(label))
        for line in lines:
            yield f"{_INDENT}{shown}{line}".rstrip()
            shown = pad("", _LABEL_COLUMNS)
    if description.demands:
        yield ""
        yield style.bold("Where it is demanded")
        yield from _demands(description.demands, style)


def _frame(it: Description) -> Iterator[tuple[str, list[str]]]:
    yield from _fact("why", it.why)
    yield from _fact("fires", show_condition(it.when, it.require))
    yield from _fact("remedy", it.remedy)
    offered = f"; offered when {it.fix_when}" if it.fix_when else ""
    yield from _fact("fix", f"{it.fix}{offered}" if it.fix else "")
    yield from _fact("member", it.member)
    yield from _fact("models", ", ".join(it.models))
    yield from _sample("bad", it.bad)
    yield from _sample("good", it.good)
    if it.citation is not None:
        yield from _citation(it.citation)
    yield from _fact("basis", it.basis)
    for key in it.overrides:
        # Below rules.<id>, which the page is about.
        yield from _fact("overridden", show_override(key, 2))


def _fact(label: str, text: str) -> Iterator[tuple[str, list[str]]]:
    if text:
        yield label, wrap(text, _COLUMNS - _LABEL_COLUMNS - len(_INDENT))


def _citation(citation: Citation) -> Iterator[tuple[str, list[str]]]:
    section = f", section {citation.section}" if citation.section else ""
    yield from _fact("source", show(f"{citation.title}{section}"))
    yield from _fact("", show(citation.url))
    yield from _fact("", show(citation.note))
    yield from _fact("edition", show(citation.edition) or "the document is undated")
    yield from _fact("read", show(citation.read))


def _sample(label: str, sample: Sample | None) -> Iterator[tuple[str, list[str]]]:
    if sample is None:
        return
    lines = [show(sample.title)] if sample.title else []
    if sample.request is not None:
        lines += write_json(shorten(sample.request), indent=2).splitlines()
    lines += sample.text.splitlines()
    yield label, lines
    yield from _fact("says", sample.message)


def shorten(value: Any) -> Any:
    """A value with long texts and lists cut: of thousands, the first few tell enough."""
    if isinstance(value, str):
        return escape(value, _LONGEST_TEXT)
    if isinstance(value, Mapping):
        return {key: shorten(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        if len(value) > _MOST_ITEMS:
            return [shorten(value[0]), f"({len(value) - 1} more)"]
        return [shorten(inner) for inner in value]
    return value


def _demands(demands: Sequence[Demand], style: Style) -> Iterator[str]:
    rows = []
    for it in demands:
        only = "" if it.everywhere else f" ({', '.join(it.models)})"
        rows.append((it.pack, it.severity, it.member, f"{it.text}{only}"))
    for it, row in zip(demands, align(rows), strict=True):
        yield f"{_INDENT}{row}"
        if it.citation is not None:
            yield style.dim(f"{_INDENT * 2}{show_citation(it.citation, it.basis)}")
        for key in it.overrides:
            yield f"{_INDENT * 2}overridden: {show_override(key, 1)}"


def show_override(key: Key, start: int) -> str:
    """
    What a layer made of a key, and what it was before.

    Args:
        key: That was changed or added.
        start: How many steps of its path go without saying.
    """
    name = write_key([str(step) for step in key.path[start:]])
    value = show(write_toml(key.value))
    if len(value) > _LONGEST_VALUE:
        value = value[: _LONGEST_VALUE - 1] + "…"
    # The end of a model stands in the model's table and is no patch of anything.
    patch = key.place.model if key.path[0] != "models" else ""
    who = f"model {patch}" if patch else key.place.pack
    before = f", was {show_former(key.replaced[-1])}" if key.replaced else ", which was not set"
    return f"{name} = {value} by {show(f'{who} ({key.place})')}{before}"


# JSON ---------------------------------------------------------------------------------------------


def explain_json(descriptions: Sequence[Description]) -> str:
    """Write the same as one JSON object."""
    document = {"version": 1, "rules": [_object(it) for it in descriptions]}
    return write_json(document, indent=2) + "\n"


def _object(it: Description) -> dict[str, Any]:
    pack, _, rule = it.name.rpartition("/")
    return {
        "rule": rule,
        "pack": pack or None,
        "severity": it.severity or None,
        "what": it.what,
        "why": it.why or None,
        "when": it.when,
        "require": it.require,
        "remedy": it.remedy or None,
        "fix": it.fix or None,
        "fix_when": it.fix_when or None,
        "member": it.member or None,
        "models": list(it.models),
        "bad": _sample_object(it.bad),
        "good": _sample_object(it.good),
        "source": _citation_object(it.citation),
        "basis": it.basis or None,
        "overridden": [_override_object(key) for key in it.overrides],
        "demanded": [
            {
                "pack": demand.pack,
                "severity": demand.severity,
                "member": demand.member,
                "demand": demand.text,
                "models": list(demand.models),
                "source": _citation_object(demand.citation),
                "basis": demand.basis,
                "overridden": [_override_object(key) for key in demand.overrides],
            }
            for demand in it.demands
        ],
    }


def _sample_object(sample: Sample | None) -> dict[str, Any] | None:
    if sample is None:
        return None
    return {
        "title": sample.title or None,
        "request": sample.request,
        "text": sample.text or None,
        "message": sample.message or None,
    }


def _citation_object(citation: Citation | None) -> dict[str, Any] | None:
    if citation is None:
        return None
    return {
        "title": citation.title,
        "section": citation.section or None,
        "url": citation.url or None,
        "edition": citation.edition or None,
        "read": citation.read or None,
        "note": citation.note or None,
    }


def _override_object(key: Key) -> dict[str, Any]:
    return {
        "pointer": format_pointer(key.path),
        "value": key.value,
        "pack": key.place.pack,
        "model": key.place.model or None,
        "origin": place_object(key.place),
        "replaced": [{"value": it.value, "origin": place_object(it.place)} for it in key.replaced],
    }
