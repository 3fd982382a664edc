"""Shipped packs are prepared, so that a start takes less: proven, with the source of judges."""

import json
from pathlib import Path

from lightmeter.judge.generate import generate_source
from lightmeter.judge.runtime import HEADERS, RUNTIME
from lightmeter.packs.load import Shelf
from lightmeter.packs.places import shipped_directory
from lightmeter.packs.prepared import digest, file_name
from lightmeter.packs.stored import store

__all__ = ["prepare", "prepare_all"]


def prepare_all(directory: Path) -> None:
    """
    Prepare every model of the shipped packs.

    Args:
        directory: That the files go to.

    Raises:
        PackError: If one of them is wrong.
    """
    # Named as a place of its own, so that nothing that was prepared earlier is believed.
    shelf = Shelf([shipped_directory()], prepared=None)
    for pack in shelf.ids:
        for number, model in enumerate(shelf.models_in(pack) or ("",)):
            path = directory / file_name(pack, number)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(prepare(shelf, pack, model), "utf-8")


def prepare(shelf: Shelf, pack: str, model: str) -> str:
    """
    Prepare a model.

    Args:
        shelf: Without overlays.
        pack: Id of its pack.
        model: Its id, or "" for a provider's envelope.

    Returns:
        JSON: of every file that took part a digest, then the program and its judge.

    Raises:
        PackError: If the pack is wrong.
    """
    program = shelf.program(pack, model)
    source, constants = generate_source(program)
    own = {name: it for name, it in constants.items() if name not in {*RUNTIME, HEADERS}}
    data = {
        "pack": pack,
        "model": model,
        "files": {it.pack.id: digest(shelf.path(it.pack.id)) for it in shelf.chain(pack)},
        **store((program, source, own)),
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"
