"""The page of a pack, in Markdown: what it says of requests, rules, prices and sources."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

import attrs

from lightmeter.estimate.words import count
from lightmeter.packs.examples import examples_of
from lightmeter.packs.file import PackFile
from lightmeter.packs.load import Shelf
from lightmeter.packs.member import Member
from lightmeter.packs.merge import Merged
from lightmeter.packs.model import Formula, LookupTable
from lightmeter.packs.program import Program
from lightmeter.report.billing_section import (
    billing_section,
    lookup_tables,
    show_formula,
    tables_in_billing,
)
from lightmeter.report.catalogue import list_entries
from lightmeter.report.description import Description, describe_off, describe_rule
from lightmeter.report.examples import Sample
from lightmeter.report.explanation import shorten, show_override
from lightmeter.report.json_text import write_json
from lightmeter.report.markdown import code, fenced, link, page, paragraph, prose, table
from lightmeter.report.member_table import besides, member_table
from lightmeter.report.models_section import models_section

__all__ = ["pack_page"]

_LONGEST_LINE = 100
_SEVERITIES = {
    "error": "Error",
    "warning": "Warning",
    "info": "Note",
    "off": "Switched off: it would speak",
}


@attrs.frozen(eq=False)
class _Subject:
    """A pack and everything its page is drawn from."""

    shelf: Shelf
    pack: str
    file: PackFile
    models: tuple[str, ...]
    merged: tuple[Merged, ...]
    programs: tuple[Program, ...]


def pack_page(shelf: Shelf, pack: str, address: str = "") -> str:
    """
    Write the page of a pack.

    Args:
        shelf: On which it stands; overlays on it are part of the page.
        pack: Its id; it has one model or more.
        address: Of its file, to link to, or "".

    Raises:
        PackError: If the pack is wrong.
    """
    models = shelf.models_in(pack)
    subject = _Subject(
        shelf,
        pack,
        shelf.file(pack),
        models,
        tuple(shelf.merged(pack, model) for model in models),
        tuple(shelf.program(pack, model) for model in models),
    )
    title = subject.file.pack.title or pack
    lines = [
        f"<!-- Written by lightmeter from the pack {pack}: change the pack, not this page. -->",
        "",
        f"# {prose(title)}",
        "",
        *_opening(subject.file),
        *_facts(subject, address),
    ]
    sections: Mapping[str, Callable[[_Subject], Iterator[str]]] = {
        "Models": lambda it: models_section(it.merged, it.pack),
        "Members": _members,
        "Derived values": _derived,
        "Rules": _rules,
        "Billing": _billing,
        "Sources": _sources,
    }
    for heading, section in sections.items():
        body = list(section(subject))
        if body:
            lines += ["", f"## {heading}", "", *body]
    return page(lines)


# Head ---------------------------------------------------------------------------------------------


def _opening(file: PackFile) -> Iterator[str]:
    """The comment that a pack opens with."""
    comment = []
    for line in file.document.source.text.splitlines():
        if not line.startswith("#"):
            break
        comment.append(line.removeprefix("#").strip())
    for blank, group in groupby(comment, key=lambda line: not line):
        if not blank:
            yield from paragraph(prose(" ".join(group), emphasis=True))
            yield ""


def _facts(subject: _Subject, address: str) -> Iterator[str]:
    pack, merged = subject.file.pack, subject.merged[0].pack
    name = link(code(f"{subject.pack}.toml"), address)
    examples = count(len(examples_of(subject.shelf, subject.pack)), "example")
    yield from paragraph(
        f"- Pack: {code(subject.pack)}, in {name}, tried by {examples} of its own", "  "
    )
    dates = [f"edition {pack.edition}" if pack.edition else "undated"]
    read = next((it.read for it in pack.sources.values() if it.read), "")
    yield f"- Document: {', '.join([*dates, *([f'read {read}'] if read else [])])}"
    request = merged.request
    if request.url:
        yield f"- Sent as: {code(f'{request.method} {request.url}')}"
    if merged.levers:
        yield f"- Effective values that are shown: {', '.join(map(code, merged.levers))}"
    overlays = subject.merged[0].overlays
    if overlays:
        yield f"- Amended by: {', '.join(map(code, overlays))}"


# Members ------------------------------------------------------------------------------------------


def _members(subject: _Subject) -> Iterator[str]:
    programs = subject.programs
    base = programs[0].input
    where = code(base[0]) if base else "the body"
    yield f"Of {where}:"
    yield ""
    inside = [_rows(_holder(it).properties, ("model",) * (not base)) for it in programs]
    yield from member_table(programs, inside, subject.pack)
    around = [
        {
            **(_rows(program.body.properties, (*base, "model")) if base else {}),
            **{f"{code(name)}, a header": it for name, it in program.headers.properties.items()},
        }
        for program in programs
    ]
    if any(around):
        yield ""
        yield f"Beside {where} and {code('model')}:" if base else "Beside it:"
        yield ""
        yield from member_table(programs, around, subject.pack)
    closed = _holder(programs[0]).closed
    yield ""
    yield from paragraph(
        "Members that are not listed are refused (error `unknown-field`): the document says that"
        " there are no others."
        if closed
        else "Members that are not listed are reported, not refused (warning `unknown-field`): the"
        " document does not say what becomes of them."
    )
    said = list(besides(programs))
    if said:
        yield ""
        yield "Said besides, of what is accepted:"
        yield ""
        for line in said:
            yield from paragraph(f"- {line}", "  ")


def _holder(program: Program) -> Member:
    return program.body.properties[program.input[0]] if program.input else program.body


def _rows(members: Mapping[str, Member], without: Sequence[str]) -> dict[str, Member]:
    kept = {name: member for name, member in members.items() if name not in without}
    return {code(name): member for name, member in _flat(kept)}


def _flat(members: Mapping[str, Member], above: str = "") -> Iterator[tuple[str, Member]]:
    for name, member in members.items():
        full = f"{above}{name}"
        yield full, member
        yield from _flat(member.properties, f"{full}.")
        items = member.items
        while items is not None:
            full = f"{full}[]"
            yield full, items
            yield from _flat(items.properties, f"{full}.")
            items = items.items


# Derived values -----------------------------------------------------------------------------------


def _derived(subject: _Subject) -> Iterator[str]:
    merged = subject.merged[0]
    formulas = [(name, it) for name, it in merged.pack.let.items() if isinstance(it, Formula)]
    if formulas:
        yield "Names that the conditions and prices below use:"
        yield ""
        rows = [(code(name), "; ".join(show_formula(formula))) for name, formula in formulas]
        yield from table(("name", "stands for"), rows)
    billed = tables_in_billing(merged)
    others = [
        name
        for name, it in merged.pack.let.items()
        if isinstance(it, LookupTable) and name not in billed
    ]
    yield from lookup_tables(merged, others)


# Rules --------------------------------------------------------------------------------------------


def _rules(subject: _Subject) -> Iterator[str]:
    shelf, pack = subject.shelf, subject.pack
    described = [
        describe_rule(shelf, it) for it in list_entries(shelf, [pack]) if it.rule is not None
    ]
    known = {it.id for it in described}
    for name in subject.merged[0].pack.rules:
        if name not in known:
            described += describe_off(shelf, pack, name)
    order = list(subject.merged[0].pack.rules)
    described.sort(key=lambda it: order.index(it.id) if it.id in order else len(order))
    yield from paragraph(
        "Demands on several members at once. What is demanded of single ones stands under"
        " [Members](#members); `lightmeter explain` tells the same of both."
        if described
        else "No demand is made on several members at once; those on single ones stand under"
        " [Members](#members)."
    )
    before = ""
    for it in described:
        if it.id != before:
            yield ""
            yield f"### {it.id}"
        before = it.id
        yield ""
        yield from _rule(it, subject.models)


def _rule(it: Description, models: Sequence[str]) -> Iterator[str]:
    only = f", for {', '.join(map(code, it.models))}" if tuple(it.models) != tuple(models) else ""
    yield f"{_SEVERITIES[it.severity]} at {code(it.member)}{only}:"
    yield ""
    yield from (f"> {line}" for line in paragraph(prose(it.what)))
    facts = []
    if it.why:
        facts.append(f"**Why:** {prose(it.why)}")
    if it.when is not None or it.require is not None:
        fires = f"when {code(it.when)}" if it.when is not None else ""
        unless = f"unless {code(it.require)}" if it.require is not None else ""
        facts.append(f"**Fires** {', '.join(filter(None, (fires, unless)))}.")
    if it.remedy or it.fix:
        offered = f", offered when {code(it.fix_when)}" if it.fix_when else ""
        fix = f"Fix: {prose(it.fix)}{offered}." if it.fix else ""
        remedy = f"{prose(it.remedy[:1].upper() + it.remedy[1:])}." if it.remedy else ""
        facts.append(f"**Remedy:** {' '.join(filter(None, (remedy, fix)))}")
    for fact in facts:
        yield ""
        yield from paragraph(fact)
    yield from _sample("Bad", it.bad, it.what)
    yield from _sample("Good", it.good, "")
    if it.citation is not None:
        source = it.citation
        parts = [link(prose(source.title), source.url)]
        parts += [f"section {prose(source.section)}"] if source.section else []
        parts.append(f"edition {source.edition}" if source.edition else "undated")
        parts += [f"read {source.read}"] if source.read else []
        yield ""
        yield from paragraph(f"**Source:** {', '.join([*parts, it.basis])}.")
    for key in it.overrides:
        yield ""
        yield from paragraph(f"**Overridden:** {prose(show_override(key, 2))}.")


def _sample(label: str, sample: Sample | None, known: str) -> Iterator[str]:
    if sample is None or sample.request is None:
        return
    yield ""
    yield f"**{label}** ({prose(sample.title)}):"
    yield ""
    request = shorten(sample.request)
    text = write_json(request)
    yield from fenced(text if len(text) <= _LONGEST_LINE else write_json(request, indent=2), "json")
    if sample.message not in ("", known):
        yield ""
        yield from (f"> {line}" for line in paragraph(prose(sample.message)))


def _json(request: Mapping[str, Any]) -> str:
    """A request on one line, else one line a member, as far as they are short."""
    text = write_json(request)
    if len(text) <= _LONGEST_LINE:
        return text
    members = [f"  {write_json({key: value})[1:-1]}" for key, value in request.items()]
    if max(map(len, members)) <= _LONGEST_LINE:
        return "{\n" + ",\n".join(members) + "\n}"
    return write_json(request, indent=2)


# Billing ------------------------------------------------------------------------------------------


def _billing(subject: _Subject) -> Iterator[str]:
    """Once for all models where they cost the same."""
    sections = [
        list(billing_section(merged, program))
        for merged, program in zip(subject.merged, subject.programs, strict=True)
    ]
    groups: dict[tuple[str, ...], list[str]] = {}
    for model, section in zip(subject.models, sections, strict=True):
        groups.setdefault(tuple(section), []).append(model)
    for number, (lines, models) in enumerate(groups.items()):
        if len(groups) > 1:
            yield from ("",) * bool(number)
            yield f"### Cost of {', '.join(map(code, models))}"
            yield ""
        yield from lines


# Sources ------------------------------------------------------------------------------------------


def _sources(subject: _Subject) -> Iterator[str]:
    files = subject.merged[0].files.values()
    own = [it for it in files if it.pack.id == subject.pack]
    rows = [
        (
            code(key) if file in own else f"{code(key)} of {code(file.pack.id)}",
            link(prose(source.title), source.url),
            source.edition or "undated",
            source.read,
            prose(source.note),
        )
        for file in (*own, *(it for it in files if it not in own))
        for key, source in file.pack.sources.items()
    ]
    if rows:
        yield from table(("key", "document", "edition", "read", "note"), rows)
