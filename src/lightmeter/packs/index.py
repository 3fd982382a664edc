"""
The index of the shipped packs: which models each of them knows, without opening it.

`models.json` lies beside the packs. It is made from them, never written by hand, and believed only
while every pack it names has the size that it had.
"""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

__all__ = ["INDEX_NAME", "read_index", "write_index"]

INDEX_NAME = "models.json"


def read_index(directory: Path, paths: Mapping[str, Path]) -> Mapping[str, tuple[str, ...]]:
    """
    Read the index of a directory of packs.

    Args:
        directory: That may hold an index.
        paths: Of the packs that lie in it, by id.

    Returns:
        The models of each pack that can be told without opening it. Nothing where there is no
        index, where it is broken, or where a pack has changed since: another may inherit from that.
    """
    try:
        entries = json.loads((directory / INDEX_NAME).read_bytes())
        known = {pack: entry for pack, entry in entries.items() if pack in paths}
        if any(paths[pack].stat().st_size != entry["bytes"] for pack, entry in known.items()):
            return {}
        return {pack: _models(entry) for pack, entry in known.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        # It saves time and nothing else, so whatever is wrong with it is no error.
        return {}


def _models(entry: Mapping[str, Any]) -> tuple[str, ...]:
    models = entry["models"]
    if not isinstance(models, list) or not all(isinstance(model, str) for model in models):
        raise TypeError
    return tuple(models)


def write_index(packs: Iterable[tuple[str, Path, Iterable[str]]]) -> str:
    """
    Write the index.

    Args:
        packs: Id, file, and models of each pack, in the pack's order.

    Returns:
        One line a pack, sorted.
    """
    rows = [
        f"  {json.dumps(pack)}: "
        + json.dumps({"bytes": path.stat().st_size, "models": list(models)}, ensure_ascii=False)
        for pack, path, models in sorted(packs, key=lambda it: it[0])
    ]
    return "{\n" + ",\n".join(rows) + "\n}\n"
