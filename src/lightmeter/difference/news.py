"""Which diagnostics of the new side the old one did not have."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

import attrs

from lightmeter.diagnostic import Diagnostic
from lightmeter.difference.effects import Change
from lightmeter.difference.side import Priced, Side

__all__ = ["Told", "tell_news"]


@attrs.frozen
class Told:
    """
    A diagnostic of the new side.

    Attributes:
        diagnostic: With its place.
        request: That it is about, or None.
        new: The old side has nothing like it.
    """

    diagnostic: Diagnostic
    request: Priced | None
    new: bool


def tell_news(
    old: Side,
    new: Side,
    changes: Sequence[Change],
    veil: Callable[[str], str] = str,
) -> Iterator[Told]:
    """
    Hold the diagnostics of the new side against those of the old one.

    Two are alike if their rule says the same of what was matched, wherever that stands now.

    Args:
        old: Side.
        new: Side.
        changes: Between their requests.
        veil: Masks what a message must not show, as saved reports do.
    """
    before: dict[object, Counter[tuple[str, str]]] = {}
    for diagnostic, number in old.entries:
        where = old.key_of(diagnostic.source)
        about = where if number is None else id(old.requests[number])
        before.setdefault(about, Counter())[_said(diagnostic, veil)] += 1
    counterparts = {id(it.new): id(it.old) for it in changes if it.new and it.old}
    for diagnostic, number in new.entries:
        request = None if number is None else new.requests[number]
        where = new.key_of(diagnostic.source)
        left = before.get(where if request is None else counterparts.get(id(request)), Counter())
        said = _said(diagnostic, veil)
        known = left[said] > 0
        if known:
            left[said] -= 1
        yield Told(diagnostic, request, new=not known)


def _said(diagnostic: Diagnostic, veil: Callable[[str], str]) -> tuple[str, str]:
    return diagnostic.name, veil(diagnostic.message)
