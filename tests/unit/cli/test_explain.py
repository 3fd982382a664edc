from collections.abc import Callable

import pytest
from click.testing import Result

Run = Callable[..., Result]


@pytest.mark.parametrize("name", ("blank-2k", "acme/picture/blank-2k"))
def test_a_rule_of_a_pack(run: Run, name: str) -> None:
    """What, when, why, remedy, source, and examples of the pack's own."""
    result = run("explain", name)

    expected = """\
acme/picture/blank-2k: warning

  prompt is blank, which at {tier} costs twice as much

  fires     when tier == "2K", unless prompt != " "
  why       An empty picture is paid like any other.
  fix       set tier to "1K" (unsafe: look at it before you take it over)
  member    prompt
  models    picture-1, picture-2
  source    Picture guide#prices (read 2026-01-03), documented
            https://example.com/picture
  edition   2026-01-02

Bad: a blank prompt at 2K
  {
    "prompt": " ",
    "tier": "2K"
  }

Good: the same with its fix
  {
    "prompt": " ",
    "tier": "1K"
  }
"""
    assert (result.exit_code, result.stdout) == (0, expected)


def test_a_rule_of_single_members(run: Run) -> None:
    """In general, and where this pack demands it."""
    result = run("explain", "acme/picture/enum")

    expected = """\
acme/picture/enum

  The member must be one of the listed values, spelt the same.

  why       The provider refuses the request.
  remedy    Write one of them.
  bad       quality = "High"
  good      quality = "high"

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
    )


def test_a_rule_of_lightmeter(run: Run) -> None:
    """What no pack demands is explained too."""
    result = run("explain", "duplicate-key")

    expected = """\
duplicate-key: error

  A key must not be given twice in one table or object.

  why       Which of the values is sent would be chance.
  remedy    Remove one of them.
  bad       size = "1:1"
            size = "16:9"
  good      size = "16:9"
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
