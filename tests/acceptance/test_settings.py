"""Packs that a project has settled on."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from lightmeter.cli.main import main

REQUEST = {
    "provider": "vidgo",
    "model": "seedance-2",
    "input": {"prompt": "x", "resolution": "480p", "duration": 9},
}
OVERLAY = """\
format = 1
id     = "{id}"
amends = "vidgo/seedance-2"
source = "contract"
[sources.contract]
title = "Contract"
[[billing]]
item = "video"
rate = "{rate}"
"""
STRANGER = """\
format = 1
id     = "lumen/still"
source = "docs"
[sources.docs]
title = "Still"
[models.still-1]
[fields.prompt]
type = "string"
"""
# Whoever imports or runs it will know.
LOUD = "import os\nos.write(2, b'the package was imported')\nos._exit(3)\n"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a request, rates, a stranger's pack, and a distribution that has both."""
    for path, text in {
        "project/.git/config": "",
        "project/shots/a.json": json.dumps(REQUEST),
        "project/house/rates.toml": OVERLAY.format(id="house/rates", rate=3),
        "project/house/still.toml": STRANGER,
        "site/acme_packs/__init__.py": LOUD,
        "site/acme_packs/rules/__init__.py": LOUD,
        "site/acme_packs/rules/acme/rates.toml": OVERLAY.format(id="acme/rates", rate=2),
        "site/acme_packs-1.0.dist-info/METADATA": (
            "Metadata-Version: 2.1\nName: acme-packs\nVersion: 1.0\n"
        ),
        "site/acme_packs-1.0.dist-info/RECORD": (
            "acme_packs/__init__.py,,\nacme_packs/rules/__init__.py,,\n"
            "acme_packs/rules/acme/rates.toml,,\nacme_packs-1.0.dist-info/RECORD,,\n"
        ),
        "site/acme_packs-1.0.dist-info/entry_points.txt": (
            "[lightmeter.packs]\nacme = acme_packs.rules\n"
        ),
    }.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    monkeypatch.chdir(tmp_path / "project" / "shots")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "site"))
    monkeypatch.syspath_prepend(tmp_path / "site")
    monkeypatch.setenv("NO_COLOR", "1")
    return tmp_path / "project"


def run(*arguments: str) -> tuple[int, str, str]:
    """Exit code and both outputs of the command."""
    result = CliRunner().invoke(main, arguments)
    return result.exit_code, result.stdout, result.stderr


def started(*arguments: str) -> tuple[int, str, str]:
    """The same of an interpreter of its own."""
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env=os.environ,
    )
    return done.returncode, done.stdout, done.stderr


def cost(*arguments: str) -> str:
    """The lines that say what the request costs, and with which overlays."""
    code, out, err = run("check", "a.json", *arguments)

    assert (code, err) == (0, "")
    return out


def test_settings_hold_for_whoever_works_below_them(here: Path) -> None:
    """Until somebody leaves them aside."""
    (here / "lightmeter.toml").write_text('overlays = ["house/rates.toml"]\n')

    assert "27 credits" in cost()
    assert cost().endswith("with house/rates\n")
    assert "house/rates" not in cost("--isolated")


def test_a_distribution_counts_where_it_is_named(here: Path) -> None:
    """In the settings or on the command line; being installed is not enough."""
    assert "acme/rates" not in cost()
    assert cost("--distribution", "acme-packs").endswith("with acme/rates\n")
    (here / "pyproject.toml").write_text('[tool.lightmeter]\ndistributions = ["acme-packs"]\n')
    assert "18 credits" in cost()


def test_nothing_of_a_distribution_is_run() -> None:
    """Its modules would have told."""
    arguments = ("-m", "lightmeter", "check", "a.json", "--distribution", "acme-packs")

    assert started("-c", "import acme_packs") == (3, "", "the package was imported")
    code, out, err = started(*arguments)
    assert (code, err) == (0, "")
    assert out.endswith("with acme/rates\n")


def test_the_command_line_adds_to_the_settings(here: Path) -> None:
    """What is named later applies later."""
    (here / "lightmeter.toml").write_text(
        'packs = ["house/still.toml"]\ndistributions = ["acme-packs"]\n'
    )

    out = cost("--overlay", "../house/rates.toml")
    assert "27 credits" in out
    assert out.endswith("with acme/rates, house/rates\n")
    assert run("models", "--provider", "lumen")[1].splitlines()[1].split()[:3] == [
        "lumen",
        "still-1",
        "lumen/still",
    ]


@pytest.mark.parametrize("command", ("check", "cost", "normalize", "models", "rules", "explain"))
def test_every_command_ends_with_2_where_settings_are_broken(here: Path, command: str) -> None:
    (here / "lightmeter.toml").write_text('overlay = ["house/rates.toml"]\n')
    argument = {"models": [], "rules": [], "explain": ["billed-as-2k"]}.get(command, ["a.json"])

    assert run(command, *argument) == (
        2,
        "",
        (
            'lightmeter: ../lightmeter.toml:1:1: "overlay" is not known here; did you mean'
            " overlays?\n"
            '    overlay = ["house/rates.toml"]\n'
            "    ^^^^^^^\n"
        ),
    )
    assert run(command, *argument, "--isolated")[0] == 0


def test_an_overlay_that_no_longer_fits_ends_with_2(here: Path) -> None:
    (here / "lightmeter.toml").write_text('packs = ["house"]\n')
    (here / "house" / "still.toml").unlink()
    with (here / "house" / "rates.toml").open("a") as file:
        file.write("[fields.durration]\nmaximum = 3\n")

    assert run("check", "a.json") == (
        2,
        "",
        (
            "lightmeter: rates.toml:10:9: vidgo/seedance-2 has no field durration to amend; a new"
            " one says its type, or why it is unsupported; did you mean duration?\n"
            "    [fields.durration]\n"
            "            ^^^^^^^^^\n"
        ),
    )
