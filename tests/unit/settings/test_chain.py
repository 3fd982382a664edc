from pathlib import Path

import pytest

from lightmeter.errors import SettingsError
from lightmeter.settings.reading import find_settings


def put(directory: Path, **files: str) -> None:
    """Write settings files by the names of their directories; `here` is the current one."""
    for name, text in files.items():
        path = directory / name.removeprefix("here") / "lightmeter.toml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")


def refused(directory: Path) -> str:
    with pytest.raises(SettingsError) as caught:
        find_settings(directory)
    return str(caught.value)


def test_files_are_named_from_the_closest_to_the_furthest(house: Path) -> None:
    put(
        house,
        a='extend = "../b/lightmeter.toml"\nselect = ["x"]\n',
        b='extend = "../lightmeter.toml"\nfail-on = "info"\n',
        here='fail-on = "never"\nformat = "json"\n',
    )

    settings = find_settings("a")
    assert settings.file == "a/lightmeter.toml"
    assert settings.extends == ("b/lightmeter.toml", "lightmeter.toml")
    assert (settings.fail_on, settings.format, settings.select) == ("info", "json", ("x",))


def test_paths_and_patterns_belong_to_the_file_they_stand_in(house: Path) -> None:
    (house / "own").mkdir()
    put(
        house,
        a='extend = "../lightmeter.toml"\npacks = ["../own"]\nexclude = ["/x"]\n',
        here='packs = ["packs"]\nexclude = ["/a/y"]\nbaseline = "old.json"\n',
    )

    settings = find_settings("a")
    assert settings.packs == (house / "packs", house / "a" / ".." / "own")
    assert settings.baseline == house / "old.json"
    names = ("a/x", "a/y", "a/b/x", "a/b/y", "a/b/a/y")
    assert [it for it in names if settings.fits(settings.exclude, it)] == ["a/x", "a/y"]


def test_a_table_of_a_project_file_may_be_extended(house: Path) -> None:
    (house / "pyproject.toml").write_text('[tool.lightmeter]\nignore = ["enum"]\n')
    put(house, a='extend = "../pyproject.toml"\n')

    assert find_settings("a").ignore == ("enum",)
    (house / "pyproject.toml").write_text('[tool]\nname = "lightmeter"\n')
    assert refused(house / "a") == (
        "a/lightmeter.toml:1:10: ../pyproject.toml has no table [tool.lightmeter]\n"
        '    extend = "../pyproject.toml"\n'
        "             ^^^^^^^^^^^^^^^^^^^"
    )


def test_a_mistake_is_told_where_it_stands(house: Path) -> None:
    put(house, a='extend = "../lightmeter.toml"\n', here="selct = []\n")

    assert refused(house / "a").startswith(
        'lightmeter.toml:1:1: "selct" is not known here; did you mean select?'
    )


def test_each_file_may_ask_for_a_version(house: Path) -> None:
    put(
        house,
        a='extend = "../lightmeter.toml"\nrequired-version = ">=0.1"\n',
        here='required-version = ">=99"\nbrand-new = 1\n',
    )

    assert refused(house / "a").startswith("lightmeter.toml:1:20: these settings need lightmeter")


@pytest.mark.parametrize(
    ("target", "reason"),
    (
        (
            "../gone.toml",
            "there is no ../gone.toml; paths are relative to the directory of this file",
        ),
        ("../packs", "../packs is a directory; name the file of settings in it"),
        (
            "lightmeter.toml",
            "lightmeter.toml leads back to where it came from: to a/lightmeter.toml",
        ),
        ("link.toml", "link.toml leads back to where it came from: to a/lightmeter.toml"),
        (
            "../lightmeter.toml",
            (
                "lightmeter.toml:1:10: a/lightmeter.toml leads back to where it came from: to"
                " a/lightmeter.toml and lightmeter.toml"
            ),
        ),
    ),
)
def test_a_chain_that_leads_nowhere_is_an_error_at_its_place(
    house: Path, target: str, reason: str
) -> None:
    put(house, a=f'extend = "{target}"\n', here='extend = "a/lightmeter.toml"\n')
    (house / "a" / "link.toml").symlink_to("lightmeter.toml")

    expected = reason if "lightmeter.toml:1" in reason else f"a/lightmeter.toml:1:10: {reason}"
    assert refused(house / "a").partition("\n")[0] == expected


def test_a_chain_has_at_most_eight_files(house: Path) -> None:
    for number in range(1, 10):
        (house / f"{number}.toml").write_text(f'extend = "{number + 1}.toml"\n')
    (house / "8.toml").write_text('ignore = ["enum"]\n')
    put(house, a='extend = "../2.toml"\n')

    assert find_settings("a").ignore == ("enum",)
    (house / "8.toml").write_text('extend = "9.toml"\n')
    assert refused(house / "a").startswith(
        "8.toml:1:10: this would be file 9 of a chain, and at most 8 are followed; extend one that"
        " says it all\n"
    )
