"""What was found is silenced: comments in TOML files, entries of the settings for the others."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from lightmeter.cli.ending import say, tell
from lightmeter.cli.replacing import replace_file
from lightmeter.cli.running import Outcome, check_paths
from lightmeter.diagnostic import Diagnostic
from lightmeter.document.document import Document
from lightmeter.document.fault import DocumentError
from lightmeter.document.reading import read
from lightmeter.document.source import from_text
from lightmeter.document.toml_text import write_toml
from lightmeter.errors import LightmeterError, UsageError
from lightmeter.estimate.words import count
from lightmeter.file_names import shown_path
from lightmeter.globs import path_in
from lightmeter.place import format_pointer
from lightmeter.report.formats import FORMATS
from lightmeter.report.style import PLAIN
from lightmeter.result import Report
from lightmeter.settings.model import Settings
from lightmeter.settings.reading import SETTINGS_FILES, read_settings
from lightmeter.silence.adding import comment_edits
from lightmeter.silence.locks import ABOUT_SILENCE, is_loud

__all__ = ["silence"]

_Found = tuple[Diagnostic, Report | None]


def silence(paths: Sequence[str], reason: str, **chosen: Any) -> int:
    """
    Silence what is found, and say what is left.

    Args:
        paths: Of files and directories.
        reason: To give, or "".
        chosen: Further arguments of `check_paths`.

    Returns:
        The exit code.

    Raises:
        LightmeterError: If an option makes no sense, or a file cannot be written.
    """
    _check_reason(reason)
    if "-" in paths:
        raise UsageError("--add-ignore writes into files; standard input is none")
    if chosen.get("isolated"):
        raise UsageError("--add-ignore writes into the settings, which --isolated leaves aside")
    outcome = check_paths(paths, **chosen)
    written: list[str] = []
    try:
        written.extend(_add_ignores(outcome, reason))
        after = check_paths(paths, **chosen)
    except BaseException:
        # Whatever happens then, these were written by now.
        if written:
            say(f"what silences was written into {', '.join(written)}")
        raise
    tell(FORMATS["concise"](after.report, PLAIN))
    left = _can_be_silenced(after)
    silenced = count(_can_be_silenced(outcome) - left, "diagnostic")
    names = ", ".join(written)
    say(f"silenced {silenced} in {names}" if names else "there is nothing that could be silenced")
    if left:
        say(f"{count(left, 'diagnostic')} could not be; requests of JSON Lines need an id for it")
    return after.end(failed=after.fails(None))


def _check_reason(reason: str) -> None:
    """
    Refuse a reason that no comment could hold.

    Raises:
        UsageError: If it is not a single line.
    """
    if not reason.isprintable() or (reason and not reason.strip()):
        raise UsageError("--reason: a reason is one line of text")


def _add_ignores(outcome: Outcome, reason: str) -> Iterator[str]:
    """
    Silence everything that was found and can be silenced, file by file.

    Args:
        outcome: Of a check.
        reason: To give, or "".

    Returns:
        Name of each file once it was written: request files and settings.

    Raises:
        LightmeterError: If a file cannot be written.
    """
    found = _by_source(outcome)
    if not reason and any(
        outcome.projects.checker_of(name).settings.require_reason for name in found
    ):
        raise UsageError("the settings demand a reason; give one with --reason TEXT")
    entries: dict[Path, list[Mapping[str, Any]]] = {}
    for name, these in found.items():
        document = _document(outcome, name)
        if document is not None and document.source.format == "toml":
            today = outcome.projects.policy_of(name).today
            _write_comments(document, these, reason, today)
            yield name
            continue
        settings = outcome.projects.checker_of(name).settings
        path = Path(settings.file or SETTINGS_FILES[0])
        for entry in _entries(outcome, settings, name, these, reason):
            entries.setdefault(path, []).append(entry)
    for path, added in entries.items():
        _append(path, added)
        yield shown_path(path)


def _can_be_silenced(outcome: Outcome) -> int:
    """Count the diagnostics of a check that comments and entries can silence."""
    return sum(map(len, _by_source(outcome).values()))


def _by_source(outcome: Outcome) -> Mapping[str, list[_Found]]:
    """What can be silenced, by the name of its source."""
    report = outcome.report
    found: dict[str, list[_Found]] = {}
    for diagnostic, number in report.entries:
        locked = outcome.projects.policy_of(diagnostic.source).settings.locked
        # What is said of silencing is about comments and entries, and no comment is about those.
        silent = is_loud(diagnostic, locked) or diagnostic.rule in ABOUT_SILENCE
        if diagnostic.source in report.names and not silent:
            request = None if number is None else report.reports[number]
            found.setdefault(diagnostic.source, []).append((diagnostic, request))
    return found


def _document(outcome: Outcome, name: str) -> Document | None:
    source = outcome.report.sources[name]
    if source.format != "toml":
        return None
    try:
        return read(source)
    except DocumentError:
        return None


def _write_comments(document: Document, found: list[_Found], reason: str, today: dt.date) -> None:
    source = document.source
    text = source.text
    for edit in sorted(comment_edits(document, found, reason, today), reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    try:
        same = read(from_text(text, name=source.name, format="toml")).value == document.value
    except DocumentError:
        same = False
    if not same:
        raise LightmeterError(
            f"{source.name}: the comments would change more than comments, so nothing was written;"
            " please report it"
        )
    mark = "\ufeff" if source.byte_order_mark else ""
    before = (mark + source.text).encode()
    replace_file(Path(source.name), (mark + text).encode(), expected=before)


def _entries(
    outcome: Outcome, settings: Settings, name: str, found: list[_Found], reason: str
) -> Iterator[Mapping[str, Any]]:
    """
    Entries of the settings, one for each place, with every rule that speaks there.

    A line of JSON Lines without an id has none: what means it means the other lines as well.
    """
    directory = settings.directory or Path.cwd()
    lines = outcome.report.sources[name].format == "jsonl"
    rules: dict[tuple[str, str], dict[str, None]] = {}
    for diagnostic, request in found:
        named = request is not None and outcome.report.is_named(request)
        if lines and request is not None and not named:
            continue
        key = (
            request.id if named and request is not None else "",
            ("" if named or diagnostic.pointer is None else format_pointer(diagnostic.pointer)),
        )
        rules.setdefault(key, {})[diagnostic.rule] = None
    for (request_id, pointer), names in rules.items():
        entry: dict[str, Any] = {"files": [_pattern(path_in(directory, name))]}
        if request_id:
            entry["request"] = request_id
        if pointer:
            entry["pointer"] = pointer
        entry["rules"] = list(names)
        if reason:
            entry["reason"] = reason
        yield entry


def _pattern(path: str) -> str:
    """The pattern that means one file: signs that patterns read are taken as they stand."""
    return "/" + "".join(f"\\{sign}" if sign in "*?[]!#\\ " else sign for sign in path)


def _append(path: Path, entries: list[Mapping[str, Any]]) -> None:
    """Add entries to a settings file, which is made where there is none."""
    before = path.read_bytes() if path.exists() else b""
    newline = b"\r\n" if b"\r\n" in before else b"\n"
    table = "tool.lightmeter.suppress" if path.name == "pyproject.toml" else "suppress"
    parts = [
        f"[[{table}]]\n" + "".join(f"{key} = {write_toml(it)}\n" for key, it in entry.items())
        for entry in entries
    ]
    added = "\n".join(parts).encode().replace(b"\n", newline)
    if before and not before.endswith(b"\n"):
        before += newline
    gap = newline if before else b""
    kept = path.read_bytes() if path.exists() else None
    replace_file(path, before + gap + added)
    try:
        read_settings(path)
    except BaseException:
        # What is not known to be read back is taken back.
        if kept is not None:
            replace_file(path, kept)
        else:
            path.unlink()
        raise
