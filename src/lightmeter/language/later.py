"""Values that are only made once somebody asks for them."""

from collections.abc import Callable
from typing import Any, TypeVar

__all__ = ["Later", "now"]

T = TypeVar("T")


class Later:
    """Stands for a value; whoever keeps one hands out what `now` gives of it."""

    __slots__ = ("_make",)

    def __init__(self, make: Callable[[], Any]) -> None:
        """
        Set up.

        Args:
            make: Gives the value, the same one each time.
        """
        self._make = make

    def __call__(self) -> Any:
        """Give the value."""
        return self._make()

    def __reduce__(self) -> tuple[Any, ...]:
        # What makes it cannot leave the process, the value itself can.
        return _itself, (self(),)


def _itself(value: Any) -> Any:
    return value


def now(value: "T | Later") -> "T":
    """Give a value that may stand for one."""
    if isinstance(value, Later):
        made: T = value()
        return made
    return value
