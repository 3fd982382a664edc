"""A merged pack as JSON: every effective key, where it was written, and what it replaced."""

from typing import Any

from lightmeter.packs.merge import Merged
from lightmeter.packs.origins import Place, list_keys
from lightmeter.place import format_pointer
from lightmeter.report.json_text import write_json

__all__ = ["place_object", "render_pack_json"]


def render_pack_json(merged: Merged) -> str:
    """Write a merged pack as one JSON object; pointers are those of the merged data."""
    document = {
        "version": 1,
        "pack": merged.pack.id,
        "model": merged.model or None,
        "layers": list(merged.files),
        "entries": [
            {
                "pointer": format_pointer(key.path),
                "value": key.value,
                "origin": place_object(key.place),
                "replaced": [
                    {"value": it.value, "origin": place_object(it.place)} for it in key.replaced
                ],
            }
            for key in list_keys(merged)
        ],
    }
    return write_json(document, indent=2) + "\n"


def place_object(place: Place) -> dict[str, Any]:
    """Where a key stands, as JSON tells it."""
    return {"file": place.file, "line": place.line, "column": place.column}
