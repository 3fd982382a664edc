"""Keys that are built from the clock."""

import re

__all__ = ["is_clock_built", "is_only_clock"]

# Seconds or milliseconds since 1970, from 2020 to 2033; a date and a time of day in digits alone.
_TIME = re.compile(
    r"(?<![0-9A-Za-z])(?:1[6-9][0-9]{8}|1[6-9][0-9]{11}"
    r"|20[0-9]{2}[01][0-9][0-3][0-9][0-2][0-9][0-5][0-9][0-5][0-9])(?![0-9A-Za-z])"
)
# A date and a time of day that can be nothing else.
_DATE = re.compile(
    r"(?<![0-9A-Za-z])(?:20[0-9]{2}[01][0-9][0-3][0-9]T[0-2][0-9][0-5][0-9](?:[0-5][0-9])?Z?"
    r"|20[0-9]{2}-[01][0-9]-[0-3][0-9][T_ -][0-2][0-9][:-]?[0-5][0-9].*)(?![0-9A-Za-z])"
).search
# The name of something that reads the clock.
_CLOCK = re.compile(
    r"\$\(\s*date\b|\bdate\s*\+%|\btimestamp\b|\bunix_?time\b|\btime\.time\b|\bdate\.now\b"
    r"|\bnow\(\)|\bepoch(?:seconds|realtime)\b|\{\{\s*now\b"
    r"|\$\{?(?:timestamp|now|date|time|epoch\w*|seconds)\b",
    re.IGNORECASE,
).search
# Each of all those has one of these in it, and most keys have none.
_HINT = re.compile(r"[0-9]{8}|20[0-9]{2}-|time|date|now|epoch|seconds", re.IGNORECASE).search
# Words around a time that do not say whose key it is.
_NAMELESS = frozenset(
    (
        *("api", "gen", "generate", "generation", "id", "idem", "idempotency", "image", "img"),
        *("job", "key", "render", "req", "request", "retry", "run", "task", "test", "time", "ts"),
        "video",
    )
)
_UUID_LENGTH = 36
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


def is_clock_built(key: str) -> bool:
    """Whether a key holds the time at which it was made, or asks the clock for it."""
    # A group of a UUID may happen to look like a time.
    rest = _UUID.sub("", key) if len(key) >= _UUID_LENGTH else key
    return _HINT(rest) is not None and (
        _TIME.search(rest) is not None or _DATE(rest) is not None or _CLOCK(rest) is not None
    )


def is_only_clock(key: str) -> bool:
    """
    Whether nothing in a clock-built key names the request.

    `task_1763600000` is the clock and a word that says nothing; the digits of `order-1763600000`
    may be the order's own number.
    """
    if _CLOCK(key) or _DATE(key):
        return True
    rest = re.findall(r"[A-Za-z]{2,}", _TIME.sub("", key))
    return all(word.lower() in _NAMELESS for word in rest)
