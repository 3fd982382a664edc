"""`lightmeter models`: which models are known."""

from typing import Any

import click

from lightmeter.cli.ending import write
from lightmeter.cli.options import format_option, pack_options
from lightmeter.cli.shelves import make_shelf, name_overlays
from lightmeter.packs.load import Shelf
from lightmeter.packs.model import Retirement
from lightmeter.packs.retirement import retirement_of
from lightmeter.report.display import show
from lightmeter.report.json_text import write_json
from lightmeter.report.table import align

__all__ = ["models"]

_COLUMNS = ("provider", "model", "pack", "edition", "retires", "successor", "title")
# Of the table only where any model has one.
_OPTIONAL = ("retires", "successor")


@click.command()
@pack_options
@format_option("text", "json")
def models(form: str, provider: str | None, **chosen: Any) -> None:
    """
    List the models that are known, and the pack that describes each.

    The edition is the date of the document that a pack stands on. A model retires on the day from
    which its provider refuses it; what takes its place is its successor.
    """
    shelf = make_shelf(provider, **chosen)
    listed = shelf.models(provider)
    rows = [_row(shelf, pack, model) for pack, model in listed]
    overlays = {pack: [it.pack.id for it in shelf.overlays_on(pack)] for pack, _ in listed}
    if form == "json":
        objects = [
            {
                **{key: row[key] or None for key in _COLUMNS},
                "overlays": overlays[pack],
            }
            for row, (pack, _) in zip(rows, listed, strict=True)
        ]
        write(write_json({"version": 1, "models": objects}, indent=2) + "\n")
        return
    columns = [it for it in _COLUMNS if it not in _OPTIONAL or any(row[it] for row in rows)]
    headings = tuple(name.upper() for name in columns)
    shown = [tuple(show(row[it]) for it in columns) for row in rows]
    write("".join(f"{line}\n" for line in align([headings, *shown])))
    name_overlays(name for names in overlays.values() for name in names)


def _row(shelf: Shelf, pack: str, model: str) -> dict[str, str]:
    files = dict.fromkeys((*shelf.chain(pack), *shelf.overlays_on(pack)))
    end = retirement_of(it.pack.models.get(model) for it in files) or Retirement()
    declared = shelf.file(pack).pack
    return {
        "provider": pack.partition("/")[0],
        "model": model,
        "pack": pack,
        "edition": declared.edition,
        "retires": end.retires,
        "successor": end.successor,
        "title": declared.title,
    }
