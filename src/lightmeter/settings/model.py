"""What a project has settled for all who work on it, as data."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path

import attrs

from lightmeter.diagnostic import Severity
from lightmeter.globs import fits, path_in
from lightmeter.place import Pointer, Span

__all__ = ["Amount", "Budget", "FixSettings", "Origin", "Settings", "SuppressEntry"]


@attrs.frozen
class Origin:
    """
    Where something was settled.

    Attributes:
        file: As the user knows it: a path from the current directory.
        pointer: In that file, `tool` and `lightmeter` included for a pyproject.
        span: Of the value in that file, or None.
    """

    file: str
    pointer: Pointer = ()
    span: Span | None = None


@attrs.frozen
class SuppressEntry:
    """
    Diagnostics that the settings silence, for files that have no comments above all.

    Attributes:
        rules: Ids or full names of rules, or the packs or providers they belong to; at least one.
        files: Patterns with the meaning of a `.gitignore`, from the settings' directory; () for
            every file.
        request: Id of the request, or "" for all.
        pointer: In the document; what lies below it is meant as well. None for all.
        reason: Or "".
        until: The last day it counts, or None.
        origin: Where it stands.
    """

    rules: tuple[str, ...]
    files: tuple[str, ...] = ()
    request: str = ""
    pointer: Pointer | None = None
    reason: str = ""
    until: dt.date | None = None
    origin: Origin | None = attrs.field(default=None, eq=False)


@attrs.frozen
class FixSettings:
    """
    Which fixes are applied.

    Attributes:
        unsafe: Those that change what is sent or paid as well.
        fixable: Rules whose fixes are applied; () for all.
        unfixable: Rules whose fixes never are.
    """

    unsafe: bool = False
    fixable: tuple[str, ...] = ()
    unfixable: tuple[str, ...] = ()


@attrs.frozen
class Amount:
    """
    A limit on money.

    Attributes:
        value: Exact, zero or more.
        currency: "USD", or what a provider counts in: "credits".
    """

    value: Decimal
    currency: str


@attrs.frozen
class Budget:
    """
    The most that estimates may reach.

    Attributes:
        request: Of a single request, or None.
        file: Of all requests of a file, or None.
        run: Of everything that is read, or None.
        unpriced: What a request without a known price is while there is a budget: "error",
            "warning" or "allow".
    """

    request: Amount | None = None
    file: Amount | None = None
    run: Amount | None = None
    unpriced: str = "warning"


@attrs.frozen
class Settings:
    """
    What a settings file says; without one, nothing is settled.

    Patterns of files have the meaning of lines of a `.gitignore` in `directory`. Rules are named
    by id (`enum`), by full name (`vidgo/gpt-image-2/enum`), by pack or provider (`vidgo`), or by
    `all`.

    Attributes:
        file: Its path from the current directory, or "".
        directory: That patterns and paths start from, absolute; None where there is no file.
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
        required_version: Versions of lightmeter that may be used, or "".
        origins: Where each key was settled, by its name: "select", "fix.unsafe".
    """

    file: str = ""
    directory: Path | None = attrs.field(default=None, eq=False)
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
    suppress: tuple[SuppressEntry, ...] = ()
    baseline: Path | None = None
    format: str | None = None
    max_age_days: int | None = None
    fix: FixSettings = FixSettings()
    budget: Budget = Budget()
    required_version: str = ""
    origins: Mapping[str, Origin] = attrs.field(factory=dict, eq=False, repr=False)

    def fits(self, patterns: Sequence[str], name: str) -> bool:
        """Whether one of several patterns of these settings means a source, by its name."""
        return fits(patterns, path_in(self.directory, name))
