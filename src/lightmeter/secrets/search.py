"""Finds what looks like a key in a text that is kept, shared and committed."""

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any

import attrs

from lightmeter.data_methods import equal, hash_of, represent
from lightmeter.patterns import late
from lightmeter.secrets.chance import find_very_random, is_random
from lightmeter.secrets.names import carries_key, is_harmless, means_secret, speaks_of_secret
from lightmeter.secrets.placeholders import is_placeholder
from lightmeter.secrets.shapes import find_shapes, find_tokens
from lightmeter.secrets.suspicion import find_suspicious

__all__ = ["Secret", "cover", "find_in_comments", "find_in_text", "find_secrets"]

Pointer = tuple[str | int, ...]
Offsets = tuple[int, int]

# A word that names of secrets have in them, and the value behind it, however broken the text around
# it is. Where the name begins is looked up after: before each word it would be looked for in vain.
_NAMED = late(
    r"""(?xi)
    (?:token|secret|passw|credential|signature|cookie|session|auth|key|jwt|pwd)[\w-]{0,40}
    (?P<gap>["']?[ \t]{0,9}[:=][ \t]{0,9})
    (?: "(?P<double>[^"\n]{6,})(?:["\n]|\Z)
      | '(?P<single>[^'\n]{6,})(?:['\n]|\Z)
      | (?P<bare>[^\s"'{\[][^"'\n]{5,}) )
    """
)
_NAME = late(r"[\w-]{1,60}\Z")
_LONGEST_NAME = 60
# A parameter of a URL, and the password of one; nobody names a host so long.
_PARAMETER = late(r"[?&](?P<name>[A-Za-z][\w-]{2,40})=(?P<value>[^\s&#\"'<>]{20,})")
_PASSWORD = late(r"://[^\s/:@\"']{1,80}:(?P<value>[^\s/:@\"']{6,80})@")
# Whoever calls back is known by such a parameter. In the address of a file it may be what lets
# everybody fetch that file, as a presigned URL does.
_CALLED_BACK = late(r"(?i)call_?back|hook|notif")
_OF_CALLERS = frozenset(("token", "key", "secret", "auth"))
_AFTER_SIGN = late(r"#[^\n]*")
# To write a union takes longer than to look whether something is of it.
_CONTAINERS = (dict, list)
# A number with fewer digits is no key, wherever it stands.
_LEAST_NUMBER = 10**7


@attrs.frozen
class Secret:
    """
    Something that looks like a key.

    Attributes:
        pointer: Of the value that holds it, from the root of what was searched.
        certain: It has the shape of a key or stands where only keys do; else it is random, and its
            name or its length speaks against it.
        in_name: It is the name of the member that holds it, or a part of that.
    """

    __repr__ = represent
    __eq__ = equal
    __hash__ = hash_of

    pointer: Pointer
    certain: bool = True
    in_name: bool = False


def find_secrets(value: Any, *, leaving_out: Collection[Pointer] = ()) -> list[Secret]:
    """
    Find what looks like a key.

    Args:
        value: A request as it is written, headers included; or defaults of requests.
        leaving_out: Pointers of what is searched by itself.
    """
    secrets: list[Secret] = []
    pending: list[tuple[Any, Pointer]] = [(value, ())]
    while pending:
        here, path = pending.pop()
        if isinstance(here, _CONTAINERS):
            found, names = find_suspicious(here, path, leaving_out)
            if names:
                secrets += (
                    Secret((*path, it), in_name=True) for it in names if _first(find_shapes(it))
                )
            pending += found
        elif isinstance(here, str):
            certain = _is_secret(here, path)
            if certain is not None:
                secrets.append(Secret(path, certain))
        elif (
            isinstance(here, int)
            and abs(here) >= _LEAST_NUMBER
            and carries_key(_header(path) or "")
        ):
            secrets.append(Secret(path))
    return secrets


def find_in_text(text: str) -> Iterator[Offsets]:
    """
    Find what must not be shown of a text that nobody could read as a document.

    That is more than what is worth a diagnostic: to hide what is no key does no harm.

    Returns:
        Offsets, ends exclusive.
    """
    yield from find_shapes(text)
    yield from find_tokens(text)
    yield from _find_named(text)
    yield from _find_parameters(text, called_back=True)
    yield from find_very_random(text)


