"""`lightmeter cost diff`: what a change costs, and why."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from lightmeter.cli.colour import choose_style
from lightmeter.cli.ending import DONE, FOUND, say, tell, write
from lightmeter.cli.options import color_option, format_option, input_options
from lightmeter.cli.sides import (
    OldSide,
    compare_with_files,
    compare_with_saved,
    old_files,
    old_revision,
    why_left_out,
    why_unknown,
)
from lightmeter.difference.comparison import Comparison
from lightmeter.difference.side import Side
from lightmeter.document.source import MAX_SOURCE_BYTES
from lightmeter.errors import UsageError
from lightmeter.estimate.words import count
from lightmeter.report import concise, difference_json, difference_markdown, difference_text
from lightmeter.report.difference_words import told_beside
from lightmeter.report.saved_report import is_report, read_report
from lightmeter.settings.disk import is_directory, is_file

__all__ = ["cost_diff"]

_STDIN = "-"
_FORMATS = {
    "text": difference_text.render,
    "json": difference_json.render,
    "markdown": difference_markdown.render,
}
_USAGE = "[--against REVISION|REPORT [PATH]... | OLD NEW]"


class _DiffCommand(click.Command):
    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(f"{ctx.command_path} [OPTIONS]", _USAGE)


@click.command("diff", cls=_DiffCommand)
@input_options
@click.option(
    "--against",
    metavar="REVISION|REPORT",
    help="What to compare with: a git revision of the same paths, or a file that check or cost"
    " wrote with --format json.",
)
@format_option(*_FORMATS)
@color_option
def cost_diff(form: str, against: str | None, color: str, **inputs: Any) -> int:
    """
    Show what a change costs: what the requests do, and what the rates do.

    OLD and NEW are two files, two directories whose files are paired by their paths, or reports
    that check or cost wrote with --format json. With --against, the requests at each PATH (the
    current directory without any) are compared with those of a git revision, at the rates that its
    settings and packs have, or with a saved report. Growth budgets of the settings are held against
    what the requests do.
    """
    if against is not None:
        comparison, code = _against(against, inputs)
    else:
        comparison, code = _two(inputs)
    write(_FORMATS[form](comparison, choose_style(color)))
    if form == "text":
        tell(concise.render(told_beside(comparison)))
    return code or (DONE if comparison.new.sound else FOUND)


# Against a revision or a report -------------------------------------------------------------------


def _against(against: str, inputs: dict[str, Any]) -> tuple[Comparison, int]:
    paths: Sequence[str] = inputs.pop("paths")
    if not against.strip():
        raise UsageError(
            "--against names nothing; name a git revision, such as main, or a saved report"
        )
    name = inputs["stdin_filename"]
    old_paths = [name if it == _STDIN and name else it for it in paths] or ["."]
    if is_file(Path(against)):
        old = _report_of(against, old_paths if paths else ())
    else:
        if _STDIN in old_paths:
            raise UsageError(
                f"standard input has no name at {against}; say which file it is of with"
                " --stdin-filename"
            )
        old = old_revision(against, old_paths, _plain, **_for_old(inputs, stdin=False))
    for note in old.notes:
        say(note)
    # What was removed is missing now, and was there.
    gone = [
        it
        for it, then in zip(paths, old_paths, strict=False)
        if it != _STDIN and not os.path.lexists(it) and _had(old.side, then)
    ]
    left = [it for it in paths if it not in gone]
    if gone and not left:
        return compare_with_saved(old, Side("now", ()), **_of_projects(inputs)), DONE
    comparison, outcome = compare_with_files(old, "now", _plain, str, paths=left, **inputs)
    for note in (*why_unknown(old, comparison.new), *why_left_out(old, comparison)):
        say(note)
    return comparison, outcome.end(failed=not comparison.new.sound)


def _report_of(path: str, paths: Sequence[str]) -> OldSide:
    """A saved report as the old side, of which the files that are named count."""
    side = read_report(_bytes(path), path, _plain)
    kept = [it for it in side.requests if any(_lies_in(it.key, at) for at in paths)]
    if not paths or len(kept) == len(side.requests):
        return OldSide(side)
    if not kept:
        names = " and ".join(paths)
        note = (
            f"{path} has no request of {names}, so all count as added; its names start from the"
            " directory that it was written in"
        )
        return OldSide(side.only(kept), notes=(note,))
    left_out = count(len(side.requests) - len(kept), "request")
    return OldSide(
        side.only(kept), notes=(f"{left_out} of {path} in other files: left out of the comparison",)
    )


def _had(side: Side, path: str) -> bool:
    return any(_lies_in(it.key, path) for it in side.requests)


def _lies_in(name: str, path: str) -> bool:
    whole = _plain(path)
    return whole in (".", name) or name.startswith(f"{whole}/")


def _plain(name: str) -> str:
    """A path from here, whichever way it was written."""
    return Path(os.path.relpath(name)).as_posix() if name else name


# Two of them --------------------------------------------------------------------------------------


def _two(inputs: dict[str, Any]) -> tuple[Comparison, int]:
    paths: Sequence[str] = inputs.pop("paths")
    if len(paths) != 2:
        raise UsageError(
            "name two files or directories, OLD and NEW, or say what to compare with: --against"
            " REVISION"
        )
    if paths[0] == paths[1] == _STDIN:
        raise UsageError("standard input is one side of a comparison; name a file for the other")
    old_path, new_path = paths
    missing = [it for it in paths if it != _STDIN and not os.path.lexists(it)]
    if missing:
        raise UsageError(f"{missing[0]}: there is no such file or directory")
    saved = [_is_saved(it) for it in paths]
    if not any(saved) and is_directory(Path(old_path)) is not is_directory(Path(new_path)):
        raise UsageError("OLD and NEW are two files or two directories, not one of each")
    key_of = [_keys(it, other) for it, other in (paths, paths[::-1])]
    if saved[0]:
        old = OldSide(read_report(_bytes(old_path), old_path, key_of[0]))
    else:
        stdin = old_path == _STDIN
        old = old_files(old_path, key_of[0], **_for_old(inputs, stdin=stdin))
        if stdin:
            inputs |= dict.fromkeys(_OF_STDIN)
    for note in old.notes:
        say(note)
    if saved[1]:
        new = read_report(_bytes(new_path), new_path, key_of[1])
        return compare_with_saved(old, new, **_of_projects(inputs)), DONE

    def name_of(key: str) -> str:
        if is_directory(Path(new_path)):
            return (Path(new_path) / key).as_posix()
        return new_path if new_path != _STDIN else ""

    comparison, outcome = compare_with_files(
        old, new_path, key_of[1], name_of, paths=[new_path], **inputs
    )
    for note in why_left_out(old, comparison):
        say(note)
    return comparison, outcome.end(failed=not comparison.new.sound)


def _keys(path: str, other: str) -> Callable[[str], str]:
    """What the texts of one of two sides are known by on either."""
    here = path if is_directory(Path(path)) else other
    if is_directory(Path(here)):
        # A report has names from where it was written: mostly from here.
        return lambda name: _below(name, here)
    return _plain if _is_saved(path) or _is_saved(other) else lambda _: ""


def _below(name: str, directory: str) -> str:
    """The way to a text from a directory; its name where it lies elsewhere."""
    way = Path(os.path.relpath(name, directory)).as_posix() if name else name
    return _plain(name) if way.startswith("../") else way


def _is_saved(path: str) -> bool:
    return path != _STDIN and is_file(Path(path)) and is_report(_bytes(path))


def _bytes(path: str) -> bytes:
    try:
        with Path(path).open("rb") as file:
            return file.read(MAX_SOURCE_BYTES + 1)
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror or error}") from error


# Options ------------------------------------------------------------------------------------------

_OF_PROJECTS = ("config", "isolated", "packs", "overlays", "distributions", "as_of")
_OF_STDIN = ("stdin_filename", "stdin_format")


def _of_projects(inputs: dict[str, Any]) -> dict[str, Any]:
    return {name: inputs[name] for name in _OF_PROJECTS}


def _for_old(inputs: dict[str, Any], *, stdin: bool) -> dict[str, Any]:
    """Options that hold for the old side as well."""
    chosen = {name: it for name, it in inputs.items() if name != "allow_empty"}
    return chosen if stdin else {**chosen, **dict.fromkeys(_OF_STDIN)}
