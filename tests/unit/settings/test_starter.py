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
    inner = [it.name for key in KEYS for it in key.keys]

    assert [name for name, _ in COMMENTED] == [*plain, *inner]
    prose = " ".join(STARTER.replace("\n# ", " ").split())
    assert [key.name for key in KEYS if key.meaning not in prose] == []


@pytest.mark.parametrize("name", [name for name, _ in COMMENTED])
def test_a_key_may_be_uncommented_where_it_stands(settle: Read, name: str) -> None:
    """Its default changes nothing; an example does."""
    text = re.sub(rf"^#(?={name} = )", "", STARTER, count=1, flags=re.MULTILINE)
    if name in {it.name for it in KEYS[-1].keys}:
        text = re.sub(r"^#(?=\[\[suppress|rules = )", "", text, flags=re.MULTILINE)
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
        "[[tool.lightmeter.suppress]]",
    ]
