"""What single values look like: shared by the generated judge and its interpreted twin."""

import datetime as dt
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from lightmeter.language.exact import SAFE_INTEGER, is_exact
from lightmeter.patterns import late

__all__ = [
    "exact_integer",
    "exact_number",
    "file_type",
    "is_data_uri",
    "is_hosted",
    "is_plain_url",
    "is_plain_webhook",
    "is_sendable",
    "is_sendable_member",
    "is_text",
    "is_uri",
    "webhook_problem",
]

# Of these JSON can say every one.
_PLAIN = frozenset((int, bool, type(None)))

# As deep as a document may be nested.
_DEEPEST = 100

# A scheme of two letters or more (one letter is a Windows drive), then anything but blanks, control
# characters and the delimiters RFC 3986 gives no place to; http needs a host. Non-ASCII letters are
# let through: a provider that takes IRIs takes them too.
_URI = late(
    r"(?:[Hh][Tt][Tt][Pp][Ss]?://(?:[^/?#@]*@)?+(?![/?#:@])|(?![Hh][Tt][Tt][Pp][Ss]?:)[A-Za-z][A-Za-z0-9+.\-]+:)"
    r"[^\x00-\x20\x7f-\xa0<>\"\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+"
)
_WEB = late(
    r"[Hh][Tt][Tt][Pp][Ss]?://(?:[^/?#@]*@)?+(?![/?#:@])"
    r"[^\x00-\x20\x7f-\xa0<>\"\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+"
)
_DATA_URI = late(r"data:", re.IGNORECASE)
_SUFFIX = late(r"\.([A-Za-z0-9]{1,5})$")
_DATA_TYPE = late(r"data:(?:image|video|audio)/(?:x-)?([A-Za-z0-9]+)", re.IGNORECASE)

# Endings that name a media format; any other ending says nothing about what the URL serves.
_MEDIA_SUFFIXES = frozenset(
    (
        *("apng", "avif", "bmp", "gif", "heic", "heif", "ico", "jfif", "jpe", "jpeg", "jpg", "jxl"),
        *("pdf", "png", "psd", "svg", "tga", "tif", "tiff", "webp"),
        *("avi", "flv", "m4v", "mkv", "mov", "mp4", "mpeg", "mpg", "webm", "wmv"),
        *("aac", "aiff", "flac", "m4a", "mp3", "ogg", "opus", "wav", "wma"),
    )
)

# Short cuts for what nearly every request holds; whatever they do not match is looked at closely.
is_plain_url = re.compile(r"https?://[A-Za-z0-9][A-Za-z0-9_./~%+=&-]*").fullmatch
"""A URL that can be fetched, without query and fragment."""

is_plain_webhook = re.compile(
    r"https?://[a-z0-9.-]*[a-z0-9]\.(?:com|net|org|io|ai|dev|app|co)(?:/[A-Za-z0-9_./~%+=&?-]*)?"
).fullmatch
"""A URL whose host is under a public top-level domain."""

# A host that is plainly public, so that nothing has to be taken apart.
_PUBLIC = late(
    r"https?://(?:[A-Za-z0-9_-]+\.)+(?!(?:localhost|local|internal|lan|arpa)(?:[/?#]|\Z))[A-Za-z]{2,}"
    r"(?:[/?#]|\Z)",
    re.IGNORECASE,
)
_PRIVATE_NAME = late(r"(?:.*\.)?(?:localhost|local|internal|lan|home\.arpa)")


