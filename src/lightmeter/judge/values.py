"""What single values look like: shared by the generated judge and its interpreted twin."""

import re
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

__all__ = [
    "LARGEST_INTEGER",
    "exact_integer",
    "file_type",
    "is_clock_built",
    "is_data_uri",
    "is_number",
    "is_uri",
    "is_whole",
    "webhook_problem",
]

# Beyond ±(2^53 - 1) a reader that keeps numbers as doubles would send another number.
LARGEST_INTEGER = 2**53 - 1

# A scheme of two letters or more (one letter is a Windows drive), then anything but blanks, control
# characters and the delimiters RFC 3986 gives no place to. Non-ASCII letters are let through: a
# provider that takes IRIs takes them too.
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]+:[^\s\x00-\x1f\x7f<>\"]+").fullmatch
_NO_HOST = re.compile(r"https?:(?!//[^/?#:])", re.IGNORECASE).match
_DATA_URI = re.compile(r"data:", re.IGNORECASE).match
_SUFFIX = re.compile(r"\.([A-Za-z0-9]{1,5})$").search
_DATA_TYPE = re.compile(r"data:(?:image|video|audio)/(?:x-)?([A-Za-z0-9]+)", re.IGNORECASE).match

# Endings that name a media format; any other ending says nothing about what the URL serves.
_MEDIA_SUFFIXES = frozenset(
    "apng avif bmp gif heic heif ico jfif jpe jpeg jpg jxl pdf png psd svg tga tif tiff webp "
    "avi flv m4v mkv mov mp4 mpeg mpg webm wmv aac aiff flac m4a mp3 ogg opus wav wma".split()
)

_PRIVATE_NAME = re.compile(r"(?:.*\.)?(?:localhost|local|internal|lan|home\.arpa)\.?").fullmatch

# Seconds or milliseconds since 1970, from 2020 to 2033; a date with a time of day.
_TIME = re.compile(
    r"(?<![0-9A-Za-z])(?:1[6-9][0-9]{8}|1[6-9][0-9]{11}"
    r"|20[0-9]{2}[01][0-9][0-3][0-9]T?[0-2][0-9][0-5][0-9][0-5][0-9]Z?"
    r"|20[0-9]{2}[01][0-9][0-3][0-9]T[0-2][0-9][0-5][0-9]Z?"
    r"|20[0-9]{2}-[01][0-9]-[0-3][0-9][T_ -][0-2][0-9][:-]?[0-5][0-9].*)(?![0-9A-Za-z])"
).search
# The name of something that reads the clock.
_CLOCK = re.compile(
    r"\$\(\s*date\b|\bdate\s*\+%|\btimestamp\b|\bunix_?time\b|\btime\.time\b|\bdate\.now\b"
    r"|\bnow\(\)|\bepoch(?:seconds|realtime)?\b|\{\{\s*now\b"
    r"|\$\{?(?:timestamp|now|date|time|epoch\w*|seconds)\b",
    re.IGNORECASE,
).search
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


def exact_integer(value: Any) -> int | None:
    """The integer that a value written as a decimal stands for (5.0 is 5), or None."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return int(value) if -LARGEST_INTEGER <= value <= LARGEST_INTEGER else None
    if isinstance(value, Decimal):
        if not value.is_finite() or value.adjusted() > 16 or value != value.to_integral_value():
            return None
    elif not isinstance(value, float) or not value.is_integer():
        return None
    number = int(value)
    return number if -LARGEST_INTEGER <= number <= LARGEST_INTEGER else None


def is_whole(value: Any) -> bool:
    """Whether the value is an integer, however it is written."""
    return exact_integer(value) is not None


def is_number(value: Any) -> bool:
    """Whether the value is a finite number and not a boolean."""
    if isinstance(value, bool):
        return False
    if isinstance(value, int):
        return -LARGEST_INTEGER <= value <= LARGEST_INTEGER
    if isinstance(value, Decimal):
        return value.is_finite()
    return isinstance(value, float) and value - value == 0


def is_uri(text: str) -> bool:
    """Whether a text is an absolute URI; an http URL needs a host."""
    return _URI(text) is not None and _NO_HOST(text) is None


def is_data_uri(text: str) -> bool:
    """Whether a text carries its content itself."""
    return _DATA_URI(text) is not None


def file_type(text: str) -> str:
    """The media format that a URL's file name or a data URI announces, lower case, or ""."""
    if is_data_uri(text):
        match = _DATA_TYPE(text)
        return match[1].lower() if match else ""
    path = text.partition("#")[0].partition("?")[0]
    match = _SUFFIX(path.rpartition("/")[2])
    suffix = match[1].lower() if match else ""
    return suffix if suffix in _MEDIA_SUFFIXES else ""


def webhook_problem(text: str) -> str:
    """Why a provider could not call this URL, or ""."""
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
    except ValueError:
        return "its host cannot be read"
    if parts.scheme.lower() not in ("http", "https"):
        return f"its scheme is {parts.scheme}, not http or https"
    if not host:
        return "it has no host"
    if _PRIVATE_NAME(host):
        return f"{host} is a name of the local network"
    if host[-1].isdigit() or ":" in host:
        return _private_address(host)
    return ""


def _private_address(host: str) -> str:
    from ipaddress import ip_address  # noqa: PLC0415 - 3 ms that only numeric hosts are worth

    try:
        address = ip_address(host)
    except ValueError:
        return ""
    if address.is_global:
        return ""
    return f"{host} is not a public address"


def is_clock_built(key: str) -> bool:
    """Whether a key holds the time at which it was made, or asks the clock for it."""
    # A group of a UUID may happen to look like a time.
    rest = _UUID.sub("", key)
    return _TIME(rest) is not None or _CLOCK(rest) is not None
