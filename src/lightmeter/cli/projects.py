"""The projects that files belong to: their settings, their checkers, what decides over them."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from lightmeter.checker import Checker
from lightmeter.cli.shelves import make_checker
from lightmeter.data_methods import equal, hash_of, represent
from lightmeter.diagnostic import Severity
from lightmeter.document.source import Source
from lightmeter.errors import UsageError
from lightmeter.rule_names import RuleNames
from lightmeter.settings.model import Settings
from lightmeter.settings.reading import SettingsFinder
from lightmeter.silence.locks import names_lock
from lightmeter.silence.naming import check_rule_names
from lightmeter.silence.policy import Policy

if TYPE_CHECKING:
    from lightmeter.silence.baseline import Baseline

__all__ = ["Choice", "Projects"]


@attrs.frozen(slots=False)
class Choice:
    """
    What the command line says of choosing and silencing, on top of what is settled.

    Attributes:
        select: Rules that alone are shown, in place of what the settings select and ignore.
        ignore: Rules that are not, besides those of the settings.
        severity: Rule to the severity it has.
        suppressions: Whether comments, entries of the settings and baselines count.
        baseline: File in place of the settings', or None.
        use_baseline: Whether a baseline counts.
        strict_baseline: Whether its entries that nothing matches are errors.
        max_age_days: In place of the settings', or None.
    """

    __repr__ = represent
    __eq__ = equal
    __hash__ = hash_of

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: tuple[tuple[str, Severity], ...] = ()
    suppressions: bool = True
    baseline: Path | None = None
    use_baseline: bool = True
    strict_baseline: bool = False
    max_age_days: int | None = None

    def over(self, settings: Settings) -> Settings:
        """Give the settings with this choice on top of them."""
        return attrs.evolve(
            settings,
            select=self.select or settings.select,
            ignore=(*(() if self.select else settings.ignore), *self.ignore),
            severity=(*settings.severity, *self.severity),
            baseline=(self.baseline or settings.baseline) if self.use_baseline else None,
            max_age_days=settings.max_age_days if self.max_age_days is None else self.max_age_days,
        )


class Projects:
    """Checkers and policies by the directories that files lie in; each is made once."""

    def __init__(
        self,
        choice: Choice | None = None,
        *,
        config: Path | None = None,
        isolated: bool = False,
        **chosen: Any,
    ) -> None:
        """
        Set up; the settings of the current directory are read.

        Args:
            choice: Of the command line.
            config: File of settings for everything, or None to look for them.
            isolated: What projects have settled does not count.
            chosen: Further arguments of `make_checker`.

        Raises:
            LightmeterError: If the settings are broken, or name something that is not there.
        """
        self._choice = choice or Choice()
        self._finder = SettingsFinder(config=config, isolated=isolated)
        self._chosen = chosen
        self._checkers: dict[str, Checker] = {}
        self._policies: dict[str, Policy] = {}
        self._baselines: dict[Path, Baseline] = {}
        # The same by the names of sources, which are asked for with every diagnostic.
        self._checker_of: dict[str, Checker] = {}
        self._policy_of: dict[str, Policy] = {}
        self.here = self.checker_of("")
        # What was named has to be there, even where no request comes to need it.
        _ = self.here.shelf.overlays
        self._check_choice()

    def settings_of(self, directory: Path) -> Settings:
        """
        Give the settings that govern a directory.

        Raises:
            SettingsError: If they are broken.
        """
        return self._finder.find(directory)

    def checker_of(self, name: str) -> Checker:
        """Give the checker of a source by its name; "" stands for what is no file."""
        if name not in self._checker_of:
            settings = self.settings_of(_directory(name))
            if settings.file not in self._checkers:
                checker = make_checker(self._choice.over(settings), **self._chosen)
                self._checkers[settings.file] = checker
            self._checker_of[name] = self._checkers[settings.file]
        return self._checker_of[name]

    def policy_of(self, name: str) -> Policy:
        """
        Give what decides over the diagnostics of a source.

        Raises:
            SettingsError: If the settings name a rule that is not there.
            BaselineError: If the baseline cannot be read.
        """
        if name in self._policy_of:
            return self._policy_of[name]
        checker = self.checker_of(name)
        key = checker.settings.file
        if key not in self._policies:
            names = RuleNames(checker.shelf)
            # The command line was looked at before, and its names have no place in the settings.
            check_rule_names(self.settings_of(_directory(name)), names)
            self._policies[key] = Policy(
                checker.settings,
                names,
                checker.as_of,
                baseline=self._baseline(checker.settings.baseline),
                suppressions=self._choice.suppressions,
                strict_baseline=self._choice.strict_baseline,
            )
        self._policy_of[name] = self._policies[key]
        return self._policies[key]

    def has_budget(self, name: str) -> bool:
        """Whether there is a limit that a source is held against; "" stands for what is no file."""
        budget = self.checker_of(name).settings.budget
        return (budget.request, budget.file, budget.run) != (None, None, None)

    def has_growth_budget(self, name: str) -> bool:
        """Whether there is a limit on what a change of a source may add, whatever it costs."""
        budget = self.checker_of(name).settings.budget
        growth = (budget.request_growth, budget.file_growth, budget.run_growth)
        return growth != (None, None, None)

    def tellers(self) -> Mapping[str, Source]:
        """Give the texts of settings and baselines, which diagnostics may point into."""
        found = {it.document.source.name: it.document.source for it in self._baselines.values()}
        return {**self._finder.sources, **found}

    def _baseline(self, path: Path | None) -> "Baseline | None":
        if path is None or not self._choice.suppressions:
            return None
        if path not in self._baselines:
            # Few projects have one.
            from lightmeter.silence.baseline import read_baseline  # noqa: PLC0415

            self._baselines[path] = read_baseline(path)
        return self._baselines[path]

    def _check_choice(self) -> None:
        """Refuse names on the command line that no rule bears, or that are locked."""
        names, locked = RuleNames(self.here.shelf), self.here.settings.locked
        choice = self._choice
        severities = [name for name, _ in choice.severity]
        for option, named in (
            ("--select", choice.select),
            ("--ignore", choice.ignore),
            ("--severity", severities),
        ):
            for name in named:
                _check_name(option, name, names)
        for name in choice.ignore:
            if lock := names_lock(name, locked):
                raise UsageError(f"--ignore: {name} cannot be ignored, {lock} is locked")
        for name, severity in choice.severity:
            lock = names_lock(name, locked)
            if lock and severity is not Severity.ERROR:
                raise UsageError(f"--severity: {name} cannot be made {severity}, {lock} is locked")


def _check_name(option: str, name: str, names: RuleNames) -> None:
    if names.knows(name):
        return
    close = names.nearest(name)
    hint = f"did you mean {close}?" if close else "lightmeter rules lists all of them"
    raise UsageError(f"{option}: there is no rule {name}; {hint}")


def _directory(name: str) -> Path:
    # What no file is called by belongs to the current directory, as standard input does.
    return Path(name).parent if name else Path()
