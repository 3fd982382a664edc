import json
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from lightmeter.cli.command_line import run_line as run_command
from lightmeter.cli.main import main

Schema: TypeAlias = Callable[..., Result]


pytestmark = pytest.mark.usefixtures("run")  # puts the pack there


@pytest.fixture
def schema(tmp_path: Path) -> Schema:
    """Print the schema of the pack at hand."""

    def command(*arguments: str) -> Result:
        packs = ("--pack", str(tmp_path / "packs"))
        return CliRunner().invoke(main, ["packs", "schema", *packs, *arguments])

    return command


def test_a_schema_is_data_and_nothing_else(schema: Schema) -> None:
    result = schema("acme/picture")

    assert result.exit_code == 0
    assert result.stderr == ""
    assert result.stdout.endswith("}\n")
    printed = json.loads(result.stdout)
    Draft202012Validator.check_schema(printed)
    assert printed["$id"] == "urn:lightmeter:acme/picture:payload"
    assert list(printed["$defs"]) == ["picture-1", "picture-2"]


def test_what_fits_stands_on_a_line(schema: Schema) -> None:
    assert '"enum": ["1K", "2K"],\n' in schema("acme/picture").stdout


@pytest.mark.parametrize(
    ("arguments", "name"),
    (
        (("--model", "picture-2"), "payload:picture-2"),
        (("--for", "payload"), "payload"),
        (("--for", "request-file"), "request-file"),
        (("--for", "request-file", "--model", "picture-1"), "request-file:picture-1"),
        (("--input", "--model", "picture-1"), "input:picture-1"),
    ),
)
def test_the_options_say_what_is_described(
    schema: Schema, arguments: tuple[str, ...], name: str
) -> None:
    printed = json.loads(schema("acme/picture", *arguments).stdout)

    assert printed["$id"] == f"urn:lightmeter:acme/picture:{name}"


def test_the_input_object_is_printed_alone(schema: Schema) -> None:
    printed = json.loads(schema("acme/picture", "--input", "--model", "picture-1").stdout)

    assert list(printed["properties"]) == ["prompt", "tier", "n"]
    assert [it["rule"] for it in printed["x-lightmeter-rules"]] == ["blank-2k"]


def test_an_input_that_all_models_share_needs_no_model() -> None:
    result = CliRunner().invoke(main, ["packs", "schema", "vidgo/seedance-2", "--input"])

    assert result.exit_code == 0
    assert "duration" in json.loads(result.stdout)["properties"]


def test_an_overlay_tightens_the_schema(schema: Schema, tmp_path: Path) -> None:
    overlay = tmp_path / "tight.toml"
    overlay.write_text(
        'format = 1\nid = "shop/tight"\namends = "acme/picture"\nsource = "ours"\n'
        '[sources.ours]\ntitle = "Ours"\nread = "2026-02-01"\n[fields.n]\nmaximum = 2\n'
    )

    printed = json.loads(
        schema("acme/picture", "--input", "--model", "picture-1", "--overlay", str(overlay)).stdout
    )
    assert printed["properties"]["n"]["maximum"] == 2
    assert "amended by shop/tight" in printed["description"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    (
        (("acme/pictures",), "there is no pack acme/pictures; did you mean acme/picture?"),
        (("picture-1",), "there is no pack picture-1; did you mean acme/picture?"),
        (("zzz",), "there is no pack zzz"),
        (
            ("acme/picture", "--model", "picture1"),
            (
                "acme/picture has no model picture1; it has picture-1, picture-2; did you mean"
                " picture-1?"
            ),
        ),
        (
            ("acme/picture", "--input"),
            "the inputs of picture-1, picture-2 differ; say which with --model",
        ),
        (
            ("acme/picture", "--input", "--for", "request-file"),
            "--input prints the input object alone, which is in both; leave --for out",
        ),
        (
            ("vidgo/provider",),
            "vidgo/provider has no models; it is there to be extended or to amend another",
        ),
    ),
)
def test_what_cannot_be_printed_is_said_in_a_line(
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    message: str,
) -> None:
    packs = ("--pack", str(tmp_path / "packs"))

    code = run_command(main, ["packs", "schema", *packs, *arguments])
    captured = capfd.readouterr()
    assert (code, captured.out) == (2, "")
    assert captured.err == f"lightmeter: {message}\n"


def test_members_beside_the_model_are_no_input_object(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    pack = tmp_path / "acme" / "flat.toml"
    pack.parent.mkdir()
    pack.write_text('format = 1\nid = "acme/flat"\n[request]\ninput = ""\n[models.flat]\n')

    code = run_command(main, ["packs", "schema", "acme/flat", "--input", "--pack", str(tmp_path)])
    assert code == 2
    assert capfd.readouterr().err == (
        "lightmeter: acme/flat has no input object: its members stand beside the model\n"
    )
