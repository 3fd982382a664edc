"""What advice is: a change to a request, and what it saves."""

from decimal import Decimal
from typing import Literal, TypeAlias

import attrs

from lightmeter.diagnostic import Change

__all__ = ["Advice", "Kind"]

Kind: TypeAlias = Literal["same-for-less", "no-effect", "better-for-same"]


@attrs.frozen
class Advice:
    """
    A change that pays.

    Attributes:
        kind: "same-for-less": another choice gives the same result for less. "no-effect": a member
            is paid for and changes nothing, so that it can be left out. "better-for-same": a better
            choice costs the same.
        changes: To make to the payload, in order.
        saving_minimum: Least amount that is saved; 0 where it costs the same.
        saving_maximum: Highest.
        minimum: Least amount that it costs then.
        maximum: Highest.
        currency: Of the amounts.
        text: What to do and what it saves, in one sentence without an end.
    """

    kind: Kind
    changes: tuple[Change, ...]
    saving_minimum: Decimal
    saving_maximum: Decimal
    minimum: Decimal
    maximum: Decimal
    currency: str
    text: str
