"""The whole flow: texts become requests, requests are judged and priced, a report comes out."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from lightmeter.batch_report import BatchReport
from lightmeter.diagnostic import Severity
from lightmeter.document.fault import DocumentError
from lightmeter.document.source import Format, Source, from_text
from lightmeter.errors import UsageError
from lightmeter.inputs import Input
from lightmeter.judge.making import make_accepts, make_judge
from lightmeter.judge.verdict import Accepts, Judge, Verdict
from lightmeter.notices import malformed, unknown_provider
from lightmeter.packs.load import Shelf
from lightmeter.packs.program import Program
from lightmeter.request import Request, read_request
from lightmeter.result import Report, Status
from lightmeter.route import Route, find_route
from lightmeter.rule_names import RuleNames
from lightmeter.settings.mistakes import settings_error
from lightmeter.settings.model import Settings
from lightmeter.silence.naming import check_rule_names
from lightmeter.silence.policy import Policy
from lightmeter.together import begin, check_together, finish

if TYPE_CHECKING:
    from lightmeter.advice.advising import Adviser
    from lightmeter.advice.model import Advice
    from lightmeter.estimate.model import Estimate
    from lightmeter.estimate.own import OwnRates
    from lightmeter.estimate.settled import SettledRates
    from lightmeter.silence.baseline import Baseline

__all__ = ["Checker", "Input"]

_new = object.__new__


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
        distributions: Sequence[str] = (),
        settings: Settings | None = None,
        as_of: dt.date | None = None,
        interpret: bool = False,
    ) -> None:
        """
        Set up a checker; no pack is read yet.

        What amends another pack is an overlay wherever it was named: those of the settings apply
        first, of each the distributions', then those among the packs, and at last the overlays.

        Args:
            packs: Directories and files of further packs. The ones that lightmeter brings along
                stand behind them; one of these steps back for a pack of the same id.
            overlays: Files of packs that amend others, in the order in which they apply.
            distributions: Names of installed distributions whose packs are wanted. Nothing of them
                is imported.
            settings: Of a project, as `find_settings()` gives them; a checker looks for none by
                itself. Their packs hold for everything; what they choose, silence and allow to be
                spent holds for texts, since a single payload has no place to be spoken of.
            as_of: The day that dates are held against; None for the day on which the checker is
                made.
            interpret: Walk the packs instead of generating code from them: slower, for places
                where code may not be generated.

        Raises:
            UsageError: If a distribution is not installed or offers no packs.
            SettingsError: If that is true of one of the settings'.
        """
        for names in (packs, overlays, distributions):
            if isinstance(names, str | Path):
                raise UsageError("packs, overlays and distributions are lists")
        settled = settings if settings is not None else Settings()
        further = [Path(place) for place in packs or ()]
        amending = [Path(path) for path in overlays]
        self.settings = settled
        self.as_of = as_of if as_of is not None else dt.datetime.now(tz=dt.UTC).astimezone().date()
        # A copy counts the same day, whenever it is made.
        self._arguments = (
            *(further, amending, tuple(distributions), settings),
            *(self.as_of, interpret),
        )
        made = _interpreters() if interpret else (make_judge, make_accepts)
        self._compile, self._compile_brief = made
        self.shelf = Shelf(
            [
                *_settled_directories(settled),
                *settled.packs,
                *_directories(distributions),
                *further,
            ],
            [*settled.overlays, *amending],
            shipped=True,
        )
        self._routes: dict[tuple[str | None, str | None], tuple[Route, Judge, OwnRates | None]] = {}
        self._judges: dict[Program, Judge] = {}
        self._accepting: dict[tuple[str | None, str], Accepts] = {}

    def __reduce__(self) -> tuple[Any, ...]:
        return _restore, self._arguments

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
                members (`provider`, `id`, `headers`, `$schema`) beside it. Neither copied nor
                changed.
            provider: Whose API it is for; a request's own `provider` goes before it.
            headers: It would be sent with, or None where they are not known.

        Raises:
            UsageError: If the provider is not known.
            PackError: If a pack that the request needs is wrong.
        """
        try:
            route, judge, own = self._routes[provider, payload.get("model", "")]
        except (KeyError, TypeError, AttributeError):
            return self._check_slowly(payload, provider, headers)
        if "provider" in payload or "headers" in payload or "id" in payload or "$schema" in payload:
            return self._check_slowly(payload, provider, headers)
        return _make_report(route, judge(payload, headers), own, headers is not None)

    def accepts(
        self,
        payload: Mapping[str, Any],
        *,
        provider: str | None = None,
        headers: Mapping[str, Any] | None = None,
    ) -> bool:
        """
        Tell whether one request given as data would be accepted: what `check(...).ok` says, sooner.

        The first error ends the search, and nothing is worked out that the answer does not need: no
        findings, no normalized payload, no price. The arguments are those of `check`.

        Raises:
            UsageError: If the provider is not known.
            PackError: If a pack that the request needs is wrong.
        """
        try:
            accepts = self._accepting[provider, payload.get("model", "")]
        except (KeyError, TypeError, AttributeError):
            return self._accept_slowly(payload, provider, headers)
        if "provider" in payload or "headers" in payload or "id" in payload or "$schema" in payload:
            return self.check(payload, provider=provider, headers=headers).ok
        return accepts(payload, headers)

    def estimate(
        self,
        payload: Mapping[str, Any],
        *,
        provider: str | None = None,
        headers: Mapping[str, Any] | None = None,
    ) -> "Estimate | None":
        """
        Price one request given as data; the arguments are those of `check`.

        Returns:
            None for a request that is rejected or was not checked, and where its pack bills
            nothing: `check` says why.

        Raises:
            UsageError: If the provider is not known.
            PackError: If a pack that the request needs is wrong.
            SettingsError: If a rate of the settings matches nothing.
        """
        return self.check(payload, provider=provider, headers=headers).estimate

    def check_request(self, request: Request, *, provider: str | None = None) -> Report:
        """
        Check one request built by hand.

        Args:
            request: To check.
            provider: For a request that names none.

        Raises:
            UsageError: If that provider is not known.
            PackError: If a pack that the request needs is wrong.
        """
        if provider is not None:
            self.shelf.check_provider(provider)
        return self._judge(request, provider)

    def _accept_slowly(
        self, payload: Any, provider: str | None, headers: Mapping[str, Any] | None
    ) -> bool:
        """The first request of a model, and every payload that is not plain."""
        report = self.check(payload, provider=provider, headers=headers)
        model = payload.get("model", "") if isinstance(payload, Mapping) else None
        key = provider, model if isinstance(model, str) else ""
        if key in self._routes and key not in self._accepting:
            route, _, _ = self._routes[key]
            # Of a model that is refused for its own sake every request goes this way.
            if route.program is not None and all(
                it.severity is not Severity.ERROR for it in route.found
            ):
                self._accepting[key] = self._compile_brief(route.program)
        return report.ok

    def _check_slowly(
        self, payload: Any, provider: str | None, headers: Mapping[str, Any] | None
    ) -> Report:
        """The first request of a model, and every payload that is not plain."""
        if not isinstance(payload, Mapping):
            from lightmeter.misfit import Misfit  # noqa: PLC0415 - nobody sends such a thing

            found = malformed(Misfit((), "a request is an object; this is none"))
            return Report("", "", Status.UNREADABLE, found=(found,))
        request, misfits = read_request(payload)
        if headers is not None:
            request = attrs.evolve(request, headers=headers)
        report = self.check_request(request, provider=provider)
        return attrs.evolve(report, found=(*report.found, *map(malformed, misfits)))

    def _judge(self, request: Request, provider: str | None) -> Report:
        """Find the pack of a request and hold the request against it."""
        body = request.body
        try:
            route, judge, own = self._routes[request.provider or provider, body.get("model")]
        except (KeyError, TypeError):
            return self._judge_slowly(request, provider)
        headers = request.headers
        # A provider that nobody knows is in no key.
        report = _make_report(route, judge(body, headers), own, headers is not None)
        if request.id:
            report.id = request.id
        return report

    def _judge_slowly(self, request: Request, provider: str | None) -> Report:
        """The first request of a model, and every one that is not plain."""
        payload = request.payload
        body = payload if isinstance(payload, dict) else dict(payload)
        known = self.shelf.providers
        if request.provider and request.provider not in known:
            found = unknown_provider(request.provider, known)
            return Report("", request.model, Status.UNCHECKED, found=(found,), id=request.id)
        provider = request.provider or provider
        model = body.get("model")
        key = provider, model if isinstance(model, str) else ""
        settled = self._routes.get(key)
        if settled is None:
            settled = self._find_route(provider, body)
            # Other models are not kept: their names are the user's, and without number.
            if settled[0].status is Status.CHECKED:
                self._routes[key] = settled
        route, judge, own = settled
        verdict = judge(body, request.headers) if route.program is not None else None
        report = _make_report(route, verdict, own, request.headers is not None)
        if request.id:
            report.id = request.id
        return report

    def _find_route(
        self, provider: str | None, body: Mapping[str, Any]
    ) -> "tuple[Route, Judge, OwnRates | None]":
        route = find_route(self.shelf, provider, body, self.as_of)
        if route.program is None:
            return route, _no_judge, None
        return route, self.judge_of(route.program), self._own_rates(route.program)

    @cached_property
    def adviser(self) -> "Adviser":
        """What advises on requests; it keeps what it has found for the next that are alike."""
        # Only `cost` advises, and everything it is told by takes its time to import.
        from lightmeter.advice.advising import Adviser  # noqa: PLC0415

        return Adviser(self.judge_of)

    def advise(self, report: Report) -> "tuple[Advice, ...]":
        """
        Say which changes to a request would cost less for the same result, or give more for it.

        Args:
            report: That this checker has given.

        Returns:
            Nothing for a request that is rejected, not checked or not priced.
        """
        return self.adviser.advise(report)

    def check_rates(self) -> None:
        """
        Hold the settings' rates against the packs, also where no request needs them.

        Raises:
            SettingsError: If one matches nothing, or changes a currency or a unit.
            PackError: If a pack that they speak of is wrong.
        """
        if self._settles_rates:
            self._settled_rates.check()

    @property
    def _settles_rates(self) -> bool:
        cost = self.settings.cost
        return bool(cost.rates or cost.credits)

    @cached_property
    def _settled_rates(self) -> "SettledRates":
        # Most projects pay what is listed, and need none of it.
        from lightmeter.estimate.settled import SettledRates  # noqa: PLC0415

        return SettledRates(self.settings, self.shelf, self.as_of, self.judge_of)

    def _own_rates(self, program: Program) -> "OwnRates | None":
        """What is paid otherwise than the packs have it that were published."""
        if not (self._settles_rates or program.overlays):
            return None
        return self._settled_rates.of(program)

    def judge_of(self, program: Program) -> Judge:
        """Give what judges the requests of a program; compiled once."""
        if program not in self._judges:
            self._judges[program] = self._compile(program)
        return self._judges[program]

    # Texts ----------------------------------------------------------------------------------------

    def check_text(
        self,
        text: str,
        *,
        format: Format,
        name: str = "",
        provider: str | None = None,
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
        if not isinstance(text, str):
            raise UsageError(f"the text is {type(text).__name__}; decode it, or use check_inputs()")
        if format not in ("toml", "json", "jsonl"):
            raise UsageError(f"format {format!r} is not known; known are toml, json, jsonl")
        run = begin(lambda _: self, provider)
        try:
            run.read(from_text(text, name=name, format=format), found_by_walk=False)
        except DocumentError as error:
            source = Source(name, format, text.encode(errors="replace").decode())
            run.sources.setdefault(name, source)
            run.unreadable(source, error)
        return finish(run, lambda _: self)

    def check_inputs(self, inputs: Iterable[Input], *, provider: str | None = None) -> BatchReport:
        """
        Check several texts as one run.

        Args:
            inputs: As they were found; one that cannot be read does not keep the others from it.
            provider: For requests that name none.

        Raises:
            UsageError: If the provider is not known.
            PackError: If a pack that a request needs is wrong.
        """
        if provider is not None:
            self.shelf.check_provider(provider)
        return check_together(inputs, lambda _: self, provider=provider)

    @cached_property
    def policy(self) -> Policy:
        """
        What decides over the diagnostics of texts, as the settings have it.

        Raises:
            BaselineError: If the settings name a baseline that cannot be read.
            SettingsError: If they name a rule that is not there.
        """
        path, names = self.settings.baseline, RuleNames(self.shelf)
        check_rule_names(self.settings, names)
        return Policy(
            self.settings,
            names,
            self.as_of,
            baseline=None if path is None else _read_baseline(path),
        )

    def judge_for(self, name: str, provider: str | None) -> Callable[[Request], Report]:
        """
        Give what judges the requests of a source.

        Args:
            name: Of the source: the settings may have a provider for it.
            provider: For requests that name none; goes before the settings'.

        Raises:
            UsageError: If the provider is not known.
            SettingsError: If that of the settings is not.
        """
        if provider is None:
            provider = self._settled_provider(name)
        else:
            self.shelf.check_provider(provider)
        return partial(self._judge, provider=provider)

    def _settled_provider(self, name: str) -> str | None:
        for pattern, provider in self.settings.providers:
            if self._fits(pattern, name):
                try:
                    self.shelf.check_provider(provider)
                except UsageError as error:
                    key = f"providers.{pattern}"
                    raise settings_error(self.settings, key, str(error)) from error
                return provider
        return None

    def _fits(self, pattern: str, name: str) -> bool:
        return self.settings.fits((pattern,), name)


def _make_report(
    route: Route,
    verdict: Verdict | None,
    own: "OwnRates | None",
    headers_known: bool,  # noqa: FBT001 - a name costs time
) -> Report:
    """
    Make a report as `Report(...)` would.

    That takes as long as some requests take to judge; what is not set here is as it usually is.
    """
    report = _new(Report)
    report.provider = route.provider
    report.model = route.model
    report.status = route.status
    report.program = route.program
    report.verdict = verdict
    if route.found:
        report.found = route.found
    if headers_known:
        report.headers_known = True
    if own is not None:
        report.own = own
    return report


def _interpreters() -> tuple[Callable[[Program], Judge], Callable[[Program], Accepts]]:
    # They stand in where code may not be generated, which is seldom.
    from lightmeter.judge.interpret import interpret_accepts, interpret_judge  # noqa: PLC0415

    return interpret_judge, interpret_accepts


def _read_baseline(path: Path) -> "Baseline":
    # As most projects have none.
    from lightmeter.silence.baseline import read_baseline  # noqa: PLC0415

    return read_baseline(path)


def _directories(distributions: Sequence[str]) -> list[Path]:
    if not distributions:
        return []
    # What reads the records of distributions is slow to import, and few projects name any.
    from lightmeter.packs.distributions import find_in_distribution  # noqa: PLC0415

    return [place for name in distributions for place in find_in_distribution(name)]


def _settled_directories(settings: Settings) -> Iterator[Path]:
    for number, name in enumerate(settings.distributions):
        try:
            yield from _directories((name,))
        except UsageError as error:
            raise settings_error(settings, f"distributions.{number}", str(error)) from error


def _restore(
    packs: Any, overlays: Any, distributions: Any, settings: Any, as_of: Any, interpret: Any
) -> Checker:
    return Checker(
        packs,
        overlays,
        distributions=distributions,
        settings=settings,
        as_of=as_of,
        interpret=interpret,
    )


def _no_judge(*_: Any) -> Any:
    raise AssertionError("a request without a pack is not judged")
