"""What a project has settled for all who work on it, as data."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import attrs

from lightmeter.data_methods import equal, hash_of, represent
from lightmeter.diagnostic import Severity

if TYPE_CHECKING:
    from lightmeter.money import Amount
    from lightmeter.settings.parts import MoneyRange, Origin, Percentage, RateEntry, SuppressEntry

__all__ = [
    "Budget",
    "CostSettings",
    "FixSettings",
    "Pattern",
    "Settings",
]


class Pattern(str):
    """
    A pattern of files, and the directory that it starts from.

    It is a text in every other way, so that only who matches it has to know: `Settings.fits`.

    Attributes:
        directory: Of the file that it stands in, absolute.
    """

    __slots__ = ("directory",)

    directory: Path

    def __new__(cls, text: str, directory: Path) -> Self:
        """Take the text as it is."""
        self = super().__new__(cls, text)
        self.directory = directory
        return self

    def __getnewargs__(self) -> tuple[str, Path]:  # type: ignore[override]  # str takes one
        return str(self), self.directory


@attrs.frozen(slots=False)
class FixSettings:
    """
    Which fixes are applied.

    Attributes:
        unsafe: Those that change what is sent or paid as well.
        fixable: Rules whose fixes are applied; () for all.
        unfixable: Rules whose fixes never are.
    """

    __repr__ = represent
    __eq__ = equal
    __hash__ = hash_of

    unsafe: bool = False
    fixable: tuple[str, ...] = ()
    unfixable: tuple[str, ...] = ()


@attrs.frozen(slots=False)
class CostSettings:
    """
    What a project pays otherwise than providers list.

    Attributes:
        credits: Provider to what one unit of its own currency costs, in US dollars.
        rates: Of billed items; a later one applies over what the earlier ones made.
    """

    __repr__ = represent
    __eq__ = equal
    __hash__ = hash_of

    credits: "tuple[tuple[str, MoneyRange], ...]" = ()
    rates: "tuple[RateEntry, ...]" = ()


@attrs.frozen(slots=False)
class Budget:
    """
    The most that estimates may reach.

    Attributes:
        request: Of a single request, or None.
        file: Of all requests of a file, or None.
        run: Of everything that is read, or None.
        unpriced: What a request without a known price is while there is a budget: "error",
            "warning" or "allow".
        request_growth: Of what the change of a request may add, or None.
        file_growth: Of what changes of a file's requests may add, or None.
        run_growth: Of what changes of all requests that are read may add, or None.
    """

    __repr__ = represent
    __eq__ = equal
    __hash__ = hash_of

    request: "Amount | None" = None
    file: "Amount | None" = None
    run: "Amount | None" = None
    unpriced: str = "warning"
    request_growth: "Amount | Percentage | None" = None
    file_growth: "Amount | Percentage | None" = None
    run_growth: "Amount | Percentage | None" = None


@attrs.frozen(slots=False)
class Settings:
    """
    What a settings file says; without one, nothing is settled.

    Patterns of files have the meaning of lines of a `.gitignore` beside the file that they stand
    in; `fits` knows. Rules are named by id (`enum`), by full name (`vidgo/gpt-image-2/enum`), by
    pack or provider (`vidgo`), or by `all`.

    Attributes:
        file: Its path from the current directory, or "".
        directory: That it lies in, absolute; None where there is no file.
        extends: Files that it builds on, from the closest to the furthest, named likewise.
        packs: Directories and files of packs.
        overlays: Files of packs that amend others, in order.
        distributions: Names of installed distributions whose packs are wanted.
        providers: Pattern of files to the provider of requests in them that name none; the first
            that fits counts.
        include: Patterns of files that are looked at in a directory; () for all that look like
            requests.
        exclude: Patterns of files that are not.
        respect_gitignore: Whether a directory's ignored files are left out.
        select: Rules that are looked at; () for all.
        ignore: Rules that are not.
        severity: Rule to the severity it has here.
        fail_on: The least severity that exits with 1, or "never"; None where nothing is settled.
        locked: Rules that nobody may silence.
        per_file_ignores: Pattern of files to rules that are ignored in them.
        require_reason: Whether whoever silences a rule has to say why.
        suppress: Diagnostics that are silenced.
        baseline: File of diagnostics that were accepted earlier, or None.
        format: How `check` shows its outcome, or None.
        max_age_days: How old the reading of a pack's sources may be, or None.
        fix: Which fixes are applied.
        budget: The most that estimates may reach.
        cost: What is paid otherwise than providers list.
        required_version: Versions of lightmeter that may be used, or "".
        origins: Where each key was settled, by its name, and each part of it: "select", "select.0",
            "fix.unsafe", "severity.enum", "suppress.0.rules.1".
        files: What was read, by the names in `origins`; only `settings_error` looks into it.
    """

    __repr__ = represent
    __eq__ = equal
    __hash__ = hash_of

    file: str = ""
    directory: Path | None = attrs.field(default=None, eq=False)
    extends: tuple[str, ...] = ()
    packs: tuple[Path, ...] = ()
    overlays: tuple[Path, ...] = ()
    distributions: tuple[str, ...] = ()
    providers: tuple[tuple[str, str], ...] = ()
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    respect_gitignore: bool = True
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: tuple[tuple[str, Severity], ...] = ()
    fail_on: str | None = None
    locked: tuple[str, ...] = ()
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    require_reason: bool = False
    suppress: "tuple[SuppressEntry, ...]" = ()
    baseline: Path | None = None
    format: str | None = None
    max_age_days: int | None = None
    fix: FixSettings = FixSettings()
    budget: Budget = Budget()
    cost: CostSettings = CostSettings()
    required_version: str = ""
    origins: "Mapping[str, Origin]" = attrs.field(factory=dict, eq=False, repr=False)
    files: Mapping[str, Any] = attrs.field(factory=dict, eq=False, repr=False)

    def fits(self, patterns: Sequence[str], name: str) -> bool:
        """
        Whether one of several patterns means a source; a later one with `!` takes back.

        Args:
            patterns: Of these settings; others start from `directory`.
            name: Of the source: a path from the current directory. With a slash at its end it is a
                directory, and meant where everything in it is.
        """
        if not patterns:
            return False
        # Few settings have patterns.
        from lightmeter.globs import verdict  # noqa: PLC0415

        said = None
        end = "/" if name.endswith("/") else ""
        for base, group in groupby(patterns, lambda it: getattr(it, "directory", None)):
            latest = verdict(tuple(group), self._path(base, name) + end)
            said = said if latest is None else latest
        return bool(said)

    def _path(self, base: Path | None, name: str) -> str:
        """The path that a pattern is held against."""
        from lightmeter.globs import path_below  # noqa: PLC0415 - as above

        # Settings that others extend may lie beside the files that they speak of, not above them.
        for directory in (base, self.directory):
            below = None if directory is None else path_below(directory, name)
            if below is not None:
                return below
        return Path(name).as_posix()
