"""`lightmeter explain`: what a rule demands, why, and where that stands."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from lightmeter.cli.colour import choose_style
from lightmeter.cli.ending import write
from lightmeter.cli.options import color_option, pack_options
from lightmeter.cli.shelves import make_shelf
from lightmeter.errors import UsageError
from lightmeter.language.message import escape
from lightmeter.language.spelling import nearest
from lightmeter.packs.load import Shelf
from lightmeter.packs.model import FixPlan
from lightmeter.report.catalogue import Entry, list_entries
from lightmeter.report.display import pad, wrap
from lightmeter.report.examples import find_examples
from lightmeter.report.json_text import write_json
from lightmeter.report.naming import show_citation
from lightmeter.report.rule_texts import KEYWORD_TEXTS, OWN_TEXTS, RuleText
from lightmeter.report.style import Style
from lightmeter.report.table import align

__all__ = ["explain"]

_COLUMNS = 100
_LABEL_COLUMNS = 10
_INDENT = "  "


@click.command()
@click.argument("rule")
@pack_options
@color_option
def explain(
    rule: str,
    color: str,
    provider: str | None,
    packs: Sequence[Path],
    overlays: Sequence[Path],
) -> None:
    """
    Explain a rule: what it demands, why, what to do, where it stands.

    RULE is an id such as billed-as-2k or enum, or a full name such as vidgo/gpt-image-2/enum.
    """
    shelf = make_shelf(packs, overlays, provider)
    style = choose_style(color)
    pack, _, name = rule.rpartition("/")
    known = [it for it in shelf.ids if provider is None or it.startswith(f"{provider}/")]
    wanted = [it for it in known if not pack or it == pack]
    entries = list(list_entries(shelf, wanted))
    if pack and not wanted:
        # An overlay's rules bear its own name.
        entries = [it for it in list_entries(shelf, known) if it.check.pack == pack]
    found = [it for it in entries if it.check.rule == name]
    pages = [_pack_page(shelf, it, style) for it in found if it.rule is not None]
    single = [it for it in found if it.rule is None]
    if name in KEYWORD_TEXTS and (single or not pack):
        pages.append(_general_page(rule, KEYWORD_TEXTS[name], single, style))
    if name in OWN_TEXTS and not pack:
        pages.append(_general_page(rule, OWN_TEXTS[name], [], style))
    if not pages:
        raise UsageError(_unknown(rule, list(list_entries(shelf, known))))
    write("\n".join("\n".join(page) + "\n" for page in pages))


def _unknown(rule: str, entries: Sequence[Entry]) -> str:
    pack, _, name = rule.rpartition("/")
    own = {it.check.rule for it in entries if it.check.pack == pack}
    if own:
        # Names of one pack are alike for their pack alone: it is the ids that are compared.
        close = nearest(name, own)
        close = f"{pack}/{close}" if close else name if name in OWN_TEXTS else ""
    elif pack:
        close = nearest(rule, {it.name for it in entries})
    else:
        ids = {it.check.rule for it in entries}
        close = nearest(name, {*ids, *KEYWORD_TEXTS, *OWN_TEXTS})
    hint = f"did you mean {close}?" if close else "lightmeter rules lists all of them"
    return f"there is no rule {rule}; {hint}"


# A pack's own rules -------------------------------------------------------------------------------


def _pack_page(shelf: Shelf, entry: Entry, style: Style) -> Iterator[str]:
    check, rule = entry.check, entry.rule
    assert rule is not None
    yield f"{style.bold(entry.name)}: {style.severity(str(check.severity), check.severity)}"
    yield ""
    yield from _paragraph(entry.text)
    yield ""
    facts = [("fires", _condition(rule.when, rule.require))]
    if check.why:
        facts.append(("why", check.why))
    if rule.fix is not None:
        facts.append(("fix", _fix(rule.fix)))
    facts.append(("member", check.member or "the whole input"))
    facts.append(("models", ", ".join(entry.models)))
    if check.citation is not None:
        facts.append(("source", show_citation(check.citation, check.basis)))
        facts += [("", it) for it in (check.citation.url, check.citation.note) if it]
    if entry.program.edition:
        facts.append(("edition", entry.program.edition))
    yield from _facts(facts, style)
    for title, example in find_examples(shelf, entry.pack, check.rule):
        yield ""
        yield style.bold(title)
        yield from _data(example)


def _condition(when: str | None, require: str | None) -> str:
    """The firing law in the pack's words."""
    if when is None:
        return f"unless {require}"
    return f"when {when}" if require is None else f"when {when}, unless {require}"


def _fix(plan: FixPlan) -> str:
    steps = [f"set {name} to {write_json(value)}" for name, value in plan.set.items()]
    steps += [f"remove {name}" for name in plan.remove]
    kind = "safe" if plan.safe else "unsafe: look at it before you take it over"
    return f"{', '.join(steps)} ({kind})"


def _data(value: Mapping[str, Any]) -> Iterator[str]:
    # A prompt can have thousands of characters, of which the first few tell enough.
    shortened = _map_texts(value, lambda text: escape(text, 60))
    for line in write_json(shortened, indent=2).splitlines():
        yield f"{_INDENT}{line}"


def _map_texts(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, Mapping):
        return {key: _map_texts(inner, change) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_map_texts(inner, change) for inner in value]
    return value


# Rules of single members, and lightmeter's own ----------------------------------------------------


def _general_page(
    name: str, text: RuleText, entries: Sequence[Entry], style: Style
) -> Iterator[str]:
    severity = f": {text.severity}" if text.severity else ""
    yield f"{style.bold(name)}{severity}"
    yield ""
    yield from _paragraph(text.what)
    yield ""
    facts = [("why", text.why), ("remedy", text.remedy)]
    if text.bad:
        facts += _lines("bad", text.bad)
        facts += _lines("good", text.good)
    yield from _facts(facts, style)
    if entries:
        yield ""
        yield style.bold("Where it is demanded")
        rows = align([(it.check.pack, *it.row) for it in entries])
        for it, row in zip(entries, rows, strict=True):
            yield f"{_INDENT}{row}"
            if it.check.citation is not None:
                source = show_citation(it.check.citation, it.check.basis)
                yield style.dim(f"{_INDENT}{_INDENT}{source}")


def _lines(label: str, text: str) -> list[tuple[str, str]]:
    first, *rest = text.split("\n")
    return [(label, first), *(("", it) for it in rest)]


# Layout -------------------------------------------------------------------------------------------


def _paragraph(text: str) -> Iterator[str]:
    for line in wrap(text, _COLUMNS - len(_INDENT)):
        yield f"{_INDENT}{line}"


def _facts(facts: Sequence[tuple[str, str]], style: Style) -> Iterator[str]:
    for label, text in facts:
        shown = style.dim(label) + pad("", _LABEL_COLUMNS - len(label))
        for line in wrap(text, _COLUMNS - _LABEL_COLUMNS - len(_INDENT)):
            yield f"{_INDENT}{shown}{line}"
            shown = pad("", _LABEL_COLUMNS)
