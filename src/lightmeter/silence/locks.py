"""What nobody can silence."""

from collections.abc import Iterable
from typing import get_args

from lightmeter.diagnostic import Diagnostic, Severity
from lightmeter.document.fault import FaultRule
from lightmeter.rule_names import ALL, matches

__all__ = ["ABOUT_SILENCE", "UNREADABLE", "is_loud", "names_lock"]

# A byte order mark is no reason not to read on.
UNREADABLE = frozenset(("unreadable", "interrupted", *get_args(FaultRule))) - {"byte-order-mark"}
"""Rules about texts that could not be read: what is in them was not checked, and is said."""

ABOUT_SILENCE = frozenset(
    (
        "unused-ignore",
        "expired-ignore",
        "unknown-ignore",
        "malformed-ignore",
        "locked-ignore",
        "ignore-without-reason",
        "stale-baseline",
    )
)
"""Rules about comments, entries and baselines that silence."""

# To silence what is said of silencing would leave nobody to say it.
_OF_SILENCE = frozenset(
    ("malformed-ignore", "unknown-ignore", "locked-ignore", "ignore-without-reason")
)


def is_loud(diagnostic: Diagnostic, locked: Iterable[str]) -> bool:
    """
    Whether a diagnostic is shown whatever silences it.

    Args:
        diagnostic: That was found.
        locked: Names of the rules that the settings have locked.
    """
    return (
        diagnostic.rule in UNREADABLE
        # A directory without requests; a file without some is only a warning.
        or (diagnostic.rule == "no-requests" and diagnostic.severity is Severity.ERROR)
        or diagnostic.rule in _OF_SILENCE
        or matches(locked, diagnostic)
    )


def names_lock(name: str, locked: Iterable[str]) -> str:
    """
    The locked name that a name of rules is or lies within, or "".

    A wider name is none: `ignore = ["vidgo"]` silences what is not locked of it.
    """
    if name in UNREADABLE or name in _OF_SILENCE:
        return name
    for lock in locked:
        if lock in (name, ALL) or name.startswith(f"{lock}/") or name.endswith(f"/{lock}"):
            return lock
    return ""
