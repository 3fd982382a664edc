"""What becomes of each key in a file that extends another."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from lightmeter.diagnostic import Severity
from lightmeter.errors import SettingsError
from lightmeter.settings.keys import JOINED
from lightmeter.settings.model import Settings
from lightmeter.settings.parts import FactorRange, MoneyRange
from lightmeter.settings.reading import SettingsFinder, find_settings


@pytest.fixture
def over(house: Path) -> Any:
    """Settings in `a` that extend those of the repository."""

    def run(below: str, above: str) -> Settings:
        (house / "lightmeter.toml").write_text(below)
        (house / "a").mkdir(exist_ok=True)
        (house / "a" / "lightmeter.toml").write_text(f'extend = "../lightmeter.toml"\n{above}')
        return find_settings("a")

    return run


# Below, above, and what is in force.
CASES: dict[str, tuple[str, str, Any]] = {
    "required-version": ('">=0.1"', '"<9"', "<9"),
    "distributions": ('["x"]', '["y"]', ("x", "y")),
    "providers": (
        '{ "*.json" = "vidgo", "b" = "poyo" }',
        '{ "c" = "x", "*.json" = "poyo" }',
        (("c", "x"), ("*.json", "poyo"), ("b", "poyo")),
    ),
    "include": ('["a"]', '["b"]', ("b",)),
    "exclude": ('["a"]', '["!b"]', ("a", "!b")),
    "respect-gitignore": ("true", "false", False),
    "select": ('["x", "y"]', '["z"]', ("z",)),
    "ignore": ('["x", "y"]', '["z"]', ("x", "y", "z")),
    "severity": (
        '{ x = "info", y = "info" }',
        '{ x = "error" }',
        (("x", Severity.ERROR), ("y", Severity.INFO)),
    ),
    "fail-on": ('"info"', '"never"', "never"),
    "locked": ('["x"]', "[]", ("x",)),
    "per-file-ignores": (
        '{ "a" = ["x"], "b" = ["x"] }',
        '{ "a" = ["y"] }',
        (("a", ("y",)), ("b", ("x",))),
    ),
    "require-reason": ("true", "false", False),
    "format": ('"json"', '"text"', "text"),
    "max-age": ("3", "4", 4),
    "fix.unsafe": ("true", "false", False),
    "fix.fixable": ('["x"]', '["y"]', ("y",)),
    "fix.unfixable": ('["x"]', '["y"]', ("x", "y")),
    "budget.unpriced": ('"error"', '"allow"', "allow"),
    "cost.credits": (
        '{ vidgo = "0.004 USD", poyo = "0.005 USD" }',
        '{ poyo = "0.006 to 0.007 USD" }',
        (
            ("poyo", MoneyRange(Decimal("0.006"), Decimal("0.007"), "USD")),
            ("vidgo", MoneyRange(Decimal("0.004"), Decimal("0.004"), "USD")),
        ),
    ),
}
# Their values are paths, amounts and tables, which other tests look at.
OTHERS = {"extend", "packs", "overlays", "baseline", "suppress", "cost.rates"}
OTHERS |= {f"budget.{it}{more}" for it in ("request", "file", "run") for more in ("", "-growth")}


def test_every_key_is_looked_at() -> None:
    assert set(CASES) | OTHERS == set(JOINED)


@pytest.mark.parametrize("name", CASES)
def test_a_key_is_joined_as_the_page_says(over: Any, name: str) -> None:
    below, above, expected = CASES[name]

    value: Any = over(f"{name} = {below}\n", f"{name} = {above}\n")
    for part in name.split("."):
        value = getattr(value, "max_age_days" if part == "max-age" else part.replace("-", "_"))
    assert value == expected


@pytest.mark.parametrize("name", CASES)
def test_what_is_not_said_anew_stays(over: Any, name: str) -> None:
    below = f"{name} = {CASES[name][0]}\n"

    kept = over(below, "")
    assert kept.origins.keys() == over("", below).origins.keys()
    assert {origin.file for origin in over(below, "").origins.values()} == {"lightmeter.toml"}


def test_who_selects_anew_sets_aside_what_was_ignored(over: Any) -> None:
    """As on the command line."""
    below = 'select = ["vidgo"]\nignore = ["enum"]\n'

    assert over(below, 'select = ["poyo"]\n').ignore == ()
    assert over(below, 'select = ["poyo"]\nignore = ["type"]\n').ignore == ("type",)


def test_sections_are_joined_key_by_key(over: Any) -> None:
    settings = over(
        '[budget]\nrun = "25 USD"\nfile = "9 USD"\n[fix]\nunsafe = true\n',
        '[budget]\nfile = "1 USD"\n[fix]\nunfixable = ["x"]\n',
    )

    assert (settings.budget.run.value, settings.budget.file.value) == (25, 1)
    assert (settings.fix.unsafe, settings.fix.unfixable) == (True, ("x",))


def test_entries_add_and_keep_their_places(over: Any) -> None:
    settings = over(
        '[[suppress]]\nrules = ["x"]\n', 'ignore = []\n[[suppress]]\nrules = ["y", "z"]\n'
    )

    assert [entry.rules for entry in settings.suppress] == [("x",), ("y", "z")]
    places = {
        key: (origin.file, origin.span.start.line, origin.span.start.column)
        for key, origin in settings.origins.items()
        if origin.span is not None
    }
    assert places["suppress.0.rules.0"] == ("lightmeter.toml", 2, 10)
    assert places["suppress.1"] == ("a/lightmeter.toml", 3, 1)
    assert places["suppress.1.rules.1"] == ("a/lightmeter.toml", 4, 15)
    assert settings.suppress[1].origin == settings.origins["suppress.1"]


def test_rates_of_a_project_apply_over_those_of_the_house(over: Any) -> None:
    entry = '[[cost.rates]]\nprovider = "vidgo"\nmultiply = {}\nsource = "{}"\n'

    settings = over(entry.format('"0.8"', "house"), entry.format(2, "project"))
    assert [(it.source, it.multiply) for it in settings.cost.rates] == [
        ("house", FactorRange(Decimal("0.8"), Decimal("0.8"))),
        ("project", FactorRange(Decimal(2), Decimal(2))),
    ]
    assert settings.origins["cost.rates.0.multiply"].file == "lightmeter.toml"
    assert settings.origins["cost.rates.1.multiply"].file == "a/lightmeter.toml"


def test_an_entry_of_a_house_file_is_one_entry_in_every_project(house: Path) -> None:
    """So that it counts as used wherever it is of use."""
    (house / "lightmeter.toml").write_text('[[suppress]]\nrules = ["x"]\n')
    for name in ("a", "b"):
        (house / name).mkdir()
        (house / name / "lightmeter.toml").write_text('extend = "../lightmeter.toml"\n')

    finder = SettingsFinder()
    assert finder.find(house / "a").suppress[0] is finder.find(house / "b").suppress[0]


def test_names_of_merged_tables_keep_their_places(over: Any) -> None:
    settings = over('severity = { x = "info", y = "info" }\n', 'severity = { x = "error" }\n')

    assert settings.origins["severity.x"].file == "a/lightmeter.toml"
    assert settings.origins["severity.y"].file == "lightmeter.toml"


def test_a_demand_for_reasons_holds_for_all_entries(over: Any) -> None:
    with pytest.raises(SettingsError) as caught:
        over('[[suppress]]\nrules = ["x"]\n', "require-reason = true\n")
    assert (caught.value.name, caught.value.line) == ("lightmeter.toml", 1)
