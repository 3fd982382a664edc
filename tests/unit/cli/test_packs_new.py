import datetime as dt
import re
from pathlib import Path

import pytest
import tomli
from click.testing import CliRunner, Result

from lightmeter.cli.main import main
from lightmeter.cli.overlay_starter import write_overlay
from lightmeter.cli.starter import write_pack
from lightmeter.packs.load import Shelf

DAY = dt.date(2026, 3, 4)


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every test works in a directory of its own."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["packs", *arguments])


def tried(path: str) -> str:
    """What `packs test` says of a pack that has nothing wrong with it; nor has `packs check`."""
    assert run("check", "--strict", path).exit_code == 0
    result = run("test", path)

    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


# A pack -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("pack", ("acme/picture", "acme/images/fast-2.0"))
def test_a_pack_passes_its_own_tests(here: Path, pack: str) -> None:
    """Without a note, once its golden results are written."""
    result = run("new", pack)
    path = f"{pack}.toml"

    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == (
        f"lightmeter: wrote {path}, a pack whose facts are made up\n"
        f"lightmeter: next, put yours in their place, and try it: lightmeter packs test {path}\n"
        f"lightmeter: then check requests with it: lightmeter check --pack {path} REQUEST\n"
    )
    assert "mutation score 100 %" in tried(path)
    run("test", "--update", path)
    assert tried(path).count("\n") == 1
    assert (here / path).is_file()


def test_a_pack_of_a_known_provider_extends_what_its_requests_have_in_common() -> None:
    assert run("new", "vidgo/mine", "--extends", "vidgo/provider").exit_code == 0

    assert "mutation score 100 %" in tried("vidgo/mine.toml")
    shelf = Shelf([Path("vidgo/mine.toml")], shipped=True)
    assert [it.pack.id for it in shelf.chain("vidgo/mine")] == ["vidgo/provider", "vidgo/mine"]
    assert shelf.packs_of("mine") == ("vidgo/mine",)


def test_the_places_of_examples_are_where_the_extended_pack_has_the_fields() -> None:
    text = write_pack("acme/x", DAY, extends="acme/provider", pointer="")

    assert '"draft-is-1k@/size"' in text
    assert "@/input" not in text
    assert "[request" not in text


def test_it_goes_into_a_directory_of_packs() -> None:
    run("new", "acme/one", "--directory", "some/packs")
    run("new", "acme/two", "--directory", "some/packs")

    assert Shelf([Path("some/packs")]).ids == ("acme/one", "acme/two")


def test_the_day_of_reading_is_today() -> None:
    data = tomli.loads(write_pack("acme/x", DAY))

    assert {source["read"] for source in data["sources"].values()} == {"2026-03-04"}


def test_every_part_of_the_format_is_there_in_its_order() -> None:
    text = write_pack("acme/x", DAY)
    tables = list(tomli.loads(text))

    assert [it for it in tables if it not in ("title", "source", "levers")] == [
        *("format", "id", "sources", "request", "models", "fields", "let", "rules", "billing"),
        "examples",
    ]
    headings = [line for line in text.splitlines() if re.fullmatch(r"# \w.* -{9,}", line)]
    assert [line.split()[1].strip(":") for line in headings] == [
        *("Sources", "Request", "Models", "Fields", "Named", "Rules", "Billing", "Examples")
    ]
    assert max(map(len, text.splitlines())) <= 100


def test_no_word_of_the_template_is_left() -> None:
    texts = [
        write_pack("acme/x", DAY),
        write_pack("acme/x", DAY, extends="acme/provider"),
        write_overlay(Shelf(), "acme/x", "vidgo/gpt-image-2", DAY),
    ]

    words = "PROVIDER|NAME|MODEL|FAST|TODAY|EXTENDS|AMENDS|@IN"
    assert [re.findall(words, text) for text in texts] == [[], [], []]


# An overlay ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("amends", Shelf().ids)
def test_an_overlay_changes_nothing_until_its_marks_are_off(here: Path, amends: str) -> None:
    """And fits what it amends once they are."""
    assert run("new", "acme/house", "--amends", amends).exit_code == 0
    path = here / "acme" / "house.toml"
    models = Shelf().models_in(amends)
    example = "1 example" if models else "no examples"
    assert example in tried("acme/house.toml")

    text = path.read_text("utf-8")
    # Headings begin with a capital, what is written in TOML does not.
    live = re.sub(r"^# (?=\[|[a-z]+ +=|[a-z]+ = )", "", text, flags=re.MULTILINE)
    path.write_text(live, "utf-8")
    shelf = Shelf(overlays=[path])
    if models:
        assert live.count("\n[") >= text.count("\n[") + 3
    for model in models or ("",):
        assert shelf.program(amends, model).overlays == ("acme/house",)


def test_an_overlay_speaks_of_the_pack_in_its_own_words() -> None:
    text = write_overlay(Shelf(), "acme/house", "vidgo/seedance-2", DAY)

    assert text.endswith(
        """
# A bound, tighter than the provider's or looser.
#
# [fields.duration]
# maximum = 15

# A rule, graver or milder: error, warning, info, or off. It needs no source.
#
# [rules.frames-exclude-references]
# severity = "error"

# A rate for video, in credits for each second: these cannot change.
#
# [[billing]]
# item = "video"
# rate = "1"

# What one of the credits is worth to you.
#
# [currencies.credits]
# usd = "0.005"

# A rule of your own, which then wants an example that makes it fire.
#
# [rules.needs-approval]
# severity = "info"
# when     = "has(prompt)"
# at       = "prompt"
# message  = "prompt is set; ask before you send it"

# Where an overlay amends a pack, its own examples are what is tried.

[[examples]]
name = "what has to stay as it is"
model = "seedance-2"
cost = "declined"
[examples.input]
prompt = "x"
resolution = "480p"
duration = 4
"""
    )


# What is refused ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "message"),
    (
        (["picture"], "picture is not a pack id: provider/name, of lower-case letters"),
        (["Acme/picture"], "Acme/picture is not a pack id"),
        (["../acme/picture"], "../acme/picture is not a pack id"),
        (["/acme/picture"], "/acme/picture is not a pack id"),
        (["vidgo/seedance-2"], "vidgo/seedance-2 is there already; choose another name, or amend"),
        (["acme/x", "--amends", "vidgo/seedance"], "did you mean vidgo/seedance-2?"),
        (["acme/x", "--extends", "vidgo/provder"], "did you mean vidgo/provider?"),
        (["acme/x", "--extends", "vidgo/seedance-2"], "vidgo/seedance-2 has models, fields"),
        (["acme/x", "--extends", "a/b", "--amends", "a/b"], "amends another or extends it"),
    ),
)
def test_what_makes_no_sense_is_refused(here: Path, arguments: list[str], message: str) -> None:
    result = run("new", *arguments)

    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr
    assert result.stderr.count("\n") == 1
    assert list(here.rglob("*")) == []


def test_nothing_is_overwritten(here: Path) -> None:
    path = here / "acme" / "x.toml"
    path.parent.mkdir()
    path.write_text("mine")
    result = run("new", "acme/x")

    assert result.exit_code == 2
    assert result.stderr == (
        "lightmeter: acme/x.toml is there already, and nothing is overwritten\n"
    )
    assert path.read_text() == "mine"


def test_a_place_that_cannot_be_written_is_one_line(here: Path) -> None:
    (here / "acme").touch()
    result = run("new", "acme/x")

    assert result.exit_code == 2
    assert result.stderr.startswith("lightmeter: acme/x.toml cannot be written: ")
    assert result.stderr.count("\n") == 1
