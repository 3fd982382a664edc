"""Where a fix of an inherited value is made: others may inherit it, and want it as it is."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

import attrs

from lightmeter.batch_report import BatchReport
from lightmeter.diagnostic import Change, Diagnostic
from lightmeter.locate import Locator
from lightmeter.place import Pointer

__all__ = ["Heirs"]

_Whose = tuple[str, int]
"""A document: the name of its source and the line that it begins on."""

_Wish = tuple[str, str]
"""Full name of a rule, and the changes it asks for, from the request's root."""


@attrs.frozen
class _Place:
    """
    Where a change is made.

    Attributes:
        own: Pointer from the request's root.
        written: Pointer in the document of the inherited value; None where the request's own is
            meant.
    """

    own: Pointer
    written: Pointer | None


class Heirs:
    """The requests of a report and what they inherit."""

    def __init__(self, report: BatchReport) -> None:
        """Take a report, of however many sources."""
        self._report = report
        self._known: dict[tuple[_Whose, _Place], frozenset[int]] = {}
        self._siblings: tuple[_Whose, Sequence[tuple[int, Locator]]] | None = None

    def settle(
        self, diagnostic: Diagnostic, number: int | None
    ) -> tuple[tuple[Change, ...], frozenset[int]] | None:
        """
        Decide where the changes of a fix are made.

        A safe fix mends a value where it is written. An unsafe one does so only if every request
        that inherits the value asks for the same; else a member is set in the request itself, and
        what would have to be removed or renamed stays.

        Args:
            diagnostic: With a fix.
            number: Of its request in the report, or None.

        Returns:
            The changes, and the numbers of the requests that have a part in them; None where
            nothing can be done.
        """
        assert diagnostic.fix is not None
        changes = diagnostic.fix.changes
        locator = None if number is None else self._report.reports[number].locator
        if locator is None or number is None:
            return changes, frozenset(range(len(self._report.reports)))
        places = [_place(locator, it.pointer) for it in changes]
        written = [it.written for it in places if it.written is not None]
        if not written:
            return changes, frozenset((number,))
        heirs = frozenset[int]().union(
            *(self._heirs(number, locator, it) for it in places if it.written)
        )
        agreed = len(written) == len(places) and heirs <= self._askers(diagnostic, places)
        own = [(*locator.base, *it.own) for it in places]
        if diagnostic.fix.safe or agreed or heirs == {number}:
            pointers = [it.written or mine for it, mine in zip(places, own, strict=True)]
            return _moved(changes, pointers), heirs | {number}
        if all(
            it.operation == "set" or not at.written for it, at in zip(changes, places, strict=True)
        ):
            return _moved(changes, own), frozenset((number,))
        return None

    def _heirs(self, number: int, locator: Locator, place: _Place) -> frozenset[int]:
        """The numbers of the requests that inherit a value."""
        key = _whose(locator), place
        if key not in self._known:
            self._known[key] = frozenset(
                other
                for other, its in self._of_document(number, locator)
                if its.find(place.own)[0] == place.written
            )
        return self._known[key]

    def _of_document(self, number: int, locator: Locator) -> Sequence[tuple[int, Locator]]:
        """The requests of a document: those around one of them, since they stand together."""
        whose = _whose(locator)
        if self._siblings is None or self._siblings[0] != whose:
            before = self._around(whose, range(number - 1, -1, -1))
            after = self._around(whose, range(number, len(self._report.reports)))
            self._siblings = whose, [*reversed(list(before)), *after]
        return self._siblings[1]

    def _around(self, whose: _Whose, numbers: Iterable[int]) -> Iterator[tuple[int, Locator]]:
        for number in numbers:
            locator = self._report.reports[number].locator
            if locator is None or _whose(locator) != whose:
                return
            yield number, locator

    def _askers(self, diagnostic: Diagnostic, places: list[_Place]) -> frozenset[int]:
        return self._wishes.get(_wish(diagnostic, places), frozenset())

    @cached_property
    def _wishes(self) -> Mapping[_Wish, frozenset[int]]:
        """Which requests ask for a change of what they inherit."""
        found: dict[_Wish, frozenset[int]] = {}
        for diagnostic, number in self._report.entries:
            if diagnostic.fix is None or diagnostic.fix.safe or number is None:
                continue
            locator = self._report.reports[number].locator
            if locator is not None and locator.outer:
                places = [_place(locator, it.pointer) for it in diagnostic.fix.changes]
                wish = _wish(diagnostic, places)
                found[wish] = found.get(wish, frozenset()) | {number}
        return found


def _whose(locator: Locator) -> _Whose:
    document = locator.document
    return document.source.name, document.line


def _place(locator: Locator, pointer: Pointer) -> _Place:
    for owner in (locator.base, *locator.outer):
        if pointer[: len(owner)] == owner:
            own = pointer[len(owner) :]
            break
    else:
        own = pointer
    found, _, _ = locator.find(own)
    inherited = found[: len(locator.base)] != locator.base
    return _Place(own, found if inherited else None)


def _wish(diagnostic: Diagnostic, places: list[_Place]) -> _Wish:
    assert diagnostic.fix is not None
    asked: list[Any] = [
        (place.written, place.own, it.operation, it.value)
        for place, it in zip(places, diagnostic.fix.changes, strict=True)
    ]
    # A value may be a table, which is no key.
    return diagnostic.name, repr(asked)


def _moved(changes: tuple[Change, ...], pointers: list[Pointer]) -> tuple[Change, ...]:
    pairs = zip(changes, pointers, strict=True)
    return tuple(attrs.evolve(it, pointer=pointer) for it, pointer in pairs)
