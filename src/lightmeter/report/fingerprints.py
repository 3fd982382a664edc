"""What other tools know a diagnostic by from one run to the next."""

from array import array
from collections.abc import Iterable, Iterator
from functools import cache, partial
from pathlib import Path

import attrs

from lightmeter.batch.alike import Alike
from lightmeter.batch_report import BatchReport
from lightmeter.diagnostic import Diagnostic
from lightmeter.globs import path_in
from lightmeter.report_list import Found
from lightmeter.silence.identity import identity_of

__all__ = ["Fingerprints", "fingerprints"]

_MARK_BITS = 32


class Fingerprints:
    """
    A short text of its own for each diagnostic, which a new line above it does not change.

    Those that are known by the same are told apart by their order: of two equal ones, a tool would
    show one. All have to be added before the first text is asked for. Of each are kept the few
    bytes that its text is made of.
    """

    def __init__(self, report: BatchReport) -> None:
        """
        Begin with none.

        Args:
            report: That the diagnostics are of.
        """
        self._report = report
        # The way to a source is the same for all that is found in it.
        self._seen = cache(partial(path_in, Path.cwd()))
        self._marks = array("Q")
        self._alike = Alike()

    def add(self, diagnostic: Diagnostic, number: int | None) -> None:
        """Add a diagnostic with the number of its request."""
        identity = identity_of(self._report, diagnostic, number)
        seen = attrs.evolve(identity, source=self._seen(identity.source))
        mark = int(seen.fingerprint, 16)
        self._alike.extend(len(self._marks), (mark % (1 << _MARK_BITS),))
        self._marks.append(mark)

    def __iter__(self) -> Iterator[str]:
        """Give the texts in the order in which the diagnostics were added."""
        for mark, earlier in zip(self._marks, self._earlier(), strict=True):
            yield f"{mark:016x}-{earlier + 1}" if earlier else f"{mark:016x}"

    def _earlier(self) -> "array[int]":
        """How many come before each that are known by the same."""
        earlier = array("L", bytes(array("L").itemsize * len(self._marks)))
        for group in self._alike.groups():
            times: dict[int, int] = {}
            for place in group:
                mark = self._marks[place]
                earlier[place] = times.get(mark, 0)
                times[mark] = earlier[place] + 1
        return earlier


def fingerprints(report: BatchReport, entries: Iterable[Found]) -> Iterator[str]:
    """
    Give each diagnostic its fingerprint.

    Args:
        report: That they are of.
        entries: Diagnostics with the numbers of their requests.
    """
    made = Fingerprints(report)
    for entry in entries:
        made.add(*entry)
    return iter(made)