def find_in_comments(
    text: str, comments: Callable[[], Iterable[Offsets]]
) -> Iterator[tuple[Offsets, bool | None]]:
    """
    Find keys in comments: a line that was taken out is still in the file.

    Args:
        text: Of the whole document.
        comments: Gives the offsets of its comments; asked only where there is something to find.

    Returns:
        Offsets of each key, ends exclusive, and whether it is certain; None where it is too little
            to be spoken of, and is hidden nevertheless.
    """
    # A sign within a text begins no comment, but whatever has none has no comments.
    if not any(_first(find_in_text(it[0])) for it in _AFTER_SIGN.finditer(text)):
        return
    for start, end in comments():
        comment = text[start:end]
        shapes = set(find_shapes(comment))
        named = {it for it in _find_named(comment) if is_random(comment[slice(*it)])}
        for place in sorted({*shapes, *find_in_text(comment)}):
            certain = place in shapes or (False if place in named and not shapes else None)
            yield (start + place[0], start + place[1]), certain


def cover(text: str) -> str:
    """A text with asterisks where it holds what must not be shown, as long as it was."""
    for start, end in find_in_text(text):
        text = f"{text[:start]}{'*' * (end - start)}{text[end:]}"
    return text


# One text ----------------------------------------------------------------------------------------


def _is_secret(text: str, path: Pointer) -> bool | None:
    """Whether a text is certain to hold a secret; None where nothing speaks for it."""
    header = _header(path)
    if header is None:
        if _first(find_shapes(text)):
            return True
        name = next((it for it in reversed(path) if isinstance(it, str)), "")
        named = means_secret(name) and is_random(text) and not is_placeholder(text)
        asked = _first(_find_parameters(text, called_back=_CALLED_BACK.search(name) is not None))
        return False if named or asked else None
    return _is_in_header(text, header)


def _is_in_header(text: str, header: str) -> bool | None:
    if not text.strip() or is_placeholder(text):
        return None
    if carries_key(header) or _first(find_shapes(text)) or _first(find_tokens(text)):
        return True
    if not header:
        # Not one header, but all of them in one text.
        return True if _first(_find_named(text)) else None
    if is_harmless(header):
        return None
    if speaks_of_secret(header) and is_random(text):
        return False
    alone = _first(find_very_random(text)) or _first(_find_parameters(text, called_back=False))
    return False if alone else None


def _header(path: Pointer) -> str | None:
    """The header that a value stands under; "" where that has no name, None where it is in none."""
    within = path[1:] if path[:1] == ("defaults",) else path
    if within[:1] != ("headers",):
        return None
    name = within[1] if len(within) > 1 else ""
    return name if isinstance(name, str) else ""


def _find_named(text: str) -> Iterator[Offsets]:
    """Values of headers and members that are secrets by their names."""
    for match in _NAMED.finditer(text):
        before = text[max(0, match.start() - _LONGEST_NAME) : match.start("gap")]
        found = _NAME.search(before)
        name = found[0] if found else ""
        place = match.span(match.lastgroup or "bare")
        value = text[slice(*place)]
        if is_placeholder(value):
            continue
        if carries_key(name) or (
            (speaks_of_secret(name) or means_secret(name)) and is_random(value)
        ):
            yield place[0], place[0] + len(value.rstrip())


def _find_parameters(text: str, *, called_back: bool) -> Iterator[Offsets]:
    """Keys and passwords within URLs."""
    if "://" not in text:
        return
    for match in _PARAMETER.finditer(text):
        name, value = match["name"], match["value"]
        known = means_secret(name) if name.lower() not in _OF_CALLERS else called_back
        if known and is_random(value):
            yield match.span("value")
    for match in _PASSWORD.finditer(text):
        if not is_placeholder(match["value"]):
            yield match.span("value")


def _first(found: Iterator[Offsets]) -> Offsets | None:
    return next(found, None)
