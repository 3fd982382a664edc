"""What is kept of a block of lines once its requests were judged."""

from collections.abc import Callable, Iterable, Iterator

import attrs

from lightmeter.batch.marks import Mark, mark_of
from lightmeter.batch.member import Member
from lightmeter.diagnostic import Diagnostic, order
from lightmeter.document.reading import read_lines
from lightmeter.document.source import Source
from lightmeter.reader import Judging, Reader
from lightmeter.result import Report, Status
from lightmeter.stream.counting import Counting
from lightmeter.tally import Tally

__all__ = ["Break", "Gist", "OfRequest", "judge_block"]

OfRequest = tuple[Diagnostic, int]
"""What was found about a request, and its number."""

# A member of an enum is looked up each time that it is named.
_CHECKED = Status.CHECKED

Break = tuple[int, int, int]
"""Number of a request, the line that it stands on, and how many of that line come before it."""


@attrs.frozen
class Gist:
    """
    What came of a block; what is as it should be leaves little in it.

    Attributes:
        requests: How many stand in it.
        breaks: Where requests do not stand one a line, as they do from each break to the next;
            numbers count within the block.
        found: What was found about the requests, by their numbers within the block; sorted.
        loose: The same of what has no place in the text.
        beside: What belongs to no request.
        of_broken: Which stretch of that each line has that could not be read, of the first.
        broken: How many lines could not be read.
        hidden: Offsets that no output may show.
        with_secrets: Whether a request has something that looks like a secret.
        skipping: Numbers of the requests in which rules were silenced.
        marks: By what each request is held against others.
        tally: What the requests come to.
        counting: What was counted of them besides, or None.
    """

    requests: int
    breaks: tuple[Break, ...]
    found: tuple[OfRequest, ...]
    loose: tuple[OfRequest, ...]
    beside: tuple[Diagnostic, ...]
    of_broken: tuple[tuple[int, int], ...]
    broken: int
    hidden: frozenset[tuple[int, int]]
    with_secrets: bool
    skipping: tuple[int, ...]
    marks: tuple[Mark, ...]
    tally: Tally
    counting: Counting | None = None


def judge_block(
    source: Source, judge_for: Callable[[str], Judging], counting: Counting | None = None
) -> Gist:
    """
    Judge every request of a block of JSONL.

    Nothing but the block and what judges it has a part in what comes out, so that blocks can be
    judged in any order and by anybody.

    Args:
        source: Whole lines.
        judge_for: Gives what judges the requests of a source, by its name.
        counting: Counts them besides; it has counted nothing yet.
    """
    reader = Reader(judge_for)
    reader.documents(source, read_lines(source))
    found: list[OfRequest] = []
    skipping: list[int] = []
    for number, member in enumerate(reader.members):
        report, verdict = member.report, member.report.verdict
        if verdict is None or report.found or verdict.findings or verdict.header_findings:
            found += [(it, number) for it in report.diagnostics]
        if verdict is not None and verdict.skipped:
            skipping.append(number)
        if counting is not None:
            counting.add(number, report)
    if counting is not None:
        counting.settle()
    found.sort(key=lambda it: order(it[0]))
    return Gist(
        requests=len(reader.members),
        breaks=tuple(_breaks(reader.members, source.first_line)),
        found=tuple(it for it in found if it[0].span is not None),
        loose=tuple(it for it in found if it[0].span is None),
        beside=tuple(reader.found),
        of_broken=tuple(reader.of_broken),
        broken=reader.broken,
        hidden=frozenset(reader.hidden.get(source.name, ())),
        with_secrets=reader.with_secrets,
        skipping=tuple(skipping),
        marks=tuple(map(mark_of, reader.members)),
        tally=_count(it.report for it in reader.members),
        counting=counting,
    )


def _breaks(members: Iterable[Member], first_line: int) -> Iterator[Break]:
    # Mostly the first request is on the first line, the second on the second.
    expected, before, ordinal = first_line, 0, 0
    for number, member in enumerate(members):
        line = member.locator.document.line
        ordinal = ordinal + 1 if line == before else 0
        if line != expected or ordinal:
            yield number, line, ordinal
        expected, before = line + 1, line


def _count(reports: Iterable[Report]) -> Tally:
    """Count reports; those that are priced alike are counted together."""
    tally = Tally()
    alike: dict[tuple[int, int], tuple[Report, list[None]]] = {}
    for it in reports:
        estimate = it.estimate
        if estimate is None or it.status is not _CHECKED or (it.verdict and it.verdict.skipped):
            tally.add(it)
        else:
            # Estimates of equal requests are one object, and live as long as their reports.
            alike.setdefault((id(it.program), id(estimate)), (it, []))[1].append(None)
    for first, them in alike.values():
        tally.add(first, len(them))
    return tally
