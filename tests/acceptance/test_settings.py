"""Packs that a project has settled on."""

import importlib.util
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner

from lightmeter.cli.main import main
from lightmeter.version import __version__

TAPLO = Path(sys.executable).parent / ("taplo.exe" if sys.platform == "win32" else "taplo")

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


# The page, the schema and the command -------------------------------------------------------------


def _load() -> ModuleType:
    path = Path(__file__).with_name("documents.py")
    spec = importlib.util.spec_from_file_location("documents", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


documents = _load()
PAGE = (Path(__file__).resolve().parents[2] / "docs" / "settings.md").read_text("utf-8")


def test_the_page_is_what_the_table_of_keys_says() -> None:
    """`python tests/acceptance/documents.py` writes it anew."""
    assert documents.replaced(PAGE, "settings", documents.settings_keys()) == PAGE
    assert len(documents.settings_keys()) > 5000


def test_the_page_and_the_schema_have_the_same_keys() -> None:
    properties = json.loads(run("config", "schema")[1])["properties"]
    sections = ("fix", "budget", "cost")
    dotted = {f"{name}.{inner}" for name in sections for inner in properties[name]["properties"]}
    entry = properties["suppress"]["items"]["properties"]
    rate = properties["cost"]["properties"]["rates"]["items"]["properties"]

    keys = PAGE.partition("## Keys\n")[2]
    headings = re.findall(r"^####? (.+)$", keys, re.MULTILINE)
    assert sorted(headings) == sorted(
        {*properties, *dotted, *(f"[{it}]" for it in sections)} - set(sections)
    )
    assert re.findall(r"^\| `(\w+)` \|", keys, re.MULTILINE) == [*rate, *entry]


def test_every_block_of_the_page_is_settings(here: Path) -> None:
    (here / "lightmeter.toml").touch()
    for name in ("packs", "house"):
        (here / "shots" / name).mkdir()
    for name in ("rates", "still"):
        (here / "shots" / "house" / f"{name}.toml").touch()
    blocks = re.findall(r"^```toml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)

    assert len(blocks) > 25
    for block in blocks:
        Path("settings.toml").write_text(block)
        code, _, err = run("config", "show", "--config", "settings.toml")
        assert (block, code, err) == (block, 0, "")


def test_the_page_shows_what_the_command_shows(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "lightmeter.toml").write_text(
        '# The house.\nignore = ["blank"]\nlocked = ["secret-in-file"]\n'
    )
    (here / "shots" / "lightmeter.toml").write_text(
        'extend = "../lightmeter.toml"\nignore = ["webhook"]\nfail-on = "warning"\n'
    )
    monkeypatch.chdir(here)

    shown = run("config", "show", "shots")[1].splitlines()
    printed = PAGE.partition("$ lightmeter config show shots\n")[2].partition("\n```")[0]
    lines = [line for line in printed.splitlines() if line != "…"]
    assert len(lines) > 4
    assert [line for line in shown if line in lines] == lines


@pytest.mark.skipif(not TAPLO.exists(), reason="taplo has no wheel for this platform")
@pytest.mark.parametrize(
    ("text", "expected"),
    (
        ('ignore = ["enum"]\n[[suppress]]\nrules = ["x"]\nuntil = 2026-12-31\n', True),
        ('fail-on = "never"\n[budget]\nrun = "25 USD"\n', True),
        ('ignroe = ["enum"]\n', False),
        ('fail-on = "warn"\n', False),
        ("[budget]\nrun = 25\n", False),
        ('[[suppress]]\nfiles = ["x"]\n', False),
    ),
)
def test_an_editor_understands_the_schema(here: Path, text: str, expected: bool) -> None:
    """Taplo is the engine of TOML editors."""
    (here / "lightmeter.schema.json").write_text(run("config", "schema")[1], "utf-8")
    file = here / "lightmeter.toml"
    file.write_text(f"#:schema ./lightmeter.schema.json\n{text}")

    command = [str(TAPLO), "lint", "--no-auto-config", "--colors", "never", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    assert (done.returncode == 0) is expected, done.stderr


def test_a_beginning_is_in_force_at_once() -> None:
    code, out, err = run("config", "init", "..")

    assert (code, out) == (0, "")
    assert "wrote ../lightmeter.toml" in err
    assert run("config", "show")[1].startswith("# ../lightmeter.toml is in force.\n")
    assert cost() == cost("--isolated")
    assert run("config", "init", "..")[0] == 2


def test_an_older_lightmeter_asks_for_a_newer_one(here: Path) -> None:
    """And does not complain of keys that it cannot know."""
    (here / "lightmeter.toml").write_text('brand-new = 1\nrequired-version = ">=99.1"\n')

    code, out, err = run("check", "a.json")
    assert (code, out) == (2, "")
    assert err.startswith(
        "lightmeter: ../lightmeter.toml:2:20: these settings need lightmeter >=99.1, and this is"
        f" lightmeter {__version__}; install one that they are meant for\n"
    )
