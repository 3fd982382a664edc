import pytest

from lightmeter.diagnostic import Diagnostic, Edit, Fix, Severity
from lightmeter.document.source import from_text
from lightmeter.fix.choosing import Proposal, allowance, apart, documents_of, propose
from lightmeter.settings.model import FixSettings
from tests.unit.fix.conftest import CheckOf

SAFE = Diagnostic(
    "spelling", Severity.INFO, "m", pack="acme/video", fix=Fix(safe=True, description="d")
)
UNSAFE = Diagnostic(
    "enum", Severity.ERROR, "m", pack="acme/video", fix=Fix(safe=False, description="d")
)


@pytest.mark.parametrize(
    ("settings", "allowed"),
    (
        (FixSettings(), [SAFE]),
        (FixSettings(unsafe=True), [SAFE, UNSAFE]),
        (FixSettings(unsafe=True, fixable=("enum",)), [UNSAFE]),
        (FixSettings(unsafe=True, fixable=("acme",)), [SAFE, UNSAFE]),
        (FixSettings(fixable=("enum",)), []),
        (FixSettings(unsafe=True, unfixable=("acme/video/enum",)), [SAFE]),
        (FixSettings(unsafe=True, fixable=("all",), unfixable=("acme",)), []),
    ),
)
def test_settings_say_which_fixes_are_wanted(
    settings: FixSettings, allowed: list[Diagnostic]
) -> None:
    without = Diagnostic("enum", Severity.ERROR, "m")

    assert [it for it in (SAFE, UNSAFE, without) if allowance(settings)(it)] == allowed


def proposal(*edits: Edit) -> Proposal:
    return Proposal(((SAFE, 0),), edits, None, (), frozenset(), safe=True)


@pytest.mark.parametrize(
    ("edits", "kept"),
    (
        ([[Edit(0, 2, "")], [Edit(3, 4, "")]], [0, 1]),
        ([[Edit(0, 2, "")], [Edit(1, 4, "")]], [0]),
        # What touches is the same site: it cannot be told which stands first.
        ([[Edit(0, 2, "")], [Edit(2, 4, "")], [Edit(5, 6, "")]], [0, 2]),
        ([[Edit(2, 2, "a")], [Edit(2, 2, "b")]], [0]),
        ([[Edit(0, 9, "")], [Edit(4, 5, "")]], [0]),
        ([[Edit(4, 5, "")], [Edit(0, 9, "")]], [0]),
        # All edits of a fix or none.
        ([[Edit(4, 5, "")], [Edit(0, 1, ""), Edit(5, 6, "")], [Edit(0, 1, "")]], [0, 2]),
        ([[Edit(-1, 0, "")], [Edit(0, 1, "")], [Edit(1, 2, "")]], [0, 2]),
    ),
)
def test_of_fixes_that_overlap_or_touch_the_first_is_kept(
    edits: list[list[Edit]], kept: list[int]
) -> None:
    proposals = [proposal(*it) for it in edits]

    assert [proposals.index(it) for it in apart(proposals)] == kept


BATCH = """\
provider = "vidgo"
[defaults]
model = "seedream-5.0-lite"
input = { prompt = "x", size = "1024X1024" }
[[requests]]
[[requests]]
input.n = 2.0
"""


def test_a_fix_that_several_requests_ask_for_is_one(check_of: CheckOf) -> None:
    report = check_of()(BATCH.encode())
    (source,) = report.sources.values()
    found = propose(report, source, allowance(FixSettings()))

    assert [
        ([(it.rule, number) for it, number in one.diagnostics], sorted(one.requests))
        for one in found
    ] == [([("spelling", 0), ("spelling", 1)], [0, 1]), ([("decimal-integer", 1)], [1])]
    assert [BATCH[it.edits[0].start : it.edits[0].end] for it in found] == ['"1024X1024"', "2.0"]
    assert [len(set(it.keys)) for it in found] == [2, 1]


def test_what_is_said_of_another_text_is_not_mended_here(check_of: CheckOf) -> None:
    report = check_of()(BATCH.encode())
    elsewhere = from_text(BATCH, name="lightmeter.toml", format="toml")

    assert propose(report, elsewhere, allowance(FixSettings())) == []


@pytest.mark.parametrize(("name", "count"), (("x.toml", 0), ("x.json", 0), ("x.jsonl", 1)))
def test_of_a_text_that_cannot_be_read_only_lines_are_mended(
    check_of: CheckOf, name: str, count: int
) -> None:
    report = check_of(name)(b'\xef\xbb\xbf{"model": "x"\n')
    (source,) = report.sources.values()

    assert len(documents_of(source)) == 0
    # Of lines the byte order mark.
    assert len(propose(report, source, allowance(FixSettings()))) == count
