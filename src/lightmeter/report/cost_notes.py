"""Footnotes of a cost table: what many requests have in common is said once."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from lightmeter.batch_report import BatchReport
from lightmeter.estimate.model import PricedLine
from lightmeter.estimate.words import count, show_money, show_quantity
from lightmeter.report.display import show
from lightmeter.report.naming import overlays
from lightmeter.result import Report, Status

__all__ = ["Footnotes", "origins", "reasons", "show_marks", "show_origins"]

_Key = tuple[str, ...]


class Footnotes:
    """
    What is assumed, not priced or made up of several items, in the order of the requests.

    Attributes:
        numbers: Of the footnotes, by what makes them the same.
        counts: How many requests have them, by their numbers.
    """

    def __init__(self, *, with_items: bool = True) -> None:
        """
        Begin with none.

        Args:
            with_items: Whether the billed items are named where a request has several.
        """
        self._with_items = with_items
        self.numbers: dict[_Key, int] = {}
        self.counts: Counter[int] = Counter()
        self._items: dict[_Key, _Items] = {}

    def add(self, report: Report) -> tuple[int, ...]:
        """
        Take up what is to be said of a request, and give the numbers of its footnotes.

        How many requests have them `count` is told of.
        """
        keys = dict.fromkeys(self._keys(report))
        return tuple(self.numbers.setdefault(key, len(self.numbers) + 1) for key in keys)

    def count(self, numbers: Iterable[int], times: int) -> None:
        """Count so many more requests that have some footnotes."""
        for number in numbers:
            self.counts[number] += times

    def merge(self, other: "Footnotes") -> dict[int, int]:
        """
        Add the footnotes to requests that come after; those of items are not among them.

        Returns:
            The number of each here by that which it has there.
        """
        here = {
            number: self.numbers.setdefault(key, len(self.numbers) + 1)
            for key, number in other.numbers.items()
        }
        for number, times in other.counts.items():
            self.counts[here[number]] += times
        return here

    def texts(self, requests: int) -> Iterator[str]:
        """
        Give the footnotes in the order of their numbers, without them.

        Args:
            requests: How many there are in the run: of one alone nothing has to be counted.
        """
        for key, number in self.numbers.items():
            text = self._items[key].text() if key[0] == "billed" else "".join(key)
            many = count(self.counts[number], "request")
            yield show(f"in {many}, {text}" if requests > 1 else text)

    def _keys(self, report: Report) -> Iterator[_Key]:
        """What is to be said of a request: the same is said once."""
        estimate = report.estimate
        if self._with_items and estimate is not None and len(estimate.lines) > 1:
            rates = (f"{it.item}\n{it.rate_minimum}\n{it.rate_maximum}" for it in estimate.lines)
            key = "billed", *rates
            known = self._items.get(key)
            if known is None:
                known = self._items[key] = _Items(estimate.lines)
            known.add(estimate.lines)
            yield key
        yield from _reasons(report)


class _Items:
    """The items of requests with the same rates; how many of an item, where all agree."""

    def __init__(self, lines: Sequence[PricedLine]) -> None:
        self._lines = lines
        self._same = [True] * len(lines)

    def add(self, lines: Sequence[PricedLine]) -> None:
        for number, (first, it) in enumerate(zip(self._lines, lines, strict=True)):
            self._same[number] &= _quantity(first) == _quantity(it)

    def text(self) -> str:
        items = map(_item, self._lines, self._same)
        return f"billed: {'; '.join(items)}"


def _quantity(line: PricedLine) -> tuple[int, int]:
    return line.quantity_minimum, line.quantity_maximum


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


def _item(first: PricedLine, same: bool) -> str:  # noqa: FBT001 - it is mapped
    quantity = show_quantity(*_quantity(first), first.unit)
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
    for label, number in sorted(report.tally.own_rates.items()):
        if number:
            yield f"own rate: {show(label)}, for {count(number, 'request')}"
    if names := overlays(report):
        yield f"with {', '.join(names)}"


def origins(own_rates: Iterable[str], overlaying: Iterable[str]) -> Iterator[str]:
    """The same of some requests, without how many they are."""
    yield from (f"own rate: {label}" for label in sorted(own_rates))
    if names := sorted(overlaying):
        yield f"with {', '.join(names)}"
