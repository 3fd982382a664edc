"""The engine of TOML editors understands the exported schemas: taplo, run as it is."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, TypeAlias

import pytest
import tomli_w
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from lightmeter import Checker
from lightmeter.cli.main import main
from lightmeter.packs.load import Shelf
from tests.property.dice import Dice

TAPLO = Path(sys.executable).parent / ("taplo.exe" if sys.platform == "win32" else "taplo")
EXAMPLES = Path(__file__).resolve().parents[2] / "examples"

pytestmark = pytest.mark.skipif(
    not TAPLO.exists(), reason="taplo has no wheel for this platform, so it is not installed"
)

Outcome: TypeAlias = tuple[bool, str]


def lint(file: Path, *options: str) -> Outcome:
    """Whether taplo accepts a file, and what it says."""
    command: list[str | Path] = [
        TAPLO,
        "lint",
        "--no-auto-config",
        "--colors",
        "never",
        *options,
        file,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    return done.returncode == 0, done.stderr + done.stdout


def export(file: Path, pack: str, *options: str) -> str:
    """Write the schema of a pack as a user would; its URL."""
    result = CliRunner().invoke(main, ["packs", "schema", pack, *options])
    assert result.exit_code == 0
    file.write_text(result.stdout, encoding="utf-8")
    return file.as_uri()


@pytest.fixture
def write(tmp_path: Path) -> Any:
    """Write a TOML file beside the schema of its requests."""
    export(tmp_path / "a.schema.json", "vidgo/gpt-image-2", "--for", "request-file")

    def run(text: str) -> Path:
        file = tmp_path / "shots.toml"
        file.write_text(text, encoding="utf-8")
        return file

    return run


REQUEST = """\
#:schema ./a.schema.json
provider = "vidgo"
id = "chair"
model = "gpt-image-2"
callback_url = "https://example.com/done"

[input]
prompt = "One red chair"
size = "2304x1536"
resolution = "2K"
"""

BATCH = """\
#:schema ./a.schema.json
provider = "vidgo"

[defaults]
model = "gpt-image-2"

[defaults.input]
quality = "high"

[[requests]]
id = "espresso"
[requests.input]
prompt = "A silver espresso machine on white"
size = "16:9"
resolution = "4K"

[[requests]]
id = "banner"
model = "gpt-image-2-edit"
[requests.input]
prompt = "A banner"
image_urls = ["https://example.com/a.png"]
"""


@pytest.mark.parametrize("text", (REQUEST, BATCH), ids=("request", "batch"))
def test_good_requests_pass(write: Any, text: str) -> None:
    accepted, said = lint(write(text))

    assert accepted, said
    assert Checker().check_text(text, format="toml").ok


@pytest.mark.parametrize(
    ("text", "right", "wrong", "told"),
    (
        (REQUEST, '"2K"', '"8K"', "10:14\n"),
        (REQUEST, '"2304x1536"', '"2304 x 1536"', "9:8\n"),
        (REQUEST, 'prompt = "One red chair"', "", '"prompt" is a required property'),
        (REQUEST, 'model = "gpt-image-2"', "", '"model" is a required property'),
        (REQUEST, "https://example.com/done", "example.com/done", "5:16\n"),
        (REQUEST, 'resolution = "2K"', "n = 2", "10:5\n"),
        (REQUEST, 'id = "chair"', "id = true", "3:6\n"),
        (BATCH, '"high"', '"best"', "8:11\n"),
        (BATCH, '"4K"', '"8K"', "15:14\n"),
        (BATCH, 'prompt = "A banner"', "", '"prompt" is a required property'),
        (BATCH, 'image_urls = ["https://example.com/a.png"]', "", '"image_urls" is a required'),
        (BATCH, "[defaults]", "[default]", "('default' was unexpected)"),
    ),
)  # fmt: skip
def test_a_mistake_is_refused_where_it_stands(
    write: Any, text: str, right: str, wrong: str, told: str
) -> None:
    """It is shown at its line and column, or the member that is missing is named."""
    assert right in text
    bad = text.replace(right, wrong, 1)
    accepted, said = lint(write(bad))

    assert not accepted
    assert told in said
    assert not Checker().check_text(bad, format="toml").ok


def test_a_file_may_name_its_schema_in_a_member(write: Any) -> None:
    text = REQUEST.replace("#:schema ./a.schema.json", '"$schema" = "./a.schema.json"')

    assert lint(write(text))[0]
    assert not lint(write(text.replace('"2K"', '"8K"')))[0]
    assert Checker().check_text(text, format="toml").diagnostics == ()


@pytest.mark.parametrize("pack", [it for it in Shelf().ids if Shelf().models_in(it)])
def test_the_examples_that_are_accepted_pass(pack: str, tmp_path: Path) -> None:
    """Whatever the pack: requests for other models are none of its business."""
    url = export(tmp_path / "a.schema.json", pack, "--for", "request-file")
    checker, tried = Checker(), 0
    for example in sorted(EXAMPLES.glob("*.toml")):
        if checker.check_text(example.read_text("utf-8"), format="toml").ok:
            accepted, said = lint(example, "--schema", url)
            assert accepted, said
            tried += 1
    assert tried > 2


def sayable(value: Any) -> bool:
    """Whether TOML has a word for it: no null, and no integer beyond 64 bits."""
    if isinstance(value, dict):
        return all(map(sayable, value.values()))
    if isinstance(value, list):
        return all(map(sayable, value))
    return value is not None and (not isinstance(value, int) or abs(value) < 2**63)


@pytest.mark.parametrize("pack", ("poyo/seedream-5.0-lite", "vidgo/seedance-2"))
def test_an_old_engine_understands_what_a_new_one_does(pack: str, tmp_path: Path) -> None:
    """The drafts that taplo knows end before 2020-12; the schemas keep to what all have."""
    url = export(tmp_path / "a.schema.json", pack, "--for", "request-file")
    schema = Draft202012Validator(json.loads((tmp_path / "a.schema.json").read_text("utf-8")))
    shelf = Shelf()
    programs = [shelf.program(pack, model) for model in shelf.models_in(pack)]
    dice = Dice(pack)

    outcomes = []
    for number in range(60):
        batch = dice.batch(programs[0], programs[1:])
        document = batch if number % 2 else dice.request(programs[0])
        if not sayable(document):
            continue
        file = tmp_path / "a.toml"
        file.write_text(tomli_w.dumps(document), encoding="utf-8")
        accepted, said = lint(file, "--schema", url)
        assert accepted is schema.is_valid(document), said
        outcomes.append(accepted)
    assert min(outcomes.count(True), outcomes.count(False)) > 8
