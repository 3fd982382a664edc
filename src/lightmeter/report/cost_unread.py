"""What was to be read as requests and could not be: nothing is known of its price."""

from collections.abc import Iterator, Sequence

import attrs

from lightmeter.batch_report import INTERRUPTED, UNREAD, BatchReport
from lightmeter.diagnostic import Severity

__all__ = ["Unread", "find_unread", "show_unread"]


@attrs.frozen
class Unread:
    """
    A file, or a line or an entry of one, that no request was read from.

    Attributes:
        source: Name of the file.
        line: Where the trouble is, or None.
        reason: What is wrong with it.
        several: It stands for further lines, which nobody has counted here.
    """

    source: str
    line: int | None
    reason: str
    several: bool = False


def find_unread(report: BatchReport) -> tuple[Unread, ...]:
    """
    Find what requests may have stood in, each once, whatever is wrong with it.

    Silenced diagnostics count as well: what was not read has no price for it.
    """
    found: dict[tuple[str, int | None], Unread] = {}
    for number, it in enumerate(report.found):
        if it.rule not in UNREAD or it.severity is not Severity.ERROR:
            continue
        line = None if it.span is None else it.span.start.line
        source = report.text_of(it.source)
        by_line = source is not None and source.format == "jsonl"
        unread = Unread(
            it.source,
            line,
            f"{it.rule}: {it.message}",
            by_line and line is None and it.rule in ("syntax", "no-request"),
        )
        # Of a batch each entry counts; of a text that is broken all faults are one.
        part = line if by_line else -number if it.rule in ("no-request", "type") else None
        found.setdefault((it.source, part), unread)
    return tuple(found.values())


def show_unread(unread: Sequence[Unread]) -> Iterator[str]:
    """Say how many there are, and that the total lacks them."""
    cut_off = [it for it in unread if it.reason.startswith(f"{INTERRUPTED}: ")]
    if cut_off:
        yield "the run was interrupted: what was not read is not in the total"
    unread = [it for it in unread if it not in cut_off]
    if not unread:
        return
    number = sum(not it.several for it in unread)
    more = "more than " if number < len(unread) else ""
    nouns = "file or line" if number == 1 and not more else "files or lines"
    holds = "holds" if number == 1 and not more else "hold"
    yield (
        f"{more}{number:,} {nouns} {holds} no request that could be read, not in the total: nothing"
        " is known of the price"
    )
