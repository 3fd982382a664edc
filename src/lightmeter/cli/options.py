"""Options that several commands have."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Protocol, TypeVar

import click

from lightmeter.cli.completing import (
    complete_files,
    complete_providers,
    complete_rules,
    complete_words,
)
from lightmeter.dates import parse_date
from lightmeter.language.spelling import nearest

__all__ = [
    "apply_options",
    "baseline_option",
    "check_word",
    "color_option",
    "date_option",
    "format_option",
    "further_option",
    "input_options",
    "names_option",
    "pack_options",
    "place_options",
    "settings_options",
    "word_option",
]

F = TypeVar("F", bound=Callable[..., Any])


class Option(Protocol):
    """Decorates a command with an option or an argument."""

    def __call__(self, command: F, /) -> F:
        """Give the command back, with one option more."""


def word_option(*names: str, words: Sequence[str], default: str | None, text: str) -> Option:
    """
    An option that is one of a few words; another is refused with the nearest.

    Args:
        names: Of the option, then of the parameter where it differs.
        words: To choose from.
        default: Or None where the option may be left out.
        text: For the help.
    """

    def check(_: click.Context, param: click.Parameter, value: str | None) -> str | None:
        if value is not None:
            check_word(value, words, param)
        return value

    return click.option(
        *names,
        callback=check,
        shell_complete=complete_words(words),
        metavar=f"[{'|'.join(words)}]",
        default=default,
        show_default=default is not None,
        help=text,
    )


def check_word(value: str, words: Iterable[str], param: click.Parameter) -> None:
    """
    See that a word is one of a few.

    Raises:
        click.BadParameter: With the nearest.
    """
    known = tuple(words)
    if value not in known:
        close = nearest(value, known)
        hint = f"; did you mean {close}?" if close else ""
        listed = ", ".join(known)
        raise click.BadParameter(f"{value} is not known, known are {listed}{hint}", param=param)


def date_option(name: str, *, text: str) -> Option:
    """An option that is a day in ISO form, such as 2026-12-31."""

    def read(_: click.Context, param: click.Parameter, value: str | None) -> dt.date | None:
        if value is None:
            return None
        date = parse_date(value)
        if date is None:
            message = f"{value} is no date; write it like 2026-12-31"
            raise click.BadParameter(message, param=param)
        return date

    return click.option(name, callback=read, metavar="DATE", help=text)


def names_option(*names: str, text: str) -> Option:
    """An option that is a list of rules, separated by commas; it may be given again."""

    def read(_: click.Context, __: click.Parameter, values: Sequence[str]) -> tuple[str, ...]:
        parts = (part.strip() for value in values for part in value.split(","))
        return tuple(part for part in parts if part)

    return click.option(
        *names,
        multiple=True,
        callback=read,
        shell_complete=complete_rules,
        metavar="RULE,…",
        help=text,
    )


def format_option(*names: str, settled: bool = False) -> Option:
    """
    `--format`; the first name is the default.

    Args:
        names: To choose from.
        settled: The settings may have another default, so that none is given here.
    """
    default = None if settled else names[0]
    return word_option(
        "--format", "form", words=names, default=default, text="How the outcome is shown."
    )


_provider = click.option(
    "--provider",
    metavar="NAME",
    shell_complete=complete_providers,
    help="Whose API is meant where a request does not say.",
)

color_option = word_option(
    "--color",
    words=("auto", "always", "never"),
    default="auto",
    text="Whether to colour text; NO_COLOR and FORCE_COLOR are heeded.",
)

_SETTINGS_OPTIONS = (
    click.option(
        "--config",
        metavar="FILE",
        type=click.Path(path_type=Path),
        help="Settings file for everything, in place of the closest one to each file.",
    ),
    click.option(
        "--isolated",
        is_flag=True,
        help="Leave settings files aside: lightmeter.toml, or [tool.lightmeter] in pyproject.toml.",
    ),
)

_PACK_OPTIONS = (
    click.option(
        "--pack",
        "packs",
        multiple=True,
        metavar="PATH",
        type=click.Path(path_type=Path),
        help="Directory or file of further packs; they stand before shipped ones of the same id,"
        " and what amends a pack is an overlay.",
    ),
    click.option(
        "--overlay",
        "overlays",
        multiple=True,
        metavar="FILE",
        type=click.Path(path_type=Path),
        help="Pack that amends another one, with prices of your own for example.",
    ),
    click.option(
        "--distribution",
        "distributions",
        multiple=True,
        metavar="NAME",
        help="Installed distribution whose packs are used; nothing of it is imported.",
    ),
    *_SETTINGS_OPTIONS,
)

further_option: Option = click.option(
    "--pack",
    "packs",
    multiple=True,
    metavar="PATH",
    type=click.Path(path_type=Path),
    help="Directory or file of packs that those named may extend or amend.",
)

baseline_option: Option = click.option(
    "--baseline",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Which baseline is meant, in place of the settings'.",
)


def _patterns(_: click.Context, param: click.Parameter, values: Sequence[str]) -> tuple[str, ...]:
    # Slow to import, and most runs have none.
    if values:
        from lightmeter.settings.patterns import flaw_of  # noqa: PLC0415

        for value in values:
            if flaw := flaw_of(value, alone=len(values) == 1):
                raise click.BadParameter(flaw, param=param)
    return tuple(values)


_INPUT_OPTIONS = (
    click.argument("paths", nargs=-1, metavar="[PATH]...", shell_complete=complete_files),
    _provider,
    *_PACK_OPTIONS,
    click.option(
        "--stdin-filename",
        metavar="NAME",
        help="What standard input (the path -) is called in the output; its suffix tells the"
        " format.",
    ),
    word_option(
        "--stdin-format",
        words=("toml", "json", "jsonl"),
        default=None,
        text="The format of standard input; guessed without.",
    ),
    click.option(
        "--exclude",
        multiple=True,
        callback=_patterns,
        metavar="GLOB",
        help="Files that are not looked at in directories, besides those of the settings.",
    ),
    click.option(
        "--force-exclude",
        is_flag=True,
        help="Leave excluded files out even where they are named, as hooks do.",
    ),
    click.option(
        "--no-gitignore",
        is_flag=True,
        help="Look at files in directories that git ignores, too.",
    ),
    click.option(
        "--allow-empty",
        is_flag=True,
        help="Let a directory without requests pass.",
    ),
    date_option(
        "--as-of",
        text="The day whose own rates count, and that retirement dates are held against; default"
        " today.",
    ),
)


def pack_options(command: F) -> F:
    """Which packs are used; the arguments of `make_shelf`."""
    return apply_options(command, (_provider, *_PACK_OPTIONS))


def place_options(command: F) -> F:
    """Where packs come from, for commands that are given a pack: `--pack`, `--overlay`."""
    return apply_options(command, _PACK_OPTIONS)


def settings_options(command: F) -> F:
    """Which settings count; the arguments of `SettingsFinder`."""
    return apply_options(command, _SETTINGS_OPTIONS)


def input_options(command: F) -> F:
    """What is read and how; the arguments of `check_paths`."""
    return apply_options(command, _INPUT_OPTIONS)


def apply_options(command: F, options: Sequence[Option]) -> F:
    """Give a command options, in their order."""
    for option in reversed(options):
        command = option(command)
    return command
