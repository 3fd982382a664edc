"""The page that leads to those of the packs, in Markdown."""

from collections.abc import Sequence

from lightmeter.packs.load import Shelf
from lightmeter.packs.merge import Merged
from lightmeter.report.markdown import code, page, prose, table

__all__ = ["pack_index"]


def pack_index(shelf: Shelf, packs: Sequence[str]) -> str:
    """Write the page that leads to the others, for packs that have models."""
    rows = []
    for pack in packs:
        of_models = [shelf.merged(pack, model) for model in shelf.models_in(pack)]
        merged = of_models[0]
        edition = shelf.file(pack).pack.edition or "undated"
        rules = {
            name
            for it in of_models
            for name, rule in it.pack.rules.items()
            if rule.severity is not None
        }
        rows.append(
            (
                f"[{prose(merged.pack.title or pack)}]({pack}.md)",
                ", ".join(map(code, shelf.models_in(pack))),
                _priced(merged),
                str(len(rules)),
                edition,
            )
        )
    lines = [
        "<!-- Written by lightmeter from the packs: change a pack, not this page. -->",
        "",
        "# Packs",
        "",
        "What is known of each model, one page a pack: members, rules, prices, and their sources.",
        "",
        *table(("pack", "models", "price", "rules", "document of"), rows),
    ]
    return page(lines)


def _priced(merged: Merged) -> str:
    """Whether a price is known, in the words of the bill."""
    lines = merged.pack.billing
    open_ended = [it for it in lines if it.rate is None or it.unpriced]
    if not lines or all(it.rate is None for it in lines):
        return "not published"
    money = ", ".join(dict.fromkeys(f"{it.currency} per {it.unit}" for it in lines))
    return f"{prose(money)}{', in part' if open_ended else ''}"
