"""What `check` does once its line is read."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from lightmeter.batch_report import BatchReport
from lightmeter.cli.colour import choose_style
from lightmeter.cli.ending import say, tell, write
from lightmeter.cli.progress import show_progress
from lightmeter.cli.projects import Choice
from lightmeter.cli.running import check_paths, end_plan, plan_paths
from lightmeter.cli.shelves import name_overlays
from lightmeter.errors import UsageError
from lightmeter.estimate.words import count
from lightmeter.report.formats import FORMATS
from lightmeter.report.naming import overlays, summary
from lightmeter.report.style import PLAIN, Style
from lightmeter.silence.locks import UNREADABLE

if TYPE_CHECKING:
    from lightmeter.cli.mending import FixOptions, Mender
    from lightmeter.cli.outputs import Output

__all__ = ["run_check"]

_OF_STATISTICS = ("text", "concise", "json")
# What no fix could be applied to: it is said even where nothing else is.
_UNTOUCHED = UNREADABLE | {"fix-failed", "no-requests", "no-request"}


def run_check(
    paths: Sequence[str],
    *,
    choice: Choice | None = None,
    fixes: "FixOptions | None" = None,
    form: str | None = None,
    outputs: "Sequence[Output]" = (),
    fail_on: str | None = None,
    statistics: bool = False,
    show_files: bool = False,
    color: str = "auto",
    add_ignore: bool = False,
    reason: str = "",
    jobs: int = 1,
    progress: bool = True,
    **inputs: Any,
) -> int:
    """
    Check requests, and give the exit code.

    What is left out is as the command has it without the option: tests/unit/cli/test_plain_line.py
    holds the two together.

    Args:
        paths: Of files and directories; none is the current directory.
        choice: What is shown and what is silenced.
        fixes: What is mended and how, or None.
        form: How the outcome is shown, or None for what is settled.
        outputs: Reports in files.
        fail_on: The least severity that fails, or None for what is settled.
        statistics: Whether it is shown how often each rule was found, in place of where.
        show_files: Whether the files alone are named.
        color: "auto", "always" or "never".
        add_ignore: Whether what is found is silenced.
        reason: Why.
        jobs: How many processes judge long JSONL; 0 for as many as there are cores.
        progress: Whether a terminal shows how far a long run is.
        inputs: Further arguments of `check_paths`.

    Raises:
        LightmeterError: If options contradict each other, settings or a pack are wrong, or a
            report cannot be written.
    """
    style = choose_style(color)
    if statistics and form not in (None, *_OF_STATISTICS):
        raise UsageError(f"--statistics are shown as text, concise or json, not as {form}")
    if show_files:
        return _show_files(paths, inputs)
    if add_ignore:
        if fixes is not None:
            raise UsageError("--add-ignore and fixes are two steps; run them one after the other")
        return _silence(paths, reason, choice=choice, **inputs)
    if reason:
        raise UsageError("--reason is why --add-ignore silences; give that as well")
    mender = None if fixes is None else _make_mender(fixes, inputs.get("provider"))
    # Where fixes are what is wanted, there is no report.
    silent = fixes is not None and (fixes.only or fixes.diff)
    try:
        with show_progress(wanted=progress) as shown:
            outcome = check_paths(
                paths,
                choice=choice,
                mend=mender,
                hold=mender is not None,
                progress=shown,
                jobs=jobs,
                partial=True,
                **inputs,
            )
    finally:
        # Whatever happens then, files were written by now.
        if mender is not None:
            mender.tell()
    report = outcome.report
    fixed_input = None if mender is None else mender.standard_input
    filters = mender is not None and "-" in paths and not mender.options.diff
    if mender is not None and mender.options.diff:
        write(mender.patch(report, style))
    elif fixed_input is not None:
        # A filter: what was mended goes on, if it was, and what there is to say stands beside.
        write(fixed_input)
    form = form or outcome.projects.here.settings.format or "text"
    show = tell if filters else write
    if statistics:
        show(_statistics(report, form, style))
    elif not silent and (form != "text" or not outcome.empty):
        show(FORMATS[form].pieces(report, style))
        if form == "concise":
            _say_beside(report)
    failed = outcome.fails(fail_on)
    if mender is not None:
        if silent:
            untouched = report.chosen_from(_UNTOUCHED)
            tell(FORMATS["concise"](untouched, PLAIN))
            failed = not untouched.ok
        failed |= bool(mender.fixed) and (mender.options.diff or mender.options.exit_non_zero)
    # Last, since what was found is shown even where a file cannot be written.
    if outputs:
        # Most reports are only shown.
        from lightmeter.cli.outputs import write_outputs  # noqa: PLC0415

        write_outputs(report, outputs)
    return outcome.end(failed=failed)


def _silence(paths: Sequence[str], reason: str, **inputs: Any) -> int:
    # Most checks silence nothing, and need not wait for what could.
    from lightmeter.cli.ignoring import silence  # noqa: PLC0415

    return silence(paths, reason, **inputs)


def _make_mender(fixes: "FixOptions", provider: str | None) -> "Mender":
    # Most checks mend nothing either.
    from lightmeter.cli.mending import Mender  # noqa: PLC0415

    return Mender(fixes, provider)


def _say_beside(report: BatchReport) -> None:
    """What a format of one line a diagnostic has no room for."""
    name_overlays(overlays(report))
    if report.suppressed:
        say(f"{count(len(report.suppressed), 'diagnostic')} silenced")


def _statistics(report: BatchReport, form: str, style: Style) -> str:
    from lightmeter.report.statistics import (  # noqa: PLC0415 - few want them
        render_statistics,
        statistics_data,
    )

    if form in ("text", "concise"):
        # The sum is said where nothing was found, too.
        return f"{render_statistics(report, style)}{summary(report)}\n"
    if form == "json":
        from lightmeter.report.json_text import write_json  # noqa: PLC0415 - as these

        return write_json({"version": 1, "statistics": statistics_data(report)}, indent=2) + "\n"
    # The settings may name a format that has none.
    return _statistics(report, "text", style)


def _show_files(paths: Sequence[str], inputs: dict[str, Any]) -> int:
    """Name what would be read, one file a line."""
    inputs.pop("allow_empty", None)
    plan, _ = plan_paths(paths, **inputs)
    write("".join(f"{file.name}\n" for file in plan.files))
    return end_plan(plan)
