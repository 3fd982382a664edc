"""The one object that stands for a missing value."""

from enum import Enum
from typing import Final, Literal

__all__ = ["ABSENT", "AbsentType"]


class AbsentType(Enum):
    """The type of `ABSENT`; an enum, so that a type checker can narrow by identity."""

    ABSENT = "ABSENT"

    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT: Final = AbsentType.ABSENT
