"""The effective values of an estimate: a dict that stays as it is."""

from typing import Any, NoReturn

__all__ = ["EffectiveValues"]


class EffectiveValues(dict[str, Any]):
    """
    Lever to the value that the provider will use.

    It reads, compares, copies, pickles and goes into JSON like any dict. It cannot be changed,
    since requests that are priced alike share one estimate: `dict(values)` and `values.copy()` give
    one that can.
    """

    __slots__ = ()

    def _refuse(self, *_: Any, **__: Any) -> NoReturn:
        raise TypeError("effective values cannot be changed; copy() gives a dict that can")

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse

    def __reduce__(self) -> tuple[Any, ...]:
        # A dict would be filled member by member.
        return type(self), (dict(self),)

    def __copy__(self) -> dict[str, Any]:
        return dict(self)
