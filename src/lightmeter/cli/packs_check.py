"""`lightmeter packs check`: what is wrong with packs, before anybody uses them."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs
import click

from lightmeter.audit.audit import Audit, audit_pack
from lightmeter.audit.flaw import Flaw
from lightmeter.cli.colour import choose_style
from lightmeter.cli.completing import complete_packs
from lightmeter.cli.ending import DONE, FAILED, FOUND, say, write
from lightmeter.cli.error_data import error_data
from lightmeter.cli.options import color_option, date_option, format_option, further_option
from lightmeter.cli.pack_paths import NamedPack, find_packs
from lightmeter.diagnostic import Severity
from lightmeter.errors import LightmeterError, PackError
from lightmeter.estimate.words import count
from lightmeter.report.display import MAX_COLUMNS, show, wrap
from lightmeter.report.frame import Mark, render_frame
from lightmeter.report.json_text import write_json
from lightmeter.report.style import Style
from lightmeter.report.table import align

__all__ = ["packs_check"]

_INDENT = "  "


@attrs.frozen
class _Audited:
    """
    One pack and what was found.

    Attributes:
        named: As the user named it.
        audit: What was found; empty where it cannot be loaded.
        error: Why it cannot be loaded, or None.
    """

    named: NamedPack
    audit: Audit = attrs.field(factory=lambda: Audit(()))
    error: LightmeterError | None = None


@click.command("check")
@click.argument("paths", nargs=-1, metavar="[PATH]...", shell_complete=complete_packs)
@click.option("--strict", is_flag=True, help="Fail for warnings too.")
@further_option
@date_option("--as-of", text="The day that dates are held against; default today.")
@format_option("text", "json")
@color_option
def packs_check(
    paths: tuple[str, ...],
    packs: tuple[Path, ...],
    as_of: dt.date | None,
    form: str,
    color: str,
    *,
    strict: bool,
) -> int:
    """
    Prove packs, and look for what nobody meant.

    PATH is the id of a shipped pack, a pack file, or a directory of packs; without any, the
    packs of the project's settings and all shipped ones are checked.

    Beyond what is proven whenever a pack is loaded: rules that never fire or always do, cases that
    are never taken, named values that nothing reads; combinations without a price or with two,
    rates of zero, far off, or falling where the tier rises; sources and dates that cannot be;
    models that retire in favour of none that is left.

    Exits with 1 where an error is found, with 2 where a pack cannot be loaded.
    """
    today = as_of or dt.datetime.now(tz=dt.UTC).date()
    audited = [_audit(named, today) for named in find_packs(paths, packs)]
    write(_json(audited) if form == "json" else _text(audited, choose_style(color)))
    for one in audited:
        if one.error is not None and not isinstance(one.error, PackError):
            say(str(one.error))
    if any(one.error is not None for one in audited):
        return FAILED
    worst = Severity.WARNING if strict else Severity.ERROR
    found = any(it.severity.rank <= worst.rank for one in audited for it in one.audit.flaws)
    return FOUND if found else DONE


def _audit(named: NamedPack, today: dt.date) -> _Audited:
    if named.error is not None:
        return _Audited(named, error=named.error)
    try:
        return _Audited(named, audit_pack(named.shelf, named.pack, today))
    except LightmeterError as error:
        return _Audited(named, error=error)


# Showing ------------------------------------------------------------------------------------------


def _text(audited: Sequence[_Audited], style: Style) -> str:
    blocks = ["\n".join(it) for one in audited for it in _blocks(one, style)]
    rows = [(show(one.named.title), *_columns(one)) for one in audited if one.error is None]
    blocks += ["\n".join(align(rows))] if rows else []
    return "\n\n".join([*blocks, _closing(audited, style)]) + "\n"


def _blocks(one: _Audited, style: Style) -> Iterator[Iterator[str]]:
    if isinstance(one.error, PackError):
        yield _error(one.error, style)
    yield from (_flaw(it, style) for it in one.audit.flaws)


def _error(error: PackError, style: Style) -> Iterator[str]:
    """The one mistake for which a pack does not load."""
    severity = style.severity("error", Severity.ERROR)
    yield f"{severity}: {style.bold('does-not-load')}"
    hint = f"; did you mean {error.suggestion}?" if error.suggestion else ""
    for line in wrap(f"{error.reason}{hint}", MAX_COLUMNS - len(_INDENT)):
        yield f"{_INDENT}{line}"
    if error.name:
        numbers = "".join(f":{it}" for it in (error.line, error.column) if it is not None)
        arrow = style.frame(" -->")
        yield f"{arrow} {error.name}{numbers}"
    yield from error.excerpt.splitlines()


def _columns(one: _Audited) -> tuple[str, ...]:
    """What there was to prove."""
    audit = one.audit
    rules = count(audit.rules, "rule") if audit.rules else ""
    tried = audit.priced + audit.unpriced
    parts = [f"{audit.priced:,} priced"] if audit.priced else []
    parts += [f"{audit.unpriced:,} declined"] if audit.unpriced else []
    return (rules, f"{count(tried, 'combination')} of levers: {', '.join(parts)}" if tried else "")


def _flaw(flaw: Flaw, style: Style) -> Iterator[str]:
    severity = style.severity(str(flaw.severity), flaw.severity)
    yield f"{severity}: {style.bold(flaw.rule)}"
    for line in wrap(show(flaw.message), MAX_COLUMNS - len(_INDENT)):
        yield f"{_INDENT}{line}"
    span, width = flaw.span, 1
    place = flaw.file.name
    frame: list[str] = []
    if span is not None:
        place = f"{place}:{span.start.line}:{span.start.column}"
        mark = Mark(span, "", flaw.severity)
        width, frame = render_frame(flaw.file.document.source, [mark], style=style)
    arrow = style.frame(f"{'':{width}}-->")
    yield f"{arrow} {show(place)}"
    yield from frame
    for note in flaw.notes:
        yield f"{'':{width}} {style.frame('=')} {show(note)}"


def _closing(audited: Sequence[_Audited], style: Style) -> str:
    flaws = [it for one in audited for it in one.audit.flaws]
    counts = [(it, sum(flaw.severity is it for flaw in flaws)) for it in Severity]
    broken = sum(one.error is not None for one in audited)
    parts = [count(number, it.value) for it, number in counts if number]
    parts += [f"{broken} cannot be loaded"] if broken else []
    line = f"{count(len(audited), 'pack')}: {', '.join(parts) or 'no flaws'}"
    graver = [it for it, number in counts if number]
    if broken:
        return style.severity(line, Severity.ERROR)
    return style.severity(line, graver[0]) if graver else style.good(line)


def _json(audited: Sequence[_Audited]) -> str:
    outcomes = [_outcome(one) for one in audited]
    return write_json({"version": 1, "packs": outcomes}, indent=2) + "\n"


def _outcome(one: _Audited) -> Mapping[str, Any]:
    return {
        "id": one.named.pack,
        "overlay": one.named.overlay or None,
        "ok": one.error is None
        and all(it.severity is not Severity.ERROR for it in one.audit.flaws),
        "error": error_data(one.error),
        "rules": one.audit.rules,
        "combinations": {"priced": one.audit.priced, "declined": one.audit.unpriced},
        "flaws": [_flaw_data(it) for it in one.audit.flaws],
    }


def _flaw_data(flaw: Flaw) -> Mapping[str, Any]:
    span = flaw.span
    start = None if span is None else {"line": span.start.line, "column": span.start.column}
    end = None if span is None else {"line": span.end.line, "column": span.end.column}
    return {
        "rule": flaw.rule,
        "severity": str(flaw.severity),
        "message": flaw.message,
        "file": flaw.file.name,
        "start": start,
        "end": end,
        "notes": list(flaw.notes),
    }
