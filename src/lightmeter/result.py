"""What checking one request comes to."""

import enum
from typing import TYPE_CHECKING, Any

import attrs

from lightmeter.data_methods import represent
from lightmeter.diagnostic import Diagnostic, Severity, order
from lightmeter.estimate.model import Estimate
from lightmeter.estimate.pricing import estimate
from lightmeter.judge.describe import describe, describe_in_order
from lightmeter.judge.verdict import Verdict
from lightmeter.locate import Locator
from lightmeter.packs.program import Program

if TYPE_CHECKING:
    from lightmeter.estimate.own import OwnRates

__all__ = ["Report", "Status"]


class Status(enum.StrEnum):
    """Whether a request was held against a pack."""

    CHECKED = "checked"
    UNCHECKED = "unchecked"
    UNREADABLE = "unreadable"


# A member of an enum is looked up each time it is named.
_CHECKED = Status.CHECKED
_ERROR = Severity.ERROR


class _Usual:
    """
    What is so of nearly every report of a payload.

    A report may do without an attribute of its own where it would hold the same: making one is a
    good part of a check, and `Checker.check` sets only what is not here.
    """

    found: tuple[Diagnostic, ...] = ()
    headers_known: bool = False
    locator: Locator | None = None
    source: str = ""
    index: int = 0
    id: str = ""
    repeats: bool = False
    beside: tuple[Diagnostic, ...] = ()
    own: "OwnRates | None" = None
    _diagnostics: tuple[Diagnostic, ...] | None = None
    _estimate: Estimate | None = None
    _ok: bool | None = None


# With slots, an attribute that is not set would be an error instead of the usual one.
@attrs.define(eq=False, slots=False)
class Report(_Usual):
    """
    What was found about one request.

    Words, places and prices are worked out when they are first asked for; the normalized payload
    is a dict of its own, but shares lists and objects that needed no change with the payload.
    Reports of requests that are alike in all that they are priced by share one estimate.

    Attributes:
        provider: Or "" where none was found.
        model: As it was asked for, or "".
        status: Whether a pack was found for it.
        program: Of the pack that judged it, or None.
        verdict: Its outcome, or None.
        found: What judging did not find: an unknown model, one that retires, a malformed request.
        headers_known: Whether the request says which headers it is sent with.
        locator: Of the text it was read from, or None for a payload given as data.
        source: Name of that text, or "".
        index: Number of the request in its source, from 0.
        id: The request's own name, or "".
        repeats: It is an earlier request of the run over again, by its idempotency key, and is not
            charged a second time.
        beside: What was found once it was seen among others.
        own: What is paid otherwise than the provider lists, or None.
    """

    __repr__ = represent

    provider: str
    model: str
    status: Status
    program: Program | None = attrs.field(default=None, repr=False)
    verdict: Verdict | None = attrs.field(default=None, repr=False)
    found: tuple[Diagnostic, ...] = ()
    headers_known: bool = False
    locator: Locator | None = attrs.field(default=None, repr=False)
    source: str = ""
    index: int = 0
    id: str = ""
    repeats: bool = False
    beside: tuple[Diagnostic, ...] = ()
    own: "OwnRates | None" = attrs.field(default=None, repr=False)
    _diagnostics: tuple[Diagnostic, ...] | None = attrs.field(default=None, init=False, repr=False)
    _estimate: Estimate | None = attrs.field(default=None, init=False, repr=False)
    _ok: bool | None = attrs.field(default=None, init=False, repr=False)

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Everything found, sorted by pointer and rule."""
        if self._diagnostics is None:
            self._diagnostics = self._describe()
        return self._diagnostics

    def _describe(self) -> tuple[Diagnostic, ...]:
        found, locator = [*self.found, *self.beside], self.locator
        if self.program is not None and self.verdict is not None:
            # A text has room for headers even where it names none yet.
            placed = self.headers_known or locator is not None
            if locator is None and not found:
                return describe_in_order(self.program, self.verdict, headers_placed=placed)
            made = describe(self.program, self.verdict, headers_placed=placed)
            found += made if locator is None else map(locator.locate, made)
        return tuple(sorted(found, key=order))

    @property
    def ok(self) -> bool:
        """Whether nothing of severity error was found."""
        # Whatever is asked of a report asks this first. Who finds more makes another report.
        ok = self._ok
        if ok is None:
            ok = self._ok = self._is_ok()
        return ok

    def _is_ok(self) -> bool:
        verdict, program = self.verdict, self.program
        if verdict is not None and program is not None:
            if verdict.rejected:
                return False
            for check, _, _ in verdict.header_findings:
                if program.checks[check].severity is _ERROR:
                    return False
        for it in self.found:  # noqa: SIM110 - nearly always empty, and all() is a call
            if it.severity is _ERROR:
                return False
        return True

    def with_found(self, diagnostic: Diagnostic) -> "Report":
        """
        Give the same report with what was found once it was seen among others.

        What it costs stays known, though the diagnostic may be an error: it is the sum or the limit
        that is wrong.
        """
        return attrs.evolve(self, beside=(*self.beside, diagnostic))

    @property
    def estimate(self) -> Estimate | None:
        """What it will cost; None for a request that is rejected or was not checked."""
        if self._estimate is None and self.program is not None and self.verdict is not None:
            if not self.ok:
                return None
            self._estimate = estimate(self.program, self.verdict, self.own)
        return self._estimate

    @property
    def normalized(self) -> dict[str, Any] | None:
        """The payload to send; None for a request that is rejected or was not checked."""
        if self.verdict is None or self.status is not _CHECKED or not self.ok:
            return None
        return self.verdict.normalized

    @property
    def skipped(self) -> tuple[str, ...]:
        """Rules that could not be judged, because a member they read was rejected."""
        if self.program is None or self.verdict is None:
            return ()
        return tuple(self.program.checks[index].rule for index in self.verdict.skipped)

    @property
    def line(self) -> int | None:
        """The line it begins on, from 1; None for a payload given as data."""
        return None if self.locator is None else self.locator.line

    @property
    def pack(self) -> str:
        """Id of the pack that judged it, or ""."""
        return self.program.pack if self.program and self.status is Status.CHECKED else ""

    @property
    def edition(self) -> str:
        """ISO date of the document behind the pack, or ""."""
        return self.program.edition if self.pack and self.program else ""

    @property
    def overlays(self) -> tuple[str, ...]:
        """Ids of the overlays that took part."""
        return self.program.overlays if self.pack and self.program else ()
