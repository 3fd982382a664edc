"""Where something is: a pointer into the data, a position and a span in the text."""

from bisect import bisect_right
from functools import cached_property

import attrs

from lightmeter.data_methods import equal, hash_of, represent, state_of

__all__ = ["Lines", "Pointer", "Position", "Span", "format_pointer", "parse_pointer"]

Pointer = tuple[str | int, ...]
"""Keys of tables and objects, indexes of arrays from 0; `()` is the whole document."""


def format_pointer(pointer: Pointer) -> str:
    """Write a pointer as RFC 6901 does: `/input/images/0`, and "" for the whole document."""
    return "".join(
        # The tilde first, else the one in "~1" would be escaped again (RFC 6901, section 4).
        "/" + str(part).replace("~", "~0").replace("/", "~1")
        for part in pointer
    )


def parse_pointer(text: str) -> tuple[str, ...]:
    """
    Read what `format_pointer` wrote.

    The parts stay text: only the data tell whether "0" is an index or a key.

    Raises:
        ValueError: If the text is neither empty nor begins with "/", or holds a "~" that is
            followed by neither 0 nor 1.
    """
    if not text:
        return ()
    if not text.startswith("/"):
        raise ValueError(f'pointer {text!r} has to be empty or begin with "/"')
    if "~" in text.replace("~0", "").replace("~1", ""):
        raise ValueError(f'pointer {text!r} has a lone "~"; write "~0" for it, "~1" for "/"')
    return tuple(part.replace("~1", "/").replace("~0", "~") for part in text[1:].split("/"))


@attrs.frozen(order=True)
class Position:
    """
    A place between two characters of a text, named by the character after it.

    Attributes:
        line: From 1.
        column: From 1, in code points.
    """

    __repr__ = represent
    __eq__ = equal
    __hash__ = hash_of

    line: int
    column: int


@attrs.frozen(order=True)
class Span:
    """
    A stretch of text.

    Attributes:
        start: Of the first character.
        end: Right after the last character.
    """

    __repr__ = represent
    __eq__ = equal
    __hash__ = hash_of

    start: Position
    end: Position


# With slots its cached property would be compiled anew at every start.
@attrs.frozen(eq=False, slots=False)
class Lines:
    """
    The lines of a text, which turn offsets into positions.

    A line ends at LF or CRLF. A CR on its own ends none: TOML does not allow it, to JSON it is a
    blank, and tools that count lines (grep, compilers, git) do not count it either.

    Attributes:
        text: As it was read, line ends untouched.
        first: Number of its first line: of a part of a longer text it is not 1.
    """

    __repr__ = represent
    __getstate__ = state_of

    text: str = attrs.field(repr=False)
    first: int = 1

    @cached_property
    def starts(self) -> list[int]:
        """The offset of each line's first character, found when first asked for."""
        starts, start = [0], 0
        for line in self.text.split("\n"):
            start += len(line) + 1
            starts.append(start)
        # Behind the last line none begins.
        starts.pop()
        return starts

    def position(self, offset: int) -> Position:
        """Name the place of an offset in code points, from 0 to the length of the text."""
        line = bisect_right(self.starts, offset)
        return Position(line + self.first - 1, offset - self.starts[line - 1] + 1)

    def span(self, start: int, end: int) -> Span:
        """Name the stretch between two offsets, the end exclusive."""
        return Span(self.position(start), self.position(end))

    def offset(self, line: int, column: int) -> int:
        """Find the offset of a position; one beyond the text gives the text's end."""
        return min(self.start_of(line) + column - 1, len(self.text))

    def start_of(self, line: int) -> int:
        """Find the offset of a line's first character; a line beyond the text begins at its end."""
        number = line - self.first
        return self.starts[number] if number < len(self.starts) else len(self.text)
