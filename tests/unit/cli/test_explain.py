import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lightmeter.cli.main import main

Run = Callable[..., Result]


@pytest.mark.parametrize("name", ("blank-2k", "acme/picture/blank-2k"))
def test_a_rule_of_a_pack(run: Run, name: str) -> None:
    """What, when, why, remedy, source, and examples of the pack's own."""
    result = run("explain", name)

    expected = """\
acme/picture/blank-2k: warning

  prompt is blank, which at {tier} costs twice as much

  why         An empty picture is paid like any other.
  fires       when tier == "2K", unless prompt != " "
  fix         set tier to "1K" (unsafe: look at it before you take it over)
  member      prompt
  models      picture-1, picture-2
  bad         a blank prompt at 2K
              {
                "prompt": " ",
                "tier": "2K"
              }
  says        prompt is blank, which at 2K costs twice as much
  good        the same with its fix
              {
                "prompt": " ",
                "tier": "1K"
              }
  source      Picture guide, section prices
              https://example.com/picture
  edition     the document is undated
  read        2026-01-03
  basis       documented
"""
    assert (result.exit_code, result.stdout) == (0, expected)


def test_a_rule_of_single_members(run: Run) -> None:
    """In general, and where this pack demands it."""
    result = run("explain", "acme/picture/enum")

    expected = """\
acme/picture/enum

  The member must be one of the listed values, spelt the same.

  why         The provider refuses the request.
  remedy      Write one of them.
  bad         quality = "High"
  good        quality = "high"

Where it is demanded
  acme/picture  error  tier  one of 1K, 2K
    Picture guide#limits (read 2026-01-03), documented
"""
    assert (result.exit_code, result.stdout) == (0, expected)


def test_a_demand_of_one_model_names_it(run: Run) -> None:
    """What does not hold for all models of a pack says for which it does."""
    result = run("explain", "unsupported", "--provider", "acme")

    assert result.stdout.endswith(
        "  acme/picture  error  n  picture-2 returns one image (picture-2)\n"
        "    Picture guide#limits (read 2026-01-03), documented\n"
        '    overridden: n.unsupported = "picture-2 returns one image" by model picture-2'
        " (acme/picture.toml:18), which was not set\n"
    )


def test_a_rule_of_lightmeter(run: Run) -> None:
    """What no pack demands is explained too."""
    result = run("explain", "duplicate-key")

    expected = """\
duplicate-key: error

  A key must not be given twice in one table or object.

  why         Which of the values is sent would be chance.
  remedy      Remove one of them.
  bad         size = "1:1"
              size = "16:9"
  good        size = "16:9"
"""
    assert (result.exit_code, result.stdout) == (0, expected)


@pytest.mark.parametrize(
    ("name", "hint"),
    (
        ("blank-2", "did you mean blank-2k?"),
        ("enums", "did you mean enum?"),
        ("secret-in-files", "did you mean secret-in-file?"),
        ("acme/picture/blank", "did you mean acme/picture/blank-2k?"),
        ("zzzzzz", "lightmeter rules lists all of them"),
        ("acme/picture/secret-in-file", "did you mean secret-in-file?"),
        ("acme/picture/zzzzzz", "lightmeter rules lists all of them"),
        ("acme/pictures/blank-2k", "did you mean acme/picture/blank-2k?"),
    ),
)
def test_an_unknown_rule(run: Run, name: str, hint: str) -> None:
    """The nearest one is proposed, and the exit code is 2."""
    result = run("explain", name, "--provider", "acme")

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"lightmeter: there is no rule {name}; {hint}\n"


# What lies outside of a pack's own models ---------------------------------------------------------


def test_a_rule_of_an_envelope_by_its_full_name() -> None:
    """What requests are held against whose model no pack knows."""
    result = CliRunner().invoke(main, ["explain", "vidgo/provider/webhook"])

    assert result.exit_code == 0
    assert result.stdout.startswith("vidgo/provider/webhook\n")
    assert "\n  vidgo/provider  warning  callback_url  an address" in result.stdout


def test_an_example_of_the_pack_shows_what_is_said() -> None:
    """Where one pack is meant its own example is better than a general one."""
    result = CliRunner().invoke(main, ["explain", "vidgo/gpt-image-2/enum"])

    assert '                "quality": "ultra"\n' in result.stdout
    assert '  says        quality is "ultra", gpt-image-2 accepts low, medium, high\n' in (
        result.stdout
    )


