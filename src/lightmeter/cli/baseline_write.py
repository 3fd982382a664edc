"""`lightmeter baseline write`: everything that is found now is accepted."""

from collections import Counter
from pathlib import Path
from typing import Any

import click

from lightmeter.cli.ending import say
from lightmeter.cli.options import baseline_option, input_options
from lightmeter.cli.projects import Choice
from lightmeter.cli.replacing import replace_file
from lightmeter.cli.running import Outcome, check_paths
from lightmeter.errors import BaselineError
from lightmeter.estimate.words import count
from lightmeter.file_names import shown_path, whole_path
from lightmeter.globs import path_in
from lightmeter.settings.disk import is_there
from lightmeter.silence.baseline import (
    BASELINE_FILE,
    is_acceptable,
    read_baseline,
    write_baseline,
)
from lightmeter.silence.identity import Identity, identity_of
from lightmeter.silence.locks import is_loud
from lightmeter.silence.silencing import readable_sources

__all__ = ["baseline_write"]


@click.command("write")
@input_options
@baseline_option
def baseline_write(baseline: Path | None, **inputs: Any) -> int:
    """
    Accept everything that is found now.

    PATH is as for `lightmeter check`. What the baseline has of files that are not read this time is
    kept. What cannot be silenced, and rules that the settings lock, are left out.
    """
    outcome = check_paths(choice=Choice(use_baseline=False), **inputs)
    settled = outcome.projects.settings_of(Path()).baseline
    path = baseline or settled or Path(BASELINE_FILE)
    directory = whole_path(path).parent
    identities, loud = _found(outcome, directory)
    read = {path_in(directory, name) for name in readable_sources(outcome.report)}
    # Of a text that is broken now, what was accepted earlier stays beside what is found.
    earlier = Counter(it for it in _entries(path) if it.source not in read)
    accepted = earlier | Counter(identities)
    kept = accepted.total() - len(identities)
    replace_file(path, write_baseline(accepted.elements()).encode())
    say(f"{count(len(identities), 'diagnostic')} written to {shown_path(path)}")
    if baseline is None and settled is None:
        say(f'check with --baseline {shown_path(path)}, or settle baseline = "{path.name}"')
    if kept:
        say(f"{kept:,} of files that were not read this time are kept in it")
    if loud:
        say(f"{count(loud, 'diagnostic')} cannot be accepted; lightmeter check shows what")
    return outcome.end(failed=False)


def _found(outcome: Outcome, directory: Path) -> tuple[list[Identity], int]:
    """What is accepted, named from a directory, and how much cannot be."""
    identities, loud = [], 0
    for diagnostic, number in outcome.report.entries:
        locked = outcome.projects.policy_of(diagnostic.source).settings.locked
        if is_loud(diagnostic, locked) or not is_acceptable(diagnostic):
            loud += 1
            continue
        identity = identity_of(outcome.report, diagnostic, number)
        identities.append(identity.seen_from(directory))
    return identities, loud


def _entries(path: Path) -> list[Identity]:
    """What the baseline has already; nothing where it is not there yet."""
    if not is_there(path):
        return []
    try:
        return [it.identity for it in read_baseline(path).entries]
    except BaselineError as error:
        # What cannot be read is not thrown away unasked.
        raise BaselineError(
            f"{error.reason}, after the broken file was removed", name=error.name
        ) from error
