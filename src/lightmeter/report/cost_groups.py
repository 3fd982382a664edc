"""What requests cost together: by file, model or provider, each currency by itself."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from lightmeter.report.cost_part import Part
from lightmeter.report.cost_purse import Purse

__all__ = ["Group", "Named", "put_together", "regrouped"]

Named = Mapping[str, Sequence[Part]]
"""Parts by the names of their groups, in the order of their first requests."""


@attrs.frozen
class Group:
    """
    Requests that are put together.

    Attributes:
        name: Of the file, the model or the provider; "" where there is none.
        members: Numbers of the requests, where somebody asks for them.
        purses: One for each provider and currency, at least one.
    """

    name: str
    members: Sequence[int]
    purses: tuple[Purse, ...]


def put_together(
    name: str, parts: Iterable[Part], members: Sequence[int] = (), *, open_ended: bool = False
) -> Group:
    """
    Give the purses of a group.

    Args:
        name: Of the group.
        parts: Of it; they are left as they are.
        members: Numbers of its requests.
        open_ended: Something may belong to it of which nothing is known.
    """
    owners: dict[str, list[Part]] = {}
    for it in sorted(parts, key=lambda it: it.first):
        owners.setdefault(it.provider, []).append(it)
    unknown = {owner for owner, them in owners.items() if any(it.unknown for it in them)}
    purses = [
        it.purse(open_ended=open_ended or bool(unknown & {owner, ""}))
        for owner, them in owners.items()
        for it in _by_currency(them)
    ]
    return Group(name, members, tuple(purses))


def _by_currency(parts: Sequence[Part]) -> Iterator[Part]:
    """Those without an estimate stand with the first that have one, or by themselves."""
    with_one = [it for it in parts if it.currency is not None]
    without = [it for it in parts if it.currency is None]
    known: dict[str, list[Part]] = {}
    for it in with_one:
        known.setdefault(it.currency or "", []).append(it)
    first = next(iter(known), "")
    if without:
        known.setdefault(first, []).extend(without)
    for currency, them in known.items():
        whole = Part(them[0].name, them[0].provider, currency, them[0].first)
        for it in them:
            whole.merge(it)
        yield whole


def regrouped(parts: Iterable[Part]) -> dict[str, list[Part]]:
    """Put parts together by their providers."""
    found: dict[str, list[Part]] = {}
    for it in sorted(parts, key=lambda it: it.first):
        found.setdefault(it.provider, []).append(it)
    return found
