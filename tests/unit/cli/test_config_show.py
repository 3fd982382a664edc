import json
from collections.abc import Callable
from pathlib import Path

import pytest
import tomli
from click.testing import CliRunner, Result

from lightmeter.cli.main import main
from lightmeter.settings.reading import read_settings

Show = Callable[..., Result]

HOUSE = """\
ignore = ["blank"]
locked = ["secret-in-file"]
"""
OWN = """\
extend = "../lightmeter.toml"
ignore = ["webhook"]
fail-on = "warning"
severity = { enum = "info" }

[budget]
run = "25 USD"
run-growth = "12.5%"

[cost.credits]
vidgo = "0.004 to 0.0050 USD"

[[cost.rates]]
provider = "vidgo"
model = "seedance-2"
replace = "8 credits per second"
source = "order form"
until = 2027-06-30

[[cost.rates]]
provider = "poyo"
multiply = "0.80"
source = "bills of May"
basis = "observed"

[[suppress]]
files = ["*.json"]
rules = ["type"]
reason = "approved"
until = 2026-12-31
"""
SHOWN = """\
# shots/lightmeter.toml is in force.
# It builds on lightmeter.toml.

# required-version is not settled
packs             = []                    # default
overlays          = []                    # default
distributions     = []                    # default
providers         = {}                    # default
include           = []                    # default
exclude           = []                    # default
respect-gitignore = true                  # default
select            = []                    # default
ignore            = ["blank", "webhook"]  # lightmeter.toml:1, shots/lightmeter.toml:2
severity          = { enum = "info" }     # shots/lightmeter.toml:4
fail-on           = "warning"             # shots/lightmeter.toml:3
locked            = ["secret-in-file"]    # lightmeter.toml:2
per-file-ignores  = {}                    # default
require-reason    = false                 # default
# baseline is not settled
format            = "text"                # default
# max-age is not settled

[fix]
unsafe    = false  # default
fixable   = []     # default
unfixable = []     # default

[budget]
# request is not settled
# file is not settled
run            = "25 USD"   # shots/lightmeter.toml:7
unpriced       = "warning"  # default
# request-growth is not settled
# file-growth is not settled
run-growth     = "12.5%"    # shots/lightmeter.toml:8

[cost]
credits = { vidgo = "0.004 to 0.005 USD" }  # shots/lightmeter.toml:10

[[cost.rates]]  # shots/lightmeter.toml:13
provider = "vidgo"
model = "seedance-2"
replace = "8 credits/second"
source = "order form"
until = 2027-06-30

[[cost.rates]]  # shots/lightmeter.toml:20
provider = "poyo"
multiply = "0.8"
source = "bills of May"
basis = "observed"

[[suppress]]  # shots/lightmeter.toml:26
rules = ["type"]
files = ["*.json"]
reason = "approved"
until = 2026-12-31
"""


@pytest.fixture
def show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Show:
    """Run the command in a repository with settings that build on others."""
    for name, text in {
        ".git/config": "",
        "lightmeter.toml": HOUSE,
        "shots/lightmeter.toml": OWN,
        "shots/a.json": "{}",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(main, ["config", "show", *arguments])


@pytest.mark.parametrize("path", ("shots", "shots/a.json"))
def test_every_key_is_shown_with_its_value_and_its_place(show: Show, path: str) -> None:
    result = show(path)

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == SHOWN


def test_what_is_shown_settles_the_same(show: Show, tmp_path: Path) -> None:
    """It is TOML that could be settings."""
    (tmp_path / "flat.toml").write_text(show("shots").stdout)

    flat, real = read_settings("flat.toml"), read_settings("shots/lightmeter.toml")
    assert (flat.budget, flat.cost) == (real.budget, real.cost)
    for name in ("ignore", "locked", "severity", "fail_on", "suppress", "fix"):
        assert getattr(flat, name) == getattr(real, name)


def test_without_a_path_it_is_the_current_directory(show: Show) -> None:
    assert show().stdout.startswith("# lightmeter.toml is in force.\n\n")


def test_without_settings_everything_is_at_its_default(show: Show) -> None:
    result = show("--isolated")

    head, _, text = result.stdout.partition("\n")
    assert head == "# No settings file is in force, so everything is at its default."
    assert {line.partition("# ")[2] for line in text.splitlines() if " = " in line} == {"default"}
    assert tomli.loads(text)["suppress"] == []


def test_another_file_may_be_named(show: Show, tmp_path: Path) -> None:
    (tmp_path / "ci.toml").write_text('format = "sarif"\n')

    result = show("shots", "--config", "ci.toml")
    assert result.stdout.startswith("# ci.toml is in force.\n\n")
    assert 'format            = "sarif"  # ci.toml:1\n' in result.stdout


def test_programs_are_told_the_same(show: Show) -> None:
    shown = json.loads(show("shots", "--format", "json").stdout)

    settings = {it["key"]: it for it in shown.pop("settings")}
    assert shown == {
        "version": 1,
        "file": "shots/lightmeter.toml",
        "extends": ["lightmeter.toml"],
    }
    assert settings["ignore"] == {
        "key": "ignore",
        "value": ["blank", "webhook"],
        "origins": [
            {"file": "lightmeter.toml", "line": 1, "column": 11},
            {"file": "shots/lightmeter.toml", "line": 2, "column": 10},
        ],
    }
    assert settings["baseline"] == {"key": "baseline", "value": None, "origins": []}
    assert settings["fix.unsafe"] == {"key": "fix.unsafe", "value": False, "origins": []}
    assert settings["suppress"]["value"] == [
        {"rules": ["type"], "files": ["*.json"], "reason": "approved", "until": "2026-12-31"}
    ]


def test_no_file_is_null(show: Show) -> None:
    shown = json.loads(show("--isolated", "--format", "json").stdout)

    assert (shown["file"], shown["extends"]) == (None, [])


def test_a_path_that_is_not_there_ends_with_2(show: Show) -> None:
    result = show("shotz")

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "lightmeter: shotz: there is no such file or directory\n"


def test_broken_settings_end_with_2(show: Show, tmp_path: Path) -> None:
    (tmp_path / "lightmeter.toml").write_text("ignroe = []\n")

    result = show("shots")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        'lightmeter: lightmeter.toml:1:1: "ignroe" is not known here; did you mean ignore?\n'
        "    ignroe = []\n"
        "    ^^^^^^\n"
    )
