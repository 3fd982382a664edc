"""`lightmeter packs check`, as it is called; what it finds is tried in tests/unit/audit."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest
from click.testing import CliRunner, Result

from lightmeter.cli.main import main

PackText: TypeAlias = Callable[..., str]
Put: TypeAlias = Callable[[str, str], Path]

SOUND = """
[fields.n]
type = "integer"
minimum = 1
maximum = 9
default = 1
[fields.tier]
type = "string"
enum = ["1K", "2K"]
default = "1K"
[let.rates]
1K = "0.1"
2K = "0.2"
[rules.few]
severity = "warning"
when = "n > 5"
at = "n"
message = "m"
[[billing]]
item = "video"
unit = "video"
quantity = "n"
currency = "USD"
rate = "rates[tier]"
"""
FLAWED = SOUND.replace("n > 5", "n > 9").replace('"0.2"', '"0"')
WARNED = SOUND + '[let]\nidle = "n + 1"\n'


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["packs", "check", *map(str, arguments)])


def test_a_pack_in_which_all_is_well(put: Put, pack_text: PackText) -> None:
    result = run(put("acme/video", pack_text(SOUND, top='source = "docs"\nlevers = ["tier"]')))

    assert result.exit_code == 0
    assert result.stderr == ""
    assert result.stdout == (
        "acme/video  1 rule  2 combinations of levers: 2 priced\n\n1 pack: no flaws\n"
    )


def test_flaws_are_shown_in_full(put: Put, pack_text: PackText) -> None:
    result = run(put("acme/video", pack_text(FLAWED + '[let]\nidle = "n + 1"\n')))

    assert result.exit_code == 1
    assert result.stderr == ""
    assert (
        result.stdout
        == """\
error: rate-falls
  the rate of video falls from 0.1 to 0 where tier rises from 1K to 2K; mend it, or say why it is
  right: waived.rate-falls = why
  --> acme/video.toml:20:6
   |
20 | 2K = "0"
   |      ^^^
   = for example { model = "video", input = { tier = "2K" } }

error: rate-zero
  the rate of video is 0, and nothing is free by chance: mend it, or say why it is right:
  waived.rate-zero = why
  --> acme/video.toml:20:6
   |
20 | 2K = "0"
   |      ^^^
   = for example { model = "video", input = { tier = "2K" } }

error: dead-rule
  few can never fire: its when holds in no request that the fields accept; mend the condition, or
  take the rule out
  --> acme/video.toml:23:8
   |
23 | when = "n > 9"
   |        ^^^^^^^

warning: name-unused
  idle is read by no expression, message or lever; use it, or take it out
  --> acme/video.toml:33:8
   |
33 | idle = "n + 1"
   |        ^^^^^^^

acme/video  1 rule  1 combination of levers: 1 priced

1 pack: 3 errors, 1 warning
"""
    )


def test_flaws_as_json(put: Put, pack_text: PackText) -> None:
    put("acme/broken", 'format = 1\nid = "acme/broken"\ntitel = "x"\n')
    path = put("acme/video", pack_text(SOUND.replace("n > 5", "n > 9")))

    result = run(path.parent.parent, "--format", "json")
    assert result.exit_code == 2
    assert result.stderr == ""
    assert json.loads(result.stdout) == {
        "version": 1,
        "packs": [
            {
                "id": "acme/broken",
                "overlay": None,
                "ok": False,
                "error": {
                    "message": '"titel" is not known here',
                    "file": "acme/broken.toml",
                    "line": 3,
                    "column": 1,
                    "suggestion": "title",
                },
                "rules": 0,
                "combinations": {"priced": 0, "declined": 0},
                "flaws": [],
            },
            {
                "id": "acme/video",
                "overlay": None,
                "ok": False,
                "error": None,
                "rules": 1,
                "combinations": {"priced": 1, "declined": 0},
                "flaws": [
                    {
                        "rule": "dead-rule",
                        "severity": "error",
                        "message": "few can never fire: its when holds in no request that the"
                        " fields accept; mend the condition, or take the rule out",
                        "file": "acme/video.toml",
                        "start": {"line": 23, "column": 8},
                        "end": {"line": 23, "column": 15},
                        "notes": [],
                    }
                ],
            },
        ],
    }


def test_warnings_alone_pass_unless_that_is_asked_for(put: Put, pack_text: PackText) -> None:
    path = put("acme/video", pack_text(WARNED))

    result = run(path)
    assert result.exit_code == 0
    assert result.stdout.endswith("\n1 pack: 1 warning\n")
    assert run(path, "--strict").exit_code == 1
    assert run(put("acme/video", pack_text(SOUND)), "--strict").exit_code == 0


def test_a_pack_that_does_not_load_is_shown_with_a_caret(put: Put, pack_text: PackText) -> None:
    put("acme/broken", pack_text(SOUND.replace("maximum", "maximun"), pack="acme/broken"))
    path = put("acme/video", pack_text(SOUND))

    result = run(path.parent.parent)
    assert result.exit_code == 2
    assert result.stderr == ""
    assert (
        result.stdout
        == """\
