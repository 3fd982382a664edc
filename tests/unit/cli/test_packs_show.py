import json
from collections.abc import Callable
from pathlib import Path

import pytest
import tomli
from click.testing import CliRunner, Result

from lightmeter.cli.main import main

Run = Callable[..., Result]


@pytest.fixture
def show(run: Run, tmp_path: Path) -> Run:
    """Run `packs show` with the pack of a few lines."""

    def command(*arguments: str, overlay: bool = False) -> Result:
        run("models")
        options = ["--pack", str(tmp_path / "packs")]
        if overlay:
            options += ["--overlay", str(tmp_path / "packs" / "overlay.txt")]
        return CliRunner().invoke(main, ["packs", "show", *arguments, *options])

    return command


def test_the_first_model_is_shown_and_the_others_are_named(show: Run) -> None:
    result = show("acme/picture")

    assert result.exit_code == 0
    assert tomli.loads(result.stdout)["fields"]["n"]["maximum"] == 4
    assert "unsupported" not in result.stdout.partition("[fields]")[2]
    assert result.stderr == (
        "lightmeter: this is picture-1, the first model of acme/picture; --model shows another:"
        " picture-2\n"
    )


def test_another_model(show: Run) -> None:
    result = show("acme/picture", "--model", "picture-2")

    assert (result.exit_code, result.stderr) == (0, "")
    assert tomli.loads(result.stdout)["fields"]["n"]["unsupported"] == "picture-2 returns one image"


def test_an_overlay_shows_what_it_replaced(show: Run) -> None:
    """It stands for the pack that it amends."""
    shown = show("acme/picture", "--model", "picture-1", overlay=True)

    assert '= "0.05"' in shown.stdout
    assert "# overlay.txt:12, was [{ when = 'tier == \"1K\"'" in shown.stdout
    assert show("shop/picture", "--model", "picture-1", overlay=True).stdout == shown.stdout


def test_json(show: Run) -> None:
    document = json.loads(show("acme/picture", "--format", "json").stdout)

    assert (document["version"], document["pack"], document["model"]) == (
        1,
        "acme/picture",
        "picture-1",
    )
    assert document["layers"] == ["acme/picture"]


def test_a_pack_without_models_shows_what_others_inherit() -> None:
    result = CliRunner().invoke(main, ["packs", "show", "vidgo/provider"])

    assert result.exit_code == 0
    assert tomli.loads(result.stdout)["request"]["method"] == "POST"
    assert result.stderr == (
        "lightmeter: vidgo/provider has no models of its own; this is what others inherit\n"
    )


def test_the_generated_python(show: Run) -> None:
    result = show("acme/picture", "--source", "--model", "picture-1")

    assert result.exit_code == 0
    assert "\ndef judge(body, headers):\n" in result.stdout
    compile(result.stdout, "shown", "exec")


@pytest.mark.parametrize(
    ("arguments", "message"),
    (
        (["acme/pictur"], "there is no pack acme/pictur; did you mean acme/picture?"),
        (
            ["acme/picture", "--model", "picture-3"],
            "acme/picture has no model picture-3; did you mean picture-2?",
        ),
        (
            ["acme/picture", "--source", "--format", "json"],
            "--source shows Python; leave --format out",
        ),
    ),
)
def test_what_cannot_be_shown(show: Run, arguments: list[str], message: str) -> None:
    result = show(*arguments)

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"lightmeter: {message}\n"


def test_a_file_is_named_with_an_option(show: Run, tmp_path: Path) -> None:
    path = str(tmp_path / "packs" / "acme" / "picture.toml")

    result = show(path)

    assert result.exit_code == 2
    assert f"add --pack {path}" in result.stderr
