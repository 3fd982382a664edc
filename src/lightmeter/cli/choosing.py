"""The options by which diagnostics are chosen and silenced."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from lightmeter.cli.options import apply_options, names_option
from lightmeter.cli.projects import Choice
from lightmeter.diagnostic import Severity
from lightmeter.errors import UsageError
from lightmeter.language.spelling import nearest

__all__ = ["choice_options", "make_choice", "pop_choice"]

_OPTIONS = (
    names_option(
        "--select", text="Rules that alone are shown; a pack or a provider means its own."
    ),
    names_option("--ignore", text="Rules that are not shown, besides those of the settings."),
    click.option(
        "--severity",
        "severities",
        multiple=True,
        metavar="RULE=WORD",
        help="Severity of a rule: error, warning or info.",
    ),
    click.option(
        "--no-suppressions",
        is_flag=True,
        help="Show what comments, entries of the settings and a baseline silence.",
    ),
    click.option(
        "--baseline",
        metavar="FILE",
        type=click.Path(path_type=Path),
        help="Diagnostics that were accepted earlier, in place of the settings' baseline.",
    ),
    click.option("--no-baseline", is_flag=True, help="Leave the settings' baseline aside."),
    click.option(
        "--baseline-strict",
        is_flag=True,
        help="Fail for entries of the baseline that no longer occur.",
    ),
    click.option(
        "--max-age",
        type=click.IntRange(min=0),
        metavar="DAYS",
        help="Note packs whose sources were read longer ago.",
    ),
)


_PARAMETERS = (
    "select",
    "ignore",
    "severities",
    "no_suppressions",
    "baseline",
    "no_baseline",
    "baseline_strict",
    "max_age",
)


def choice_options(command: Any) -> Any:
    """What is shown and what is silenced; the arguments of `make_choice`."""
    return apply_options(command, _OPTIONS)


def pop_choice(arguments: dict[str, Any]) -> Choice:
    """Take these options out of a command's arguments, and put them together."""
    return make_choice(**{name: arguments.pop(name) for name in _PARAMETERS})


def make_choice(
    *,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    severities: Sequence[str],
    no_suppressions: bool,
    baseline: Path | None,
    no_baseline: bool,
    baseline_strict: bool,
    max_age: int | None,
) -> Choice:
    """
    Put together what the command line chooses.

    Raises:
        UsageError: If a severity is not understood, or options contradict each other.
    """
    if baseline is not None and no_baseline:
        raise UsageError("--baseline and --no-baseline contradict each other; give one of them")
    return Choice(
        select=select,
        ignore=ignore,
        severity=tuple(map(_severity, severities)),
        suppressions=not no_suppressions,
        baseline=baseline,
        use_baseline=not no_baseline,
        strict_baseline=baseline_strict,
        max_age_days=max_age,
    )


def _severity(text: str) -> tuple[str, Severity]:
    rule, sign, word = text.rpartition("=")
    words = [it.value for it in Severity]
    if not sign or not rule:
        raise UsageError(f"--severity: {text} is not understood; write RULE=WORD, enum=warning")
    if word not in words:
        close = nearest(word, words)
        hint = f"; did you mean {close}?" if close else ""
        raise UsageError(f"--severity: {word} is not known, known are {', '.join(words)}{hint}")
    return rule, Severity(word)
