"""What a project pays otherwise than a provider lists, for the requests of one model."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import attrs

from lightmeter.diagnostic import Citation
from lightmeter.estimate.model import Estimate
from lightmeter.judge.verdict import Verdict
from lightmeter.language.exact import add, multiply
from lightmeter.money import format_amount
from lightmeter.packs.program import Assumption

__all__ = ["OwnRate", "OwnRates", "OwnValue"]


_WORDS = {
    "replace": "the rate of {} is {}",
    "multiply": "the rate of {} is multiplied by {}",
    "add": "{1} is added to the rate of {0}",
}


@attrs.frozen
class OwnRate:
    """
    One change of a rate.

    Attributes:
        operation: "replace", "multiply" or "add".
        minimum: Money per unit, or a factor.
        maximum: The same, or the upper end of a range.
        basis: How it is known.
        citation: Where it stands.
    """

    operation: str
    minimum: Decimal
    maximum: Decimal
    basis: str
    citation: Citation

    def open_ends(self, item: str) -> Iterator[Assumption]:
        """Say of a range that it makes the price one, and how it is closed."""
        if self.minimum != self.maximum:
            ends = f"{format_amount(self.minimum)} to {format_amount(self.maximum)}"
            yield Assumption(
                (),
                f"{_WORDS[self.operation].format(item, ends)} ({self.citation})",
                self.basis,
                "settle one value under [[cost.rates]] in the settings",
            )

    def apply(self, low: Decimal | None, high: Decimal | None) -> tuple[Decimal | None, ...]:
        """
        Change a rate.

        Args:
            low: Lowest; None where it is not known, which only a replacement can change.
            high: Highest, likewise.
        """
        if self.operation == "replace":
            return self.minimum, self.maximum
        if low is None or high is None:
            return None, None
        change = multiply if self.operation == "multiply" else add
        return change(low, self.minimum), change(high, self.maximum)


@attrs.frozen
class OwnValue:
    """
    What one unit of a provider's own currency costs a project, in US dollars.

    Attributes:
        minimum: At least.
        maximum: At most.
        basis: How it is known.
        citation: Where it stands.
    """

    minimum: Decimal
    maximum: Decimal
    basis: str
    citation: Citation

    def open_ends(self, provider: str, currency: str) -> Iterator[Assumption]:
        """Say of a range that it makes the price one, and how it is closed."""
        if self.minimum != self.maximum:
            ends = f"{format_amount(self.minimum)} to {format_amount(self.maximum)}"
            yield Assumption(
                (),
                f"one of {provider}'s {currency} costs {ends} USD",
                self.basis,
                f"settle one value for {provider} under [cost.credits] in the settings",
            )


@attrs.frozen(eq=False)
class OwnRates:
    """
    Everything that a project pays otherwise for one model.

    Attributes:
        lines: For each billed item the changes of its rate, in the order in which they apply; one
            that replaces is the first. () for none at all.
        value: Of the provider's own currency, or None for what the pack says.
        listed: Gives what the published rates come to, for a request that was judged by a pack with
            overlays; None where there are none.
        priced: What was priced at these rates, for `estimate.shared`.
    """

    lines: tuple[tuple[OwnRate, ...], ...] = ()
    value: OwnValue | None = None
    listed: Callable[[Verdict], Estimate | None] | None = None
    priced: dict[Any, Any] = attrs.field(factory=dict, init=False, repr=False)

    def published(self, verdict: Verdict) -> Estimate | None:
        """Give the estimate by the pack as it was published where overlays take part, or None."""
        return None if self.listed is None else self.listed(verdict)
