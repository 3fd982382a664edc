"""The texts of one run on their way to a report."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any

import attrs

from lightmeter.batch.judge import judge_batch
from lightmeter.batch.member import Member
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
    is_own_report,
    malformed,
    more_broken_lines,
    no_request,
    no_requests,
    secret,
    secret_in_comment,
    unreadable,
)
from lightmeter.packs.file import is_like_pack
from lightmeter.place import Pointer
from lightmeter.request import OWN_MEMBERS, Entry, Request, entries, read_request
from lightmeter.result import BatchReport, Report
from lightmeter.secrets.search import Secret, find_in_comments, find_in_text, find_secrets
from lightmeter.secrets.shapes import find_shapes
from lightmeter.structure import Misfit

__all__ = ["Input", "Run", "Watch"]

# A file of anything may name its schema; the others are a request's alone.
_TELLING = tuple(it for it in OWN_MEMBERS if it != "$schema")
# Of one source: a file that is no JSON Lines at all has as many as it has lines.
_MOST_BROKEN_LINES = 100
Watch = Callable[[int, int], None]
"""Is told how much of a source is judged, and how much there is of it: lines, or requests."""

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
        standard_input: It is no file, whatever it is called.
    """

    name: str
    data: bytes = attrs.field(repr=False)
    format: Format | None = None
    problem: str = ""
    found_by_walk: bool = False
    standard_input: bool = False


