"""
What is made when a wheel is built: the shipped packs as they are read at a start.

Reading and proving a pack takes as long as all else that a short check does. A checkout has none of
these files and reads its packs like anybody's, so that nothing is stale while rules are written.
"""

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

__all__ = ["PreparingHook"]

_EDITABLE = "editable"


class PreparingHook(BuildHookInterface[Any]):
    """Puts prepared packs into a wheel."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """
        Prepare the packs, before the files of the wheel are collected.

        Args:
            version: "standard", or "editable".
            build_data: What goes into the wheel.
        """
        if version == _EDITABLE:
            return
        sys.path.insert(0, str(Path(self.root, "src")))
        from lightmeter.judge.prepare import prepare_all  # noqa: PLC0415 - found by the line above

        self._made = tempfile.TemporaryDirectory()
        prepare_all(Path(self._made.name))
        build_data["force_include"][self._made.name] = "lightmeter/prepared"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Take away what was put together."""
        del build_data, artifact_path
        if version != _EDITABLE:
            self._made.cleanup()
