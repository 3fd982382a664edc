"""`lightmeter packs new`: a pack to begin with."""

import datetime as dt
from pathlib import Path
from typing import Any

import click

from lightmeter.cli.ending import say
from lightmeter.cli.options import place_options
from lightmeter.cli.overlay_starter import write_overlay
from lightmeter.cli.shelves import make_shelf
from lightmeter.cli.starter import write_pack
from lightmeter.errors import UsageError
from lightmeter.language.spelling import nearest
from lightmeter.packs.load import Shelf
from lightmeter.packs.places import is_pack_id
from lightmeter.place import format_pointer
from lightmeter.settings.disk import is_there

__all__ = ["packs_new"]


@click.command("new")
@click.argument("pack", metavar="PROVIDER/NAME")
@click.option(
    "--directory",
    default=Path(),
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Directory of packs that it is put into; the current one without.",
)
@click.option("--amends", metavar="ID", help="Begin an overlay on that pack instead.")
@click.option(
    "--extends", metavar="ID", help="Let that pack say how a request is sent: vidgo/provider."
)
@place_options
def packs_new(
    pack: str, directory: Path, amends: str | None, extends: str | None, **chosen: Any
) -> None:
    """
    Begin a pack: DIR/PROVIDER/NAME.toml, with a comment for each part.

    Its facts are made up, and it passes its own tests. Nothing is overwritten.
    """
    shelf = make_shelf(None, **chosen)
    _check_id(shelf, pack)
    if amends is not None and extends is not None:
        raise UsageError("a pack amends another or extends it, not both")
    today = dt.datetime.now(tz=dt.UTC).astimezone().date()
    if amends is not None:
        _check_known(shelf, amends)
        text = write_overlay(shelf, pack, amends, today)
    elif extends is not None:
        text = write_pack(pack, today, extends=extends, pointer=_pointer(shelf, extends))
    else:
        text = write_pack(pack, today)
    path = directory / f"{pack}.toml"
    _write(path, text)
    name = path.as_posix()
    what = f"an overlay on {amends}" if amends else "a pack whose facts are made up"
    say(f"wrote {name}, {what}")
    beside = "".join(f" --pack {it.as_posix()}" for it in chosen["packs"])
    say(f"next, put yours in their place, and try it: lightmeter packs test{beside} {name}")
    say(f"then check requests with it: lightmeter check{beside} --pack {name} REQUEST")


def _check_id(shelf: Shelf, pack: str) -> None:
    if not is_pack_id(pack):
        raise UsageError(
            f"{pack} is not a pack id: provider/name, of lower-case letters, digits, . and -"
        )
    if pack in shelf.ids:
        raise UsageError(
            f"{pack} is there already; choose another name, or amend it with an overlay:"
            f" lightmeter packs new PROVIDER/NAME --amends {pack}"
        )


def _check_known(shelf: Shelf, pack: str) -> None:
    if pack not in shelf.ids:
        close = nearest(pack, shelf.ids)
        hint = f"; did you mean {close}?" if close else f"; there are {', '.join(shelf.ids)}"
        raise UsageError(f"there is no pack {pack}{hint}")


def _pointer(shelf: Shelf, pack: str) -> str:
    """Where a pack has the fields of a request."""
    _check_known(shelf, pack)
    if shelf.models_in(pack):
        raise UsageError(
            f"{pack} has models, fields and prices of its own, which a pack that extends it has as"
            " well; extend what says how a request is sent, such as vidgo/provider, or amend it"
        )
    return format_pointer(shelf.program(pack, "").input)


def _write(path: Path, text: str) -> None:
    if is_there(path):
        raise UsageError(f"{path.as_posix()} is there already, and nothing is overwritten")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # Should it have come into being since, it is still not overwritten.
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        reason = error.strerror or error
        raise UsageError(f"{path.as_posix()} cannot be written: {reason}") from None