# Who changed it -----------------------------------------------------------------------------------

HOUSE = """\
format = 1
id     = "shop/house"
amends = "acme/picture"
source = "contract"

[sources.contract]
title = "Our contract"
read  = "2026-02-01"

[fields.n]
maximum = 2

[rules.blank-2k]
severity = "{severity}"
why      = "It happened twice."

[rules.of-the-house]
severity = "info"
when     = 'tier == "1K"'
message  = "tier is 1K; set it to 2K"
"""


@pytest.fixture
def house(run: Run, tmp_path: Path) -> Run:
    """Explain with an overlay that changes two rules and adds one."""

    def command(name: str, *arguments: str, severity: str = "info") -> Result:
        run("models", files={"house.toml": HOUSE.format(severity=severity)})
        options = ["--pack", str(tmp_path / "packs"), "--overlay", "house.toml", *arguments]
        return CliRunner().invoke(main, ["explain", name, *options])

    return command


def test_an_overlay_that_changed_a_rule_is_named(house: Run) -> None:
    result = house("acme/picture/blank-2k")

    assert result.stdout.startswith("acme/picture/blank-2k: info\n")
    assert result.stdout.endswith("""\
  source      Our contract
  edition     the document is undated
  read        2026-02-01
  basis       documented
  overridden  severity = "info" by shop/house (house.toml:14), was "warning" (acme/picture.toml:41)
  overridden  why = "It happened twice." by shop/house (house.toml:15), was "An empty picture is
              paid like any other." (acme/picture.toml:46)
""")


def test_an_overlay_that_tightened_a_bound_is_named(house: Run) -> None:
    result = house("acme/picture/maximum")

    assert result.stdout.endswith(
        "    overridden: n.maximum = 2 by shop/house (house.toml:11), was 4"
        " (acme/picture.toml:31)\n"
    )


def test_a_rule_of_an_overlay_bears_its_name(house: Run) -> None:
    result = house("shop/house/of-the-house")

    assert result.stdout.startswith("shop/house/of-the-house: info\n")
    assert "\n  remedy      set it to 2K\n" in result.stdout
    assert "overridden" not in result.stdout


@pytest.mark.parametrize("name", ("acme/picture/blank-2k", "blank-2k"))
def test_a_rule_that_is_off_is_explained_by_who_switched_it_off(house: Run, name: str) -> None:
    result = house(name, severity="off")

    assert result.exit_code == 0
    assert result.stdout.startswith("acme/picture/blank-2k: off\n")
    assert 'severity = "off" by shop/house (house.toml:14), was "warning"' in result.stdout


def test_json_of_a_pack_s_rule(house: Run) -> None:
    document = json.loads(house("blank-2k", "--format", "json").stdout)

    (rule,) = document["rules"]
    assert document["version"] == 1
    assert (rule["rule"], rule["pack"], rule["severity"]) == ("blank-2k", "acme/picture", "info")
    assert (rule["when"], rule["require"]) == ('tier == "2K"', 'prompt != " "')
    assert rule["bad"] == {
        "title": "a blank prompt at 2K",
        "request": {"prompt": " ", "tier": "2K"},
        "text": None,
        "message": "prompt is blank, which at 2K costs twice as much",
    }
    assert rule["source"]["title"] == "Our contract"
    assert rule["overridden"][0] == {
        "pointer": "/rules/blank-2k/severity",
        "value": "info",
        "pack": "shop/house",
        "model": None,
        "origin": {"file": "house.toml", "line": 14, "column": 1},
        "replaced": [
            {
                "value": "warning",
                "origin": {"file": "acme/picture.toml", "line": 41, "column": 1},
            }
        ],
    }
    assert rule["demanded"] == []


def test_json_of_a_rule_of_single_members(house: Run) -> None:
    document = json.loads(house("acme/picture/maximum", "--format", "json").stdout)

    (rule,) = document["rules"]
    (demand,) = rule["demanded"]
    assert (demand["member"], demand["demand"], demand["models"]) == (
        "n",
        "at most 2",
        ["picture-1", "picture-2"],
    )
    assert demand["source"]["title"] == "Our contract"
    assert [it["pointer"] for it in demand["overridden"]] == ["/fields/n/maximum"]


