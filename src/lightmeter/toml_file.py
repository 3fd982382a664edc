"""A TOML file that lightmeter is told by: read, and able to say where a mistake in it lies."""

from pathlib import Path
from stat import S_ISREG
from typing import Any, Generic, TypeVar

import attrs

from lightmeter.data_methods import equal, hash_of, represent
from lightmeter.document.document import Document
from lightmeter.document.fault import DocumentError
from lightmeter.document.reading import read
from lightmeter.document.source import decode
from lightmeter.errors import FileError
from lightmeter.escaping import escape
from lightmeter.language.spelling import nearest
from lightmeter.misfit import Misfit
from lightmeter.place import Lines, Pointer
from lightmeter.secrets.search import cover

__all__ = ["Limits", "TomlFile", "parse_toml", "read_bytes"]

E = TypeVar("E", bound=FileError)


@attrs.frozen(slots=False)
class Limits:
    """
    How much is read of a file.

    Attributes:
        what: The file is, for messages: "a pack".
        largest_bytes: Of the whole file.
        longest_line: Characters of one line, or None.
        most_dots: Of the whole text, or None; each may be a table of a dotted key.
    """

    __repr__ = represent
    __eq__ = equal
    __hash__ = hash_of

    what: str
    largest_bytes: int
    longest_line: int | None = None
    most_dots: int | None = None


@attrs.frozen(eq=False, slots=False)
class TomlFile(Generic[E]):
    """
    A file that was read, and the error that is raised about it.

    Attributes:
        name: Of the file, as the user knows it.
        document: Its text and places.
        fault: What a mistake in it is raised as.
    """

    __repr__ = represent

    name: str
    document: Document
    fault: type[E]

    def error(
        self,
        reason: str,
        pointer: Pointer = (),
        *,
        key: bool = False,
        within: tuple[str, int, int] | None = None,
        suggestion: str = "",
    ) -> E:
        """
        A mistake in this file.

        Args:
            reason: What is there and what is accepted.
            pointer: Of the value; the closest container that is there stands in for it.
            key: The key itself is the mistake, not its value.
            within: A text that the value holds, and the part of it that is wrong.
            suggestion: What was probably meant.
        """
        document, text = self.document, self.document.source.text
        if key:
            found = document.key_slice(pointer)
        else:
            found = document.slice(pointer) or document.header_slice(pointer)
        while found is None and pointer:
            pointer = pointer[:-1]
            found = document.slice(pointer) or document.header_slice(pointer)
        if found is None:
            return self.fault(cover(reason), name=self.name, suggestion=suggestion, pointer=pointer)
        start, end = found
        if within is not None:
            part, first, last = within
            offset = text.find(part, start, end)
            if offset >= 0:
                start, end = offset + first, offset + max(last, first + 1)
        place = _place(text, start, end)
        reason = cover(reason)
        return self.fault(reason, name=self.name, suggestion=suggestion, pointer=pointer, **place)

    def misfit(self, misfit: Misfit) -> E:
        """Something in this file that its format does not allow."""
        suggestion = nearest(misfit.unknown, misfit.accepted) if misfit.unknown else ""
        reason = misfit.message
        if misfit.unknown and not suggestion and len(misfit.accepted) <= 30:
            reason += f"; the keys are {', '.join(misfit.accepted)}"
        return self.error(reason, misfit.path, key=bool(misfit.unknown), suggestion=suggestion)


def read_bytes(path: Path, name: str, fault: type[FileError], largest: int) -> bytes:
    """
    Read a file from disk, and of one that is too large no more than tells that it is.

    Raises:
        FileError: Of the given class, if it cannot be read, or is no file that has an end: a pipe
            may never answer.
    """
    try:
        if not S_ISREG(path.stat().st_mode):
            raise fault("cannot be read: it is no file", name=name)
        with path.open("rb") as file:
            return file.read(largest + 1)
    except (OSError, ValueError) as error:
        words = getattr(error, "strerror", None) or error
        raise fault(f"cannot be read: {words}", name=name) from error


def parse_toml(data: bytes, name: str, fault: type[E], limits: Limits) -> TomlFile[E]:
    """
    Parse a file.

    Raises:
        FileError: Of the given class, if the text is too large or is not TOML.
    """
    if len(data) > limits.largest_bytes:
        raise fault(f"{limits.what} has at most {limits.largest_bytes // 1024} KiB", name=name)
    if limits.most_dots is not None and data.count(b".") > limits.most_dots:
        reason = f"{limits.what} has at most {limits.most_dots:,} dots: each may be a table of a"
        raise fault(f"{reason} dotted key", name=name)
    try:
        source = decode(data, name=name, format="toml")
        if limits.longest_line is not None:
            _check_lines(source.text, name, fault, limits.what, limits.longest_line)
        return TomlFile(name, read(source), fault)
    except DocumentError as error:
        first = error.faults[0]
        raise fault(cover(first.message), name=name, **_fault_place(data, first.start)) from error


def _check_lines(text: str, name: str, fault: type[FileError], what: str, longest: int) -> None:
    lines = text.split("\n")
    if max(map(len, lines)) <= longest:
        # Nearly always, and told at once.
        return
    for number, line in enumerate(lines, 1):
        length = len(line.removesuffix("\r"))
        if length > longest:
            raise fault(
                f"the line has {length} characters; {what}'s lines have at most {longest}",
                name=name,
                line=number,
            )


def _fault_place(data: bytes, start: int | None) -> dict[str, Any]:
    if start is None:
        return {}
    text = data.decode("utf-8", "replace").removeprefix("\ufeff")
    return _place(text, start, start + 1)


def _place(text: str, start: int, end: int) -> dict[str, Any]:
    position = Lines(text).position(start)
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", first)
    # Nobody writes keys into such a file on purpose, but what is shown may be kept for long.
    line = cover(text[first : last if last >= 0 else len(text)]).rstrip("\r").replace("\t", " ")
    width = max(1, min(end, first + len(line)) - start)
    # An escape is longer than the character it stands for, and so are the carets below it.
    before = len(escape(line[: start - first]))
    marked = max(1, len(escape(line[start - first : start - first + width])))
    return {
        "line": position.line,
        "column": position.column,
        "excerpt": f"    {escape(line)}\n    {' ' * before}{'^' * marked}",
    }
