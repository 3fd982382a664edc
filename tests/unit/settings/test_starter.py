import re

import pytest

from lightmeter.settings.keys import KEYS
from lightmeter.settings.model import Settings
from lightmeter.settings.starter import write_starter
from tests.unit.settings.conftest import Read

STARTER = write_starter()
COMMENTED = re.findall(r"^#([a-z-]+) = (.+)$", STARTER, re.MULTILINE)


def test_it_settles_nothing(settle: Read) -> None:
    settings = settle(STARTER)

    assert settings == Settings(file="lightmeter.toml")
    assert settings.origins == {}


def test_every_key_is_in_it_in_order() -> None:
    plain = [key.name for key in KEYS if not key.keys]
    inner = [it for key in KEYS for it in key.keys]
    lines = [it.name for key in inner for it in key.keys or (key,)]

    assert [name for name, _ in COMMENTED] == [*plain, *lines]
    prose = " ".join(STARTER.replace("\n# ", " ").split())
    assert [key.name for key in KEYS if key.meaning not in prose] == []


@pytest.mark.parametrize(("name", "value"), COMMENTED)
def test_a_key_may_be_uncommented_where_it_stands(settle: Read, name: str, value: str) -> None:
    """Its default changes nothing; an example does."""
    text = STARTER.replace(f"\n#{name} = {value}\n", f"\n{name} = {value}\n")
    # What the entry of an array of tables has to have besides.
    for header, required in (
        ("suppress", ("rules",)),
        ("cost.rates", ("provider", "source", "replace")),
    ):
        if re.search(rf"^#\[\[{header}\]\]\n(?:#.*\n)*{name} = ", text, re.MULTILINE):
            keys = [rf"\[\[{header}\]\]", *(f"{it} = " for it in required)]
            text = re.sub(rf"^#(?={'|'.join(keys)})", "", text, flags=re.MULTILINE)
    if name in ("multiply", "add"):
        text = text.replace("\nreplace = ", "\n#replace = ")
    if name == "extend":
        text = text.replace("../lightmeter.toml", "house/still.toml")

    settings = settle(text)
    assert settings.origins or settings.extends


def test_lines_fit_a_screen() -> None:
    assert max(map(len, STARTER.splitlines())) <= 100


def test_in_a_project_file_it_is_a_table() -> None:
    text = write_starter(("tool", "lightmeter"))

    assert text.startswith("[tool.lightmeter]\n# Settings of lightmeter")
    assert re.findall(r"^#?(\[.*\])$", text, re.MULTILINE) == [
        "[tool.lightmeter]",
        "[tool.lightmeter.fix]",
        "[tool.lightmeter.budget]",
        "[tool.lightmeter.cost]",
        "[[tool.lightmeter.cost.rates]]",
        "[[tool.lightmeter.suppress]]",
    ]
