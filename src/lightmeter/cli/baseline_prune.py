"""`lightmeter baseline prune`: what no longer occurs leaves the baseline."""

from pathlib import Path
from typing import Any

import click

from lightmeter.cli.ending import DONE, say
from lightmeter.cli.options import baseline_option, input_options
from lightmeter.cli.projects import Choice, Projects
from lightmeter.cli.replacing import replace_file
from lightmeter.cli.running import check_paths
from lightmeter.errors import UsageError
from lightmeter.estimate.words import count
from lightmeter.file_names import shown_path
from lightmeter.silence.baseline import BASELINE_FILE, Baseline, read_baseline, write_baseline

__all__ = ["baseline_prune"]


@click.command("prune")
@input_options
@baseline_option
def baseline_prune(baseline: Path | None, paths: tuple[str, ...], **inputs: Any) -> int:
    """
    Remove what no longer occurs from the baseline.

    PATH is as for `lightmeter check`; without any, the files that the baseline names are looked at.
    Entries of files that are gone are removed as well.
    """
    places = {key: inputs[key] for key in ("config", "isolated")}
    settled = Projects(**places).here.settings.baseline
    path = baseline or settled or Path(BASELINE_FILE)
    known = read_baseline(path)
    here = {it.identity.source: _place(known, it.identity.source) for it in known.entries}
    gone = {name for name, file in here.items() if not file.exists()}
    named = paths or tuple(shown_path(it) for name, it in here.items() if name not in gone)
    stale: set[int] = set()
    code = DONE
    if named:
        outcome = check_paths(named, choice=Choice(baseline=path), **inputs)
        report = outcome.report
        # Even where nobody wants to be told of it.
        found = [*report.diagnostics, *(it.diagnostic for it in report.suppressed)]
        stale = {int(it.pointer[-1]) for it in found if it.rule == "stale-baseline" and it.pointer}
        code = outcome.end(failed=False)
    kept = [
        it.identity
        for it in known.entries
        if it.number not in stale and it.identity.source not in gone
    ]
    replace_file(path, write_baseline(kept).encode())
    removed = count(len(known.entries) - len(kept), "diagnostic")
    say(f"{removed} removed from {shown_path(path)}, {len(kept):,} kept")
    return code


def _place(baseline: Baseline, source: str) -> Path:
    if source == "-":
        raise UsageError("the baseline has entries of standard input; name the paths to look at")
    return baseline.directory / source
