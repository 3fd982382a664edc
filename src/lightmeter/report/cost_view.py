"""How costs are looked at, whatever format they are shown in."""

import enum
from typing import TYPE_CHECKING

import attrs

from lightmeter.advice.together import Advising, SharedAdvice

if TYPE_CHECKING:
    from lightmeter.report.cost_account import Account

__all__ = ["BY_REQUEST", "By", "CostView", "Screen"]


class By(enum.StrEnum):
    """What requests are put together by."""

    REQUEST = "request"
    FILE = "file"
    MODEL = "model"
    PROVIDER = "provider"


@attrs.frozen
class Screen:
    """
    A terminal that a report is shown on.

    Attributes:
        columns: How wide it is.
        blocks: Whether it shows the blocks that bars are made of.
        signs: Whether it shows signs beyond ASCII: those of texts in rows come as they are, but
            none is added.
    """

    columns: int
    blocks: bool = True
    signs: bool = True


@attrs.frozen
class CostView:
    """
    What is shown of costs.

    Attributes:
        by: What requests are put together by.
        screen: The terminal, for the text format; None for anything else, where nothing is clipped.
        advice: What could be saved.
        advising: Finds that out while somebody goes through the requests; else None.
        account: What groups of them cost, where that is counted already.
    """

    by: By = By.REQUEST
    screen: Screen | None = None
    advice: tuple[SharedAdvice, ...] = ()
    advising: Advising | None = None
    account: "Account | None" = None

    @property
    def given(self) -> tuple[SharedAdvice, ...]:
        """What could be saved, once all requests were gone through."""
        return self.advice if self.advising is None else self.advising.shared()


BY_REQUEST = CostView()
"""Every request in a row of its own, for whatever place."""
