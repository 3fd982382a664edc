"""Which model of a pack a command shows, and how it is shown."""

from collections.abc import Callable, Mapping
from pathlib import Path

from lightmeter.cli.ending import say
from lightmeter.errors import UsageError
from lightmeter.language.spelling import nearest
from lightmeter.packs.load import Shelf
from lightmeter.packs.merge import Merged
from lightmeter.report.pack_json import render_pack_json
from lightmeter.report.pack_toml import render_pack
from lightmeter.settings.disk import is_file

__all__ = ["PACK_FORMATS", "choose_model", "find_pack"]

PACK_FORMATS: Mapping[str, Callable[[Merged], str]] = {
    "text": render_pack,
    "json": render_pack_json,
}


def find_pack(shelf: Shelf, name: str) -> str:
    """
    Find the pack that a command is given; an overlay stands for the pack it amends.

    Raises:
        UsageError: If there is none, with the nearest.
    """
    amended = {file.pack.id: file.pack.amends for file in shelf.overlays}
    if name in shelf.ids or name in amended:
        return amended.get(name, name)
    if is_file(Path(name)):
        raise UsageError(
            f"{name} is a file; add --pack {name}, or --overlay {name} where it amends a pack, and"
            " give the pack's id"
        )
    close = nearest(name, shelf.ids)
    hint = f"did you mean {close}?" if close else f"there are {', '.join(shelf.ids)}"
    raise UsageError(f"there is no pack {name}; {hint}")


def choose_model(shelf: Shelf, pack: str, wanted: str | None) -> str:
    """
    Choose the model to show, the first where none is wanted, and name the others.

    Raises:
        UsageError: If the pack has no such model, with the nearest.
    """
    models = shelf.models_in(pack)
    if wanted is not None:
        if wanted not in models:
            close = nearest(wanted, models)
            hint = f"did you mean {close}?" if close else f"it has {', '.join(models) or 'none'}"
            raise UsageError(f"{pack} has no model {wanted}; {hint}")
        return wanted
    if not models:
        say(f"{pack} has no models of its own; this is what others inherit")
        return ""
    if len(models) > 1:
        others = ", ".join(models[1:])
        say(f"this is {models[0]}, the first model of {pack}; --model shows another: {others}")
    return models[0]
