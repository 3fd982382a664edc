"""What was found and is not shown, since somebody has silenced it."""

import attrs

from lightmeter.data_methods import equal, hash_of, represent
from lightmeter.diagnostic import Diagnostic

__all__ = ["Suppressed"]


@attrs.frozen
class Suppressed:
    """
    A diagnostic that was found and is not shown.

    Attributes:
        diagnostic: With its place.
        request: Number of its report in the batch, or None.
        by: What silenced it: "select" or "ignore" (options and settings), "per-file" (settings),
            "comment", "entry" (`[[suppress]]` in the settings), or "baseline".
        reason: That was given, or "".
    """

    __repr__ = represent
    __eq__ = equal
    __hash__ = hash_of

    diagnostic: Diagnostic
    request: int | None
    by: str
    reason: str = ""
