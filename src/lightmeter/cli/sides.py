"""The old side of a comparison, and the new one with what lies between them."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import copy
from pathlib import Path
from typing import Any

import attrs

from lightmeter.batch_report import BatchReport
from lightmeter.cli.projects import Projects
from lightmeter.cli.revisions import at_revision
from lightmeter.cli.running import Outcome, check_paths, plan_paths
from lightmeter.cli.side_rates import SavedRates, TodaysRates
from lightmeter.diagnostic import Diagnostic
from lightmeter.difference.budgets import judge_growth
from lightmeter.difference.comparison import Comparison, compare
from lightmeter.difference.effects import Change
from lightmeter.difference.side import Side, side_of
from lightmeter.errors import FileError, LightmeterError
from lightmeter.estimate.words import count
from lightmeter.settings.disk import is_file
from lightmeter.settings.model import Settings
from lightmeter.silence.locks import UNREADABLE
from lightmeter.silence.silencing import silence
from lightmeter.together import check_together

__all__ = [
    "OldSide",
    "compare_with_files",
    "compare_with_saved",
    "old_files",
    "old_revision",
    "why_left_out",
    "why_unknown",
]

_PLACES = ("packs", "overlays")
# Texts of the old side that are named because they cannot be read.
_MOST_NOTES = 5
KeyOf = Callable[[str], str]
"""Gives what a text is known by on either side, by its name."""


@attrs.frozen
class OldSide:
    """
    The old side, and what there is to say of it.

    Attributes:
        side: To compare with.
        notes: What did not go as it should, one line each.
        unknown: Directories and files of which nobody here knows what they were, and why.
    """

    side: Side
    notes: tuple[str, ...] = ()
    unknown: Mapping[str, str] = attrs.field(factory=dict)


# The old side -------------------------------------------------------------------------------------


def old_files(path: str, key_of: KeyOf, *, provider: str | None, **chosen: Any) -> OldSide:
    """
    Check a file or a directory as the old side.

    Args:
        path: Of it.
        key_of: Gives what its texts are known by.
        provider: For requests that name none.
        chosen: Further arguments of `plan_paths`.

    Raises:
        LightmeterError: If an option makes no sense, settings or a pack are wrong.
    """
    return _check_old((path,), path, key_of, provider=provider, **chosen)


def old_revision(revision: str, paths: Sequence[str], key_of: KeyOf, **chosen: Any) -> OldSide:
    """
    Check what a revision has of some paths, with the settings and packs that it has.

    Args:
        revision: A branch, a tag, a commit.
        paths: Of files and directories.
        key_of: Gives what texts are known by.
        chosen: Further arguments of `plan_paths`.

    Raises:
        LightmeterError: If there is no such revision, or settings or a pack of it are wrong.
    """
    config: Path | None = chosen.pop("config")
    places = [*chosen["packs"], *chosen["overlays"], *([config] if config is not None else [])]
    with at_revision(revision, paths, places) as layout:
        notes = [
            f"{it} is not there at {revision}, so old requests are priced without it"
            for it, there in layout.places.items()
            if there is None
        ]
        for name in _PLACES:
            there = (layout.places[it] for it in chosen[name])
            chosen[name] = tuple(it for it in there if it is not None)
        chosen["config"] = None if config is None else layout.places[config]
        # What is in a revision is not ignored, whatever the rules beside it say.
        chosen["no_gitignore"] = True
        try:
            old = _check_old(layout.paths, revision, key_of, **chosen)
        except FileError as error:
            named = copy(error)
            named.name = f"at {revision}: {error.name}" if error.name else f"at {revision}"
            raise named from error
        except LightmeterError as error:
            raise LightmeterError(f"at {revision}: {error}") from error
    notes += [f"at {revision}: {why}" for why in layout.notes]
    notes += [f"at {revision}: {why}" for why in old.notes]
    return attrs.evolve(old, notes=tuple(notes), unknown=layout.unknown)


def _check_old(
    paths: Sequence[str], name: str, key_of: KeyOf, *, provider: str | None, **chosen: Any
) -> OldSide:
    plan, projects = plan_paths(paths, provider=provider, **chosen)
    report = check_together(
        plan.inputs(), projects.checker_of, provider=provider, policy_of=projects.policy_of
    )
    unread = [it for it in report.found if it.rule in UNREADABLE]
    notes = [f"{it.source}: {it.message}" for it in unread[:_MOST_NOTES]]
    if len(unread) > _MOST_NOTES:
        notes.append(f"{len(unread) - _MOST_NOTES} more cannot be read")
    return OldSide(side_of(report, name, key_of), tuple(notes))


# The new side -------------------------------------------------------------------------------------


def compare_with_files(
    old: OldSide,
    name: str,
    key_of: KeyOf,
    name_of: Callable[[str], str],
    *,
    paths: Sequence[str],
    allow_empty: bool,
    **chosen: Any,
) -> tuple[Comparison, Outcome]:
    """
    Check the new side, compare it with the old one, and hold what changed against growth budgets.

    Args:
        old: Side.
        name: Of the new side.
        key_of: Gives what its texts are known by.
        name_of: The other way round.
        paths: Of files and directories.
        allow_empty: A directory without requests is no error; nor is it where there were some.
        chosen: Further arguments of `check_paths`.

    Raises:
        LightmeterError: If an option makes no sense, settings or a pack are wrong.
    """
    compared: list[Comparison] = []

    def besides(report: BatchReport, projects: Projects) -> Iterator[Diagnostic]:
        rates = TodaysRates(projects, name_of)
        new = side_of(report, name, key_of)
        left_out = _not_read(old.side, report, key_of, name_of)
        compared.append(compare(_with_unknown(old, new), new, rates, left_out=left_out))
        yield from judge_growth(compared[0], rates.settings_of)

    outcome = check_paths(
        paths, allow_empty=allow_empty or bool(old.side.requests), besides=besides, **chosen
    )
    report = outcome.report
    new = attrs.evolve(
        compared[0].new, entries=tuple(report.entries), sound=report.sound, report=report
    )
    return attrs.evolve(compared[0], new=new), outcome


def _with_unknown(old: OldSide, new: Side) -> Side:
    """Add to what could not be read what is not here to be read."""
    beyond = {it.key for it in new.requests if any(_lies_in(it.source, at) for at in old.unknown)}
    return attrs.evolve(old.side, broken=old.side.broken | beyond)


def _not_read(
    old: Side, report: BatchReport, key_of: KeyOf, name_of: Callable[[str], str]
) -> frozenset[str]:
    """Keys of texts that are there and not read now: whoever excludes a file removes nothing."""
    names = (*report.names, *report.left_out, *report.packs, *(it.source for it in report.found))
    read = set(map(key_of, names))
    keys = dict.fromkeys(it.key for it in old.requests)
    return frozenset(it for it in keys if it not in read and is_file(Path(name_of(it))))


def why_left_out(old: OldSide, comparison: Comparison) -> Iterator[str]:
    """Say which requests of the old side are in no change."""
    kept = set(map(id, comparison.old.requests))
    left_out = Counter(it.source for it in old.side.requests if id(it) not in kept)
    for name, number in left_out.items():
        yield (
            f"{count(number, 'request')} of {old.side.name} in {name}, which is there and is not"
            " read now, as excluded files are not: left out of the comparison"
        )


def why_unknown(old: OldSide, new: Side) -> Iterator[str]:
    """Say what is not known of the old side, where the new one has requests."""
    for at, why in old.unknown.items():
        if any(_lies_in(it.source, at) for it in new.requests):
            yield f"at {old.side.name}: {why}"


def _lies_in(name: str, path: str) -> bool:
    return name == path or name.startswith(f"{path}/")


def compare_with_saved(old: OldSide, new: Side, **chosen: Any) -> Comparison:
    """
    Compare with a saved report, and hold what changed against growth budgets.

    Args:
        old: Side.
        new: Side.
        chosen: Arguments of `Projects`, whose settings have the budgets.

    Raises:
        LightmeterError: If settings are wrong.
    """
    comparison = compare(old.side, new, SavedRates())
    projects = Projects(**chosen)

    def settings_of(change: Change) -> Settings:
        it = change.new or change.old
        assert it is not None
        return projects.checker_of(it.source).settings

    found = tuple(judge_growth(comparison, settings_of))
    report = silence(BatchReport((), found, {}), projects.policy_of)
    entries = (*new.entries, *report.entries)
    return attrs.evolve(
        comparison, new=attrs.evolve(new, entries=entries, sound=new.sound and report.ok)
    )
