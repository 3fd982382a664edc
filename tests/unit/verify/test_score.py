from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import attrs
import pytest

from lightmeter.errors import PackError
from lightmeter.packs.load import Shelf
from lightmeter.verify.probes import Probe
from lightmeter.verify.score import Score, _Stock, breed_probes, score_pack, subject_of
from tests.unit.conftest import PackText, Put

OnShelf: TypeAlias = Callable[..., Shelf]

FIELDS = """
[fields.n]
type = "integer"
minimum = 1
maximum = 9
default = 1
"""
RULE = "[rules.few]\nseverity = 'warning'\nwhen = 'n > 5'\nat = 'n'\nmessage = 'm'\n"
# Eight mutants: bounds (1 -> 2 leaves the default out), default, severity, operator, number.
USABLE = 8


def example(name: str, members: str, more: str = "") -> str:
    return f"[[examples]]\nname = '{name}'\ninput = {members}\n{more}\n"


@pytest.fixture
def on_shelf(put: Put, pack_text: PackText, tmp_path: Path) -> OnShelf:
    """A shelf with one pack on it, and an overlay where one is given."""

    def make(body: str, overlay: str = "", **header: Any) -> Shelf:
        put("acme/video", pack_text(body, **header))
        if not overlay:
            return Shelf([tmp_path])
        path = tmp_path / "over.txt"
        top = 'source = "docs"\namends = "acme/video"'
        path.write_text(pack_text(overlay, pack="us/over", top=top, models=""), "utf-8")
        return Shelf([tmp_path], [path])

    return make


def survivors(score: Score) -> list[tuple[str, str]]:
    return [(it.place, it.change) for it in score.survivors]


def test_without_examples_nothing_is_noticed(on_shelf: OnShelf) -> None:
    score = score_pack(on_shelf(FIELDS + RULE), "acme/video", ())

    assert (score.killed, score.tried, score.refused, score.left_out) == (0, USABLE, 1, 0)
    assert score.percent == 0


def test_an_example_kills_what_it_would_not_hold_for(on_shelf: OnShelf) -> None:
    examples = example("nine", "{ n = 9 }", "expect = ['few']") + example("none", "{ n = 5 }")
    score = score_pack(on_shelf(FIELDS + RULE + examples), "acme/video", ())

    assert survivors(score) == [
        ("fields.n.minimum", "1 -> 0"),
        ("fields.n.maximum", "9 -> 10"),
        ("fields.n.default", "1 -> 2"),
        ("rules.few.severity", "warning -> error"),
        ("rules.few.when", "n > 5 -> n > 6"),
    ]
    assert (score.killed, score.percent) == (3, 37)


def test_an_example_that_cannot_be_tried_kills_nothing(on_shelf: OnShelf) -> None:
    broken = example("a", "{ n = 9 }", "model = 'gone'")
    broken += example("b", "{ n = 9 }", "fill = { 'n.x' = 3 }")

    assert score_pack(on_shelf(FIELDS + broken), "acme/video", ()).killed == 0
    assert score_pack(on_shelf(FIELDS + example("c", "{ n = 9 }")), "acme/video", ()).killed > 0


def test_golden_results_kill_the_rest(on_shelf: OnShelf) -> None:
    shelf = on_shelf(FIELDS + RULE)
    probes = breed_probes(shelf, "acme/video", ())

    assert score_pack(shelf, "acme/video", probes).percent == 100
    # Each is the only one that notices some mutant.
    for left_out in probes:
        rest = [it for it in probes if it is not left_out]
        assert score_pack(shelf, "acme/video", rest).percent < 100


def test_a_pack_without_anything_to_change_has_nothing_to_kill(on_shelf: OnShelf) -> None:
    for models in ("", "[models.video]"):
        score = score_pack(on_shelf("", models=models), "acme/video", ())

        assert (score.tried, score.percent) == (0, 100)
        assert breed_probes(on_shelf("", models=models), "acme/video", ()) == ()


def test_a_pack_that_cannot_be_loaded_has_no_score(on_shelf: OnShelf) -> None:
    shelf = on_shelf("[fields.n]\ntype = 'integer'\nminLength = 1")

    with pytest.raises(PackError):
        breed_probes(shelf, "acme/video", ())


@pytest.mark.parametrize(
    ("killed", "survived", "percent"), ((0, 0, 100), (19, 1, 95), (199, 1, 99), (0, 3, 0))
)
def test_a_score_is_rounded_down(
    on_shelf: OnShelf, killed: int, survived: int, percent: int
) -> None:
    some = score_pack(on_shelf(FIELDS), "acme/video", ()).survivors[:1]

    assert Score(killed, some * survived).percent == percent