class Run:
    """The texts of one run on their way to a report."""

    def __init__(
        self,
        judge_for: Callable[[str], Callable[[Request], Report]],
        watch: Watch | None = None,
    ) -> None:
        """
        Begin a run.

        Args:
            judge_for: Gives what judges the requests of a source, by its name.
            watch: Looks on, if anybody does.
        """
        self.judge_for = judge_for
        self.watch = watch
        self.members: list[Member] = []
        self.found: list[Diagnostic] = []
        self.sources: dict[str, Source] = {}
        self.hidden: dict[str, set[tuple[int, int]]] = {}
        self.names: Counter[str] = Counter()
        self.searched: set[str] = set()
        self.left_out: list[str] = []
        self.packs: list[str] = []

    def add(self, it: Input) -> None:
        """Read one text; what is wrong with it becomes diagnostics."""
        it = attrs.evolve(it, name=self.name(it.name))
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

    def name(self, name: str) -> str:
        """Call a text by its name, and a second one of that name otherwise."""
        self.names[name] += 1
        return name if self.names[name] == 1 else f"{name} ({self.names[name]})"

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
        broken = 0
        for number, it in enumerate(documents, 1):
            if isinstance(it, DocumentError):
                broken += 1
                if broken <= _MOST_BROKEN_LINES:
                    self.unreadable(source, it)
                else:
                    # Whatever else is wrong with it, what looks like a key stays hidden.
                    self.hide_broken(source, it)
            else:
                self.requests(it)
            if self.watch is not None and source.format == "jsonl":
                self.watch(number, len(documents))
        if broken > _MOST_BROKEN_LINES:
            self.found.append(more_broken_lines(source, broken - _MOST_BROKEN_LINES))
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
        self.hide_broken(source, error)
        self.found += [faulty(source, fault, Severity.ERROR) for fault in error.faults]

    def hide_broken(self, source: Source, error: DocumentError) -> None:
        """Keep what looks like a key in a text that cannot be read out of every output."""
        for start, end in _broken(source, error):
            found = find_in_text(source.text[start:end])
            self.hide_spans(source.name, ((start + it[0], start + it[1]) for it in found))

    def requests(self, document: Document) -> None:
        """Check every request of a document."""
        whole = Locator(document, ())
        if isinstance(document.value, dict) and is_own_report(document.value):
            # It has requests, but as they were told of.
            self.found.append(whole.locate(no_request(document.value)))
            return
        judge = self.judge_for(document.source.name)
        bases: set[Pointer] = set()
        them = list(entries(document.value))
        for number, it in enumerate(them, 1):
            if self.watch is not None and document.source.format != "jsonl":
                self.watch(number, len(them))
            empty = isinstance(it, Entry) and not it.data and not it.base
            if empty and document.source.format == "toml":
                # An empty TOML text is an empty table: it holds nothing, rather than something odd.
                continue
            if isinstance(it, Entry) and (it.base or _is_request(it.data)):
                self.request(document, it, judge)
                # What all inherit has been looked at where any does.
                bases.update((it.base, ("defaults",)))
                continue
            wrong = malformed(it) if isinstance(it, Misfit) else no_request(it.data)
            self.found.append(whole.locate(wrong))
        if () not in bases:
            self.beside(whole, bases)
        if document.source.format == "toml":
            self.comments(document)

    def request(self, document: Document, entry: Entry, judge: Callable[[Request], Report]) -> None:
        """Check one request and give what was found its place."""
        request, misfits = read_request(entry.data)
        locator = Locator(document, entry.base, entry.outer)
        report = judge(request)
        told = [locator.locate(it) for it in (*report.found, *map(malformed, misfits))]
        secrets = list(find_secrets(entry.data))
        told += [self.hide(it, locator) for it in secrets]
        report = attrs.evolve(
            report,
            found=tuple(told),
            locator=locator,
            source=document.source.name,
            id="(hidden)" if any(it.pointer == ("id",) for it in secrets) else report.id,
        )
        self.members.append(Member(request, report, locator))

    def beside(self, whole: Locator, bases: Collection[Pointer]) -> None:
        """Search what stands beside the requests of a document, or instead of them."""
        for it in find_secrets(whole.document.value):
            if it.pointer[:1] not in bases and it.pointer[:2] not in bases:
                self.found.append(self.hide(it, whole))

    def comments(self, document: Document) -> None:
        """Search the comments of a document."""
        source = document.source
        for place, certain in find_in_comments(source.text, lambda: document.comments):
            self.hide_spans(source.name, (place,))
            if certain is not None:
                self.found.append(secret_in_comment(source, place, certain=certain))

    def hide(self, it: Secret, locator: Locator) -> Diagnostic:
        """Keep what looks like a secret out of every output, and say where it is."""
        document = locator.document
        name = document.source.name
        pointer, span, _ = locator.find(it.pointer, key=it.in_name)
        if it.in_name:
            place = document.key_slice(pointer)
            self.hide_spans(name, () if place is None else (place,))
            if name not in self.searched:
                # The name of a table may stand in several headers.
                self.searched.add(name)
                self.hide_spans(name, find_shapes(document.source.text))
            return attrs.evolve(locator.locate(secret(it)), span=span)
        place = document.slice(pointer)
        self.hide_spans(name, () if place is None else (place,))
        return locator.locate(secret(it))

    def hide_spans(self, name: str, spans: Iterable[tuple[int, int]]) -> None:
        """Keep stretches of a source out of every output."""
        for span in spans:
            self.hidden.setdefault(name, set()).add(span)

    def finish(self) -> BatchReport:
        """Judge the requests together, and put everything into one report."""
        reports = [member.report for member in self.members]
        for number, diagnostic in judge_batch(self.members):
            located = self.members[number].locator.locate(diagnostic)
            reports[number] = attrs.evolve(
                reports[number],
                found=(*reports[number].found, located),
                repeats=reports[number].repeats or diagnostic.rule == "idempotency-key-repeated",
            )
        return BatchReport(
            reports=tuple(_numbered(reports)),
            found=tuple(self.found),
            sources=self.sources,
            hidden={name: _joined(spans) for name, spans in self.hidden.items()},
            left_out=tuple(self.left_out),
            packs=tuple(self.packs),
        )


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


def _broken(source: Source, error: DocumentError) -> Iterator[tuple[int, int]]:
    """The part of a source that was not read: of JSONL the lines with faults, else the whole."""
    starts = [it.start for it in error.faults]
    if source.format != "jsonl" or None in starts:
        yield 0, len(source.text)
        return
    for start in sorted({source.text.rfind("\n", 0, it) + 1 for it in starts if it is not None}):
        end = source.text.find("\n", start)
        yield start, end if end >= 0 else len(source.text)


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
    if not isinstance(value, dict) or is_own_report(value):
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
    if not isinstance(value, dict) or is_own_report(value):
        return False
    if _is_request(value):
        return True
    if isinstance(value.get("request"), dict) and "response" in value:
        # A request that was sent, with its answer: `lightmeter reconcile` reads it.
        return False
    names = {str(key).lower() for key in value}
    return "model" in names or isinstance(value.get("requests"), dict) or len(names & _LIKELY) > 1


def _speaks_of_requests(text: str) -> bool:
    """Whether a text that cannot be read was probably meant as a request."""
    head = text[:65536]
    return ("model" in head and ("input" in head or "prompt" in head)) or "requests" in head
