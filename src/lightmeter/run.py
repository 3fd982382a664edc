"""The texts of one run on their way to a report, each read as its format wants."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING

import attrs

from lightmeter.batch.comparison import Comparison
from lightmeter.batch.member import Member
from lightmeter.batch_report import BatchReport
from lightmeter.diagnostic import Severity
from lightmeter.document.document import Document
from lightmeter.document.fault import DocumentError
from lightmeter.document.reading import read, read_lines
from lightmeter.document.source import (
    Source,
    decode,
    decode_for_display,
    format_of,
    guess_format,
)
from lightmeter.inputs import Input
from lightmeter.notices import (
    interrupted,
    is_of_secret,
    more_broken_lines,
    more_lines_without_request,
    no_requests,
    unreadable,
)
from lightmeter.reader import Judging, OddLines, Reader, Watch, may_be_request
from lightmeter.result import Report
from lightmeter.spool import Sorted
from lightmeter.tally import Tally

if TYPE_CHECKING:
    from lightmeter.document.long_text import LongText
    from lightmeter.stream.extras import Extras
    from lightmeter.stream.gist import Gist
    from lightmeter.stream.long_source import LongSource
    from lightmeter.stream.reports import Part, StreamedReports
    from lightmeter.stream.run_counting import RunCounting

__all__ = ["JudgeBlocks", "Run", "Stopped"]

JudgeBlocks = Callable[[str, Iterator[Source]], "Iterator[Gist]"]
"""Judges the blocks of a long text, by its name, and gives what came of them in order."""


class Stopped(Exception):  # noqa: N818 - it is a wish, and nothing is wrong
    """Whoever looks on wants no more to be read."""


class Run(Reader):
    """The texts of one run on their way to a report."""

    def __init__(
        self,
        judge_for: Callable[[str], Judging],
        watch: Watch | None = None,
        judge_blocks: JudgeBlocks | None = None,
        counting: "RunCounting | None" = None,
    ) -> None:
        """
        Begin a run.

        Args:
            judge_for: Gives what judges the requests of a source, by its name.
            watch: Looks on, if anybody does; it may raise Stopped.
            judge_blocks: Judges blocks of long texts, where that is not done here.
            counting: Counts requests besides where any are of a long text.
        """
        super().__init__(judge_for, watch)
        self._counting = counting
        self._judge_blocks = judge_blocks or self._judge_here
        self.sources: dict[str, Source] = {}
        self.long: dict[str, LongText] = {}
        self.names: Counter[str] = Counter()
        self.left_out: list[str] = []
        self.packs: list[str] = []
        # Requests in the order in which they were read; the last part takes up what comes.
        self._parts: list[Part] = []
        self._tally = Tally()
        self._comparison = Comparison()
        # The text that was begun last, whether there is more of it to read, and the long one.
        self._last, self._within = "", False
        self._long_part: LongSource | None = None

    def add(self, it: Input) -> None:
        """
        Read one text; what is wrong with it becomes diagnostics.

        Raises:
            Stopped: If whoever looks on wants no more to be read.
        """
        if self.watch is not None:
            # Not every text has a request before which it would be asked.
            self.watch(0, 1)
        it = attrs.evolve(it, name=self.name(it.name))
        self._last, self._within = it.name, False
        if it.problem:
            self.found.append(unreadable(it.name, it.problem))
            return
        if it.format is None and it.name.lower().endswith((".yaml", ".yml")):
            self.found.append(unreadable(it.name, "it is YAML; write the request in TOML or JSON"))
            return
        if it.long is not None:
            # Few texts are that long.
            from lightmeter.document.long_text import LongText  # noqa: PLC0415

            self.stream(LongText(it.name, it.long), found_by_walk=it.found_by_walk)
            return
        form = it.format or format_of(it.name)
        if form is None:
            form = guess_format(it.data[:65536].decode(errors="replace"))
        try:
            source = decode(it.data, name=it.name, format=form)
        except DocumentError as error:
            shown = decode_for_display(it.data, name=it.name, format=form)
            self.sources[it.name] = shown
            self.unreadable(shown, error)
            return
        self.read(source, found_by_walk=it.found_by_walk)

    def name(self, name: str) -> str:
        """Call a text by its name, and a second one of that name otherwise."""
        self.names[name] += 1
        return name if self.names[name] == 1 else f"{name} ({self.names[name]})"

    # Held texts -----------------------------------------------------------------------------------

    def read(self, source: Source, *, found_by_walk: bool) -> None:
        """Read the requests of a source that is held."""
        self.sources[source.name] = source
        self._within = True
        before = len(self.members), len(self.found)
        documents = _documents(source)
        if found_by_walk and not any(may_be_request(source, it) for it in documents):
            # A file that is named is not left out.
            from lightmeter.packs.likeness import is_like_pack  # noqa: PLC0415

            are_packs = any(isinstance(it, Document) and is_like_pack(it.value) for it in documents)
            del self.sources[source.name]
            self._within = False
            (self.packs if are_packs else self.left_out).append(source.name)
            return
        if self.watch is not None and source.format == "jsonl":
            self.documents(source, _watched(documents, self.watch))
        else:
            self.documents(source, documents)
        self._close(source.name, empty=(len(self.members), len(self.found)) == before)

    def _close(self, name: str, *, empty: bool) -> None:
        if self.broken.more:
            self.found.append(more_broken_lines(name, self.broken.more))
        if self.without.more:
            self.found.append(more_lines_without_request(name, self.without.more))
        if empty:
            self.found.append(no_requests(name))
        self._within = False

    # Long texts -----------------------------------------------------------------------------------

    def stream(self, text: "LongText", *, found_by_walk: bool) -> None:
        """Read the requests of a text block by block; hardly anything of them is held."""
        name = text.name
        fault = text.fault()
        if fault is not None:
            self.sources[name] = fault[0]
            self.unreadable(*fault)
            return
        if found_by_walk and not _may_hold_request(text, self.watch):
            self.left_out.append(name)
            return
        self.long[name] = text
        self._within = True
        self._parts.append(self._take_members())
        # Few texts are that long.
        from lightmeter.stream.long_source import LongSource  # noqa: PLC0415

        part = LongSource(text, self.judge_for)
        self._parts.append(part)
        self._long_part = part
        self.broken, self.without = OddLines(), OddLines()
        before = len(self.found)
        blocks = text.blocks() if self.watch is None else _watched_blocks(text, self.watch)
        for gist in self._judge_blocks(name, blocks):
            self._take(part, gist)
        self._close(name, empty=(len(part), len(self.found)) == (0, before))

    def _judge_here(self, name: str, blocks: Iterator[Source]) -> "Iterator[Gist]":
        from lightmeter.stream.gist import judge_block  # noqa: PLC0415 - as above

        judging, counting = self.judge_for(name), self._counting
        for it in blocks:
            its = None if counting is None else counting.begin(name)
            yield judge_block(it, lambda _: judging, its)

    def _take(self, part: "LongSource", gist: "Gist") -> None:
        """Take up what came of a block."""
        # A file of something else altogether has a fault in every line.
        odd = [*self.broken.take(gist.broken), *self.without.take(gist.without)]
        dropped = {number for begin, end in odd for number in range(begin, end)}
        self.found += (
            it for at, it in enumerate(gist.beside) if at not in dropped or is_of_secret(it)
        )
        if self._counting is not None:
            self._counting.merge(gist.counting, self._comparison.count)
        if gist.hidden:
            self.hidden.setdefault(part.name, set()).update(gist.hidden)
        self._comparison.extend(gist.marks)
        self._tally.merge(gist.tally)
        part.add(gist)

    def _take_members(self) -> list[Member]:
        """Take up the requests of the held texts so far: what comes next stands after them."""
        taken, self.members = list(_numbered(self.members)), []
        if self._counting is not None and self.long:
            self._counting.add(taken, self._comparison.count)
        self._comparison.add(taken)
        # Reports that are all held are counted by whoever wants to know.
        if self.long:
            for member in taken:
                self._tally.add(member.report)
        return taken

    # The report -----------------------------------------------------------------------------------

    def stop(self, unread: int) -> None:
        """
        Say that not everything was read.

        Args:
            unread: How many texts nobody has looked at.
        """
        part = self._long_part
        line = part.last_line if part is not None and part.name == self._last else 0
        looked_at = self._comparison.count + len(self.members)
        self.found.append(interrupted(self._last, line, looked_at, unread, within=self._within))

    def finish(self) -> BatchReport:
        """Judge the requests together, and put everything into one report."""
        self._parts.append(self._take_members())
        return BatchReport(
            reports=self._reports(),
            found=tuple(self.found),
            sources=self.sources,
            hidden={name: _joined(spans) for name, spans in self.hidden.items()},
            left_out=tuple(self.left_out),
            packs=tuple(self.packs),
            long=self.long,
        )

    def _reports(self) -> Sequence[Report]:
        if len(self._parts) == 1 and self._comparison.count <= 1:
            return tuple(member.report for member in self._parts[0])
        if len(self._parts) == 1:
            # Nothing is long, so that they can be held as well.
            return self._compared(self._parts[0])
        # Few texts are that long.
        from lightmeter.stream.reports import StreamedReports  # noqa: PLC0415

        reports = StreamedReports(self._parts, self._tally)
        extras, sound = self._extras(reports)
        if self._counting is not None:
            self._counting.end(sound=sound)
        completed = reports.with_extras(extras)
        if not sound:
            self._tally.reorder(completed)
        return completed

    def _compared(self, members: Sequence[Member]) -> Sequence[Report]:
        """Reports that are held, with what is found once they are seen among each other."""
        # It is there where requests are compared, which a single one is not.
        from lightmeter.batch.keys import REPEATED  # noqa: PLC0415

        reports = [it.report for it in members]
        for number, diagnostic in self._comparison.judge(members):
            located = members[number].locator.locate(diagnostic)
            report = reports[number]
            repeats = diagnostic.rule == REPEATED
            reports[number] = attrs.evolve(
                report, found=(*report.found, located), repeats=report.repeats or repeats
            )
        return reports

    def _extras(self, reports: "StreamedReports") -> "tuple[Extras, bool]":
        """
        Look for what is found about requests once they are seen among others; it is tallied.

        Returns:
            What is found, and whether all requests are still what they were counted as.
        """
        from lightmeter.stream.extras import Extra, Extras, complete  # noqa: PLC0415 - as above

        found: Sorted[tuple[int, Extra]] = Sorted(key=itemgetter(0))
        for number, diagnostic in self._comparison.judge(reports.members):
            found.add((number, Extra(reports.member(number).locator.locate(diagnostic))))
        extras, sound = Extras(), True
        for number, extra in found:
            extras.add(number, extra)
        for number, them in extras.by_request():
            if any(it.repeats or it.found.severity is Severity.ERROR for it in them):
                report = reports.member(number).report
                after = complete(report, them)
                self._tally.add(report, -1)
                self._tally.add(after)
                sound = sound and (after.ok, after.repeats) == (report.ok, report.repeats)
        return extras, sound


def _joined(spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """The same stretches sorted, those that overlap as one."""
    joined: list[tuple[int, int]] = []
    for span in sorted(spans):
        start, end = joined[-1] if joined else (0, 0)
        if span[0] < end:
            joined[-1] = start, max(end, span[1])
        else:
            joined.append(span)
    return tuple(joined)


def _numbered(members: Iterable[Member]) -> Iterator[Member]:
    """Number the requests of each source from 0."""
    counts: dict[str, int] = {}
    for member in members:
        name = member.report.source
        member.report.index = counts.get(name, 0)
        counts[name] = member.report.index + 1
        yield member


def _documents(source: Source) -> list[Document | DocumentError]:
    """What a source holds: one document, or one a line."""
    if source.format == "jsonl":
        return list(read_lines(source))
    try:
        return [read(source)]
    except DocumentError as error:
        return [error]


def _watched(
    documents: Sequence[Document | DocumentError], watch: Watch
) -> Iterator[Document | DocumentError]:
    for number, it in enumerate(documents):
        watch(number, len(documents))
        yield it


def _watched_blocks(text: "LongText", watch: Watch) -> Iterator[Source]:
    for it in text.blocks():
        watch(it.start, max(text.size_bytes, 1))
        yield it


def _may_hold_request(text: "LongText", watch: Watch | None) -> bool:
    for source in text.blocks():
        if watch is not None:
            # Nothing of it is judged yet.
            watch(0, 1)
        if any(may_be_request(source, it) for it in read_lines(source)):
            return True
    return False
