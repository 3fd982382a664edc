"""Settings say what is paid: their rates, held against the packs that they speak of."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from lightmeter.diagnostic import Citation
from lightmeter.errors import PackError, SettingsError
from lightmeter.estimate.model import Estimate
from lightmeter.estimate.own import OwnRate, OwnRates, OwnValue
from lightmeter.estimate.pricing import estimate
from lightmeter.judge.verdict import Judge, Verdict
from lightmeter.language.spelling import nearest
from lightmeter.packs.load import Shelf
from lightmeter.packs.program import Line, Program
from lightmeter.settings.mistakes import settings_error
from lightmeter.settings.model import Settings
from lightmeter.settings.parts import FactorRange, MoneyRange, RateEntry

__all__ = ["SettledRates"]


class SettledRates:
    """What a project pays otherwise than providers list, model by model."""

    def __init__(
        self,
        settings: Settings,
        shelf: Shelf,
        as_of: dt.date,
        compile_judge: Callable[[Program], Judge],
    ) -> None:
        """
        Set up; nothing is held against a pack yet.

        Args:
            settings: Of the project.
            shelf: Of its packs.
            as_of: The day on which rates have to be in force.
            compile_judge: Makes the judge of a program.
        """
        self._settings = settings
        self._shelf = shelf
        self._as_of = as_of
        self._compile = compile_judge
        self._checked = False

    def of(self, program: Program) -> OwnRates | None:
        """
        Give what is paid otherwise for the requests of a model, or None for nothing.

        Raises:
            SettingsError: If a rate of the settings matches nothing, or changes a currency or a
                unit.
            PackError: If a pack that they speak of is wrong.
        """
        self.check()
        lines = tuple(self._changes(program, it) for it in program.lines)
        value = self._value(program.provider)
        listed = self._listed(program)
        if not any(lines) and value is None and listed is None:
            return None
        return OwnRates(lines, value, listed)

    def check(self) -> None:
        """
        Hold every rate of the settings against the packs that it speaks of, once.

        Raises:
            SettingsError: If one matches nothing, changes a currency or a unit, or never counts.
            PackError: If a pack that they speak of is wrong.
        """
        if not self._checked:
            self._check()
            self._checked = True

    # For one model --------------------------------------------------------------------------------

    def _changes(self, program: Program, line: Line) -> tuple[OwnRate, ...]:
        changes: list[OwnRate] = []
        for entry in self._settings.cost.rates:
            if _means(entry, program, line) and entry.counts_on(self._as_of):
                change = _own_rate(entry)
                if change.operation == "replace":
                    # Nothing is left of what was made of the rate before.
                    changes.clear()
                changes.append(change)
        return tuple(changes)

    def _value(self, provider: str) -> OwnValue | None:
        for name, money in self._settings.cost.credits:
            if name == provider:
                origin = self._settings.origins.get(f"cost.credits.{name}")
                file = self._settings.file if origin is None else origin.file
                citation = Citation(f"{file or 'the settings'}, cost.credits")
                return OwnValue(money.minimum, money.maximum, "documented", citation)
        return None

    def _listed(self, program: Program) -> Callable[[Verdict], Estimate | None] | None:
        """Price by the pack as it was published, where overlays have changed it."""
        if not program.overlays:
            return None
        try:
            published = self._shelf.published.program(program.pack, program.model)
        except PackError:
            # The model is the overlay's own.
            return None
        if not published.lines:
            return None
        return partial(_price_as_published, published, self._compile(published))

    # Whether the settings mean something ----------------------------------------------------------

    def _check(self) -> None:
        for number, entry in enumerate(self._settings.cost.rates):
            self._check_entry(entry, f"cost.rates.{number}")
        for provider, _ in self._settings.cost.credits:
            self._check_value(provider, f"cost.credits.{provider}")

    def _check_entry(self, entry: RateEntry, key: str) -> None:
        self._check_provider(entry.provider, f"{key}.provider")
        programs = list(self._programs(entry.provider))
        if entry.model:
            models = {it.model for it in programs}
            if entry.model not in models:
                reason = f"{entry.provider} has no model {entry.model}"
                close = nearest(entry.model, models)
                raise settings_error(self._settings, f"{key}.model", reason, close)
        named = [it for it in programs if entry.model in ("", it.model)]
        lines = [(it, line) for it in named for line in it.lines if _means(entry, it, line)]
        if not lines:
            items = {line.item for it in named for line in it.lines}
            whose = entry.model or entry.provider
            billed = f"; it bills {' and '.join(sorted(items))}" if items else ""
            what = f"no {entry.item}" if entry.item else "nothing"
            reason = f"{whose} bills {what}{billed}"
            where = f"{key}.item" if entry.item else f"{key}.provider"
            raise settings_error(self._settings, where, reason, nearest(entry.item, items))
        for program, line in lines:
            self._check_line(entry, key, program, line)
        self._check_known(entry, key, lines)
        self._check_used(entry, key, lines)

    def _check_line(self, entry: RateEntry, key: str, program: Program, line: Line) -> None:
        for name in ("replace", "add"):
            money: MoneyRange | None = getattr(entry, name)
            if money is not None and (money.currency, money.unit) != (line.currency, line.unit):
                reason = (
                    f"{program.model} bills {line.item} in {line.currency} per {line.unit}, and a"
                    f" rate of one's own changes neither; write {line.currency}/{line.unit}"
                )
                if not entry.model:
                    reason += ", or name the model that is meant"
                raise settings_error(self._settings, f"{key}.{name}", reason)

    def _check_known(
        self, entry: RateEntry, key: str, lines: Sequence[tuple[Program, Line]]
    ) -> None:
        """See that there is a rate to multiply or to add to; a replacement needs none."""
        if entry.replace is not None:
            return
        if any(line.rate or self._is_replaced(entry, it, line) for it, line in lines):
            return
        name = "add" if entry.add is not None else "multiply"
        program, line = lines[0]
        reason = (
            f"{program.pack} has no rate for the {line.item} of {program.model}, so there is"
            f" nothing to {name}{' to' if name == 'add' else ''}; give the rate itself:"
            f' replace = "… {line.currency}/{line.unit}"'
        )
        raise settings_error(self._settings, f"{key}.{name}", reason)

    def _check_used(
        self, entry: RateEntry, key: str, lines: Sequence[tuple[Program, Line]]
    ) -> None:
        """See that no entry below leaves nothing of this one."""
        rates = self._settings.cost.rates
        place = next(number for number, it in enumerate(rates) if it is entry)
        for number, other in enumerate(rates[place + 1 :], place + 1):
            covers = all(_means(other, it, line) for it, line in lines) and _covers(other, entry)
            if other.replace is not None and covers:
                origin = other.origin
                at = f" (line {origin.span.start.line})" if origin and origin.span else ""
                reason = (
                    f"entry {number + 1}{at} stands below and replaces the rate, so that nothing is"
                    " left of this one; let the one that replaces come first"
                )
                raise settings_error(self._settings, key, reason)

    def _is_replaced(self, entry: RateEntry, program: Program, line: Line) -> bool:
        """Whether an entry before this one gives a rate where the pack has none."""
        for it in self._settings.cost.rates:
            if it is entry:
                return False
            if it.replace is not None and _means(it, program, line) and _meets(it, entry):
                return True
        return False

    def _check_value(self, provider: str, key: str) -> None:
        self._check_provider(provider, key)
        billed = {line.currency for it in self._programs(provider) for line in it.lines}
        if billed and all(it.isupper() for it in billed):
            billed_in = " and ".join(sorted(billed))
            reason = f"{provider} bills in {billed_in}, which is no currency of its own"
            raise settings_error(self._settings, key, reason)

    def _check_provider(self, provider: str, key: str) -> None:
        known = self._shelf.providers
        if provider not in known:
            reason = f"provider {provider} is not known; known are {', '.join(known)}"
            raise self._error(key, reason, nearest(provider, known))

    def _error(self, key: str, reason: str, suggestion: str) -> SettingsError:
        return settings_error(self._settings, key, reason, suggestion)

    def _programs(self, provider: str) -> Iterator[Program]:
        for pack, model in self._shelf.models(provider):
            yield self._shelf.program(pack, model)


def _means(entry: RateEntry, program: Program, line: Line) -> bool:
    return (
        entry.provider == program.provider
        and entry.model in ("", program.model)
        and entry.item in ("", line.item)
    )


def _meets(one: RateEntry, other: RateEntry) -> bool:
    """Whether there is a day on which both count."""
    first = max(one.since or dt.date.min, other.since or dt.date.min)
    return first <= min(one.until or dt.date.max, other.until or dt.date.max)


def _covers(one: RateEntry, other: RateEntry) -> bool:
    """Whether one counts on every day on which the other does."""
    begins = (one.since or dt.date.min) <= (other.since or dt.date.min)
    return begins and (other.until or dt.date.max) <= (one.until or dt.date.max)


def _own_rate(entry: RateEntry) -> OwnRate:
    ends: MoneyRange | FactorRange
    if entry.replace is not None:
        operation, ends = "replace", entry.replace
    elif entry.multiply is not None:
        operation, ends = "multiply", entry.multiply
    else:
        assert entry.add is not None
        operation, ends = "add", entry.add
    citation = Citation(entry.source)
    return OwnRate(operation, ends.minimum, ends.maximum, entry.basis, citation)


def _price_as_published(program: Program, judge: Judge, verdict: Verdict) -> Estimate | None:
    if verdict.normalized is None:
        return None
    return estimate(program, judge(verdict.normalized, None))
