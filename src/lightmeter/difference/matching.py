"""Which request of one side is which of the other: by id, by content, by place."""

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Literal

import attrs

from lightmeter.difference.renaming import find_renamed
from lightmeter.difference.side import Priced

__all__ = ["How", "Pair", "match"]

How = Literal["id", "content", "place", ""]
"""By what two requests were found to be one; "" for one that stands alone."""

# What looks like a secret is no name; two of them need not be the same one.
_HIDDEN = "(hidden)"


@attrs.frozen
class Pair:
    """
    A request before and after.

    Attributes:
        how: By what the two were found.
        old: None for one that was added.
        new: None for one that was removed.
    """

    how: How
    old: Priced | None
    new: Priced | None


def match(old: Sequence[Priced], new: Sequence[Priced]) -> tuple[Pair, ...]:
    """
    Find each request's counterpart.

    Ids go first: within a file, then wherever only one of either side bears it; then equal content,
    in the same file before others; then what is left of the same file in order, requests to the
    same model before others; then likewise what is left of a file that was renamed. Two ids that
    differ are never one request by its place.

    Returns:
        Pairs in the order of the new side, then what was removed in the order of the old one.
    """
    matcher = _Matcher(list(old), list(new))
    matcher.unique("id", lambda it: (it.key, name) if (name := _name(it)) else None)
    matcher.unique("id", lambda it: _name(it) or None)
    matcher.in_order("content", lambda it: (it.key, it.wording) if it.wording else None)
    matcher.in_order("content", lambda it: (it.key, it.content) if it.content else None)
    matcher.in_order("content", lambda it: it.wording)
    matcher.in_order("content", lambda it: it.content)
    matcher.by_place({})
    gone = {it.key for it in old} - {it.key for it in new}
    fresh = {it.key for it in new} - {it.key for it in old}
    moved = Counter(
        (it.old.key, it.new.key)
        for it in matcher.pairs
        if it.old and it.new and it.old.key in gone and it.new.key in fresh
    )
    matcher.by_place(
        find_renamed(
            [it for it in matcher.old if it.key in gone],
            [it for it in matcher.new if it.key in fresh],
            {
                pair: number
                for pair, number in moved.items()
                if pair[0] in gone and pair[1] in fresh
            },
        )
    )
    found = {id(pair.new): pair for pair in matcher.pairs}
    return (
        *(found.get(id(it), Pair("", None, it)) for it in new),
        *(Pair("", it, None) for it in matcher.old),
    )


def _name(it: Priced) -> str:
    return "" if it.id == _HIDDEN or it.id_hidden else it.id


# Whether the request before and the one now bear an id: at most one of them.
_BY_PLACE = ((False, False), (False, True), (True, False))


@attrs.define
class _Matcher:
    """
    Requests that are left on either side, and the pairs so far.

    Attributes:
        old: Left of the old side, in order.
        new: Left of the new side.
        pairs: In the order in which they were found.
    """

    old: list[Priced]
    new: list[Priced]
    pairs: list[Pair] = attrs.field(factory=list)

    def unique(self, how: How, key_of: Callable[[Priced], Hashable]) -> None:
        """Pair what only one request of either side has."""
        ours, theirs = Counter(map(key_of, self.new)), Counter(map(key_of, self.old))

        def only(it: Priced) -> Hashable:
            key = key_of(it)
            return key if ours[key] == theirs[key] == 1 else None

        self.in_order(how, only)

    def by_place(self, renamed: Mapping[str, str]) -> None:
        """
        Pair what is left of a file in order, requests to the same model before others.

        Args:
            renamed: New key of a file to its old one.
        """
        for with_model in (True, False):
            for named in _BY_PLACE:
                self.in_order(
                    "place",
                    lambda it: (
                        renamed.get(it.key, it.key),
                        (it.provider, it.model) if with_model else None,  # noqa: B023 - used here
                    ),
                    named=named,
                )

    def in_order(
        self,
        how: How,
        key_of: Callable[[Priced], Hashable],
        named: tuple[bool, bool] | None = None,
    ) -> None:
        """
        Pair what has the same key, the first with the first; None is no key.

        Args:
            how: They are said to be found.
            key_of: Gives the key.
            named: Whether those of the old side bear an id, and those of the new; None for any.
        """
        waiting: dict[Hashable, list[Priced]] = {}
        for it in reversed(self.old):
            if named is None or bool(it.id) is named[0]:
                waiting.setdefault(key_of(it), []).append(it)
        waiting.pop(None, None)
        gone: set[int] = set()
        for it in self.new:
            there = waiting.get(key_of(it))
            if there and (named is None or bool(it.id) is named[1]):
                self.pairs.append(Pair(how, there[-1], it))
                gone |= {id(there.pop()), id(it)}
        self.old = [it for it in self.old if id(it) not in gone]
        self.new = [it for it in self.new if id(it) not in gone]
