"""`lightmeter models`: which models are known."""

from collections.abc import Sequence
from pathlib import Path

import click

from lightmeter.cli.ending import write
from lightmeter.cli.options import format_option, pack_options
from lightmeter.cli.shelves import make_shelf
from lightmeter.report.json_text import write_json
from lightmeter.report.table import align

__all__ = ["models"]

_COLUMNS = ("provider", "model", "pack", "edition", "title")


@click.command()
@pack_options
@format_option("text", "json")
def models(
    form: str, provider: str | None, packs: Sequence[Path], overlays: Sequence[Path]
) -> None:
    """
    List the models that are known, and the pack that describes each.

    The edition is the date of the document that a pack stands on.
    """
    shelf = make_shelf(packs, overlays, provider)
    rows = [
        (
            pack.partition("/")[0],
            model,
            pack,
            shelf.file(pack).pack.edition,
            shelf.file(pack).pack.title,
        )
        for pack, model in shelf.models(provider)
    ]
    if form == "json":
        listed = [
            {key: cell or None for key, cell in zip(_COLUMNS, row, strict=True)} for row in rows
        ]
        write(write_json({"version": 1, "models": listed}, indent=2) + "\n")
        return
    headings = tuple(name.upper() for name in _COLUMNS)
    write("".join(f"{line}\n" for line in align([headings, *rows])))
