"""What decides over the diagnostics of a source: settings, the rules they can name, a baseline."""

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

import attrs

from lightmeter.data_methods import represent
from lightmeter.diagnostic import Diagnostic
from lightmeter.rule_names import ALL, RuleNames, matches
from lightmeter.settings.model import Settings
from lightmeter.silence.locks import UNREADABLE, is_loud

if TYPE_CHECKING:
    from lightmeter.silence.baseline import Baseline

__all__ = ["Policy", "PolicyOf", "reweigh", "why_left_out"]


@attrs.frozen(eq=False, slots=False)
class Policy:
    """
    What decides over the diagnostics of a source.

    Attributes:
        settings: Of its project, with what the command line says on top.
        names: Of the rules that its packs have.
        baseline: Diagnostics that were accepted earlier, or None.
        today: The day that dates are held against.
        suppressions: Whether comments and entries of the settings count.
        strict_baseline: Whether entries of the baseline that nothing matches are errors.
    """

    __repr__ = represent

    settings: Settings
    names: RuleNames
    today: dt.date
    baseline: "Baseline | None" = None
    suppressions: bool = True
    strict_baseline: bool = False


PolicyOf = Callable[[str], Policy]
"""Gives the policy of a source by its name; "" stands for what belongs to no text."""


def why_left_out(diagnostic: Diagnostic, settings: Settings) -> str:
    """
    Which choice leaves a diagnostic out: "select", "ignore", "per-file", or "" for none.

    Args:
        diagnostic: That was found.
        settings: Of its source.
    """
    if settings.select and not matches(settings.select, diagnostic):
        return "select"
    if matches(settings.ignore, diagnostic):
        return "ignore"
    for pattern, rules in settings.per_file_ignores:
        if matches(rules, diagnostic) and settings.fits((pattern,), diagnostic.source):
            return "per-file"
    return ""


def reweigh(diagnostic: Diagnostic, settings: Settings) -> Diagnostic:
    """Give a diagnostic the severity that the settings have for its rule, by the closest name."""
    fitting = [it for it in settings.severity if matches((it[0],), diagnostic)]
    if is_loud(diagnostic, settings.locked):
        # Wider names do not reach what is locked, and what cannot be read weighs what it weighs.
        own = (diagnostic.rule, diagnostic.name)
        fitting = [it for it in fitting if it[0] in own and diagnostic.rule not in UNREADABLE]
    if not fitting:
        return diagnostic
    # Of names that are as close the last one counts: the command line stands behind the settings.
    _, severity = max(reversed(fitting), key=lambda it: _closeness(it[0], diagnostic))
    if diagnostic.severity is severity:
        return diagnostic
    return attrs.evolve(diagnostic, severity=severity)


def _closeness(name: str, diagnostic: Diagnostic) -> tuple[int, int]:
    """How closely a name means a rule: by full name, by id, by pack, by provider, as one of all."""
    if name == diagnostic.name:
        return 3, 0
    if name == diagnostic.rule:
        return 2, 0
    return (0, 0) if name == ALL else (1, len(name))
