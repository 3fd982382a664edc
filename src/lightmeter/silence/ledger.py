"""The account of what silences: which comments and entries there are, and which were of use."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from lightmeter.batch_report import BatchReport
from lightmeter.diagnostic import Diagnostic
from lightmeter.document.document import Document
from lightmeter.place import Pointer
from lightmeter.result import Report, Status
from lightmeter.rule_names import matches, means
from lightmeter.settings.model import Settings
from lightmeter.silence.locks import UNREADABLE, is_loud, names_lock
from lightmeter.silence.policy import Policy, PolicyOf, why_left_out

if TYPE_CHECKING:
    from lightmeter.settings.parts import SuppressEntry
    from lightmeter.silence.comments import Comment, CommentFault
    from lightmeter.suppressed import Suppressed

__all__ = ["Ledger", "lies_in"]

# Rules that depend on other files of a run, on settings or on the day: that they are silent now
# does not tell that they will be.
_OF_MORE_THAN_ONE_FILE = frozenset(
    (
        "idempotency-key-reused",
        "idempotency-key-repeated",
        "over-budget",
        "unpriced-request",
        "growth-over-budget",
        "growth-unknown",
        "ended-rate",
        "model-retires",
        "model-retired",
        "stale-source",
        "stale-baseline",
    )
)


class Ledger:
    """Comments and entries, matched against one diagnostic after the other."""

    def __init__(
        self, report: BatchReport, policy_of: PolicyOf, documents: Mapping[str, Document]
    ) -> None:
        """
        Find what silences.

        Args:
            report: Whose sources may have comments.
            policy_of: What decides over each source.
            documents: TOML documents by the name of their source.
        """
        self._report = report
        self._policy_of = policy_of
        self._documents = documents
        self._comments: dict[str, list[Comment]] = {}
        self._faults: dict[str, list[CommentFault]] = {}
        # By source and scope: a file may have as many as it has requests.
        self._scopes: dict[tuple[str, tuple[str, ...]], list[Comment]] = {}
        self._broken = frozenset(it.source for it in report.found if it.rule in UNREADABLE)
        self._entries: dict[int, dict[str, list[SuppressEntry]]] = {}
        self._fitting: dict[tuple[int, str], bool] = {}
        for name, document in documents.items():
            # Only TOML has any, and in most there is none that is meant for lightmeter.
            from lightmeter.silence.addressed import may_have_comments  # noqa: PLC0415

            if policy_of(name).suppressions and may_have_comments(document):
                self._find_comments(name, document)
        # Names of a comment, and entries, that something was found for.
        self._used: set[tuple[int, int]] = set()
        self._used_entries: set[int] = set()

    @cached_property
    def _unsure(self) -> Mapping[str, Sequence[Report]]:
        """Requests that not all rules have looked at: what silences may be needed there yet."""
        found: dict[str, list[Report]] = {}
        for request in self._report.reports:
            if request.source in self._comments and (
                request.status is not Status.CHECKED or request.skipped
            ):
                found.setdefault(request.source, []).append(request)
        return found

    def _find_comments(self, name: str, document: Document) -> None:
        from lightmeter.silence import comments  # noqa: PLC0415 - see where it is called

        for it in comments.find_comments(document):
            if isinstance(it, comments.Comment):
                self._comments.setdefault(name, []).append(it)
                if it.scope is not None:
                    self._scopes.setdefault((name, _steps(it.scope)), []).append(it)
            else:
                self._faults.setdefault(name, []).append(it)

    # Silencing ------------------------------------------------------------------------------------

    def silence(self, diagnostic: Diagnostic, number: int | None) -> "Suppressed | None":
        """Tell what silences a diagnostic, and keep account of it; None where nothing does."""
        policy = self._policy_of(diagnostic.source)
        request = None if number is None else self._report.reports[number]
        by, reason = "", ""
        if policy.suppressions:
            for entry in self._entries_for(policy, request):
                if self._entry_covers(entry, policy.settings, diagnostic):
                    self._used_entries.add(id(entry))
                    if not _is_over(policy, entry.until):
                        by, reason = "entry", entry.reason
            for comment in self._around(diagnostic, request):
                if self._fits(comment, diagnostic) and not _is_over(
                    policy, comment.directive.until
                ):
                    by, reason = "comment", comment.directive.reason
        if is_loud(diagnostic, policy.settings.locked):
            return None
        by = by or why_left_out(diagnostic, policy.settings)
        if not by:
            return None
        # Most runs silence nothing.
        from lightmeter.suppressed import Suppressed  # noqa: PLC0415

        return Suppressed(diagnostic, number, by, reason)

    def _entries_for(self, policy: Policy, request: Report | None) -> "Iterator[SuppressEntry]":
        """Give the entries that may be about a request, in the order of the settings."""
        entries = self._entries.get(id(policy))
        if entries is None:
            entries = self._entries[id(policy)] = {}
            for entry in policy.settings.suppress:
                entries.setdefault(entry.request, []).append(entry)
        yield from entries.get("", ())
        if request is not None and request.id:
            yield from entries.get(request.id, ())

    def _entry_covers(
        self, entry: "SuppressEntry", settings: Settings, diagnostic: Diagnostic
    ) -> bool:
        if not matches(entry.rules, diagnostic):
            return False
        if entry.pointer is not None and not _begins(diagnostic.pointer, entry.pointer):
            return False
        return self._is_about(entry, settings, diagnostic.source)

    def _is_about(self, entry: "SuppressEntry", settings: Settings, name: str) -> bool:
        """Whether an entry is about a source."""
        if not entry.files:
            return True
        key = id(entry), name
        if key not in self._fitting:
            self._fitting[key] = settings.fits(entry.files, name)
        return self._fitting[key]

    def _around(self, diagnostic: Diagnostic, request: Report | None) -> "Iterator[Comment]":
        """Give the comments whose scope a diagnostic, or its request, lies in."""
        if diagnostic.source not in self._comments:
            return
        scopes = dict.fromkeys(_prefixes(diagnostic.pointer or ()))
        if request is not None and request.locator is not None:
            scopes |= dict.fromkeys(_prefixes(request.locator.base))
        for scope in scopes:
            yield from self._scopes.get((diagnostic.source, scope), ())

    def _fits(self, comment: "Comment", diagnostic: Diagnostic) -> bool:
        """Whether a comment names the rule of a diagnostic; the names that do count as used."""
        fitting = [
            number
            for number, name in enumerate(comment.directive.rules)
            if matches((name,), diagnostic)
        ]
        self._used |= {(id(comment), number) for number in fitting}
        return bool(fitting)

    # What there is to say -------------------------------------------------------------------------

    def remarks(self) -> Iterator[Diagnostic]:
        """Say of every comment and entry what is wrong with it."""
        if not (self._faults or self._comments or self._has_entries()):
            return
        # Where nothing silences there is nothing to say.
        from lightmeter.silence import remarks  # noqa: PLC0415

        for name, faults in self._faults.items():
            for fault in faults:
                yield remarks.malformed(self._report.sources[name], fault)
        for name, comments in self._comments.items():
            for comment in comments:
                yield from self._on_comment(name, comment, broken=name in self._broken)
        yield from self._on_entries()

    def _has_entries(self) -> bool:
        return any(self._policy_of(name).settings.suppress for name in self._report.names)

    def _on_comment(self, name: str, comment: "Comment", *, broken: bool) -> Iterator[Diagnostic]:
        from lightmeter.silence import remarks  # noqa: PLC0415 - as above

        source, policy = self._report.sources[name], self._policy_of(name)
        directive, locks = comment.directive, policy.settings.locked
        if policy.settings.require_reason and not directive.reason:
            yield remarks.without_reason(source, comment)
        if directive.until is not None and _is_over(policy, directive.until):
            yield remarks.expired(source, comment, directive.until)
            return
        idle = []
        for number, rule in enumerate(directive.rules):
            lock = names_lock(rule, locks)
            if lock:
                by = _locked_by(policy.settings, lock)
                yield remarks.locked(source, comment, number, lock, by)
            elif (id(comment), number) not in self._used:
                if not policy.names.knows(rule):
                    suggestion = policy.names.nearest(rule)
                    yield remarks.unknown(source, comment, number, suggestion)
                elif not (
                    broken
                    or _last(rule) in _OF_MORE_THAN_ONE_FILE
                    or self._may_have_more(name, comment.scope, rule)
                ):
                    idle.append(number)
        if idle:
            yield remarks.unused(source, comment, idle)

    def _may_have_more(self, name: str, scope: Pointer | None, rule: str) -> bool:
        """Whether a rule was not looked at throughout: what silences it may be needed yet."""
        return any(
            it.status is not Status.CHECKED or any(means(rule, *names) for names in _skipped(it))
            for it in self._unsure.get(name, ())
            if _touches(scope, it)
        )

    def _on_entries(self) -> Iterator[Diagnostic]:
        from lightmeter.silence import remarks  # noqa: PLC0415 - as above

        seen: set[int] = set()
        for name in self._report.names:
            policy = self._policy_of(name)
            for entry in policy.settings.suppress if policy.suppressions else ():
                if not self._is_about(entry, policy.settings, name):
                    continue
                if id(entry) in seen:
                    continue
                seen.add(id(entry))
                if entry.until is not None and _is_over(policy, entry.until):
                    yield remarks.entry_expired(entry, entry.until)
                elif id(entry) not in self._used_entries and not self._unchecked(policy, entry):
                    yield remarks.entry_unused(entry)

    def _unchecked(self, policy: Policy, entry: "SuppressEntry") -> bool:
        """Whether something that an entry is about was not checked throughout, here or at all."""
        if all(_last(rule) in _OF_MORE_THAN_ONE_FILE for rule in entry.rules):
            return True
        return any(
            self._is_about(entry, policy.settings, name)
            for name in (*self._report.tally.unsure_sources, *self._broken)
        )


def _steps(pointer: Pointer) -> tuple[str, ...]:
    """A pointer whose steps are all text, as scopes are compared."""
    return tuple(map(str, pointer))


def _prefixes(pointer: Pointer) -> Iterator[tuple[str, ...]]:
    """Everything that a pointer lies in, from the whole file on."""
    steps = _steps(pointer)
    return (steps[:length] for length in range(len(steps) + 1))


def _skipped(request: Report) -> Iterator[tuple[str, str]]:
    """Id and full name of the rules that a rejected member has silenced."""
    program, verdict = request.program, request.verdict
    if program is not None and verdict is not None:
        for index in verdict.skipped:
            check = program.checks[index]
            yield check.rule, f"{check.pack}/{check.rule}"


def _last(name: str) -> str:
    """The id of a rule, without the pack before it."""
    return name.rpartition("/")[2]


def lies_in(scope: Pointer | None, diagnostic: Diagnostic, request: Report | None) -> bool:
    """Whether a diagnostic is about what lies in a scope, or about a request that lies in it."""
    if scope is None:
        return False
    if not scope or _begins(diagnostic.pointer, scope):
        return True
    return (
        request is not None
        and request.locator is not None
        and bool(_begins(request.locator.base, scope))
    )


def _touches(scope: Pointer | None, request: Report) -> bool:
    """Whether a scope is about a request or about a part of it."""
    if scope is None or request.locator is None:
        return False
    base = request.locator.base
    inherited = any(owner and scope[: len(owner)] == owner for owner in request.locator.outer)
    return inherited or scope[: len(base)] == base or base[: len(scope)] == scope


def _begins(pointer: Pointer | None, scope: Iterable[str | int]) -> bool:
    """Whether a pointer is a scope or lies below it; steps are compared as text."""
    if pointer is None:
        return False
    steps = tuple(map(str, scope))
    return tuple(map(str, pointer[: len(steps)])) == steps


def _is_over(policy: Policy, until: dt.date | None) -> bool:
    return until is not None and policy.today > until


def _locked_by(settings: Settings, lock: str) -> str:
    for number, name in enumerate(settings.locked):
        if name == lock:
            origin = settings.origins.get(f"locked.{number}")
            if origin is None:
                return settings.file or "the settings"
            line = f":{origin.span.start.line}" if origin.span is not None else ""
            return f"{origin.file}{line}"
    return ""
