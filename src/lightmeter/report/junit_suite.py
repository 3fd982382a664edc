"""The tests of one source, kept as text until it is known how they ended."""

from collections import Counter
from collections.abc import Iterator

import attrs

from lightmeter.estimate.model import Estimate
from lightmeter.report.naming import show_sums
from lightmeter.report.xml_text import attributes
from lightmeter.result import Report, Status
from lightmeter.spool import Spool
from lightmeter.tally import Tally

__all__ = ["Case", "Suite"]

Case = tuple[str, str]
"""How a test ended, as the name of the element that says so, or ""; and the whole of it as text."""

_PLURALS = {"failure": "failures", "error": "errors", "skipped": "skipped"}
# Requests that are priced alike are counted together, so many kinds of them at a time.
_MOST_KINDS = 1_024


class Suite:
    """
    What belongs to one source.

    Attributes:
        name: Of the source, as it is shown.
        counts: How many tests there are, and how many of them ended badly.
        suppressed: How many diagnostics were silenced.
    """

    def __init__(self, name: str, *, hold: bool, unread: bool = False) -> None:
        """
        Begin without a test.

        Args:
            name: Of the source, as it is shown.
            hold: All tests stay in memory.
            unread: Not everything in it could be read.
        """
        self.name = name
        self.counts: Counter[str] = Counter()
        self.suppressed = 0
        self._unread = unread
        self._cases: Spool[str] = Spool(hold=hold)
        self._tally = Tally()
        self._kinds: dict[tuple[int, int, bool, bool, Status], _Kind] = {}

    def add(self, case: Case) -> None:
        """Add a test behind the others."""
        kind, text = case
        self.counts["tests"] += 1
        if kind:
            self.counts[_PLURALS[kind]] += 1
        self._cases.append(text)

    def count(self, it: Report) -> None:
        """Count a request towards the total."""
        estimate = it.estimate
        if estimate is None:
            self._tally.add(it)
            return
        key = id(it.program), id(estimate), it.repeats, it.ok, it.status
        kind = self._kinds.get(key)
        if kind is None:
            if len(self._kinds) >= _MOST_KINDS:
                self._settle()
            # Its text is not to stay in memory for it.
            kind = self._kinds[key] = _Kind(attrs.evolve(it, locator=None), estimate)
        kind.requests += 1

    def _settle(self) -> None:
        for it in self._kinds.values():
            self._tally.add(it.first, it.requests)
        self._kinds.clear()

    def pieces(self) -> Iterator[str]:
        """Write it."""
        names = ("tests", "failures", "errors", "skipped")
        counts = {name: str(self.counts[name]) for name in names}
        facts = [
            f"      <property{attributes(name=name, value=value)} />\n"
            for name, value in self._facts()
        ]
        head = f"  <testsuite{attributes(name=self.name, **counts)}"
        if not facts and not self._cases:
            yield f"{head} />\n"
            return
        yield f"{head}>\n"
        if facts:
            yield f"    <properties>\n{''.join(facts)}    </properties>\n"
        yield from self._cases
        yield "  </testsuite>\n"

    def _facts(self) -> Iterator[tuple[str, str]]:
        self._settle()
        total = show_sums(self._tally, unread=self._unread)
        if total:
            yield "total", total
        packs = sorted({f"{pack} {edition}".rstrip() for pack, edition, _ in self._tally.packs})
        if packs:
            yield "packs", ", ".join(packs)
        if self.suppressed:
            yield "suppressed", str(self.suppressed)


@attrs.define
class _Kind:
    """
    Requests that are priced alike.

    Attributes:
        first: Of them.
        estimate: That they share; while it is kept no other one comes to its address.
        requests: How many there are.
    """

    first: Report
    estimate: Estimate
    requests: int = 0
