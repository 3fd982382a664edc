"""Footnotes of a cost table: what many requests have in common is said once."""

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

import attrs

from lightmeter.diagnostic import Citation
from lightmeter.estimate.model import Estimate, PricedLine, UsdValue
from lightmeter.estimate.words import count, show_amount, show_money, show_quantity
from lightmeter.report.display import show
from lightmeter.report.naming import overlays, show_citation
from lightmeter.result import BatchReport, Report, Status

__all__ = ["Footnotes", "origins", "reasons", "show_marks", "show_origins", "show_sources"]

_ONE = Decimal(1)
_Key = tuple[str, ...]


class Footnotes:
    """What is assumed, not priced or made up of several items, in the order of the requests."""

    def __init__(self, report: BatchReport, *, with_items: bool = True) -> None:
        """
        Collect them.

        Args:
            report: Of the run.
            with_items: Whether the billed items are named where a request has several.
        """
        self._several = len(report.reports) > 1
        self._numbers: dict[_Key, int] = {}
        self._counts: Counter[_Key] = Counter()
        self._items: dict[_Key, list[tuple[PricedLine, ...]]] = {}
        self._marks: list[tuple[int, ...]] = []
        for it in report.reports:
            keys = list(dict.fromkeys(self._keys(it, with_items=with_items)))
            self._counts.update(keys)
            self._marks.append(
                tuple(self._numbers.setdefault(key, len(self._numbers) + 1) for key in keys)
            )

    def marks(self, members: Sequence[int]) -> list[int]:
        """Give the numbers of the footnotes to some requests, sorted."""
        return sorted({number for it in members for number in self._marks[it]})

    def texts(self) -> Iterator[str]:
        """Give the footnotes in the order of their numbers, without them."""
        for key in self._numbers:
            text = self._billed(key) if key[0] == "billed" else "".join(key)
            many = count(self._counts[key], "request")
            yield show(f"in {many}, {text}" if self._several else text)

    def _keys(self, report: Report, *, with_items: bool) -> Iterator[_Key]:
        """What is to be said of a request: the same is said once."""
        estimate = report.estimate
        if with_items and estimate is not None and len(estimate.lines) > 1:
            rates = (f"{it.item}\n{it.rate_minimum}\n{it.rate_maximum}" for it in estimate.lines)
            key = "billed", *rates
            self._items.setdefault(key, []).append(estimate.lines)
            yield key
        yield from _reasons(report)

    def _billed(self, key: _Key) -> str:
        """The items of requests with the same rates; how many of an item, where all agree."""
        lines = self._items[key]
        return "billed: " + "; ".join(_item(list(them)) for them in zip(*lines, strict=True))


def reasons(report: Report) -> Iterator[str]:
    """What was assumed of a request, and what could not be priced and why."""
    return map("".join, _reasons(report))


def _reasons(report: Report) -> Iterator[_Key]:
    estimate = report.estimate
    if estimate is None:
        if report.ok and report.status is Status.CHECKED:
            yield ("not priced: ", report.pack, " has no prices")
        return
    for it in estimate.assumptions:
        close = ("; to be sure, ", it.close) if it.close else ()
        yield ("assumed: ", it.text, f" ({it.basis})" if it.basis else "", *close)
    for lacking in estimate.unpriced:
        yield ("not priced: ", lacking.item, ": ", lacking.reason)


def _item(lines: Sequence[PricedLine]) -> str:
    first = lines[0]
    same = all(
        (it.quantity_minimum, it.quantity_maximum)
        == (first.quantity_minimum, first.quantity_maximum)
        for it in lines
    )
    quantity = show_quantity(first.quantity_minimum, first.quantity_maximum, first.unit)
    what = f"{first.item}, {quantity if same else f'each {first.unit}'}"
    if first.rate_minimum is None:
        return f"{what} without a rate"
    rate = f"{what} at {show_money(first.rate_minimum, first.rate_maximum, first.currency)}"
    if not same:
        return rate
    return f"{rate} = {show_money(first.minimum, first.maximum, first.currency)}"


def show_marks(numbers: Sequence[int]) -> str:
    """
    The marks of footnotes, three or more in a row as the first and the last of them.

    >>> show_marks([1, 2, 3, 5])
    '[1]-[3] [5]'
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return " ".join(
        f"[{run[0]}]-[{run[-1]}]" if len(run) > 2 else " ".join(f"[{it}]" for it in run)
        for run in runs
    )


def show_origins(report: BatchReport) -> Iterator[str]:
    """Own rates and overlays that took part, each once."""
    labels: Counter[str] = Counter(
        label for it in _estimates(report) for label in dict.fromkeys(it.own_rates)
    )
    for label, number in sorted(labels.items()):
        yield f"own rate: {show(label)}, for {count(number, 'request')}"
    if names := overlays(report):
        yield f"with {', '.join(names)}"


def origins(reports: Sequence[Report]) -> Iterator[str]:
    """The same of some requests, without how many they are."""
    estimates = (it.estimate for it in reports)
    labels = {label for it in estimates if it is not None for label in it.own_rates}
    yield from (f"own rate: {label}" for label in sorted(labels))
    if names := sorted({name for it in reports for name in it.overlays}):
        yield f"with {', '.join(names)}"


def show_sources(report: BatchReport) -> list[str]:
    """Every document that an amount stands on, once."""
    # Requests are many and citations long, so they are told apart before they are put into words.
    rates: dict[tuple[Citation, str], None] = {}
    values: dict[tuple[str, str, UsdValue], None] = {}
    for estimate in _estimates(report):
        for line in estimate.lines:
            if line.citation is not None and line.rate_minimum is not None:
                rates[line.citation, line.basis] = None
        usd = estimate.usd
        if usd is not None and usd.citation is not None:
            rate = attrs.evolve(usd, minimum=_ONE, maximum=_ONE)
            values[estimate.provider, estimate.currency, rate] = None
    return [
        *dict.fromkeys(f"rates: {show_citation(*it)}" for it in rates),
        *dict.fromkeys(_worth(*it) for it in values),
    ]


def _worth(provider: str, currency: str, usd: UsdValue) -> str:
    # Credits of two providers are not the same, whatever they are worth.
    one = show_amount(_ONE, f"{provider} {currency}".strip())
    if currency.isupper():
        one = f"{show_amount(_ONE, currency)} at {show(provider)}"
    worth = show_money(usd.rate_minimum, usd.rate_maximum, "USD")
    cited = "" if usd.citation is None else show_citation(usd.citation, usd.basis)
    return f"{one} = {worth}: {cited}"


def _estimates(report: BatchReport) -> Iterator[Estimate]:
    return (it.estimate for it in report.reports if it.estimate is not None)
