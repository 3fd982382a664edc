"""Every document that an amount stands on, once."""

from decimal import Decimal

import attrs

from lightmeter.diagnostic import Citation
from lightmeter.estimate.model import Estimate, UsdValue
from lightmeter.estimate.words import show_amount, show_money
from lightmeter.report.display import show
from lightmeter.report.naming import show_citation

__all__ = ["Sources"]

_ONE = Decimal(1)


class Sources:
    """
    What estimates stand on, in the order in which it first comes.

    Attributes:
        rates: What rates do, each with how it is known.
        values: What currencies are worth, by provider and currency.
    """

    def __init__(self) -> None:
        """Begin with nothing."""
        # Citations are long, so they are told apart before they are put into words.
        self.rates: dict[tuple[Citation, str], None] = {}
        self.values: dict[tuple[str, str, UsdValue], None] = {}

    def add(self, estimate: Estimate) -> None:
        """Take up what an estimate stands on."""
        for line in estimate.lines:
            if line.citation is not None and line.rate_minimum is not None:
                self.rates[line.citation, line.basis] = None
        usd = estimate.usd
        if usd is not None and usd.citation is not None:
            rate = attrs.evolve(usd, minimum=_ONE, maximum=_ONE)
            self.values[estimate.provider, estimate.currency, rate] = None

    def merge(self, other: "Sources") -> None:
        """Add what estimates stand on that come after."""
        self.rates.update(other.rates)
        self.values.update(other.values)

    def texts(self) -> list[str]:
        """Give it in words, first what rates stand on, then what currencies are worth."""
        return [
            *dict.fromkeys(f"rates: {show_citation(*it)}" for it in self.rates),
            *dict.fromkeys(_worth(*it) for it in self.values),
        ]


def _worth(provider: str, currency: str, usd: UsdValue) -> str:
    # Credits of two providers are not the same, whatever they are worth.
    one = show_amount(_ONE, f"{provider} {currency}".strip())
    if currency.isupper():
        one = f"{show_amount(_ONE, currency)} at {show(provider)}"
    worth = show_money(usd.rate_minimum, usd.rate_maximum, "USD")
    cited = "" if usd.citation is None else show_citation(usd.citation, usd.basis)
    return f"{one} = {worth}: {cited}"
