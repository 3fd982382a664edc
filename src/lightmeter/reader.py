"""A source becomes reports: its requests are found, judged, and searched for secrets."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any

import attrs

from lightmeter.batch.member import Member
from lightmeter.diagnostic import Diagnostic, Severity
from lightmeter.document.document import Document
from lightmeter.document.fault import DocumentError
from lightmeter.document.source import Source, byte_order_mark_fault
from lightmeter.locate import Locator
from lightmeter.notices import (
    faulty,
    is_of_secret,
    is_own_report,
    malformed,
    no_request,
    secret,
    secret_in_comment,
)
from lightmeter.place import Pointer
from lightmeter.request import OWN_MEMBERS, Request, read_request
from lightmeter.result import Report
from lightmeter.secrets.search import Secret, find_in_comments, find_in_text, find_secrets
from lightmeter.secrets.shapes import find_shapes

__all__ = [
    "MOST_ODD_LINES",
    "Judging",
    "OddLines",
    "Reader",
    "Watch",
    "is_like_request",
    "is_one_request",
    "may_be_request",
]

# A file of anything may name its schema; the others are a request's alone.
_TELLING = tuple(it for it in OWN_MEMBERS if it != "$schema")
# With one of these a document may be something else than a request, or more than one.
_ODD = frozenset(("requests", "tool", "type"))
_LIKELY = frozenset(("provider", "defaults", "request", "input", "inputs", "headers", "prompt"))

MOST_ODD_LINES = 100
"""Of one source and one kind: a file of something else altogether has as many as it has lines."""

Watch = Callable[[int, int], None]
"""
Is told how much of a source is judged, and how much there is of it: lines, or requests.

