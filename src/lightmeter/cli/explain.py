"""`lightmeter explain`: what a rule demands, why, and where that stands."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import click

from lightmeter.cli.colour import choose_style
from lightmeter.cli.completing import complete_names
from lightmeter.cli.ending import write
from lightmeter.cli.options import color_option, format_option, pack_options
from lightmeter.cli.pack_view import PACK_FORMATS, choose_model
from lightmeter.cli.shelves import make_shelf, name_overlays
from lightmeter.errors import UsageError
from lightmeter.freshness import STALE
from lightmeter.language.spelling import nearest
from lightmeter.packs.load import Shelf
from lightmeter.report.catalogue import Entry, list_entries
from lightmeter.report.description import (
    Description,
    describe_general,
    describe_off,
    describe_rule,
)
from lightmeter.report.explanation import explain_json, explain_text
from lightmeter.rule_texts import KEYWORD_TEXTS, OWN_TEXTS

__all__ = ["explain"]


@click.command()
@click.argument("name", shell_complete=complete_names)
@pack_options
@format_option("text", "json")
@color_option
def explain(name: str, form: str, color: str, provider: str | None, **chosen: Any) -> None:
    """
    Explain a rule: what it demands, why, what to do, where it stands, who changed it.

    NAME is the id of a rule such as billed-as-2k or enum, or a full name such as
    vidgo/gpt-image-2/enum. For a model or a pack, everything that is in force for it is shown with
    its file and line, as packs show does.
    """
    shelf = make_shelf(provider, **chosen)
    target = _find_model(shelf, name, provider)
    if target is not None:
        write(PACK_FORMATS[form](shelf.merged(*target)))
        _name_overlays(shelf, target[:1])
        return
    known = [it for it in shelf.ids if provider is None or it.startswith(f"{provider}/")]
    found = _find_entries(shelf, known, name)
    descriptions = list(_describe(shelf, known, name, found))
    if not descriptions:
        raise UsageError(_unknown(name, list(list_entries(shelf, known))))
    if form == "json":
        write(explain_json(descriptions))
    else:
        style = choose_style(color)
        write("\n".join("\n".join(explain_text(it, style)) + "\n" for it in descriptions))
    _name_overlays(shelf, {it.pack for it in found})


def _name_overlays(shelf: Shelf, packs: Iterable[str]) -> None:
    name_overlays(name for pack in packs for name in _overlays(shelf, pack))


def _overlays(shelf: Shelf, pack: str) -> list[str]:
    return [file.pack.id for file in shelf.overlays_on(pack)]


def _find_model(shelf: Shelf, name: str, provider: str | None) -> tuple[str, str] | None:
    """The pack and the model that a name stands for, or None where it is neither."""
    if name in shelf.ids:
        return name, choose_model(shelf, name, None)
    # A model's id may hold slashes of its own, so that any of them may be the one behind its owner.
    parted = [(name[:at], name[at + 1 :]) for at, sign in enumerate(name) if sign == "/"]
    for owner, model in parted:
        if owner in shelf.ids and model in shelf.models_in(owner):
            return owner, model
    found = [(pack, name) for pack in shelf.packs_of(name, provider)]
    # As reports name a model: behind its provider.
    found += [(pack, model) for owner, model in parted for pack in shelf.packs_of(model, owner)]
    if len(found) > 1:
        choices = " or ".join("/".join(it) for it in found)
        raise UsageError(f"{name} is a model of several packs; name one of them: {choices}")
    return found[0] if found else None


def _find_entries(shelf: Shelf, known: Sequence[str], full: str) -> list[Entry]:
    """What bears a name, which may be a full one."""
    pack, _, name = full.rpartition("/")
    wanted = [it for it in known if not pack or it == pack]
    entries = list(list_entries(shelf, wanted))
    if pack and not wanted:
        # An overlay's rules bear its own name.
        entries = [it for it in list_entries(shelf, known) if it.check.pack == pack]
    return [it for it in entries if it.check.rule == name]


def _describe(
    shelf: Shelf, known: Sequence[str], full: str, found: Sequence[Entry]
) -> Iterator[Description]:
    pack, _, name = full.rpartition("/")
    wanted = [it for it in known if not pack or it == pack]
    yield from (describe_rule(shelf, it) for it in found if it.rule is not None)
    on = {it.pack for it in found}
    for it in wanted:
        if it not in on:
            yield from describe_off(shelf, it, name)
    single = [it for it in found if it.rule is None]
    of_any = name == STALE and any(pack == it or pack in _overlays(shelf, it) for it in known)
    if name in KEYWORD_TEXTS and (single or not pack or of_any):
        yield describe_general(full, KEYWORD_TEXTS[name], single, shelf if pack else None)
    if name in OWN_TEXTS and not pack:
        yield describe_general(full, OWN_TEXTS[name])


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
        models = {model for it in entries for model in it.models}
        ids = {it.check.rule for it in entries}
        close = nearest(name, {*ids, *models, *KEYWORD_TEXTS, *OWN_TEXTS})
    hint = f"did you mean {close}?" if close else "lightmeter rules lists all of them"
    return f"there is no rule {rule}; {hint}"
