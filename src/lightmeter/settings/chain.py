"""Settings files that build on others are followed to the last."""

from collections.abc import Iterator
from pathlib import Path

from lightmeter.document.source import Source
from lightmeter.file_names import whole_path
from lightmeter.settings.cursor import Cursor
from lightmeter.settings.disk import is_directory, is_there
from lightmeter.settings.layer import Layer, read_layer
from lightmeter.settings.opening import open_settings

__all__ = ["LONGEST_CHAIN", "Chains", "Link"]

LONGEST_CHAIN = 8
"""Files of a chain, the one in force among them."""

Link = tuple[Cursor, Layer]
"""An opened file, and what it says."""


class Chains:
    """What files say and what they build on; each file is read once."""

    def __init__(self) -> None:
        """Begin with none."""
        self._known: dict[Path, Link] = {}

    @property
    def sources(self) -> Iterator[Source]:
        """The texts that were read."""
        return (cursor.file.document.source for cursor, _ in self._known.values())

    def follow(self, path: Path, opened: Cursor | None = None) -> tuple[Link, ...]:
        """
        Give what a file says, then what each further file says that it builds on.

        Args:
            path: Of the file.
            opened: The file, where it was opened already.

        Raises:
            SettingsError: At the first mistake of any of them, or where the chain has no end.
        """
        path = whole_path(path)
        link = self._link(path, opened)
        chain = {path: link}
        while (extends := link[1].extends) is not None:
            path = self._target(extends, chain)
            link = self._link(path)
            if link[0].value is None:
                raise extends.wrong(f"{extends.value} has no table [tool.lightmeter]")
            chain[path] = link
        return tuple(chain.values())

    def _link(self, path: Path, opened: Cursor | None = None) -> Link:
        if path not in self._known:
            cursor = opened if opened is not None else open_settings(path)
            layer = Layer() if cursor.value is None else read_layer(cursor)
            self._known[path] = cursor, layer
        return self._known[path]

    def _target(self, extends: Cursor, chain: dict[Path, Link]) -> Path:
        text = str(extends.value)
        path = whole_path(extends.directory / text)
        if not is_there(path):
            raise extends.wrong(
                f"there is no {text}; paths are relative to the directory of this file"
            )
        if is_directory(path):
            raise extends.wrong(f"{text} is a directory; name the file of settings in it")
        # A link is another name of the same file.
        if any(path.samefile(it) for it in chain):
            names = " and ".join(cursor.file.name for cursor, _ in chain.values())
            raise extends.wrong(f"{text} leads back to where it came from: to {names}")
        if len(chain) == LONGEST_CHAIN:
            raise extends.wrong(
                f"this would be file {LONGEST_CHAIN + 1} of a chain, and at most {LONGEST_CHAIN}"
                " are followed; extend one that says it all"
            )
        return path
