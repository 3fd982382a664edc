"""Shipped packs as they were prepared: the same as what their files say, or not believed."""

import json
import pickle
import shutil
import sys
from collections.abc import Callable, Iterator
from importlib.machinery import SourceFileLoader
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any

import attrs
import pytest

from lightmeter.judge.generate import generate_judge, generate_source
from lightmeter.judge.making import make_judge
from lightmeter.judge.prepare import prepare, prepare_all
from lightmeter.packs.load import Shelf
from lightmeter.packs.places import shipped_directory
from lightmeter.packs.prepared import file_name, judge_name, read_prepared
from lightmeter.packs.program import Program
from lightmeter.packs.stored import StoreError, store, unstore

MODELS = [
    (pack, number, model)
    for pack in Shelf().ids
    for number, model in enumerate(Shelf().models_in(pack) or ("",))
]
PACK, MODEL = "vidgo/gpt-image-2", "gpt-image-2"


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All shipped packs, prepared."""
    directory = tmp_path_factory.mktemp("prepared")
    prepare_all(directory)
    return directory


@pytest.fixture
def rules(tmp_path: Path) -> dict[str, Path]:
    """A copy of the shipped files, by id."""
    shutil.copytree(shipped_directory(), tmp_path / "rules")
    return {pack: tmp_path / "rules" / f"{pack}.toml" for pack in Shelf().ids}


@pytest.fixture
def read(prepared: Path, rules: dict[str, Path]) -> Callable[[], Program | None]:
    """Read one model of the copied files."""
    return lambda: read_prepared(prepared, PACK, MODEL, 0, rules)


def requests(pack: str) -> Iterator[dict[str, Any]]:
    """The bodies of a pack's examples."""
    for example in Shelf().file(pack).pack.examples:
        model = example.model or Shelf().models_in(pack)[0]
        yield dict(example.body or {"model": model, "input": dict(example.input or {})})


def _without_last_part(text: str) -> str:
    """As if a program had fewer parts when it was stored."""
    data = json.loads(text)
    program = next(it for it in data["objects"] if it[0] == 0)
    program.pop()
    return json.dumps(data)


def test_every_shipped_model_is_prepared(prepared: Path) -> None:
    files = {it.relative_to(prepared).as_posix() for it in prepared.rglob("*.json")}
    judges = {it.relative_to(prepared).as_posix() for it in prepared.rglob("*.py")}

    assert len(MODELS) > 8
    assert files == {file_name(pack, number) for pack, number, _ in MODELS}
    assert {it.rpartition("-")[0] for it in judges} == {it.removesuffix(".json") for it in files}


@pytest.mark.parametrize(("pack", "number", "model"), MODELS)
def test_what_was_prepared_is_what_was_proven(
    prepared: Path, pack: str, number: int, model: str
) -> None:
    """All of it: trees, messages, the source of the judge, and what is one object stays one."""
    shelf = Shelf(prepared=prepared)
    written = json.loads((prepared / file_name(pack, number)).read_text("utf-8"))

    program = shelf.program(pack, model)

    assert program.prepared is not None
    path, constants = program.prepared
    name = Path(path).relative_to(prepared).as_posix()
    again = store((program, name, constants))
    assert again == {key: written[key] for key in ("root", "objects")}
    assert name == judge_name(pack, number, Path(path).read_text("utf-8"))
    assert prepare(Shelf(prepared=None), pack, model, number) == prepare(shelf, pack, model, number)


@pytest.mark.parametrize("pack", sorted({pack for pack, _, model in MODELS if model}))
def test_a_prepared_judge_judges_as_a_generated_one(prepared: Path, pack: str) -> None:
    shelf, published = Shelf(prepared=prepared), Shelf(prepared=None)
    judges = {
        model: (make_judge(shelf.program(pack, model)), published.program(pack, model))
        for model in shelf.models_in(pack)
    }
    bodies = list(requests(pack))

    assert len(bodies) > 3
    for model, (judge, proven) in judges.items():
        theirs = generate_judge(proven)
        for body in bodies:
            assert judge(body, None) == theirs(body, None)
        assert generate_source(shelf.program(pack, model))[0] == generate_source(proven)[0]


