"""
Settings as JSON Schema 2020-12, for editors.

What the schema rejects lightmeter rejects too. The other way round it cannot see what lies on disk,
what another file says, a pattern that means no file, a version that does not fit, and a day that no
month has. Days, which only TOML has, are texts to the validators of TOML editors.
"""

from typing import Any

from lightmeter.settings.key import object_schema
from lightmeter.settings.keys import KEYS

__all__ = ["settings_schema"]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def settings_schema() -> dict[str, Any]:
    """Write the schema of `lightmeter.toml`, and of the table `[tool.lightmeter]`."""
    return {
        "$schema": _DIALECT,
        "$id": "urn:lightmeter:settings",
        "title": "Settings of lightmeter",
        "description": "lightmeter.toml, .lightmeter.toml, or [tool.lightmeter] in pyproject.toml.",
        **object_schema(KEYS),
        "if": {
            "properties": {"require-reason": {"const": True}},
            "required": ["require-reason"],
        },
        "then": {"properties": {"suppress": {"items": {"required": ["reason"]}}}},
    }