def exact_integer(value: Any) -> int | None:
    """The integer that a value written as a decimal stands for (5.0 is 5), or None."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return int(value) if -SAFE_INTEGER <= value <= SAFE_INTEGER else None
    if isinstance(value, Decimal):
        if not value.is_finite() or value.adjusted() > 16 or value != value.to_integral_value():
            return None
    elif not isinstance(value, float) or not value.is_integer():
        return None
    number = int(value)
    return number if -SAFE_INTEGER <= number <= SAFE_INTEGER else None


def exact_number(value: Any) -> int | Decimal | None:
    """The exact number that a value stands for, or None: no boolean, NaN, infinity or monster."""
    if isinstance(value, bool):
        return None
    if isinstance(value, float):
        # The shortest decimal that reads back as this float is the one that is sent.
        value = Decimal(float.__repr__(value)) if value - value == 0 else None
    return value if isinstance(value, int | Decimal) and is_exact(value) else None


def is_sendable(value: Any) -> bool:
    """
    Whether JSON can say a value: what a text can hold is, what Python can build may not be.

    NaN, infinities, lone surrogates, keys of odd types, other classes and what contains itself are
    not.
    """
    pending: list[tuple[Any, int]] = [(value, 0)]
    while pending:
        here, depth = pending.pop()
        if depth > _DEEPEST:
            return False
        if isinstance(here, str):
            if not is_text(here):
                return False
        elif isinstance(here, Mapping):
            # Keys that json.dumps() turns into text are let through.
            if not all(isinstance(key, str | int | float | None) for key in here):
                return False
            pending += [(key, depth) for key in here if isinstance(key, str)]
            pending += [(inner, depth + 1) for inner in here.values()]
        elif isinstance(here, list | tuple):
            pending += [(inner, depth + 1) for inner in here]
        elif isinstance(here, float | Decimal):
            if exact_number(here) is None:
                return False
        elif here is not None and not isinstance(here, bool | int | dt.date | dt.time):
            # Dates and times come with TOML and are written as text.
            return False
    return True


def is_sendable_member(key: Any, value: Any) -> bool:
    """The same of a member of an object: nearly every one is ASCII, a number, true or false."""
    plain = type(key) is str and key.isascii()
    if plain and (type(value) in _PLAIN or (type(value) is str and value.isascii())):
        return True
    return is_sendable({key: value})


def is_text(value: str) -> bool:
    """Whether a text can be sent as UTF-8: it holds no half of a surrogate pair."""
    if value.isascii():
        return True
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def is_uri(text: str) -> bool:
    """Whether a text is an absolute URI; an http URL needs a host."""
    return _URI.fullmatch(text) is not None


def is_data_uri(text: str) -> bool:
    """Whether a text carries its content itself."""
    return _DATA_URI.match(text) is not None


def is_hosted(text: str) -> bool:
    """Whether a text is a URL that a provider can fetch."""
    return _WEB.fullmatch(text) is not None


def file_type(text: str) -> str:
    """The media format that a URL's file name or a data URI announces, lower case, or ""."""
    if is_data_uri(text):
        found = _DATA_TYPE.match(text)
        return found[1].lower() if found else ""
    path = text.partition("#")[0].partition("?")[0]
    authority = path.find("://")
    if authority >= 0 and path.find("/", authority + 3) < 0:
        # Nothing but a host: its last label is no file's ending.
        return ""
    found = _SUFFIX.search(path.rpartition("/")[2])
    suffix = found[1].lower() if found else ""
    return suffix if suffix in _MEDIA_SUFFIXES else ""


def webhook_problem(text: str) -> str:
    """Why a provider could not call this URL, or ""."""
    if _PUBLIC.match(text):
        return ""
    from urllib.parse import urlsplit  # noqa: PLC0415 - 3 ms that only odd addresses are worth

    try:
        parts = urlsplit(text)
        host = (parts.hostname or "").rstrip(".")
        parts.port  # noqa: B018 - reading it is what finds out
    except ValueError:
        return "its host or its port cannot be read"
    if parts.scheme.lower() not in ("http", "https"):
        if not parts.scheme:
            return "it has no scheme, write http or https"
        return f"its scheme is {parts.scheme[:20]}, not http or https"
    if not host:
        return "it has no host"
    if host[-1].isdigit() or ":" in host:
        return _private_address(host)
    if _PRIVATE_NAME.fullmatch(host) or "." not in host:
        return f"{host[:60]} is a name of the local network"
    return ""


def _private_address(host: str) -> str:
    from ipaddress import ip_address  # noqa: PLC0415 - 3 ms that only numeric hosts are worth
    from socket import inet_aton  # noqa: PLC0415 - as above

    try:
        # 127.1, 2130706433 and 0x7f.0.0.1 are 127.0.0.1 to whoever calls them.
        address = ip_address(host) if ":" in host else ip_address(inet_aton(host))
    except (ValueError, OSError):
        return ""
    if address.is_global:
        return ""
    return f"{host[:60]} is not a public address"
