"""What a request of the old side costs today: as the new side prices it, or as a report tells."""

from collections.abc import Callable, Mapping
from typing import Any

import attrs

from lightmeter.checker import Checker
from lightmeter.cli.projects import Projects
from lightmeter.difference.effects import Change, Today
from lightmeter.difference.members import differ, has
from lightmeter.difference.side import Priced, price
from lightmeter.language.absent import ABSENT
from lightmeter.place import Pointer
from lightmeter.request import Request
from lightmeter.settings.model import Settings

__all__ = ["SavedRates", "TodaysRates"]

_NO_RATES = (
    "the new side is a saved report, which has amounts and no rates; compare with the files to"
    " have it split"
)

_MOVED = (
    "it was moved, and reports do not say whether other settings count there or the rates changed"
)


@attrs.frozen
class TodaysRates:
    """
    The rates that the projects of the new side have.

    Attributes:
        projects: Of the new side.
        name_of: Gives the name that a text has there, by its key.
    """

    projects: Projects
    name_of: Callable[[str], str]

    def price(self, old: Priced, new: Priced | None) -> Today:
        """
        Price an old request as it would be priced now, in the file that it was in.

        As it was written, where that is known: what a default of then said is no doing of whoever
        wrote it.
        """
        checker: Checker = self.projects.checker_of(self.name_of(old.key))
        body = old.written if old.written is not None else old.payload
        here = new is not None and checker is self.projects.checker_of(new.source)
        same = new is not None and old.is_like(new)
        if body is None:
            return Today(None, old.why_hidden, same and here, same)
        report = checker.check_request(Request(body=body, provider=old.provider))
        today = price(report, old.key, old.written)
        # Whoever writes out what a default says anyway has changed nothing.
        if new is not None and today.content is not None and today.content == new.content:
            same = True
        if new is not None and not same:
            why = _why_defaulted(old, new, checker)
            if why:
                return Today(None, why, same=False)
        return Today(today, "", same and here, same)

    def settings_of(self, change: Change) -> Settings:
        """The settings that a change stands under."""
        new, old = change.new, change.old
        if new is not None:
            return self.projects.checker_of(new.source).settings
        assert old is not None
        return self.projects.checker_of(self.name_of(old.key)).settings


@attrs.frozen
class SavedRates:
    """What a saved report can say of rates: that a request which is the same costs the same."""

    def price(self, old: Priced, new: Priced | None) -> Today:
        """Price an old request that did not change."""
        if new is None or not old.is_like(new):
            return Today(None, old.why_hidden or _NO_RATES)
        if new.repeated and not old.repeated:
            # What is no longer charged is the same as what was removed: all the request's doing.
            return Today(old, same=True)
        if old.key != new.key and old.cost != new.cost:
            return Today(None, _MOVED, same=True)
        return Today(new, "", alike=True)


def _why_defaulted(old: Priced, new: Priced, checker: Checker) -> str:
    """
    Why nobody can say what was written in a request of a saved report, or "".

    The report has the payload with the defaults of then. What is not written now, and is another
    value by default, was either written then and taken out, or is another default since.
    """
    if old.written is not None or old.payload is None or new.payload is None or not new.written:
        return ""
    for it in differ(old.payload, new.payload):
        if ABSENT in (it.old, it.new) or has(new.written, it.pointer):
            continue
        body = _without(old.payload, it.pointer)
        default = checker.check_request(Request(body=body, provider=old.provider)).normalized
        if default is not None and not any(
            it.pointer == more.pointer for more in differ(default, new.payload)
        ):
            return (
                f"{it.pointer[-1]} is not written, and its default is another value than the saved"
                " report has; whether that was written then, nobody can say"
            )
    return ""


def _without(value: Mapping[str, Any], pointer: Pointer) -> dict[str, Any]:
    first, *rest = pointer
    left = dict(value)
    if rest and isinstance(left.get(str(first)), Mapping):
        left[str(first)] = _without(left[str(first)], tuple(rest))
    else:
        left.pop(str(first), None)
    return left
