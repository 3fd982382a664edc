"""Files of charges on a command line, and the requests that they are held against."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import attrs
import click

from lightmeter.cli.ending import say
from lightmeter.cli.files import Plan
from lightmeter.cli.options import Option, check_word
from lightmeter.cli.projects import Projects
from lightmeter.cli.running import Outcome, empty_directories, plan_paths
from lightmeter.document.source import MAX_SOURCE_BYTES
from lightmeter.errors import ChargesError, UsageError
from lightmeter.file_names import shown_path, whole_path
from lightmeter.reconcile.charge import ChargesFile
from lightmeter.reconcile.columns import KINDS, Columns
from lightmeter.reconcile.reading import read_charges
from lightmeter.run import Run
from lightmeter.together import begin, finish

__all__ = ["check_charged", "column_option", "open_charges"]

_STDIN = "-"
# What only those who look for files ask for.
_OF_FILES = ("stdin_filename", "stdin_format", "exclude", "force_exclude", "no_gitignore")


def _read_columns(_: click.Context, param: click.Parameter, values: Sequence[str]) -> Columns:
    chosen: dict[str, str] = {}
    for value in values:
        kind, sign, name = value.partition("=")
        if not sign or not name:
            raise click.BadParameter(
                f"{value} is not understood; write KIND=NAME, amount=Total", param=param
            )
        check_word(kind, KINDS, param)
        chosen[kind] = name
    return Columns(chosen)


column_option: Option = click.option(
    "--column",
    "columns",
    multiple=True,
    callback=_read_columns,
    metavar="KIND=NAME",
    help=f"What a column, or a member of answers, is called; KIND is one of {', '.join(KINDS)}.",
)


def open_charges(
    paths: Sequence[str], columns: Columns, *, in_order: bool
) -> tuple[ChargesFile, ...]:
    """
    Read files of charges, each once.

    Raises:
        ChargesError: If one cannot be read, or names no request though the order may not tell.
    """
    known: dict[Path, str] = {}
    for path in paths:
        # A link and what it points to are one bill.
        place = Path(_STDIN) if path == _STDIN else _resolved(whole_path(path))
        known.setdefault(place, _STDIN if path == _STDIN else shown_path(Path(path)))
    files = [
        read_charges(_bytes(place, name), name=name, columns=columns)
        for place, name in known.items()
    ]
    for it in files:
        if it.nameless and not in_order:
            raise ChargesError(
                "no column or member names the request; say which does with --column id=NAME, or"
                " match by order with --in-order",
                name=it.source.name,
            )
    return tuple(files)


def _resolved(place: Path) -> Path:
    try:
        return place.resolve()
    except (OSError, RuntimeError, ValueError):
        # Reading it says what is wrong.
        return place


def _bytes(place: Path, name: str) -> bytes:
    try:
        if name == _STDIN:
            if sys.stdin is None:
                raise ChargesError("cannot be read: there is no standard input", name=name)
            return sys.stdin.buffer.read(MAX_SOURCE_BYTES + 1)
        # One byte more than is accepted is enough to refuse the rest of it.
        with place.open("rb") as file:
            return file.read(MAX_SOURCE_BYTES + 1)
    except (OSError, ValueError) as error:
        words = getattr(error, "strerror", None) or error
        raise ChargesError(f"cannot be read: {words}", name=name) from error


def check_charged(
    paths: Sequence[str],
    files: Sequence[ChargesFile],
    *,
    provider: str | None,
    allow_empty: bool = False,
    **chosen: Any,
) -> Outcome:
    """
    Check everything that is named, and the requests that stand beside answers.

    Args:
        paths: As for `check_paths`. Without any, the current directory is looked at only where
            the files of charges bring no request along.
        files: Of charges; none of them is read as requests.
        provider: For requests that name none.
        allow_empty: A directory without requests is no error.
        chosen: Further arguments of `plan_paths`.

    Raises:
        LightmeterError: If an option makes no sense, settings or a pack are wrong.
    """
    names = {it.source.name for it in files}
    if _STDIN in names and _STDIN in paths:
        raise UsageError("standard input can be requests or charges, not both; name a file")
    if paths or not any(it.requests for it in files):
        plan, projects = plan_paths(paths, provider=provider, **chosen)
        plan = _without(plan, names)
    else:
        plan = Plan((), {}, ())
        projects = Projects(None, **{key: it for key, it in chosen.items() if key not in _OF_FILES})
        if provider is not None:
            projects.here.shelf.check_provider(provider)
    run = begin(projects.checker_of, provider)
    for it in plan.inputs():
        run.add(it)
    for file in files:
        _add(run, file)
    report = finish(
        run,
        projects.checker_of,
        policy_of=projects.policy_of,
        further=lambda report: () if allow_empty else empty_directories(plan, report),
    )
    return Outcome(attrs.evolve(report, tellers=projects.tellers()), plan, projects)


def _without(plan: Plan, names: set[str]) -> Plan:
    """Leave out files of charges, which a directory may have brought along."""
    places = {whole_path(it) for it in names}
    own = {it.name for it in plan.files if whole_path(it.name) in places}
    for it in plan.files:
        if it.name in own and not it.found_by_walk:
            say(f"{it.name} is a file of charges and is not read as requests")
    directories = {
        name: tuple(it for it in found if it not in own) for name, found in plan.directories.items()
    }
    files = tuple(it for it in plan.files if it.name not in own)
    return attrs.evolve(plan, files=files, directories=directories)


def _add(run: Run, file: ChargesFile) -> None:
    if not file.requests:
        return
    name = file.source.name
    run.sources[name] = file.source
    judge = run.judge_for(name)
    for document, entry in file.requests:
        run.request(document, entry.data, entry.base, entry.outer, judge)
