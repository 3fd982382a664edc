"""The whole flow: texts become requests, requests are judged and priced, a report comes out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs

from lightmeter.batch import Member, judge_batch
from lightmeter.diagnostic import Diagnostic, Related, Severity
from lightmeter.document.document import Document
from lightmeter.document.fault import DocumentError, Fault
from lightmeter.document.place import Pointer
from lightmeter.document.reading import read, read_lines
from lightmeter.document.source import (
    Format,
    Source,
    byte_order_mark_fault,
    decode,
    decode_for_display,
    format_of,
    from_text,
    guess_format,
)
from lightmeter.errors import UsageError
from lightmeter.judge.generate import generate_judge
from lightmeter.judge.interpret import interpret_judge
from lightmeter.judge.verdict import Judge
from lightmeter.language.spelling import nearest
from lightmeter.locate import Locator
from lightmeter.packs.load import Shelf
from lightmeter.packs.program import Program
from lightmeter.request import OWN_MEMBERS, Entry, Request, entries, read_request
from lightmeter.result import BatchReport, Report, Status
from lightmeter.route import Route, find_route
from lightmeter.secrets import find_secrets
from lightmeter.structure import Misfit

__all__ = ["Checker", "Input", "no_requests_in"]


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


class Checker:
    """
    Judges and prices requests; made once, used often.

    Packs are read and compiled when a request first needs them. Safe to share between threads, and
    picklable: a copy reads its packs again.
    """

    def __init__(
        self,
        packs: Sequence[Path | str] | None = None,
        overlays: Sequence[Path | str] = (),
        *,
        interpret: bool = False,
    ) -> None:
        """
        Set up a checker; nothing is read yet.

        Args:
            packs: Directories and files of packs; None for those that lightmeter brings along.
            overlays: Files of packs that amend others, in the order in which they apply.
            interpret: Walk the packs instead of generating code from them: slower, for places
                where code may not be generated.
        """
        places = None if packs is None else [Path(place) for place in packs]
        self._arguments = (places, [Path(path) for path in overlays], interpret)
        self._compile = interpret_judge if interpret else generate_judge
        self.shelf = Shelf(places, self._arguments[1])
        self._routes: dict[tuple[str | None, str], tuple[Route, Judge]] = {}
        self._judges: dict[Program, Judge] = {}

    def __reduce__(self) -> tuple[Any, ...]:
        places, overlays, interpret = self._arguments
        return _restore, (places, overlays, interpret)

    # One request ----------------------------------------------------------------------------------

    def check(
        self,
        payload: Mapping[str, Any],
        *,
        provider: str | None = None,
        headers: Mapping[str, Any] | None = None,
    ) -> Report:
        """
        Check one request given as data.

        Args:
            payload: The body exactly as it would be sent, or the same with lightmeter's own
                members (`provider`, `id`, `headers`) beside it. Neither copied nor changed.
            provider: Whose API it is for; a request's own `provider` goes before it.
            headers: It would be sent with, or None where they are not known.

        Raises:
            UsageError: If the provider is not known.
            PackError: If a pack that the request needs is wrong.
        """
        try:
            route, judge = self._routes[provider, payload["model"]]
        except (KeyError, TypeError, IndexError):
            return self._check_slowly(payload, provider, headers)
        if "provider" in payload or "headers" in payload or "id" in payload:
            return self._check_slowly(payload, provider, headers)
        return Report(
            route.provider,
            route.model,
            route.status,
            route.program,
            judge(payload, headers),
            route.found,
            headers is not None,
        )

    def check_request(self, request: Request, *, provider: str | None = None) -> Report:
        """
        Check one request built by hand.

        Args:
            request: To check.
            provider: For a request that names none.

        Raises:
            UsageError: If the provider is not known.
            PackError: If a pack that the request needs is wrong.
        """
        wanted = request.provider or provider
        if wanted:
            self.shelf.check_provider(wanted)
        return self._judge(request, wanted)

    def _check_slowly(
        self, payload: Any, provider: str | None, headers: Mapping[str, Any] | None
    ) -> Report:
        """The first request of a model, and every payload that is not plain."""
        if not isinstance(payload, Mapping):
            found = _malformed(Misfit((), "a request is an object; this is none"))
            return Report("", "", Status.UNREADABLE, found=(found,))
        request, misfits = read_request(payload)
        if headers is not None:
            request = attrs.evolve(request, headers=headers)
        report = self.check_request(request, provider=provider)
        return attrs.evolve(report, found=(*report.found, *map(_malformed, misfits)))

    def _judge(self, request: Request, provider: str | None) -> Report:
        """Find the pack of a request and hold the request against it."""
        payload = request.payload
        body = payload if isinstance(payload, dict) else dict(payload)
        key = provider, request.model or body.get("model")
        if isinstance(key[1], str) and key in self._routes:
            route, judge = self._routes[key]
        else:
            route = find_route(self.shelf, provider, body)
            judge = self._judge_of(route.program) if route.program is not None else _no_judge
            if isinstance(key[1], str) and route.status is Status.CHECKED:
                self._routes[key] = route, judge
        verdict = judge(body, request.headers) if route.program is not None else None
        return Report(
            route.provider,
            route.model,
            route.status,
            route.program,
            verdict,
            route.found,
            request.headers is not None,
            id=request.id,
        )

    def _judge_of(self, program: Program) -> Judge:
        if program not in self._judges:
            self._judges[program] = self._compile(program)
        return self._judges[program]

    # Texts ----------------------------------------------------------------------------------------

    def check_text(
        self, text: str, *, format: Format, name: str = "", provider: str | None = None  # noqa: A002
    ) -> BatchReport:
        """
        Check a text: a payload, a request file, a batch, or one of them per line.

        Args:
            text: As it stands in a file.
            format: "toml", "json" or "jsonl".
            name: To show in diagnostics.
            provider: For requests that name none.

        Raises:
            UsageError: If the provider is not known.
            PackError: If a pack that a request needs is wrong.
        """
        run = _Run(self, provider)
        try:
            run.read(from_text(text, name=name, format=format), found_by_walk=False)
        except DocumentError as error:
            source = Source(name, format, text.encode(errors="replace").decode())
            run.unreadable(source, error)
        return run.finish()

    def check_inputs(
        self, inputs: Iterable[Input], *, provider: str | None = None
    ) -> BatchReport:
        """
        Check several texts as one run.

        Args:
            inputs: As they were found; one that cannot be read does not keep the others from it.
            provider: For requests that name none.

        Raises:
            UsageError: If the provider is not known.
            PackError: If a pack that a request needs is wrong.
        """
        run = _Run(self, provider)
        for it in inputs:
            run.add(it)
        return run.finish()


def _restore(places: list[Path] | None, overlays: list[Path], interpret: bool) -> Checker:  # noqa: FBT001
    return Checker(places, overlays, interpret=interpret)


def _no_judge(*_: Any) -> Any:
    raise AssertionError("a request without a pack is not judged")


class _Run:
    """The texts of one run on their way to a report."""

    def __init__(self, checker: Checker, provider: str | None) -> None:
        if provider is not None:
            checker.shelf.check_provider(provider)
        self.checker = checker
        self.provider = provider
        self.members: list[Member] = []
        self.found: list[Diagnostic] = []
        self.sources: dict[str, Source] = {}
        self.hidden: dict[str, tuple[tuple[int, int], ...]] = {}
        self.left_out: list[str] = []

    def add(self, it: Input) -> None:
        """Read one text; what is wrong with it becomes diagnostics."""
        if it.problem:
            message = f"cannot be read: {it.problem}"
            self.found.append(
                Diagnostic("unreadable", Severity.ERROR, message, source=it.name)
            )
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
            self.found.append(_faulty(source, mark, Severity.WARNING))
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
            self.found.append(
                Diagnostic(
                    "no-requests",
                    Severity.WARNING,
                    "no request is written here, so nothing was checked; a request has a model,"
                    " a batch has requests",
                    source=source.name,
                )
            )

    def leave_out(self, name: str, before: tuple[int, int]) -> None:
        """Forget a file that came with a directory and is no request."""
        del self.found[before[1] :]
        del self.sources[name]
        self.left_out.append(name)

    def unreadable(self, source: Source, error: DocumentError) -> None:
        """What a text cannot be read for."""
        self.sources.setdefault(source.name, source)
        self.found += [_faulty(source, fault, Severity.ERROR) for fault in error.faults]

    def requests(self, document: Document) -> None:
        """Check every request of a document."""
        found: list[Misfit | Entry] = list(entries(document.value))
        for it in found:
            if isinstance(it, Misfit):
                locator = Locator(document, ())
                self.found.append(locator.locate(_malformed(it)))
            elif not it.base and not _is_request(it.data):
                self.found.append(Locator(document, ()).locate(_no_request(it.data)))
            else:
                self.request(document, it)

    def request(self, document: Document, entry: Entry) -> None:
        """Check one request and give what was found its place."""
        request, misfits = read_request(entry.data)
        locator = Locator(document, entry.base, entry.outer)
        found = [_malformed(misfit) for misfit in misfits]
        provider = request.provider or self.provider
        known = self.checker.shelf.providers
        if request.provider and request.provider not in known:
            found.append(_unknown_provider(request.provider, known))
            report = Report("", request.model, Status.UNCHECKED, id=request.id)
        else:
            report = self.checker._judge(request, provider)  # noqa: SLF001 - one class's work
        secrets = list(find_secrets(entry.data, request.headers))
        found += [_secret(pointer) for pointer in secrets]
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
            reports[number] = attrs.evolve(
                reports[number], found=(*reports[number].found, located)
            )
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


# What lightmeter itself has to say ----------------------------------------------------------------


def no_requests_in(name: str) -> Diagnostic:
    """A directory in which nothing was found to check."""
    message = (
        "the directory holds no request, so nothing was checked; requests are .toml, .json, .jsonl"
        " or .ndjson files with a model or with requests in them"
    )
    return Diagnostic("no-requests", Severity.ERROR, message, source=name)


def _faulty(source: Source, fault: Fault, severity: Severity) -> Diagnostic:
    lines = source.lines
    return Diagnostic(
        rule=fault.rule,
        severity=severity,
        message=fault.message,
        source=source.name,
        span=(
            lines.span(fault.start, fault.end if fault.end is not None else fault.start)
            if fault.start is not None
            else None
        ),
        related=tuple(
            Related(label, None, lines.span(start, end)) for label, start, end in fault.related
        ),
    )


def _malformed(misfit: Misfit) -> Diagnostic:
    rule = "unknown-field" if misfit.unknown else "type"
    suggestion = nearest(misfit.unknown, misfit.accepted) if misfit.unknown else ""
    message = misfit.message
    if misfit.unknown:
        hint = f"; did you mean {suggestion}?" if suggestion else ""
        message = f"{misfit.message}, a batch has {', '.join(misfit.accepted)}{hint}"
    return Diagnostic(
        rule, Severity.ERROR, message, pointer=misfit.path, suggestion=suggestion
    )


def _no_request(data: Mapping[str, Any]) -> Diagnostic:
    names = ", ".join(str(key)[:30] for key in list(data)[:5])
    return Diagnostic(
        "no-request",
        Severity.ERROR,
        f"this is no request: it has {names}, but neither model nor input nor requests",
        pointer=(),
    )


def _unknown_provider(provider: str, known: Sequence[str]) -> Diagnostic:
    close = nearest(provider, known)
    hint = f"; did you mean {close}?" if close else ""
    return Diagnostic(
        "unknown-provider",
        Severity.ERROR,
        f"provider {provider[:60]} is not known, known are {', '.join(known)}{hint}",
        pointer=("provider",),
        suggestion=close,
    )


def _secret(pointer: Pointer) -> Diagnostic:
    return Diagnostic(
        "secret-in-file",
        Severity.ERROR,
        f"{pointer[-1]} holds what looks like a key; write a variable such as ${{API_KEY}} instead,"
        " and have the key replaced if this file was ever shared",
        pointer=pointer,
    )


def _is_request(value: Any) -> bool:
    """Whether a document has the members by which a request is known."""
    if isinstance(value, list):
        return any(_is_request(item) for item in value)
    if not isinstance(value, dict):
        return False
    if "requests" in value:
        return isinstance(value["requests"], list)
    return "model" in value or ("input" in value and isinstance(value["input"], dict)) or any(
        "inputs" in value and key in value for key in OWN_MEMBERS
    )


def _speaks_of_requests(text: str) -> bool:
    """Whether a text that cannot be read was probably meant as a request."""
    head = text[:65536]
    return ("model" in head and ("input" in head or "prompt" in head)) or "requests" in head
