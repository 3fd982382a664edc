"""Files of several projects, each under its own settings, in one run."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]

TEXT = 'model = "picture-1"\n[input]\nprompt = " "\ntier = "2K"\n'


def shown(result: Result) -> list[str]:
    """File, severity and rule of each line of the concise format."""
    found = []
    for line in result.stdout.splitlines():
        place, rest = line.split(": ", 1)
        found.append(" ".join((place.split(":")[0], *rest.split(" ")[:2])))
    return found


def test_the_closest_settings_govern_a_file(run: Run) -> None:
    files = {
        "a.toml": TEXT,
        "b/b.toml": TEXT,
        "b/c/c.toml": TEXT,
        "lightmeter.toml": 'severity = { blank-2k = "info" }\n',
        "b/lightmeter.toml": 'severity = { blank-2k = "error" }\n',
        "b/c/d/lightmeter.toml": 'ignore = ["blank-2k"]\n',
        "b/c/d/d.toml": TEXT,
    }
    result = run("check", ".", "--format", "concise", files=files)

    assert shown(result) == [
        "a.toml info acme/picture/blank-2k",
        "b/b.toml error acme/picture/blank-2k",
        "b/c/c.toml error acme/picture/blank-2k",
    ]
    assert result.exit_code == 1


def test_each_project_says_what_it_fails_for(run: Run) -> None:
    files = {
        "a/a.toml": TEXT,
        "a/lightmeter.toml": 'fail-on = "warning"\n',
        "b/b.toml": TEXT,
    }

    assert run("check", "b", files=files).exit_code == 0
    assert run("check", "a").exit_code == 1
    assert run("check", "a", "b").exit_code == 1


def test_one_file_of_settings_for_everything(run: Run) -> None:
    files = {
        "a.toml": TEXT,
        "b/b.toml": TEXT,
        "b/lightmeter.toml": 'severity = { blank-2k = "error" }\n',
        "ci.toml": 'severity = { blank-2k = "info" }\nexclude = ["ci.toml"]\n',
    }
    result = run("check", ".", "--config", "ci.toml", "--format", "concise", files=files)

    assert shown(result) == [
        "a.toml info acme/picture/blank-2k",
        "b/b.toml info acme/picture/blank-2k",
    ]


def test_a_provider_goes_by_the_path(run: Run) -> None:
    """Two providers have the model; each directory is for one of them."""
    text = '{"model": "seedream-5.0-lite", "input": {"prompt": "x", "size": "1:1"}}'
    settings = '[providers]\n"poyo/**" = "poyo"\n"vidgo/" = "vidgo"\n'
    files = {
        "poyo/a.json": text,
        "vidgo/b.json": text,
        "c.json": text,
        "lightmeter.toml": settings,
    }
    result = run("cost", "poyo/a.json", "vidgo/b.json", files=files)
    assert "poyo/seedream-5.0-lite" in result.stdout
    assert "vidgo/seedream-5.0-lite" in result.stdout

    result = run("check", "c.json", "--format", "concise")
    assert shown(result) == ["c.json error ambiguous-provider"]
    result = run("check", "poyo/a.json", "--provider", "vidgo", "--format", "json")
    assert '"provider": "vidgo"' in result.stdout


def test_a_provider_that_nobody_knows_is_refused(run: Run) -> None:
    files = {"a.json": '{"model": "picture-1", "input": {"prompt": "x"}}'}
    files["lightmeter.toml"] = '[providers]\n"*.json" = "acmee"\n'
    result = run("check", "a.json", files=files)

    assert result.exit_code == 2
    assert result.stderr.startswith("lightmeter: lightmeter.toml:2:12: provider acmee is not known")
    assert "did you mean acme?" in result.stderr
    assert result.stderr.endswith('    "*.json" = "acmee"\n               ^^^^^^^\n')


def test_a_distribution_that_is_not_installed_is_shown_where_it_is_settled(run: Run) -> None:
    files = {"a.json": "{}", "lightmeter.toml": 'distributions = ["nobodys-packs"]\n'}
    result = run("check", "a.json", files=files)

    assert result.exit_code == 2
    assert result.stderr == (
        "lightmeter: lightmeter.toml:1:18: the distribution nobodys-packs is not installed here\n"
        '    distributions = ["nobodys-packs"]\n'
        "                     ^^^^^^^^^^^^^^^\n"
    )


def test_entries_of_settings_are_looked_after(run: Run) -> None:
    """One that is of no use is shown in its file, with its line."""
    settings = '[[suppress]]\nfiles = ["a.toml"]\nrules = ["unknown-field"]\n'
    result = run("check", "a.toml", files={"a.toml": TEXT, "lightmeter.toml": settings})

    assert (
        "warning: unused-ignore\n"
        "  unknown-field silences nothing in the files that were read; remove the entry\n"
        " --> lightmeter.toml:1:1\n"
        "  |\n"
        "1 | [[suppress]]\n"
        "  | ^^^^^^^^^^^^\n"
    ) in result.stdout


def test_standard_input_has_settings_too(run: Run) -> None:
    """Those of the name that it is given, or of the current directory."""
    files = {
        "lightmeter.toml": 'ignore = ["blank-2k"]\n',
        "b/lightmeter.toml": 'severity = { blank-2k = "error" }\n',
    }
    result = run("check", "-", "--format", "concise", files=files, stdin=TEXT)
    assert (result.exit_code, result.stdout) == (0, "")

    arguments = ("--stdin-filename", "b/x.toml", "--format", "concise")
    result = run("check", "-", *arguments, stdin=TEXT)
    assert shown(result) == ["b/x.toml error acme/picture/blank-2k"]


def test_settings_are_asked_from_another_directory(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {"a/a.toml": TEXT, "a/lightmeter.toml": 'per-file-ignores = { "a.toml" = ["acme"] }\n'}
    assert run("check", "a/a.toml", "--format", "concise", files=files).stdout == ""

    Path("elsewhere").mkdir()
    monkeypatch.chdir("elsewhere")
    assert run("check", "../a/a.toml", "--format", "concise").stdout == ""
