"""What is asked of whoever validates: a verdict, all faults as data, all faults in words."""

from collections.abc import Callable, Collection
from typing import Any, TypeAlias

import attrs

__all__ = ["Faults", "Validator", "Verdict"]

Verdict: TypeAlias = Callable[[Any], bool]
Faults: TypeAlias = Callable[[Any], Collection[Any]]


@attrs.frozen
class Validator:
    """
    One who validates MindVideo's body.

    Attributes:
        does: What of the work it does, and what not.
        verdict: Whether a body is accepted.
        faults: As data, whatever data it has; None where it has words alone.
        words: A sentence for each fault.
    """

    does: str
    verdict: Verdict
    faults: Faults | None
    words: Faults
