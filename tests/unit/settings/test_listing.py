import datetime as dt
from pathlib import Path

from lightmeter.settings.keys import JOINED
from lightmeter.settings.listing import list_settings
from lightmeter.settings.model import Settings
from lightmeter.settings.reading import find_settings


def test_without_settings_every_key_is_at_its_default() -> None:
    listed = {it.name: it for it in list_settings(Settings())}

    assert list(listed) == [name for name in JOINED if name != "extend"]
    assert {name: it.value for name, it in listed.items()} == {
        name: key.default for name, key in JOINED.items() if name != "extend"
    }
    assert [it for it in listed.values() if it.origins] == []


def test_values_are_as_toml_has_them(house: Path) -> None:
    (house / "lightmeter.toml").write_text(
        'packs = ["packs"]\nbaseline = "old.json"\nmax-age = 3\nrespect-gitignore = false\n'
        'severity = { enum = "info" }\nproviders = { "*" = "vidgo" }\n'
        'per-file-ignores = { "a" = ["x"] }\n[fix]\nunsafe = true\n[budget]\nrun = "2.50 USD"\n'
        '[[suppress]]\nrules = ["x"]\npointer = ""\nuntil = 2026-12-31\n'
    )

    values = {it.name: it.value for it in list_settings(find_settings()) if it.origins}
    assert values == {
        "packs": ["packs"],
        "baseline": "old.json",
        "max-age": 3,
        "respect-gitignore": False,
        "severity": {"enum": "info"},
        "providers": {"*": "vidgo"},
        "per-file-ignores": {"a": ["x"]},
        "fix.unsafe": True,
        "budget.run": "2.5 USD",
        "suppress": [{"rules": ["x"], "pointer": "", "until": dt.date(2026, 12, 31)}],
    }


def test_a_value_of_two_files_names_both(house: Path) -> None:
    (house / "lightmeter.toml").write_text('locked = []\nignore = [\n  "a",\n  "b",\n]\n')
    (house / "a").mkdir()
    (house / "a" / "lightmeter.toml").write_text(
        'extend = "../lightmeter.toml"\nignore = [\n  "c",\n]\n'
    )

    listed = {it.name: it for it in list_settings(find_settings("a"))}
    places = [(it.file, it.span.start.line) for it in listed["ignore"].origins if it.span]
    assert places == [("lightmeter.toml", 3), ("a/lightmeter.toml", 2)]
    assert [it.file for it in listed["locked"].origins] == ["lightmeter.toml"]
