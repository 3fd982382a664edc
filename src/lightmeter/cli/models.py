"""`lightmeter models`: which models are known."""

from typing import Any

import click

from lightmeter.cli.ending import write
from lightmeter.cli.options import format_option, pack_options
from lightmeter.cli.shelves import make_shelf, name_overlays
from lightmeter.report.display import show
from lightmeter.report.json_text import write_json
from lightmeter.report.table import align

__all__ = ["models"]

_COLUMNS = ("provider", "model", "pack", "edition", "title")


@click.command()
@pack_options
@format_option("text", "json")
def models(form: str, provider: str | None, **chosen: Any) -> None:
    """
    List the models that are known, and the pack that describes each.

    The edition is the date of the document that a pack stands on.
    """
    shelf = make_shelf(provider, **chosen)
    listed = shelf.models(provider)
    rows = [
        (
            pack.partition("/")[0],
            model,
            pack,
            shelf.file(pack).pack.edition,
            shelf.file(pack).pack.title,
        )
        for pack, model in listed
    ]
    overlays = {pack: [it.pack.id for it in shelf.overlays_on(pack)] for pack, _ in listed}
    if form == "json":
        objects = [
            {
                **{key: cell or None for key, cell in zip(_COLUMNS, row, strict=True)},
                "overlays": overlays[pack],
            }
            for row, (pack, _) in zip(rows, listed, strict=True)
        ]
        write(write_json({"version": 1, "models": objects}, indent=2) + "\n")
        return
    headings = tuple(name.upper() for name in _COLUMNS)
    shown = [tuple(map(show, row)) for row in rows]
    write("".join(f"{line}\n" for line in align([headings, *shown])))
    name_overlays(name for names in overlays.values() for name in names)
