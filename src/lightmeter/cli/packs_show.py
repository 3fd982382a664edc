"""`lightmeter packs show`: a pack merged, and where each key was written."""

from typing import Any

import click

from lightmeter.cli.completing import complete_models, complete_packs
from lightmeter.cli.ending import write
from lightmeter.cli.options import format_option, place_options
from lightmeter.cli.pack_view import PACK_FORMATS, choose_model, find_pack
from lightmeter.cli.shelves import make_shelf, name_overlays
from lightmeter.errors import UsageError
from lightmeter.report.judge_source import render_judge

__all__ = ["packs_show"]


@click.command("show")
@click.argument("pack", metavar="ID", shell_complete=complete_packs)
@click.option(
    "--model",
    metavar="NAME",
    shell_complete=complete_models,
    help="Which of the pack's models; the first without.",
)
@click.option(
    "--source", is_flag=True, help="Show the Python that is generated from the pack instead."
)
@place_options
@format_option(*PACK_FORMATS)
def packs_show(
    pack: str,
    model: str | None,
    source: bool,
    form: str,
    **chosen: Any,
) -> None:
    """
    Show what is in force for one model of a pack, and where each key was written.

    ID is that of a pack, such as vidgo/gpt-image-2. What it extends, its own keys, the model's
    patch and overlays are merged; where one layer replaced another's value, both are named. The
    output is TOML. Examples are not merged and are left out.
    """
    shelf = make_shelf(None, **chosen)
    pack = find_pack(shelf, pack)
    if source and form != "text":
        raise UsageError("--source shows Python; leave --format out")
    model = choose_model(shelf, pack, model)
    if source:
        write(render_judge(shelf.program(pack, model)))
    else:
        write(PACK_FORMATS[form](shelf.merged(pack, model)))
    name_overlays(file.pack.id for file in shelf.overlays_on(pack))