It is told before each of them, and may raise `Stopped` in place of it.
"""

Judging = Callable[[Request], Report]
"""Judges one request."""


class OddLines:
    """
    Lines of a source that are of no use for one reason; the first are told of, all are counted.

    Attributes:
        count: How many there are.
        told: Which stretch of what was found each has that is told of.
    """

    __slots__ = ("count", "told")

    def __init__(self) -> None:
        """Begin with none."""
        self.count = 0
        self.told: list[tuple[int, int]] = []

    def add(self) -> bool:
        """Count one more, and say whether it is told of."""
        self.count += 1
        return self.count <= MOST_ODD_LINES

    @property
    def more(self) -> int:
        """How many are not told of."""
        return max(self.count - MOST_ODD_LINES, 0)

    def take(self, later: "OddLines") -> list[tuple[int, int]]:
        """Count those of the next stretch of the source, and give what of it is not to be told."""
        left = max(MOST_ODD_LINES - self.count, 0)
        self.count += later.count
        return later.told[left:]


class Reader:
    """
    Sources on their way to reports.

    Attributes:
        members: The requests that were found, in order.
        found: What belongs to no request.
        broken: Documents of the source that could not be read.
        without: Lines of it that could be read, and hold no request.
        hidden: Offsets that no output may show, by the name of the source; those of a part of a
            long text count in the whole.
        with_secrets: Whether a request has something that looks like a secret.
    """

    def __init__(
        self,
        judge_for: Callable[[str], Judging],
        watch: Watch | None = None,
        *,
        search: bool = True,
    ) -> None:
        """
        Begin with nothing.

        Args:
            judge_for: Gives what judges the requests of a source, by its name.
            watch: Looks on, if anybody does.
            search: Whether anything may look like a secret; not where it was read before, and
                nothing did.
        """
        self.judge_for = judge_for
        self.watch = watch
        self.members: list[Member] = []
        self.found: list[Diagnostic] = []
        self.broken, self.without = OddLines(), OddLines()
        self.hidden: dict[str, set[tuple[int, int]]] = {}
        self.searched: set[str] = set()
        self.search, self.with_secrets = search, False

    def documents(self, source: Source, documents: Iterable[Document | DocumentError]) -> None:
        """Read the documents of a source."""
        self.begin(source)
        for it in documents:
            self.document(source, it)

    def begin(self, source: Source) -> None:
        """Begin with a source; what it holds comes with `document`."""
        mark = byte_order_mark_fault(source)
        if mark is not None:
            self.found.append(faulty(source, mark, Severity.WARNING))
        self.broken, self.without = OddLines(), OddLines()

    def document(self, source: Source, it: Document | DocumentError) -> None:
        """Read a document of the source; of lines that are of no use the first are told of."""
        members, found = len(self.members), len(self.found)
        if isinstance(it, DocumentError):
            if self.broken.add():
                self.unreadable(source, it)
                self.broken.told.append((found, len(self.found)))
            else:
                # Whatever else is wrong with it, what looks like a key stays hidden.
                self.hide_broken(source, it)
            return
        self.requests(it)
        # Keys are told of wherever they are, and so is what else is wrong.
        rules = {it.rule for it in self.found[found:] if not is_of_secret(it)}
        if source.format != "jsonl" or len(self.members) > members or rules != {"no-request"}:
            return
        if self.without.add():
            self.without.told.append((found, len(self.found)))
        else:
            self.found[found:] = filter(is_of_secret, self.found[found:])

    def unreadable(self, source: Source, error: DocumentError) -> None:
        """What a text cannot be read for."""
        self.hide_broken(source, error)
        self.found += [faulty(source, fault, Severity.ERROR) for fault in error.faults]

    def hide_broken(self, source: Source, error: DocumentError) -> None:
        """Keep what looks like a key in a text that cannot be read out of every output."""
        for start, end in _broken(source, error):
            found = find_in_text(source.text[start:end])
            self.hide_spans(source, ((start + it[0], start + it[1]) for it in found))

    def requests(self, document: Document) -> None:
        """Check every request of a document."""
        source, value = document.source, document.value
        if is_one_request(value):
            if self.watch is not None and source.format != "jsonl":
                self.watch(0, 1)
            self.request(document, value, (), (), self.judge_for(source.name))
            if source.format == "toml":
                self.comments(document)
            return
        # What takes a document apart is not needed for most.
        from lightmeter.entries import Entry, entries  # noqa: PLC0415

        whole = Locator(document, ())
        if isinstance(document.value, dict) and is_own_report(document.value):
            # It has requests, but as they were told of.
            self.found.append(whole.locate(no_request(document.value)))
            return
        judge = self.judge_for(source.name)
        bases: set[Pointer] = set()
        them = list(entries(document.value))
        for number, it in enumerate(them):
            if self.watch is not None and source.format != "jsonl":
                self.watch(number, len(them))
            empty = isinstance(it, Entry) and not it.data and not it.base
            if empty and source.format == "toml":
                # An empty TOML text is an empty table: it holds nothing, rather than something odd.
                continue
            if isinstance(it, Entry) and (it.base or _is_request(it.data)):
                self.request(document, it.data, it.base, it.outer, judge)
                # What all inherit has been looked at where any does.
                bases.update((it.base, ("defaults",)))
                continue
            wrong = no_request(it.data) if isinstance(it, Entry) else malformed(it)
            self.found.append(whole.locate(wrong))
        if () not in bases:
            self.beside(whole, bases)
        if source.format == "toml":
            self.comments(document)

    def request(
        self,
        document: Document,
        data: Mapping[str, Any],
        base: Pointer,
        outer: tuple[Pointer, ...],
        judge: Judging,
    ) -> None:
        """
        Check one request and give what was found its place.

        Args:
            document: That it stands in.
            data: Of the request, with what it inherits.
            base: Its pointer in the document.
            outer: Pointers of what it inherits from, nearest first.
            judge: Judges it.
        """
        request, misfits = read_request(data)
        locator = Locator(document, base, outer)
        report = judge(request)
        # It is nobody else's yet.
        report.locator = locator
        report.source = document.source.name
        if report.found or misfits:
            told = (*report.found, *map(malformed, misfits))
            report.found = tuple(map(locator.locate, told))
        secrets = find_secrets(data) if self.search else []
        if secrets:
            self.with_secrets = True
            report.found = (*report.found, *(self.hide(it, locator) for it in secrets))
            if any(it.pointer == ("id",) for it in secrets):
                report.id = "(hidden)"
        self.members.append(Member(request, report, locator))

    def beside(self, whole: Locator, bases: Collection[Pointer]) -> None:
        """Search what stands beside the requests of a document, or instead of them."""
        if not self.search:
            return
        for it in find_secrets(whole.document.value, leaving_out=bases):
            self.found.append(self.hide(it, whole))

    def comments(self, document: Document) -> None:
        """Search the comments of a document."""
        source = document.source
        for place, certain in find_in_comments(source.text, lambda: document.comments):
            self.hide_spans(source, (place,))
            if certain is not None:
                self.found.append(secret_in_comment(source, place, certain=certain))

    def hide(self, it: Secret, locator: Locator) -> Diagnostic:
        """Keep what looks like a secret out of every output, and say where it is."""
        document = locator.document
        source = document.source
        pointer, span, _ = locator.find(it.pointer, key=it.in_name)
        if it.in_name:
            place = document.key_slice(pointer)
            self.hide_spans(source, () if place is None else (place,))
            if source.name not in self.searched:
                # The name of a table may stand in several headers.
                self.searched.add(source.name)
                self.hide_spans(source, find_shapes(source.text))
            return attrs.evolve(locator.locate(secret(it)), span=span)
        place = document.slice(pointer)
        self.hide_spans(source, () if place is None else (place,))
        return locator.locate(secret(it))

    def hide_spans(self, source: Source, spans: Iterable[tuple[int, int]]) -> None:
        """Keep stretches of a source out of every output."""
        for start, end in spans:
            place = source.start + start, source.start + end
            self.hidden.setdefault(source.name, set()).add(place)


def _broken(source: Source, error: DocumentError) -> Iterator[tuple[int, int]]:
    """The part of a source that was not read: of JSONL the lines with faults, else the whole."""
    starts = [it.start for it in error.faults]
    if source.format != "jsonl" or None in starts:
        yield 0, len(source.text)
        return
    for start in sorted({source.text.rfind("\n", 0, it) + 1 for it in starts if it is not None}):
        end = source.text.find("\n", start)
        yield start, end if end >= 0 else len(source.text)


# What is meant as a request -----------------------------------------------------------------------


def is_one_request(value: Any) -> bool:
    """Whether a document is plainly one request with nothing beside it, as most lines of JSONL."""
    return type(value) is dict and "model" in value and value.keys().isdisjoint(_ODD)


def may_be_request(source: Source, document: Document | DocumentError) -> bool:
    """Whether a file that came with a directory may hold a request in a document."""
    if isinstance(document, DocumentError):
        return _speaks_of_requests(source.text)
    return is_like_request(document.value)


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


def is_like_request(value: Any) -> bool:
    """Whether a document was meant as a request, though a member's name may be wrong."""
    if isinstance(value, list):
        return any(is_like_request(item) for item in value)
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
