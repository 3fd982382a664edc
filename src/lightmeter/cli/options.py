"""Options that several commands have."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol, TypeVar

import click

from lightmeter.language.spelling import nearest

__all__ = [
    "color_option",
    "format_option",
    "further_option",
    "input_options",
    "pack_options",
    "place_options",
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
        if value is None or value in words:
            return value
        close = nearest(value, words)
        hint = f"; did you mean {close}?" if close else ""
        known = ", ".join(words)
        raise click.BadParameter(f"{value} is not known, known are {known}{hint}", param=param)

    return click.option(
        *names,
        callback=check,
        metavar=f"[{'|'.join(words)}]",
        default=default,
        show_default=default is not None,
        help=text,
    )


def format_option(*names: str) -> Option:
    """`--format`; the first name is the default."""
    return word_option(
        "--format", "form", words=names, default=names[0], text="How the outcome is shown."
    )


_provider = click.option(
    "--provider", metavar="NAME", help="Whose API is meant where a request does not say."
)

color_option = word_option(
    "--color",
    words=("auto", "always", "never"),
    default="auto",
    text="Whether to colour text; NO_COLOR and FORCE_COLOR are heeded.",
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
    click.option(
        "--isolated",
        is_flag=True,
        help="Leave settings files aside: lightmeter.toml, or [tool.lightmeter] in pyproject.toml.",
    ),
)

further_option: Option = click.option(
    "--pack",
    "packs",
    multiple=True,
    metavar="PATH",
    type=click.Path(path_type=Path),
    help="Directory or file of packs that those named may extend or amend.",
)

_INPUT_OPTIONS = (
    click.argument("paths", nargs=-1, metavar="[PATH]..."),
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
)


def pack_options(command: F) -> F:
    """Which packs are used; the arguments of `make_shelf`."""
    return _apply(command, (_provider, *_PACK_OPTIONS))


def place_options(command: F) -> F:
    """Where packs come from, for commands that are given a pack: `--pack`, `--overlay`."""
    return _apply(command, _PACK_OPTIONS)


def input_options(command: F) -> F:
    """What is read and how; the arguments of `check_paths`."""
    return _apply(command, _INPUT_OPTIONS)


def _apply(command: F, options: Sequence[Option]) -> F:
    for option in reversed(options):
        command = option(command)
    return command
