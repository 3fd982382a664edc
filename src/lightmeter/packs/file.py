"""One pack file: read, structured, and able to say where in its text a mistake lies."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import attrs

from lightmeter.document.document import Document
from lightmeter.errors import PackError
from lightmeter.misfit import Misfit, StructureError, show
from lightmeter.packs.limits import LARGEST_BYTES, LONGEST_LINE, MOST_DOTS
from lightmeter.packs.model import Pack
from lightmeter.place import Pointer
from lightmeter.toml_file import Limits, TomlFile, parse_toml, read_bytes

__all__ = ["PackFile", "parse_pack", "read_pack"]

# What a model's patch can say; anything else that holds a table there is a part of its name.
_KEYS = frozenset(it.name for it in attrs.fields(Pack))
_LIMITS = Limits("a pack", LARGEST_BYTES, longest_line=LONGEST_LINE, most_dots=MOST_DOTS)


@attrs.frozen(eq=False)
class PackFile:
    """
    A pack as it lies in a file.

    Attributes:
        name: Of the file, as the user knows it.
        document: Its text and places.
        pack: What it declares.
    """

    name: str
    document: Document
    pack: Pack

    @property
    def data(self) -> dict[str, Any]:
        """The plain data of the file."""
        data: dict[str, Any] = self.document.value
        return data

    def error(
        self,
        reason: str,
        pointer: Pointer = (),
        *,
        key: bool = False,
        within: tuple[str, int, int] | None = None,
        suggestion: str = "",
    ) -> PackError:
        """A mistake in this file; the arguments are those of `TomlFile.error`."""
        file = TomlFile(self.name, self.document, PackError)
        return file.error(reason, pointer, key=key, within=within, suggestion=suggestion)

    def misfit(self, misfit: Misfit) -> PackError:
        """Something in this file that the format does not allow."""
        if misfit.unknown and (model := self._model_in_parts(misfit.path)):
            return self.error(
                f"{show(misfit.unknown)} is not known here; a name with a dot stands in quotes:"
                f" write [models.{show(model)}]",
                misfit.path,
                key=True,
            )
        return TomlFile(self.name, self.document, PackError).misfit(misfit)

    def _model_in_parts(self, path: Pointer) -> str:
        """The model id that TOML parted at its dots, since it stands in no quotes, or ""."""
        match path:
            case ("models", str(first), str(second)):
                parts = [first, second]
            case _:
                return ""
        table = self.data["models"].get(first, {}).get(second)
        if not isinstance(table, Mapping):
            return ""
        while len(table) == 1:
            ((key, inner),) = table.items()
            if key in _KEYS or not isinstance(inner, Mapping):
                break
            parts.append(key)
            table = inner
        return ".".join(parts)


def read_pack(path: Path, name: str) -> PackFile:
    """
    Read a pack from disk.

    Args:
        path: Of the file.
        name: To show in errors.

    Raises:
        PackError: If the file cannot be read or is no pack.
    """
    return parse_pack(read_bytes(path, name, PackError, LARGEST_BYTES), name)


def parse_pack(data: bytes, name: str) -> PackFile:
    """
    Parse a pack.

    Raises:
        PackError: If the text is too large, is not TOML, or is no pack.
    """
    # The shipped packs are mostly read as they were prepared, and then cattrs is not needed.
    from lightmeter.packs.structure import structure_pack  # noqa: PLC0415

    file = parse_toml(data, name, PackError, _LIMITS)
    try:
        pack = structure_pack(file.document.value)
    except StructureError as error:
        raise file.misfit(error.misfits[0]) from error
    if pack.format != 1:
        raise file.error(f"format {pack.format} is not known; write 1", ("format",))
    return PackFile(name, file.document, pack)