def test_of_too_many_mutants_some_are_left_out(on_shelf: OnShelf) -> None:
    fields = "".join(f"[fields.f{it}]\ntype='array'\nmaxItems=9\nminItems=2\n" for it in range(501))
    stock = _Stock(on_shelf(fields), "acme/video")

    assert (len(stock.mutants), stock.left_out) == (1002, 1002)


# Breeding -----------------------------------------------------------------------------------------


def test_a_golden_result_says_which_entry_it_guards(on_shelf: OnShelf) -> None:
    probes = breed_probes(on_shelf(FIELDS + RULE), "acme/video", ())

    assert {it.guards for it in probes} <= {
        *("fields.n.minimum", "fields.n.maximum", "fields.n.default"),
        *("rules.few.severity", "rules.few.when"),
    }
    assert {"n": 10} in [it.body["input"] for it in probes]


def test_bred_again_they_stay_as_they_are(on_shelf: OnShelf) -> None:
    shelf = on_shelf(FIELDS + RULE)
    probes = breed_probes(shelf, "acme/video", ())
    again = breed_probes(shelf, "acme/video", probes)

    assert [attrs.astuple(it) for it in again] == [attrs.astuple(it) for it in probes]


def test_those_that_are_of_use_stay_when_the_pack_changes(on_shelf: OnShelf) -> None:
    probes = breed_probes(on_shelf(FIELDS + RULE), "acme/video", ())
    changed = on_shelf(FIELDS.replace("maximum = 9", "maximum = 12") + RULE)
    again = breed_probes(changed, "acme/video", probes)

    before = [it.body for it in probes]
    kept = [it for it in again if it.body in before]
    assert len(kept) >= len(probes) - 2
    # What came of them is recorded anew.
    assert score_pack(changed, "acme/video", again).percent == 100
    assert {"n": 13} in [it.body["input"] for it in again]


def test_one_of_a_model_that_is_gone_is_dropped(on_shelf: OnShelf) -> None:
    probe = Probe("fields.n.maximum", "gone", {"model": "gone", "input": {"n": 10}}, {})
    probes = breed_probes(on_shelf(FIELDS), "acme/video", [probe])

    assert {it.model for it in probes} == {"video"}


def test_what_one_model_changes_is_guarded_on_it(on_shelf: OnShelf) -> None:
    models = "[models.video]\n[models.fast]\nfields.n.maximum = 4"
    shelf = on_shelf(FIELDS, models=models)
    probes = breed_probes(shelf, "acme/video", ())

    guarded = {(it.guards, it.model) for it in probes}
    assert ("models.fast.fields.n.maximum", "fast") in guarded
    assert ("fields.n.maximum", "video") in guarded
    assert score_pack(shelf, "acme/video", probes).percent == 100


# Whose mutants ------------------------------------------------------------------------------------


def test_an_overlay_is_on_trial_alone(on_shelf: OnShelf) -> None:
    shelf = on_shelf(FIELDS + RULE, "[fields.n]\nmaximum = 8\n")
    score = score_pack(shelf, "acme/video", ())

    assert [it.file.name for it in score.survivors] == ["over.txt", "over.txt"]
    assert [it.pack.id for it in subject_of(shelf, "acme/video")] == ["us/over"]
    probes = breed_probes(shelf, "acme/video", ())
    assert [it.body["input"] for it in probes] == [{"n": 9}, {"n": 8}]


def test_an_heir_is_on_trial_with_all_that_it_extends(on_shelf: OnShelf, put: Put) -> None:
    shelf = on_shelf("[fields.n]\nmaximum = 8\n", top='source = "docs"\nextends = "acme/family"')
    put(
        "acme/family",
        'format = 1\nid = "acme/family"\nsource = "docs"\n[sources.docs]\ntitle = "a"\n' + FIELDS,
    )

    assert [it.pack.id for it in subject_of(shelf, "acme/video")] == ["acme/family", "acme/video"]
    score = score_pack(shelf, "acme/video", ())
    places = {(it.file.name, it.place) for it in score.survivors}
    assert ("acme/family.toml", "fields.n.minimum") in places
    assert ("acme/video.toml", "fields.n.maximum") in places
    # What the heir replaced can change in the parent without anybody noticing.
    probes = breed_probes(shelf, "acme/video", ())
    left = score_pack(shelf, "acme/video", probes)
    assert survivors(left) == [("fields.n.maximum", "9 -> 10"), ("fields.n.maximum", "9 -> 8")]
