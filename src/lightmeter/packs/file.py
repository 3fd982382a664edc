"""One pack file: read, structured, and able to say where in its text a mistake lies."""

from pathlib import Path
from typing import Any

import attrs

from lightmeter.document.document import Document
from lightmeter.document.fault import DocumentError
from lightmeter.document.reading import read
from lightmeter.document.source import decode
from lightmeter.errors import PackError
from lightmeter.language.spelling import nearest
from lightmeter.packs.model import Pack
from lightmeter.packs.structure import Misfit, StructureError, structure_pack
from lightmeter.place import Lines, Pointer

__all__ = ["PackFile", "parse_pack", "read_pack"]

_LARGEST_BYTES = 256 * 1024
_LONGEST_LINE = 1024


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
        """
        A mistake in this file.

        Args:
            reason: What is there and what is accepted.
            pointer: Of the value; the closest container that is there stands in for it.
            key: The key itself is the mistake, not its value.
            within: A text that the value holds, and the part of it that is wrong.
            suggestion: What was probably meant.
        """
        return _error(
            self.name, self.document, reason, pointer, key=key, within=within, suggestion=suggestion
        )

    def misfit(self, misfit: Misfit) -> PackError:
        """Something in this file that the format does not allow."""
        return _structure_error(self.name, self.document, misfit)


def read_pack(path: Path, name: str) -> PackFile:
    """
    Read a pack from disk.

    Args:
        path: Of the file.
        name: To show in errors.

    Raises:
        PackError: If the file cannot be read or is no pack.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise PackError(f"cannot be read: {error.strerror or error}", name=name) from error
    return parse_pack(data, name)


def parse_pack(data: bytes, name: str) -> PackFile:
    """
    Parse a pack.

    Raises:
        PackError: If the text is too large, is not TOML, or is no pack.
    """
    if len(data) > _LARGEST_BYTES:
        raise PackError(f"a pack has at most {_LARGEST_BYTES // 1024} KiB", name=name)
    try:
        source = decode(data, name=name, format="toml")
        for number, line in enumerate(source.text.split("\n"), 1):
            if len(line.removesuffix("\r")) > _LONGEST_LINE:
                raise PackError(
                    f"the line has {len(line)} characters; a pack's lines have at most"
                    f" {_LONGEST_LINE}",
                    name=name,
                    line=number,
                )
        document = read(source)
    except DocumentError as error:
        fault = error.faults[0]
        raise PackError(fault.message, name=name, **_fault_place(data, fault.start)) from error
    try:
        pack = structure_pack(document.value)
    except StructureError as error:
        raise _structure_error(name, document, error.misfits[0]) from error
    if pack.format != 1:
        raise _error(name, document, f"format {pack.format} is not known; write 1", ("format",))
    return PackFile(name=name, document=document, pack=pack)


def _structure_error(name: str, document: Document, misfit: Misfit) -> PackError:
    suggestion = nearest(misfit.unknown, misfit.accepted) if misfit.unknown else ""
    reason = misfit.message
    if misfit.unknown and not suggestion and len(misfit.accepted) <= 30:
        reason += f"; the keys are {', '.join(misfit.accepted)}"
    return _error(
        name, document, reason, misfit.path, key=bool(misfit.unknown), suggestion=suggestion
    )


def _fault_place(data: bytes, start: int | None) -> dict[str, Any]:
    if start is None:
        return {}
    text = data.decode("utf-8", "replace").removeprefix("\ufeff")
    return _place(text, start, start + 1)


def _error(
    name: str,
    document: Document,
    reason: str,
    pointer: Pointer,
    *,
    key: bool = False,
    within: tuple[str, int, int] | None = None,
    suggestion: str = "",
) -> PackError:
    text = document.source.text
    if key:
        found = document.key_slice(pointer)
    else:
        found = document.slice(pointer) or document.header_slice(pointer)
    while found is None and pointer:
        pointer = pointer[:-1]
        found = document.slice(pointer) or document.header_slice(pointer)
    if found is None:
        return PackError(reason, name=name, suggestion=suggestion, pointer=pointer)
    start, end = found
    if within is not None:
        part, first, last = within
        offset = text.find(part, start, end)
        if offset >= 0:
            start, end = offset + first, offset + max(last, first + 1)
    place = _place(text, start, end)
    return PackError(reason, name=name, suggestion=suggestion, pointer=pointer, **place)


def _place(text: str, start: int, end: int) -> dict[str, Any]:
    position = Lines(text).position(start)
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", first)
    line = text[first : last if last >= 0 else len(text)].rstrip("\r")
    width = max(1, min(end, first + len(line)) - start)
    carets = " " * (start - first) + "^" * width
    return {
        "line": position.line,
        "column": position.column,
        "excerpt": f"    {line}\n    {carets}",
    }
