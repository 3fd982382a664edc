"""Tells of most of a request at once that nothing in it is secret; what is left is searched."""

from collections.abc import Collection
from decimal import Decimal
from types import NoneType
from typing import Any

from lightmeter.secrets.chance import SHORTEST
from lightmeter.secrets.names import carries_key, is_harmless, means_secret
from lightmeter.secrets.placeholders import is_placeholder
from lightmeter.secrets.shapes import SHORTEST_SHAPE, may_have_shape, may_have_token

__all__ = ["find_suspicious"]

Pointer = tuple[str | int, ...]

# A shape, and what chance has written, is at least so long. The password of a URL may be shorter,
# and has this sign behind it.
_LEAST = min(SHORTEST, SHORTEST_SHAPE)
_SIGN = "@"
# Names and short texts, such as addresses, of which it was told before that nothing in them is
# secret: requests of a batch share many. What may be secret is never kept.
_CLEAN: set[tuple[str, str]] = set()
_LONGEST_CLEAN = 80
_MOST_CLEAN = 2_048
# Outside of headers these hold nothing.
_OPEN = frozenset((int, bool, NoneType, Decimal, float))


def find_suspicious(
    here: dict[Any, Any] | list[Any], path: Pointer, leaving_out: Collection[Pointer] = ()
) -> tuple[list[tuple[Any, Pointer]], list[str]]:
    """
    Find what of a table or an array there may be a secret in.

    Args:
        here: The table or array.
        path: Its pointer from the root of what is searched.
        leaving_out: Pointers of what is not looked at.

    Returns:
        Every table and array in it, and every text of which it cannot be told at once that nothing
        in it is a secret, with their pointers; and the names of members that are long enough to
        have the shape of a key. All in their order.
    """
    if leaving_out:
        return _find_closely(here, path, leaving_out)
    if path:
        around = path[0]
        if around == "headers":
            return _find_in_headers(here, path)
        if around == "defaults":
            return _find_closely(here, path, leaving_out)
    elif type(here) is dict and isinstance(here.get("headers"), str):
        return _find_closely(here, path, leaving_out)
    found: list[tuple[Any, Pointer]] = []
    names: list[str] = []
    # Once for each member of each request, and so without a call for most of them.
    if isinstance(here, dict):
        for key, inner in here.items():
            kind = type(inner)
            if kind is str:
                if (
                    (len(inner) >= _LEAST or _SIGN in inner)
                    and (key, inner) not in _CLEAN
                    and _may_be_secret(inner, key)
                ):
                    found.append((inner, (*path, key)))
            elif kind not in _OPEN:
                found.append((inner, (*path, key)))
            if type(key) is not str or len(key) >= SHORTEST_SHAPE:
                # No document has other names, but what a program hands over may.
                names += [key] if isinstance(key, str) else []
        return found, names
    name = next((it for it in reversed(path) if isinstance(it, str)), "")
    for index, inner in enumerate(here):
        kind = type(inner)
        if kind is str:
            if (
                (len(inner) >= _LEAST or _SIGN in inner)
                and (name, inner) not in _CLEAN
                and _may_be_secret(inner, name)
            ):
                found.append((inner, (*path, index)))
        elif kind not in _OPEN:
            found.append((inner, (*path, index)))
    return found, names


def _find_closely(
    here: dict[Any, Any] | list[Any], path: Pointer, leaving_out: Collection[Pointer]
) -> tuple[list[tuple[Any, Pointer]], list[str]]:
    """The same without telling anything at once: of defaults, and where something is left out."""
    found = [
        (inner, (*path, step))
        for step, inner in (here.items() if isinstance(here, dict) else enumerate(here))
        if (*path, step) not in leaving_out
    ]
    return found, [it[-1] for _, it in found if isinstance(it[-1], str)]


def _find_in_headers(
    here: dict[Any, Any] | list[Any], path: Pointer
) -> tuple[list[tuple[Any, Pointer]], list[str]]:
    """The same of headers, and of what stands below one."""
    found: list[tuple[Any, Pointer]] = []
    names: list[str] = []
    for step, inner in here.items() if isinstance(here, dict) else enumerate(here):
        header = path[1] if len(path) > 1 else step
        if type(inner) is not str or _may_be_in_header(inner, header):
            found.append((inner, (*path, step)))
        if isinstance(step, str) and len(step) >= SHORTEST_SHAPE:
            names.append(step)
    return found, names


def _may_be_secret(text: str, name: Any) -> bool:
    """Whether a text that stands in no header may be found to be a secret."""
    if "://" in text and (_SIGN in text or "=" in text):
        # A password or a parameter.
        return True
    if may_have_shape(text) or type(name) is not str or means_secret(name):
        return True
    if len(text) <= _LONGEST_CLEAN:
        if len(_CLEAN) >= _MOST_CLEAN:
            _CLEAN.clear()
        _CLEAN.add((name, text))
    return False


def _may_be_in_header(text: str, header: str | int) -> bool:
    """The same of a header's value."""
    if not isinstance(header, str) or not header:
        return True
    if carries_key(header):
        return not is_placeholder(text)
    if is_harmless(header):
        return len(text) >= _LEAST and (may_have_shape(text) or may_have_token(text))
    return len(text) >= _LEAST or _SIGN in text
