"""The texts of one run on their way to a report."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeAlias

import attrs

from lightmeter.batch import Member, judge_batch
from lightmeter.diagnostic import Diagnostic, Severity
from lightmeter.document.document import Document
from lightmeter.document.fault import DocumentError
from lightmeter.document.place import Pointer
from lightmeter.document.reading import read, read_lines
from lightmeter.document.source import (
    Format,
    Source,
    byte_order_mark_fault,
    decode,
    decode_for_display,
    format_of,
    guess_format,
)
from lightmeter.locate import Locator
from lightmeter.notices import (
    faulty,
    malformed,
    no_request,
    no_requests,
    secret,
    unknown_provider,
    unreadable,
)
from lightmeter.request import OWN_MEMBERS, Entry, Request, entries, read_request
from lightmeter.result import BatchReport, Report, Status
from lightmeter.secrets import find_secrets
from lightmeter.structure import Misfit

__all__ = ["Input", "Run"]

JudgeRequest: TypeAlias = Callable[[Request, str | None], Report]


@attrs.frozen
class Input:
    """
    A text to check, as it was found.

    Attributes:
        name: As the user knows it: a relative path, "-" for standard input.
        data: Its bytes.
        format: None where the name or else the text says it.
        problem: Why it could not be opened, or "".
        found_by_walk: It came with a directory, so it is left out if it holds no request.
    """

    name: str
    data: bytes = attrs.field(repr=False)
    format: Format | None = None
    problem: str = ""
    found_by_walk: bool = False


class Run:
    """The texts of one run on their way to a report."""

    def __init__(self, judge: JudgeRequest, providers: Sequence[str], provider: str | None) -> None:
        """
        Begin a run.

        Args:
            judge: Gives the report of a request and its provider.
            providers: That are known.
            provider: For requests that name none.
        """
        self.judge = judge
        self.providers = providers
        self.provider = provider
        self.members: list[Member] = []
        self.found: list[Diagnostic] = []
        self.sources: dict[str, Source] = {}
        self.hidden: dict[str, tuple[tuple[int, int], ...]] = {}
        self.left_out: list[str] = []

    def add(self, it: Input) -> None:
        """Read one text; what is wrong with it becomes diagnostics."""
        if it.problem:
            self.found.append(unreadable(it.name, it.problem))
            return
        form = it.format or format_of(it.name)
        if form is None:
            form = guess_format(it.data[:65536].decode(errors="replace"))
        try:
            source = decode(it.data, name=it.name, format=form)
        except DocumentError as error:
            self.unreadable(decode_for_display(it.data, name=it.name, format=form), error)
            return
        self.read(source, found_by_walk=it.found_by_walk)

    def read(self, source: Source, *, found_by_walk: bool) -> None:
        """Read the requests of one source."""
        self.sources[source.name] = source
        before = len(self.members), len(self.found)
        mark = byte_order_mark_fault(source)
        if mark is not None:
            self.found.append(faulty(source, mark, Severity.WARNING))
        if source.format == "jsonl":
            for document in read_lines(source):
                if isinstance(document, DocumentError):
                    self.unreadable(source, document)
                else:
                    self.requests(document)
        else:
            try:
                document = read(source)
            except DocumentError as error:
                if found_by_walk and not _speaks_of_requests(source.text):
                    self.leave_out(source.name, before)
                else:
                    self.unreadable(source, error)
                return
            if found_by_walk and not _is_request(document.value):
                self.leave_out(source.name, before)
                return
            self.requests(document)
        if (len(self.members), len(self.found)) == before:
            self.found.append(no_requests(source.name))

    def leave_out(self, name: str, before: tuple[int, int]) -> None:
        """Forget a file that came with a directory and is no request."""
        del self.found[before[1] :]
        del self.sources[name]
        self.left_out.append(name)

    def unreadable(self, source: Source, error: DocumentError) -> None:
        """What a text cannot be read for."""
        self.sources.setdefault(source.name, source)
        self.found += [faulty(source, fault, Severity.ERROR) for fault in error.faults]

    def requests(self, document: Document) -> None:
        """Check every request of a document."""
        found: list[Misfit | Entry] = list(entries(document.value))
        for it in found:
            if isinstance(it, Misfit):
                locator = Locator(document, ())
                self.found.append(locator.locate(malformed(it)))
            elif not it.base and not _is_request(it.data):
                self.found.append(Locator(document, ()).locate(no_request(it.data)))
            else:
                self.request(document, it)

    def request(self, document: Document, entry: Entry) -> None:
        """Check one request and give what was found its place."""
        request, misfits = read_request(entry.data)
        locator = Locator(document, entry.base, entry.outer)
        found = [malformed(misfit) for misfit in misfits]
        provider = request.provider or self.provider
        if request.provider and request.provider not in self.providers:
            found.append(unknown_provider(request.provider, self.providers))
            report = Report("", request.model, Status.UNCHECKED, id=request.id)
        else:
            report = self.judge(request, provider)
        secrets = list(find_secrets(entry.data, request.headers))
        found += [secret(pointer) for pointer in secrets]
        self.hide(document, [locator.find(pointer)[0] for pointer in secrets])
        span = locator.find(())[1] or document.header_span(entry.base)
        report = attrs.evolve(
            report,
            found=tuple(locator.locate(it) for it in (*report.found, *found)),
            locator=locator,
            source=document.source.name,
            index=len(self.members),
            line=span.start.line if span is not None else document.line,
        )
        self.members.append(Member(request, report, locator))

    def hide(self, document: Document, pointers: Sequence[Pointer]) -> None:
        """Keep what looks like a secret out of every output."""
        places = [document.slice(pointer) for pointer in pointers]
        name = document.source.name
        spans = (*self.hidden.get(name, ()), *(place for place in places if place is not None))
        if spans:
            self.hidden[name] = tuple(dict.fromkeys(spans))

    def finish(self) -> BatchReport:
        """Judge the requests together, and put everything into one report."""
        reports = [member.report for member in self.members]
        for number, diagnostic in judge_batch(self.members):
            located = self.members[number].locator.locate(diagnostic)
            reports[number] = attrs.evolve(reports[number], found=(*reports[number].found, located))
        return BatchReport(
            reports=tuple(_numbered(reports)),
            found=tuple(self.found),
            sources=self.sources,
            hidden=self.hidden,
            left_out=tuple(self.left_out),
        )


def _numbered(reports: Iterable[Report]) -> Iterator[Report]:
    """Number the requests of each source from 0."""
    counts: dict[str, int] = {}
    for report in reports:
        index = counts.get(report.source, 0)
        counts[report.source] = index + 1
        yield attrs.evolve(report, index=index)


def _is_request(value: Any) -> bool:
    """Whether a document has the members by which a request is known."""
    if isinstance(value, list):
        return any(_is_request(item) for item in value)
    if not isinstance(value, dict):
        return False
    if "requests" in value:
        return isinstance(value["requests"], list)
    return (
        "model" in value
        or ("input" in value and isinstance(value["input"], dict))
        or any("inputs" in value and key in value for key in OWN_MEMBERS)
    )


def _speaks_of_requests(text: str) -> bool:
    """Whether a text that cannot be read was probably meant as a request."""
    head = text[:65536]
    return ("model" in head and ("input" in head or "prompt" in head)) or "requests" in head