# Models -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ("picture-2", "acme/picture-2", "acme/picture/picture-2"))
def test_a_model_shows_what_is_in_force_for_it(run: Run, name: str) -> None:
    """By its id alone, behind its provider as reports name it, or behind its pack."""
    result = run("explain", name)

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("# acme/picture, model picture-2: every key that is in force")
    assert "\nn.maximum     = 4 " in result.stdout


def test_a_pack_shows_its_first_model(run: Run) -> None:
    result = run("explain", "acme/picture", "--format", "json")

    assert json.loads(result.stdout)["model"] == "picture-1"
    assert "--model shows another: picture-2" in result.stderr


def test_a_model_of_several_packs_has_to_be_told_apart() -> None:
    result = CliRunner().invoke(main, ["explain", "seedream-5.0-lite"])
    one = CliRunner().invoke(main, ["explain", "seedream-5.0-lite", "--provider", "poyo"])

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "lightmeter: seedream-5.0-lite is a model of several packs; name one of them:"
        " poyo/seedream-5.0-lite/seedream-5.0-lite or vidgo/seedream-5.0-lite/seedream-5.0-lite\n"
    )
    assert one.stdout.startswith("# poyo/seedream-5.0-lite, model seedream-5.0-lite:")


@pytest.mark.parametrize("name", ("blank-2k", "acme/picture/enum"))
def test_overlays_are_named(run: Run, name: str) -> None:
    """What they leave as it was keeps the examples of its pack."""
    with_overlay = run("explain", name, overlay=True)

    assert with_overlay.stderr == "lightmeter: with shop/picture\n"
    assert with_overlay.stdout == run("explain", name).stdout


@pytest.mark.parametrize(
    "name", ("maker/picture-1", "acme/maker/picture-1", "acme/slashed/maker/picture-1")
)
def test_a_model_whose_id_holds_a_slash(run: Run, tmp_path: Path, name: str) -> None:
    """By its id, as reports name it, and behind its pack."""
    text = (tmp_path / "packs" / "acme" / "picture.toml").read_text()
    text = text.replace("acme/picture", "acme/slashed")
    text = text.replace("[models.picture-1]", '[models."maker/picture-1"]')
    (tmp_path / "packs" / "acme" / "slashed.toml").write_text(text)

    result = run("explain", name)

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("# acme/slashed, model maker/picture-1: every key that is in")


@pytest.mark.parametrize("name", ("stale-source", "acme/picture/stale-source"))
def test_the_age_of_sources_is_explained_for_any_pack(run: Run, name: str) -> None:
    """A report names the pack, which has no rule of its own for it."""
    result = run("explain", name)

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith(f"{name}\n\n  With a greatest age, the documents behind a pack")


def test_the_age_of_an_overlays_sources_is_explained_too(run: Run) -> None:
    assert run("explain", "shop/picture/stale-source", overlay=True).exit_code == 0
    assert run("explain", "shop/picture/stale-source").exit_code == 2


def test_the_end_of_a_model_is_explained_with_who_changed_it(run: Run, tmp_path: Path) -> None:
    packs = tmp_path / "packs"
    pack, overlay = packs / "acme" / "picture.toml", packs / "overlay.txt"
    ends = "[models.picture-1]\nretires = 2026-10-23\n"
    pack.write_text(pack.read_text().replace("[models.picture-1]\n", ends))
    overlay.write_text(overlay.read_text() + "[models.picture-1]\nretires = 2027-01-31\n")

    told = run("explain", "model-retired", overlay=True).stdout

    assert "  shop/picture  error  model  refused from 2027-01-31 on (picture-1)\n" in told
    assert "    Our contract (read 2026-02-01), documented\n" in told
    assert "overridden: picture-1.retires = 2027-01-31 by shop/picture" in told
    assert "was 2026-10-23" in told
    assert run("explain", "acme/picture/model-retired").exit_code == 0


def test_no_end_is_explained_for_a_pack_whose_models_stay(run: Run) -> None:
    assert run("explain", "model-retired").exit_code == 0
    assert run("explain", "acme/picture/model-retired").exit_code == 2
