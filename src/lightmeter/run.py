"""The texts of one run on their way to a report."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import attrs

from lightmeter.batch import Member, judge_batch
from lightmeter.diagnostic import Diagnostic, Severity
from lightmeter.document.document import Document
from lightmeter.document.fault import DocumentError
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
    unreadable,
)
from lightmeter.packs.file import is_like_pack
from lightmeter.place import Pointer
from lightmeter.request import OWN_MEMBERS, Entry, Request, entries, read_request
from lightmeter.result import BatchReport, Report
from lightmeter.secrets import find_in_text, find_secrets
from lightmeter.structure import Misfit

__all__ = ["Input", "Run"]

# A file of anything may name its schema; the others are a request's alone.
_TELLING = tuple(it for it in OWN_MEMBERS if it != "$schema")
_LIKELY = frozenset(("provider", "defaults", "request", "input", "inputs", "headers", "prompt"))


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

    def __init__(self, judge: Callable[[Request], Report]) -> None:
        """Begin a run; `judge` gives the report of one request."""
        self.judge = judge
        self.members: list[Member] = []
        self.found: list[Diagnostic] = []
        self.sources: dict[str, Source] = {}
        self.hidden: dict[str, tuple[tuple[int, int], ...]] = {}
        self.left_out: list[str] = []
        self.packs: list[str] = []

    def add(self, it: Input) -> None:
        """Read one text; what is wrong with it becomes diagnostics."""
        if it.problem:
            self.found.append(unreadable(it.name, it.problem))
            return
        if it.format is None and it.name.lower().endswith((".yaml", ".yml")):
            self.found.append(unreadable(it.name, "it is YAML; write the request in TOML or JSON"))
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
        documents = _documents(source)
        if found_by_walk and not any(_may_be_request(source, it) for it in documents):
            are_packs = any(isinstance(it, Document) and is_like_pack(it.value) for it in documents)
            self.leave_out(source.name, before, self.packs if are_packs else self.left_out)
            return
        for it in documents:
            if isinstance(it, DocumentError):
                self.unreadable(source, it)
            else:
                self.requests(it)
        if (len(self.members), len(self.found)) == before:
            self.found.append(no_requests(source.name))

    def leave_out(self, name: str, before: tuple[int, int], among: list[str]) -> None:
        """Forget a file that came with a directory and is no request, but for its name."""
        del self.found[before[1] :]
        del self.sources[name]
        among.append(name)

    def unreadable(self, source: Source, error: DocumentError) -> None:
        """What a text cannot be read for."""
        self.sources.setdefault(source.name, source)
        self.hide_spans(source.name, find_in_text(source.text))
        self.found += [faulty(source, fault, Severity.ERROR) for fault in error.faults]

    def requests(self, document: Document) -> None:
        """Check every request of a document."""
        whole = Locator(document, ())
        for it in entries(document.value):
            empty = isinstance(it, Entry) and not it.data and not it.base
            if empty and document.source.format == "toml":
                # An empty TOML text is an empty table: it holds nothing, rather than something odd.
                continue
            if isinstance(it, Entry) and (it.base or _is_request(it.data)):
                self.request(document, it)
                continue
            wrong = malformed(it) if isinstance(it, Misfit) else no_request(it.data)
            self.found.append(whole.locate(wrong))
            # What stands beside the requests is shown too, and is searched by nobody else.
            self.hide_spans(document.source.name, find_in_text(document.source.text))

    def request(self, document: Document, entry: Entry) -> None:
        """Check one request and give what was found its place."""
        request, misfits = read_request(entry.data)
        locator = Locator(document, entry.base, entry.outer)
        found = [malformed(misfit) for misfit in misfits]
        report = self.judge(request)
        secrets = list(find_secrets(entry.data, request.headers))
        found += [secret(pointer) for pointer in secrets]
        self.hide(document, [locator.find(pointer)[0] for pointer in secrets])
        report = attrs.evolve(
            report,
            found=tuple(locator.locate(it) for it in (*report.found, *found)),
            locator=locator,
            source=document.source.name,
            id="(hidden)" if ("id",) in secrets else report.id,
        )
        self.members.append(Member(request, report, locator))

    def hide(self, document: Document, pointers: Sequence[Pointer]) -> None:
        """Keep what looks like a secret out of every output."""
        places = [document.slice(pointer) for pointer in pointers]
        self.hide_spans(document.source.name, (it for it in places if it is not None))

    def hide_spans(self, name: str, spans: Iterable[tuple[int, int]]) -> None:
        """Keep stretches of a source out of every output."""
        known = dict.fromkeys((*self.hidden.get(name, ()), *spans))
        if known:
            self.hidden[name] = tuple(known)

    def finish(self) -> BatchReport:
        """Judge the requests together, and put everything into one report."""
        reports = [member.report for member in self.members]
        for number, diagnostic in judge_batch(self.members):
            located = self.members[number].locator.locate(diagnostic)
            reports[number] = attrs.evolve(
                reports[number],
                found=(*reports[number].found, located),
                repeats=diagnostic.rule == "idempotency-key-repeated",
            )
        return BatchReport(
            reports=tuple(_numbered(reports)),
            found=tuple(self.found),
            sources=self.sources,
            hidden=self.hidden,
            left_out=tuple(self.left_out),
            packs=tuple(self.packs),
        )


def _numbered(reports: Iterable[Report]) -> Iterator[Report]:
    """Number the requests of each source from 0."""
    counts: dict[str, int] = {}
    for report in reports:
        index = counts.get(report.source, 0)
        counts[report.source] = index + 1
        yield attrs.evolve(report, index=index)


def _documents(source: Source) -> list[Document | DocumentError]:
    """What a source holds: one document, or one a line."""
    if source.format == "jsonl":
        return list(read_lines(source))
    try:
        return [read(source)]
    except DocumentError as error:
        return [error]


def _may_be_request(source: Source, document: Document | DocumentError) -> bool:
    if isinstance(document, DocumentError):
        return _speaks_of_requests(source.text)
    return _is_like_request(document.value)


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
        or ("inputs" in value and any(key in value for key in _TELLING))
    )


def _is_like_request(value: Any) -> bool:
    """Whether a document was meant as a request, though a member's name may be wrong."""
    if isinstance(value, list):
        return any(_is_like_request(item) for item in value)
    if not isinstance(value, dict) or _is_request(value):
        return isinstance(value, dict)
    names = {str(key).lower() for key in value}
    return "model" in names or isinstance(value.get("requests"), dict) or len(names & _LIKELY) > 1


def _speaks_of_requests(text: str) -> bool:
    """Whether a text that cannot be read was probably meant as a request."""
    head = text[:65536]
    return ("model" in head and ("input" in head or "prompt" in head)) or "requests" in head
