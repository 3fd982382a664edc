"""Estimates at the rates of the day that was charged, where those of the settings have dates."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Protocol

import attrs

from lightmeter.estimate.settled import SettledRates
from lightmeter.judge.verdict import Judge
from lightmeter.packs.load import Shelf
from lightmeter.packs.program import Program
from lightmeter.result import Report
from lightmeter.settings.model import Settings
from lightmeter.settings.parts import RateEntry

__all__ = ["DatedRates", "Period", "RatedProject"]

_ONE_DAY = dt.timedelta(days=1)


class RatedProject(Protocol):
    """What is asked of the project of a source."""

    @property
    def settings(self) -> Settings:
        """Of the project."""

    @property
    def shelf(self) -> Shelf:
        """Its packs."""

    @property
    def as_of(self) -> dt.date:
        """The day that dates are held against."""

    def judge_of(self, program: Program) -> Judge:
        """Give what judges the requests of a program."""


@attrs.frozen
class Period:
    """
    Days on which the rates of the settings stay the same.

    Attributes:
        since: The first, or None.
        until: The last, or None.
    """

    since: dt.date | None = None
    until: dt.date | None = None

    @property
    def always(self) -> bool:
        """Whether no rate has a date."""
        return self.since is None and self.until is None

    def holds(self, day: dt.date) -> bool:
        """Whether it has a day."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )


class DatedRates:
    """Rates of projects by the day; each is settled once."""

    def __init__(self, project_of: Callable[[str], RatedProject]) -> None:
        """
        Set up; no rate is settled yet.

        Args:
            project_of: Gives the project of a source by its name.
        """
        self._project_of = project_of
        self._settled: dict[tuple[int, Period], SettledRates] = {}

    def at(self, report: Report, day: dt.date | None) -> tuple[Report, Period]:
        """
        Price a request at the rates of a day.

        Args:
            report: Of the request, priced at the rates of its project's day.
            day: On which it was charged, or None for its project's.

        Raises:
            SettingsError: If a rate of the settings matches nothing.
            PackError: If a pack that they speak of is wrong.
        """
        project = self._project_of(report.source)
        day = day or project.as_of
        period = _period([it for it in project.settings.cost.rates if _means(it, report)], day)
        if report.program is None or period.holds(project.as_of):
            return report, period
        key = id(project), _period(project.settings.cost.rates, day)
        if key not in self._settled:
            settled = SettledRates(project.settings, project.shelf, day, project.judge_of)
            self._settled[key] = settled
        return attrs.evolve(report, own=self._settled[key].of(report.program)), period


def _means(entry: RateEntry, report: Report) -> bool:
    return entry.provider == report.provider and entry.model in ("", report.model)


def _period(entries: Sequence[RateEntry], day: dt.date) -> Period:
    """The days around one on which the same entries count."""
    ends = [it.until + _ONE_DAY for it in entries if it.until not in (None, dt.date.max)]
    starts = [*ends, *(it.since for it in entries if it.since is not None)]
    later = min((it for it in starts if it > day), default=None)
    return Period(
        max((it for it in starts if it <= day), default=None),
        None if later is None else later - _ONE_DAY,
    )