def test_a_prepared_judge_is_compiled_once(prepared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Python keeps it, as it keeps a module; a wheel is compiled where it is installed."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    program = Shelf(prepared=prepared).program(PACK, MODEL)
    assert program.prepared is not None
    kept = Path(cache_from_source(program.prepared[0]))

    make_judge(program)

    assert kept.is_file()
    monkeypatch.setattr(SourceFileLoader, "source_to_code", None)
    assert callable(make_judge(program))


def test_a_judge_that_is_not_there_is_made_anew(
    prepared: Path, rules: dict[str, Path], tmp_path: Path
) -> None:
    """As for a program that came from a machine on which lightmeter lies elsewhere."""
    name = file_name(PACK, 0)
    (tmp_path / name).parent.mkdir()
    shutil.copy(prepared / name, tmp_path / name)

    program = read_prepared(tmp_path, PACK, MODEL, 0, rules)

    assert program is not None
    for body in requests(PACK):
        assert make_judge(program)(body, None) == generate_judge(program)(body, None)


@pytest.mark.parametrize("damage", ("", "accepts = None\n", "judge(\n", "\0", "1 / []\n"))
def test_a_judge_that_is_broken_is_made_anew(
    prepared: Path, rules: dict[str, Path], tmp_path: Path, damage: str
) -> None:
    shutil.copytree(prepared / "vidgo", tmp_path / "vidgo")
    (judge,) = tmp_path.glob(f"{PACK}.0-*.py")
    judge.write_text(damage, "utf-8")

    program = read_prepared(tmp_path, PACK, MODEL, 0, rules)

    assert program is not None
    for body in requests(PACK):
        assert make_judge(program)(body, None) == generate_judge(program)(body, None)


def test_files_that_are_alike_are_not_read_anew(read: Callable[[], Program | None]) -> None:
    program = read()

    assert program is not None
    assert (program.pack, program.model) == (PACK, MODEL)


@pytest.mark.parametrize("changed", (PACK, "vidgo/provider"))
def test_one_changed_character_is_noticed(
    read: Callable[[], Program | None], rules: dict[str, Path], changed: str
) -> None:
    """The size of the file stays the same."""
    text = rules[changed].read_text("utf-8")
    rules[changed].write_text(text.replace("e", "f", 1), "utf-8")

    assert len(text) > 100
    assert read() is None


def test_a_file_that_is_gone_is_noticed(
    read: Callable[[], Program | None], rules: dict[str, Path]
) -> None:
    rules["vidgo/provider"].unlink()

    assert read() is None


@pytest.mark.parametrize(
    "damage",
    (
        lambda _: "",
        lambda text: text[: len(text) // 2],
        lambda _: "[]",
        lambda _: "{}",
        lambda text: text.replace('"model":"gpt-image-2"', '"model":"gpt-image-3"', 1),
        _without_last_part,
        lambda text: text.replace('"root":[', '"root":[9999999', 1),
    ),
)
def test_what_is_broken_is_left_aside(
    prepared: Path, rules: dict[str, Path], tmp_path: Path, damage: Callable[[str], str]
) -> None:
    name = file_name(PACK, 0)
    text = (prepared / name).read_text("utf-8")
    (tmp_path / name).parent.mkdir()
    (tmp_path / name).write_text(damage(text), "utf-8")

    assert read_prepared(tmp_path, PACK, MODEL, 0, rules) is None


def test_an_overlay_has_everything_read(prepared: Path, tmp_path: Path) -> None:
    overlay = tmp_path / "ours.toml"
    overlay.write_text(
        'format = 1\nid = "ours/prices"\namends = "vidgo/gpt-image-2"\n'
        '[fields.prompt]\nmaxLength = 100\nsource = "us"\n[sources.us]\ntitle = "Us"\n',
        "utf-8",
    )

    plain = Shelf(prepared=prepared)
    amended = Shelf(None, [overlay], prepared=prepared)

    assert plain.program(PACK, MODEL).prepared is not None
    assert amended.program(PACK, MODEL).prepared is None
    assert amended.published.program(PACK, MODEL).prepared is not None


def test_a_pack_of_ones_own_is_always_read(prepared: Path, rules: dict[str, Path]) -> None:
    own = Shelf([rules[PACK], rules["vidgo/provider"]], prepared=prepared)

    assert own.program(PACK, MODEL).prepared is None


def test_a_changed_program_has_no_judge_of_before(prepared: Path) -> None:
    program = Shelf(prepared=prepared).program(PACK, MODEL)

    assert attrs.evolve(program, rules=()).prepared is None


def test_a_prepared_program_can_leave_the_process(prepared: Path) -> None:
    program = Shelf(prepared=prepared).program(PACK, MODEL)

    copy = pickle.loads(pickle.dumps(program))  # noqa: S301

    assert store(copy) == store(program)


def test_what_is_of_no_known_kind_is_not_stored() -> None:
    with pytest.raises(StoreError, match="cannot be stored"):
        store(object())


def test_nothing_else_can_be_made() -> None:
    """What is stored names classes by their number in a list of ours."""
    with pytest.raises((StoreError, LookupError)):
        unstore({"root": [0], "objects": [[999, "x"]]})
    with pytest.raises((StoreError, LookupError)):
        unstore({"root": [0], "objects": [["os.system", "x"]]})
