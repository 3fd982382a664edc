"""The comments of a TOML document that silence rules, and what each of them covers."""

from collections.abc import Iterator

import attrs

from lightmeter.diagnostic import Edit
from lightmeter.document.document import Document
from lightmeter.place import Pointer
from lightmeter.silence.addressed import may_have_comments
from lightmeter.silence.directive import (
    Directive,
    DirectiveError,
    is_addressed,
    parse_directive,
)
from lightmeter.silence.statements import Statements

__all__ = ["Comment", "CommentFault", "find_comments"]


@attrs.frozen(eq=False)
class Comment:
    """
    A comment that silences rules.

    Attributes:
        directive: What it says.
        start: Offset of its `#` in the source's text.
        end: Right after its last character.
        scope: Pointer of what it covers, with all that lies below; () for the whole file, None
            where nothing follows that it could be about.
        own_line: Whether nothing stands before it on its line.
    """

    directive: Directive
    start: int
    end: int
    scope: Pointer | None
    own_line: bool

    def spot(self, number: int) -> tuple[int, int]:
        """Offsets in the source's text of one of the names, by its number."""
        start, end = self.directive.spots[number]
        return self.start + start, self.start + end

    def without(self, numbers: frozenset[int], text: str) -> Edit:
        """
        The edit that takes names out, or the whole comment where none would be left.

        Args:
            numbers: Of the names.
            text: Of the source.
        """
        kept = [name for at, name in enumerate(self.directive.rules) if at not in numbers]
        if kept:
            first, last = self.directive.spots[0][0], self.directive.spots[-1][1]
            return Edit(self.start + first, self.start + last, ", ".join(kept))
        if not self.own_line:
            # The blanks before it go too, so that nothing trails.
            start = len(text[: self.start].rstrip(" \t"))
            return Edit(start, self.end, "")
        start = text.rfind("\n", 0, self.start) + 1
        newline = text.find("\n", self.end)
        return Edit(start, newline + 1 if newline >= 0 else len(text), "")


@attrs.frozen
class CommentFault:
    """
    A comment that was meant for lightmeter and says nothing it understands.

    Attributes:
        message: What is there, what to write.
        start: Offset in the source's text of what is wrong.
        end: Right after it.
    """

    message: str
    start: int
    end: int


def find_comments(document: Document) -> Iterator[Comment | CommentFault]:
    """
    Find the comments of a TOML document that are meant for lightmeter.

    One beside a statement, or within its value, is about that; one on a line of its own is about
    the next statement, which for a header is the table with its sub-tables. `ignore-file` stands
    before the first statement.
    """
    text = document.source.text
    if not may_have_comments(document):
        return
    statements: Statements | None = None
    for start, end in document.comments:
        written = text[start:end]
        if not is_addressed(written):
            continue
        try:
            directive = parse_directive(written)
        except DirectiveError as error:
            yield CommentFault(str(error), start + error.start, start + error.end)
            continue
        statements = statements or Statements(document)
        line = text[text.rfind("\n", 0, start) + 1 : start]
        scope: Pointer | None = ()
        if not directive.whole_file:
            statement = statements.beside(start) or statements.below(end)
            scope = None if statement is None else statement.pointer
        elif start > statements.first:
            message = (
                "ignore-file stands below the first key, where it is easily missed; move it to the"
                " top of the file, or write ignore for what is beside or below it"
            )
            yield CommentFault(message, start, end)
            continue
        yield Comment(directive, start, end, scope, not line.strip())
