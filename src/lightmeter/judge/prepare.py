"""Shipped packs are prepared, so that a start takes less: proven, with their judges."""

import json
from pathlib import Path

from lightmeter.judge.generate import generate_source
from lightmeter.judge.runtime import HEADERS, RUNTIME
from lightmeter.packs.load import Shelf
from lightmeter.packs.places import shipped_directory
from lightmeter.packs.prepared import digest, file_name, judge_name
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
            for name, text in prepare(shelf, pack, model, number).items():
                path = directory / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, "utf-8", newline="\n")


def prepare(shelf: Shelf, pack: str, model: str, number: int) -> dict[str, str]:
    """
    Prepare a model.

    Args:
        shelf: Without overlays.
        pack: Id of its pack.
        model: Its id, or "" for a provider's envelope.
        number: Of the model in its pack, from 0.

    Returns:
        Names of files to their texts: JSON, of every pack that took part a digest, then the
        program; and Python, its judge, which is compiled where lightmeter is installed.

    Raises:
        PackError: If the pack is wrong.
    """
    program = shelf.program(pack, model)
    source, constants = generate_source(program)
    own = {name: it for name, it in constants.items() if name not in {*RUNTIME, HEADERS}}
    judge = judge_name(pack, number, source)
    data = {
        "pack": pack,
        "model": model,
        "files": {it.pack.id: digest(shelf.path(it.pack.id)) for it in shelf.chain(pack)},
        **store((program, judge, own)),
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"
    return {file_name(pack, number): text, judge: source}
