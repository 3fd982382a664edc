"""Settings that build on others: what becomes of each key."""

from collections.abc import Mapping

from lightmeter.place import Pointer
from lightmeter.settings.key import Joining
from lightmeter.settings.keys import JOINED
from lightmeter.settings.layer import Settled
from lightmeter.settings.parts import Origin

__all__ = ["join"]


def join(below: Mapping[str, Settled], above: Mapping[str, Settled]) -> dict[str, Settled]:
    """
    Put what one file says over what another says.

    It is as with the command line, which stands over all settings: what is chosen anew replaces,
    what is named further adds.

    Args:
        below: By the dotted names of keys, of the file that is built on.
        above: Of the one that builds on it.
    """
    joined = {**below}
    if "select" in above:
        # Who selects anew does not mean what was taken out of another selection.
        joined.pop("ignore", None)
    for name, settled in above.items():
        joining = JOINED[name].joining
        if joining is Joining.REPLACE or name not in joined:
            joined[name] = settled
        elif joining is Joining.ADD:
            joined[name] = _behind(joined[name], settled)
        else:
            joined[name] = _over(joined[name], settled)
    return joined


def _behind(below: Settled, above: Settled) -> Settled:
    """One array behind the other."""
    count = len(below.value)
    shifted = {
        (int(way[0]) + count, *way[1:]) if way else way: origin
        for way, origin in above.origins.items()
    }
    return Settled((*below.value, *above.value), {**below.origins, **shifted})


def _over(below: Settled, above: Settled) -> Settled:
    """One table over the other; what stands above comes first, as the first pattern counts."""
    kept = {name: it for name, it in below.value.items() if name not in above.value}
    origins: dict[Pointer, Origin] = {
        way: origin for way, origin in below.origins.items() if way and way[0] in kept
    }
    return Settled({**above.value, **kept}, {**origins, **above.origins})