error: does-not-load
  "maximun" is not known here; did you mean maximum?
 --> acme/broken.toml:12:1
    maximun = 9
    ^^^^^^^

acme/video  1 rule  1 combination of levers: 1 priced

2 packs: 1 cannot be loaded
"""
    )


def test_a_price_that_is_missing_is_a_flaw_although_the_pack_does_not_load(
    put: Put, pack_text: PackText
) -> None:
    result = run(put("acme/video", pack_text(SOUND.replace('2K = "0.2"\n', ""))))

    assert result.exit_code == 1
    assert (
        result.stdout
        == """\
error: price-missing
  the table rates has no cell for 2K, and so a request that the rules accept has no price; add the
  cell, or a rule that refuses the combination and a cell
  --> acme/video.toml:18:6
   |
18 | [let.rates]
   |      ^^^^^
   = for example { model = "video", input = { tier = "2K" } }

acme/video

1 pack: 1 error
"""
    )


def test_a_wide_character_keeps_the_caret_in_place(put: Put, pack_text: PackText) -> None:
    table = '[let.rates]\n1K = "0.1"\n2K = "0.2"\n'
    text = SOUND.replace(table, '[let]\nrates = { "犬" = "0", 2K = "0.2" }\n').replace("1K", "犬")

    lines = run(put("acme/video", pack_text(text))).stdout.splitlines()
    at = lines.index('19 | rates = { "犬" = "0", 2K = "0.2" }')
    assert lines[at + 1] == "   |                  ^^^"


def test_an_overlay_is_named_beside_its_pack(tmp_path: Path, pack_text: PackText) -> None:
    path = tmp_path / "ours.toml"
    top = 'source = "docs"\namends = "vidgo/seedance-2"'
    rate = "[[billing]]\nitem = 'video'\nrate = %s\n"
    path.write_text(pack_text(rate % 12, pack="us/ours", models="", top=top), "utf-8")

    result = run(path)
    assert result.exit_code == 0, result.stdout
    assert result.stdout.startswith("vidgo/seedance-2 + us/ours  3 rules  ")
    path.write_text(pack_text(rate % 0, pack="us/ours", models="", top=top), "utf-8")
    result = run(path, "--format", "json")
    assert result.exit_code == 1
    (outcome,) = json.loads(result.stdout)["packs"]
    assert (outcome["id"], outcome["overlay"], outcome["ok"]) == (
        "vidgo/seedance-2",
        "us/ours",
        False,
    )
    assert [(it["rule"], it["file"]) for it in outcome["flaws"]] == [("rate-zero", "ours.toml")]


@pytest.mark.parametrize(
    ("path", "message"),
    (
        ("vidgo/gpt-image-3", "did you mean vidgo/gpt-image-2?"),
        ("nowhere", "nowhere is neither a pack nor a file or directory"),
    ),
)
def test_a_path_that_is_nothing_does_not_stop_the_others(
    put: Put, pack_text: PackText, path: str, message: str
) -> None:
    result = run(path, put("acme/video", pack_text(SOUND)))

    assert result.exit_code == 2
    assert message in result.stderr
    assert "acme/video  1 rule" in result.stdout
    assert result.stdout.endswith("\n2 packs: 1 cannot be loaded\n")


def test_colour_is_for_people(put: Put, pack_text: PackText) -> None:
    path = put("acme/video", pack_text(FLAWED))

    assert "\x1b[" not in run(path).stdout
    assert "\x1b[" in run(path, "--color", "always").stdout


def test_control_characters_of_a_pack_do_not_steer_the_terminal(
    put: Put, pack_text: PackText
) -> None:
    """A pack may come from anywhere."""
    text = SOUND.replace('"1K"', '"\\u001b[31m"').replace("1K =", '"\\u001b[31m" =')
    path = put("acme/video", pack_text(text.replace('"0.1"', "0")))

    result = run(path)
    assert result.exit_code == 1
    assert "rate-zero" in result.stdout
    assert "\x1b" not in result.stdout


@pytest.mark.parametrize(
    ("day", "code", "rules"),
    (
        ("2026-01-01", 1, ["date-impossible"]),
        ("2026-01-02", 0, []),
        ("2027-10-24", 0, ["retired-long-ago"]),
    ),
)
def test_the_day_that_dates_are_held_against_can_be_named(
    put: Put, pack_text: PackText, day: str, code: int, rules: list[str]
) -> None:
    top = 'source = "docs"\nlevers = ["tier"]'
    path = put(
        "acme/video", pack_text(SOUND, top=top, models="[models.video]\nretires = 2026-10-23")
    )
    result = run(path, "--as-of", day, "--strict", "--format", "json")

    (outcome,) = json.loads(result.stdout)["packs"]
    assert [it["rule"] for it in outcome["flaws"]] == rules
    assert result.exit_code == code
