import pickle

import pytest

from lightmeter.settings.mistakes import settings_error
from lightmeter.settings.model import Settings
from tests.unit.settings.conftest import Read

TEXT = """\
ignore = ["blank", "enmu"]
severity = { enmu = "info" }
[per-file-ignores]
"drafts/**" = ["type", "enmu"]
[fix]
unfixable = ["enmu"]
[[suppress]]
rules = ["type", "enmu"]
"""

PLACES = {
    "ignore.1": "1:20",
    "ignore": "1:10",
    "ignore.7": "1:10",
    "severity.enmu": "2:14",
    "per-file-ignores.drafts/**.1": "4:24",
    "fix.unfixable.0": "6:14",
    "suppress.0.rules.1": "8:18",
    "suppress.0.reason": "7:1",
}


@pytest.mark.parametrize("key", PLACES)
def test_a_mistake_is_shown_at_the_place_of_its_key(settle: Read, key: str) -> None:
    """Also by settings that went to another process."""
    settings = pickle.loads(pickle.dumps(settle(TEXT)))  # noqa: S301 - our own

    error = settings_error(settings, key, "there is no rule enmu", "enum")
    place, _, excerpt = str(error).partition(": there is no rule enmu; did you mean enum?\n")
    line, mark = excerpt.split("\n")
    assert place == f"lightmeter.toml:{PLACES[key]}"
    assert mark.index("^") == int(PLACES[key].partition(":")[2]) + 3
    assert line.strip() in TEXT


def test_the_name_of_a_rule_is_marked_and_not_its_severity(settle: Read) -> None:
    error = settings_error(settle(TEXT), "severity.enmu", "there is no rule enmu")

    assert error.excerpt == ('    severity = { enmu = "info" }\n                 ^^^^')


def test_what_nobody_has_settled_has_no_place(settle: Read) -> None:
    assert str(settings_error(settle(TEXT), "select.0", "no")) == "lightmeter.toml: no"
    assert str(settings_error(Settings(), "select.0", "no")) == "no"
