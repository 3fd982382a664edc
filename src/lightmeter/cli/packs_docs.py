"""`lightmeter packs docs`: a page for each pack, in Markdown."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from lightmeter.cli.completing import complete_packs
from lightmeter.cli.ending import say, write
from lightmeter.cli.options import place_options
from lightmeter.cli.pack_view import find_pack
from lightmeter.cli.shelves import make_shelf
from lightmeter.errors import LightmeterError, UsageError
from lightmeter.estimate.words import count
from lightmeter.packs.load import Shelf
from lightmeter.report.pack_index import pack_index
from lightmeter.report.pack_page import pack_page

__all__ = ["packs_docs", "write_pages"]

_INDEX = "README.md"


@click.command("docs")
@click.argument("ids", nargs=-1, metavar="[ID]...", shell_complete=complete_packs)
@click.option(
    "--directory",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write one file a pack there instead of standard output.",
)
@place_options
def packs_docs(ids: Sequence[str], directory: Path | None, **chosen: Any) -> None:
    """
    Write the page of each pack: members, rules, prices, sources, and examples.

    ID is that of a pack; without any, every pack that has models gets its page, and a directory an
    index besides.
    """
    shelf = make_shelf(None, **chosen)
    pages = write_pages(shelf, [find_pack(shelf, it) for it in ids])
    if directory is None:
        write("\n".join(text for name, text in pages.items() if name != _INDEX))
        return
    for name, text in pages.items():
        path = directory / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        except OSError as error:
            raise LightmeterError(f"{path} cannot be written: {error.strerror}") from error
    say(f"{count(len(pages), 'file')} written to {directory}")


def write_pages(shelf: Shelf, packs: Sequence[str] = (), root: str = "") -> Mapping[str, str]:
    """
    Write pages.

    Args:
        shelf: On which the packs stand.
        packs: To write of; without any, all that have models, and an index.
        root: Where the packs' files lie, as seen from the directory of the pages; "" for no links.

    Returns:
        Text by the name of the file below a directory of pages.

    Raises:
        LightmeterError: If a pack is wrong, or has no model to write of.
    """
    wanted = packs or [pack for pack in shelf.ids if shelf.models_in(pack)]
    pages = {}
    for pack in wanted:
        if not shelf.models_in(pack):
            raise UsageError(f"{pack} has no models, and so no page")
        # From the page itself, which lies as deep as its id has parts.
        address = f"{'../' * pack.count('/')}{root}/{pack}.toml" if root else ""
        pages[f"{pack}.md"] = pack_page(shelf, pack, address)
    if not packs:
        pages[_INDEX] = pack_index(shelf, wanted)
    return pages
