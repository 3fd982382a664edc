"""What the project promises of its packs, and that a pack which breaks it is found out."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from lightmeter.cli.main import main
from lightmeter.packs.load import Shelf
from lightmeter.packs.places import shipped_directory
from lightmeter.verify.probes import probe_path, read_probes, write_probes
from lightmeter.verify.score import breed_probes

SHELF = Shelf()
CONCRETE = tuple(dict.fromkeys(pack for pack, _ in SHELF.models()))
GPT = "vidgo/gpt-image-2"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["packs", *map(str, arguments)])


@pytest.fixture(scope="module")
def outcomes() -> dict[str, Any]:
    """What `packs test` says of every shipped pack, mutants included: the one run of them all."""
    result = run("test", "--format", "json")

    assert result.exit_code == 0, result.output
    found = {it["id"]: it for it in json.loads(result.stdout)["packs"]}
    assert set(found) == set(SHELF.ids)
    return found


def test_packs_check_finds_no_flaw_in_any_shipped_pack() -> None:
    result = run("check", "--strict")

    assert result.exit_code == 0, result.stdout
    assert result.stdout.endswith(f"\n\n{len(SHELF.ids)} packs: no flaws\n")
    assert len(SHELF.ids) >= 8


@pytest.mark.parametrize("pack", CONCRETE)
def test_every_pack_has_golden_results_which_hold(outcomes: dict[str, Any], pack: str) -> None:
    assert outcomes[pack]["golden"] > 15
    assert outcomes[pack]["failures"] == []


@pytest.mark.parametrize("pack", CONCRETE)
def test_of_a_hundred_small_mistakes_in_a_pack_95_are_noticed(
    outcomes: dict[str, Any], pack: str
) -> None:
    mutants = outcomes[pack]["mutants"]

    assert mutants["killed"] > 30
    assert mutants["left_out"] == 0
    assert mutants["percent"] >= 95, mutants["survivors"]


def test_no_golden_results_lie_beside_a_pack_that_is_not_there() -> None:
    found = sorted(shipped_directory().rglob("*.jsonl"))

    assert found == sorted(probe_path(SHELF.path(pack)) for pack in CONCRETE)


@pytest.mark.parametrize("pack", ("vidgo/seedance-2", "vidgo/seedream-5.0-lite"))
def test_golden_results_bred_anew_are_those_that_lie_there(pack: str) -> None:
    path = probe_path(SHELF.path(pack))
    known = read_probes(path, path.name)

    assert write_probes(breed_probes(SHELF, pack, known)) == path.read_text("utf-8")


# A pack that is wrong -----------------------------------------------------------------------------

Spoil = Callable[[str, str], Path]


@pytest.fixture
def spoil(tmp_path: Path) -> Spoil:
    """A copy of GPT Image 2's pack with one change, its golden results beside it."""

    def make(before: str, after: str) -> Path:
        for name in (f"{GPT}.toml", f"{GPT}.probes.jsonl", "vidgo/provider.toml"):
            path = tmp_path / name
            path.parent.mkdir(exist_ok=True)
            path.write_bytes((shipped_directory() / name).read_bytes())
        path = tmp_path / f"{GPT}.toml"
        # The examples are left out: golden results alone have to notice.
        text = path.read_text("utf-8").partition("\n[[examples]]")[0] + "\n"
        assert text.count(before) == 1
        path.write_text(text.replace(before, after), "utf-8")
        return path

    return make


def differences(result: Result) -> list[str]:
    """What is said of the golden results that no longer hold."""
    return [line for line in result.stdout.splitlines() if line.startswith("    ")]


def test_a_pack_that_was_not_spoilt_holds(spoil: Spoil) -> None:
    result = run("test", spoil("maxLength = 4000", "maxLength = 4_000"), "--quick")

    assert differences(result) == []
    assert "failed" not in result.stdout


@pytest.mark.parametrize(
    ("before", "after", "guarded", "said"),
    (
        (
            "maxLength = 4000",
            "maxLength = 4001",
            "fields.prompt.maxLength",
            "    found: was error max-length@/input/prompt, is nothing",
        ),
        (
            "maxLength = 4000",
            "maxLength = 3999",
            "fields.prompt.maxLength",
            "    found: was nothing, is error max-length@/input/prompt",
        ),
        (
            '"4:5", ',
            "",
            "fields.size.enum[6]",
            "    found: was nothing, is error enum@/input/size",
        ),
        ("4K = 48 }", "4K = 49 }", "let.credits.high.4K", '    cost: was "48", is "49"'),
    ),
)
def test_a_bound_that_changes_shows_old_and_new(
    spoil: Spoil, before: str, after: str, guarded: str, said: str
) -> None:
    result = run("test", spoil(before, after), "--quick")

    assert result.exit_code == 1
    assert f": {guarded}" in result.stdout
    assert said in differences(result)
    assert "if the changes are meant, lightmeter packs test --update writes them down" in (
        result.stdout
    )
