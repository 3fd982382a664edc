"""A comparison of costs in Markdown: for a comment on a pull request."""

from collections.abc import Iterator, Sequence

from lightmeter.diagnostic import Severity
from lightmeter.difference.bounds import ZERO
from lightmeter.difference.comparison import Comparison
from lightmeter.difference.effects import Change
from lightmeter.difference.news import Told
from lightmeter.difference.totals import DifferenceTotal, add_up
from lightmeter.estimate.words import count, show_money
from lightmeter.report.cells import MARKS, Room, code, fitted_table, named, plain
from lightmeter.report.difference_headline import headline
from lightmeter.report.difference_words import (
    difference_veil,
    news,
    request_name,
    request_place,
    show_difference,
    show_model,
    show_paid,
    unchanged,
    why_changed,
)
from lightmeter.report.display import show
from lightmeter.report.naming import place_of
from lightmeter.report.signed_amounts import show_partly, show_share
from lightmeter.report.style import PLAIN, Style
from lightmeter.report.veil import Veil

__all__ = ["MAX_BYTES", "render"]

MAX_BYTES = 60_000
"""A little less than the 65,536 characters that GitHub takes of a comment."""

# For headings, sentences and the words that say how much is left out.
_KEPT_BYTES = 6_000
_OF_TOTALS = ("Provider", "Old", "New", "Change", "Requests", "Rates", "Not split")
_OF_FILES = ("File", "Old", "New", "Change")
_OF_REQUESTS = ("Request", "Model", "Old", "New", "Change", "Why")


def render(comparison: Comparison, style: Style = PLAIN) -> str:
    """
    Write what a change costs, what is newly wrong, and folded what each request does.

    The gravest comes first and is the last to be left out where there is no room for everything.
    """
    del style
    veil = difference_veil(comparison)
    room = Room(MAX_BYTES - _KEPT_BYTES)
    told = [it for it in news(comparison, veil) if it.new]
    blocks = [
        _headline(comparison, told),
        *(_news(told, severity, room, veil) for severity in (Severity.ERROR, Severity.WARNING)),
        _totals(comparison, room),
        _files(comparison, room, veil),
        _requests(comparison, room, veil),
        _rest(comparison),
    ]
    texts = ("\n".join(block).rstrip("\n") for block in blocks)
    return "\n\n".join(text for text in texts if text) + "\n"


def _headline(comparison: Comparison, told: Sequence[Told]) -> Iterator[str]:
    worst = next(
        (it for it in Severity if any(new.diagnostic.severity is it for new in told)), None
    )
    if worst is None:
        # What was wrong before is wrong still, and where nothing was read nothing is well.
        worst = None if comparison.new.sound else Severity.ERROR
    well = "🟢" if comparison.changes else "⚪"
    yield f"## {well if worst is None else MARKS[worst]} lightmeter"
    yield ""
    yield "<br>".join(f"**{plain(show(line))}**" for line in headline(comparison))


def _news(told: Sequence[Told], severity: Severity, room: Room, veil: Veil) -> Iterator[str]:
    rows = [
        (
            named(place_of(it.diagnostic), show(it.request.id) if it.request else "", veil),
            code(it.diagnostic.name),
            plain(show(veil(it.diagnostic.message))),
        )
        for it in told
        if it.diagnostic.severity is severity
    ]
    if rows:
        yield f"### {MARKS[severity]} {count(len(rows), f'new {severity}')}"
        yield ""
        yield from fitted_table(("Place", "Rule", "Message"), rows, room, number=len(rows))


def _totals(comparison: Comparison, room: Room) -> Iterator[str]:
    rows = [_total(it) for it in comparison.totals]
    if rows:
        yield from fitted_table(_OF_TOTALS, rows, room, number=len(rows))


def _total(it: DifferenceTotal) -> tuple[str, ...]:
    requests = show_partly(it.request, it.known.request, it.currency)
    cells = (
        show(it.provider),
        show_money(it.old.minimum, it.old.maximum, it.currency),
        show_money(it.new.minimum, it.new.maximum, it.currency),
        show_partly(it.difference, it.known.difference, it.currency),
        requests + show_share(it.growth, it.base, it.currency),
        show_partly(it.rates, it.known.rates, it.currency),
        "" if it.unsplit == ZERO else show_partly(it.unsplit, it.known.unsplit, it.currency),
    )
    return tuple(map(plain, cells))


def _files(comparison: Comparison, room: Room, veil: Veil) -> Iterator[str]:
    """What each file comes to before and after, where there are several."""
    files: dict[str, list[Change]] = {}
    for it in comparison.changes:
        side = it.new or it.old
        assert side is not None
        files.setdefault(side.key and side.source, []).append(it)
    if len(files) < 2:
        return
    rows = [
        (
            named(show(name), "", veil),
            plain(show_money(it.old.minimum, it.old.maximum, it.currency)),
            plain(show_money(it.new.minimum, it.new.maximum, it.currency)),
            plain(show_partly(it.difference, it.known.difference, it.currency)),
        )
        for name, changes in files.items()
        if not all(it.still for it in changes)
        for it in add_up(changes)
    ]
    if rows:
        yield from fitted_table(_OF_FILES, rows, room, number=len(rows))


def _requests(comparison: Comparison, room: Room, veil: Veil) -> Iterator[str]:
    changes = [it for it in comparison.changes if not it.still]
    if not changes:
        return
    rows = [
        (
            named(show(request_place(it)), show(request_name(it)), veil),
            plain(veil(show(show_model(it)))),
            plain(show_paid(it.old, "added")),
            plain(show_paid(it.new, "removed")),
            plain(show_difference(it)),
            "<br>".join(plain(veil(show(reason))) for reason in why_changed(it)),
        )
        for it in changes
    ]
    yield f"<details><summary>{count(len(rows), 'request')} changed</summary>"
    yield ""
    yield from fitted_table(_OF_REQUESTS, rows, room, number=len(rows))
    yield "</details>"


def _rest(comparison: Comparison) -> Iterator[str]:
    lines = [plain(show(line)) for line in unchanged(comparison)]
    if lines:
        yield "; ".join(lines)
