"""The documents show what the tool says."""

import importlib.util
import json
import os
import re
from decimal import Decimal
from pathlib import Path
from types import ModuleType

import pytest
import tomli
from click.testing import CliRunner
from jsonschema import Draft202012Validator

import lightmeter
from lightmeter import Checker
from lightmeter.cli.main import main


def _load() -> ModuleType:
    path = Path(__file__).with_name("documents.py")
    spec = importlib.util.spec_from_file_location("documents", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


documents = _load()


@pytest.fixture(autouse=True)
def _at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(documents.ROOT)


def test_there_are_examples_in_every_format() -> None:
    found = documents.example_files()

    assert len(found) >= 12
    assert {path.suffix for path in found} == set(documents.SUFFIXES)


@pytest.mark.parametrize("example", documents.example_files(), ids=lambda path: path.name)
def test_an_example_gives_the_report_beside_it(example: Path) -> None:
    assert documents.report_of(example) == documents.report_file(example).read_text("utf-8")


def test_no_report_is_left_without_its_example() -> None:
    reports = sorted(documents.EXAMPLES.rglob("*.txt"))

    examples = map(documents.report_file, documents.example_files())
    assert reports == sorted([*examples, *documents.reconciled()])


@pytest.mark.parametrize("report", documents.reconciled(), ids=lambda path: path.name)
def test_charges_give_the_report_beside_them(report: Path) -> None:
    said = documents.reconciliation_of(documents.reconciled()[report])

    assert said == report.read_text("utf-8")


@pytest.mark.parametrize("pack", documents.example_packs(), ids=lambda path: path.stem)
def test_an_example_pack_passes_its_own_tests(pack: Path) -> None:
    """It says at its top how to use it, and that is how its report was made."""
    result = CliRunner().invoke(main, ["packs", "test", str(pack), "--fail-under", "95"])
    checked = CliRunner().invoke(main, ["packs", "check", str(pack), "--strict"])
    (command,) = (line for line in pack.read_text("utf-8").splitlines() if "#   light" in line)
    options = documents.options_of(pack.with_suffix(".json"))

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.count("\n") == 1
    assert (checked.exit_code, checked.stderr) == (0, "")
    assert checked.stdout.endswith("1 pack: no flaws\n")
    assert command.split() == ["#", "lightmeter", "check", *options]


def test_there_is_an_example_of_each_kind_of_pack() -> None:
    assert [path.stem for path in documents.example_packs()] == [
        "negotiated-rate",
        "new-model",
        "relaxed-severity",
        "tightened-bound",
    ]


def test_packs_among_the_examples_are_no_requests() -> None:
    """What the README runs is not troubled by them."""
    result = CliRunner().invoke(main, ["check", "examples"])
    packs = [path.relative_to(documents.ROOT).as_posix() for path in documents.example_packs()]

    assert result.exit_code == 1
    assert result.stderr == (
        "lightmeter: 1 file is no request and was left out: examples/reconcile/answers.jsonl\n"
        f"lightmeter: {len(packs)} files are packs and were left out: {', '.join(packs)}\n"
    )
    changed = len(list(documents.EXAMPLES.glob("change/*/shots.toml")))
    assert f"in {len(documents.example_files()) + changed} files:" in result.stdout


@pytest.mark.parametrize(("page", "least"), (("COST", 4), ("README", 1)))
def test_a_page_shows_what_its_commands_print(page: str, least: int) -> None:
    text = getattr(documents, page).read_text("utf-8")

    assert len(re.findall(r"```console\n\$ lightmeter .*examples/", text)) >= least
    assert documents.console(text) == text


def test_the_readme_shows_the_report_of_its_request(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cover.json").write_text(documents.readme_request(), "utf-8")
    expected = documents.readme_report()
    monkeypatch.chdir(tmp_path)

    result = CliRunner().invoke(main, ["check", "cover.json"])

    assert result.exit_code == 0
    assert result.stdout == expected


def test_the_overlay_of_the_readme_supplies_its_rate(tmp_path: Path) -> None:
    text = documents.README.read_text("utf-8")
    overlay = next(it for it in text.split("```toml\n") if "amends = " in it).partition("```")[0]
    (tmp_path / "rates.toml").write_text(overlay, "utf-8")
    request = documents.EXAMPLES / "vidgo-seedance-2.json"

    without = Checker().check(json.loads(request.read_text("utf-8")))
    report = Checker(overlays=[tmp_path / "rates.toml"]).check(
        json.loads(request.read_text("utf-8"))
    )

    assert without.estimate is not None
    assert without.estimate.declined
    assert report.estimate is not None
    assert report.estimate.minimum == report.estimate.maximum == Decimal("62.5")
    assert report.overlays == ("acme/rates",)


def test_the_schema_of_the_readme_fits_the_request_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = documents.README.read_text("utf-8").partition("## In an editor")[2].partition("\n## ")[0]
    command, _, file = text.partition("```sh\n")[2].partition("\n```")[0].rpartition(" > ")
    request = text.partition("```toml\n")[2].partition("```")[0]
    settings = json.loads(text.partition("```json\n")[2].partition("```")[0])
    monkeypatch.chdir(tmp_path)

    printed = CliRunner().invoke(main, command.split()[1:])
    assert printed.exit_code == 0
    schema = Draft202012Validator(json.loads(printed.stdout))

    assert request.startswith(f"#:schema ./{file}\n")
    assert f'"$schema": "./{file}"' in text
    assert settings["json.schemas"][0]["url"] == f"./{file}"
    assert schema.is_valid(tomli.loads(request))
    assert not schema.is_valid(tomli.loads(request.replace("2K", "8K")))
    assert Checker().check_text(request, format="toml").ok


def test_the_settings_of_the_readme_name_packs_overlays_and_a_distribution(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whose entry point is the one that is shown."""
    blocks = documents.README.read_text("utf-8").split("```toml\n")
    overlay, settings, entry = (
        next(it for it in blocks if word in it).partition("```")[0]
        for word in ("amends = ", "distributions = ", "entry-points")
    )
    points = tomli.loads(entry)["project"]["entry-points"]
    (group,) = points
    still = (documents.EXAMPLES / "packs" / "new-model.toml").read_text("utf-8")
    for path, text in {
        "lightmeter.toml": settings,
        "rates.toml": overlay,
        "packs/lumen/still.toml": still,
        "site/acme_packs/rules/acme/rates.toml": overlay.replace("acme/rates", "acme/more").replace(
            "12.5", "10"
        ),
        "site/acme_packs-1.dist-info/METADATA": (
            "Metadata-Version: 2.1\nName: acme-packs\nVersion: 1\n"
        ),
        "site/acme_packs-1.dist-info/entry_points.txt": (
            f"[{group}]\n" + "".join(f"{key} = {it}\n" for key, it in points[group].items())
        ),
    }.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    monkeypatch.syspath_prepend(tmp_path / "site")
    monkeypatch.chdir(tmp_path)

    checker = Checker(settings=lightmeter.find_settings())
    request = (documents.EXAMPLES / "vidgo-seedance-2.json").read_text("utf-8")
    report = checker.check(json.loads(request))
    assert report.overlays == ("acme/more", "acme/rates")
    assert report.estimate is not None
    assert report.estimate.minimum == Decimal("62.5")
    assert checker.shelf.models("lumen") == (("lumen/still", "still-1"),)


def test_the_generated_parts_of_the_readme_are_current() -> None:
    text = documents.README.read_text("utf-8")

    for marker, part in documents.readme_parts():
        assert f"<!-- {marker} -->{os.linesep}{part}" in text


def test_the_index_of_the_packs_is_current() -> None:
    assert documents.INDEX.read_text("utf-8") == documents.write_shipped_index()


def test_the_pages_of_the_packs_are_current() -> None:
    """`python tests/acceptance/documents.py` writes them anew."""
    pages = documents.pages()

    assert len(pages) > 5
    assert sorted(documents.PAGES.rglob("*.md")) == sorted(pages)
    for path, text in pages.items():
        assert path.read_text("utf-8") == text


def test_every_link_of_the_pages_leads_somewhere() -> None:
    """To a file that is there, or to a heading of the same page."""
    links = 0
    for path, text in documents.pages().items():
        headings = {line.lstrip("# ").lower() for line in text.splitlines() if line[:1] == "#"}
        for address in re.findall(r"\]\(([^)\s]+)\)", text):
            links += 1
            if address.startswith("#"):
                assert address[1:] in headings, (path, address)
            elif not address.startswith("https://"):
                assert (path.parent / address).is_file(), (path, address)

    assert links > 30


def test_the_python_of_the_readme_runs() -> None:
    text = documents.README.read_text("utf-8")
    code = text.partition("```python\n")[2].partition("```")[0]
    names: dict[str, object] = {}

    exec(code, names)  # noqa: S102 - our own README

    assert getattr(names["report"], "ok", None) is True
