"""What is kept of a block of lines once its requests were judged."""

from collections.abc import Callable

import attrs

from lightmeter.batch.marks import Mark, mark_of
from lightmeter.diagnostic import Diagnostic, order
from lightmeter.document.document import Document
from lightmeter.document.fault import DocumentError
from lightmeter.document.reading import read_lines
from lightmeter.document.source import Source
from lightmeter.reader import Judging, OddLines, Reader, is_one_request
from lightmeter.request import Request, read_request
from lightmeter.result import Report
from lightmeter.secrets.search import find_secrets
from lightmeter.stream.counting import Counting
from lightmeter.tally import Bundle, Tally

__all__ = ["Break", "Gist", "OfRequest", "judge_block"]

OfRequest = tuple[Diagnostic, int]
"""What was found about a request, and its number."""

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
        broken: Lines that could not be read, with stretches of that.
        without: Lines that hold no request, likewise.
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
    broken: OddLines
    without: OddLines
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
    block = _Block(source, judge_for, counting)
    for it in read_lines(source):
        if not (isinstance(it, Document) and block.takes_sound(it)):
            block.take(it)
    return block.settled()


class _Block:
    """What comes of a block, line by line."""

    def __init__(
        self, source: Source, judge_for: Callable[[str], Judging], counting: Counting | None
    ) -> None:
        self._source, self._counting = source, counting
        self._judging = judge_for(source.name)
        self._reader = Reader(judge_for)
        self._reader.begin(source)
        self._expected_line = source.first_line
        self._breaks: list[Break] = []
        self._found: list[OfRequest] = []
        self._skipping: list[int] = []
        self._marks: list[Mark] = []
        self._bundle = Bundle()

    def takes_sound(self, document: Document) -> bool:
        """
        Take a line up if it is one request and all is well with it, as of nearly every line.

        It has no place then that anybody would ask for, and what was made of it can go at once:
        memory that is used again for the next line is a good part of the time.
        """
        if not is_one_request(document.value):
            return False
        request, misfits = read_request(document.value)
        report = self._judging(request)
        verdict = report.verdict
        if (
            misfits
            or report.found
            or verdict is None
            or verdict.findings
            or verdict.header_findings
            or find_secrets(document.value)
        ):
            return False
        report.source = self._source.name
        self._count(request, report, document.line, 0)
        return True

    def take(self, it: Document | DocumentError) -> None:
        """Take a line up, whatever it is."""
        members = self._reader.members
        self._reader.document(self._source, it)
        for ordinal, member in enumerate(members):
            number = len(self._marks)
            self._found += [(found, number) for found in member.report.diagnostics]
            self._count(member.request, member.report, member.locator.document.line, ordinal)
        members.clear()

    def _count(self, request: Request, report: Report, line: int, ordinal: int) -> None:
        number = len(self._marks)
        # Mostly the first request is on the first line, the second on the second.
        if line != self._expected_line or ordinal:
            self._breaks.append((number, line, ordinal))
        self._expected_line = line + 1
        self._marks.append(mark_of(request, report))
        if report.verdict is not None and report.verdict.skipped:
            self._skipping.append(number)
        if self._counting is not None:
            self._counting.add(number, report)
        self._bundle.add(report)

    def settled(self) -> Gist:
        """Give what came of it, now that all lines are taken up."""
        if self._counting is not None:
            self._counting.settle()
        self._found.sort(key=lambda it: order(it[0]))
        reader = self._reader
        return Gist(
            requests=len(self._marks),
            breaks=tuple(self._breaks),
            found=tuple(it for it in self._found if it[0].span is not None),
            loose=tuple(it for it in self._found if it[0].span is None),
            beside=tuple(reader.found),
            broken=reader.broken,
            without=reader.without,
            hidden=frozenset(reader.hidden.get(self._source.name, ())),
            with_secrets=reader.with_secrets,
            skipping=tuple(self._skipping),
            marks=tuple(self._marks),
            tally=self._bundle.tally(),
            counting=self._counting,
        )
