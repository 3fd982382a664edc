"""The edits of a text that carry a fix out."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from lightmeter.diagnostic import Change, Edit, Fix
from lightmeter.document.document import Document
from lightmeter.fix.data import MISSING, ChangeError, changed, find_value, same
from lightmeter.fix.keys import rename_key
from lightmeter.fix.layout import comments_in, has_header, holder_of, parts_of
from lightmeter.fix.members import edit_members
from lightmeter.fix.statements import add_statements, remove_statement
from lightmeter.fix.values import spell_value
from lightmeter.place import Pointer

__all__ = ["edits_of"]


def edits_of(document: Document, fix: Fix) -> tuple[Edit, ...] | None:
    """
    Work out how a fix is written into a text.

    Args:
        document: That the fix's pointers are of.
        fix: To carry out.

    Returns:
        Edits in the order of the text, offsets in that of the source, none overlapping another;
        None where there is nothing to do, or no local edit would do it.
    """
    plan = _Plan(document, safe=fix.safe)
    try:
        for change in fix.changes:
            plan.take(change)
        edits = sorted((*fix.edits, *plan.edits()))
    except ChangeError:
        return None
    if any(later.start < earlier.end for earlier, later in pairwise(edits)):
        return None
    return tuple(edits) or None


class _Plan:
    """What becomes of the members of one document."""

    def __init__(self, document: Document, *, safe: bool) -> None:
        self._document = document
        self._safe = safe
        self._replaced: dict[Pointer, Any] = {}
        self._added: dict[Pointer, Any] = {}
        self._removed: dict[Pointer, None] = {}
        self._renamed: dict[Pointer, str] = {}
        self._claimed: list[Pointer] = []

    def take(self, change: Change) -> None:
        """Note one change."""
        pointer = change.pointer
        found = find_value(self._document.value, pointer)
        match change.operation:
            case "set" if found is MISSING:
                self._add(pointer, change.value)
            case "set":
                self._claim(pointer)
                self._replaced[pointer] = change.value
            case "remove":
                if found is not MISSING:
                    # Other items of an array move up.
                    self._claim(pointer[:-1] if isinstance(pointer[-1], int) else pointer)
                    self._removed[pointer] = None
            case "rename":
                beside = (*pointer[:-1], change.value)
                taken = find_value(self._document.value, beside) is not MISSING
                if found is MISSING or taken or isinstance(pointer[-1], int):
                    raise ChangeError("there is nothing to rename, or a member of the new name")
                self._claim(pointer)
                self._claim(beside)
                self._renamed[pointer] = change.value
            case _:
                raise ChangeError(f"{change.operation} is no operation")

    def _claim(self, pointer: Pointer) -> None:
        """See that changes do not build on one another, which edits of one text cannot."""
        for other in (*self._claimed, *self._added):
            shorter = min(len(pointer), len(other))
            if pointer[:shorter] == other[:shorter]:
                raise ChangeError("two changes are made to one member")
        self._claimed.append(pointer)

    def _add(self, pointer: Pointer, value: Any) -> None:
        """Note a new member, with the tables around it that are not there either."""
        top = pointer
        while find_value(self._document.value, top[:-1]) is MISSING:
            top = top[:-1]
        if not isinstance(find_value(self._document.value, top[:-1]), dict):
            raise ChangeError("only tables and objects are given new members")
        if top not in self._added:
            self._claim(top)
            self._claimed.pop()
        # The same table may have to be made for several members.
        known = {top[-1]: self._added[top]} if top in self._added else {}
        inner = Change(pointer[len(top) - 1 :], "set", value)
        self._added[top] = changed(known, [inner])[top[-1]]

    def edits(self) -> Iterator[Edit]:
        """Write it all into the text."""
        for pointer, value in self._replaced.items():
            yield from self._replacement(pointer, value)
        for pointer, name in self._renamed.items():
            yield from rename_key(self._document, pointer, name)
        self._keep_comments()
        # Members between the same brackets share their commas.
        held: dict[Pointer, tuple[list[Pointer], list[tuple[Pointer, Any]]]] = {}
        tables: dict[Pointer, list[tuple[Pointer, Any]]] = {}
        for pointer in self._removed:
            holder = holder_of(self._document, pointer)
            self._keep_table(pointer[:-1])
            if holder is not None:
                held.setdefault(holder, ([], []))[0].append(pointer)
                continue
            for part in parts_of(self._document, pointer):
                yield from remove_statement(self._document, part)
        for pointer, value in self._added.items():
            holder = holder_of(self._document, pointer)
            if holder is not None:
                held.setdefault(holder, ([], []))[1].append((pointer, value))
            else:
                tables.setdefault(pointer[:-1], []).append((pointer, value))
        for holder, (removed, added) in held.items():
            yield from edit_members(self._document, holder, removed, added)
        for table, added in tables.items():
            yield add_statements(self._document, table, added)

    def _replacement(self, pointer: Pointer, value: Any) -> Iterator[Edit]:
        place = self._document.slice(pointer)
        if not pointer or place is None:
            raise ChangeError("a table on lines of its own is not written anew")
        if same(find_value(self._document.value, pointer), value):
            return
        if self._safe and comments_in(self._document, *place):
            raise ChangeError("a comment within the value would be lost")
        before = self._document.source.text[slice(*place)]
        yield Edit(*place, spell_value(value, self._document.source.format, before))

    def _keep_comments(self) -> None:
        """A safe fix takes no comment away; another one those within a value that goes."""
        for pointer in self._removed if self._safe else ():
            for part in parts_of(self._document, pointer):
                if comments_in(self._document, part.start, part.end):
                    raise ChangeError("a comment within the value would be lost")

    def _keep_table(self, table: Pointer) -> None:
        """What dotted keys alone or headers of items have made is gone with the last of them."""
        document = self._document
        if not table or document.slice(table) is not None:
            return
        value = find_value(document.value, table)
        if isinstance(value, dict) and has_header(document, table):
            return
        steps = value if isinstance(value, dict) else range(len(value))
        if all((*table, step) in self._removed for step in steps):
            raise ChangeError("what holds the members would be gone too")
