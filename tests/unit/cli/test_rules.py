import json
from collections.abc import Callable

from click.testing import Result

from lightmeter.rule_texts import OWN_TEXTS

Run = Callable[..., Result]


def test_a_table(run: Run) -> None:
    """Every rule of a provider with its severity, its member and its demand."""
    result = run("rules", "--provider", "acme")

    expected = """\
RULE                          SEVERITY  MEMBER    DEMAND
acme/picture/required         error     prompt    must be given
acme/picture/type             error     prompt    a text
acme/picture/unsendable       error     prompt    what JSON and UTF-8 can say
acme/picture/type             error     tier      a text
acme/picture/enum             error     tier      one of 1K, 2K
acme/picture/type             error     n         an integer
acme/picture/decimal-integer  info      n         without a decimal point
acme/picture/maximum          error     n         at most 4
acme/picture/required         error     model     must be given
acme/picture/type             error     model     a text
acme/picture/unsendable       error     model     what JSON and UTF-8 can say
acme/picture/required         error     input     must be given
acme/picture/type             error     input     an object
acme/picture/unknown-field    warning   input     prompt, tier, n
acme/picture/unsendable       error     input     what JSON and UTF-8 can say
acme/picture/unknown-field    warning   the body  model, input
acme/picture/unsendable       error     the body  what JSON and UTF-8 can say
acme/picture/blank-2k         warning   prompt    prompt is blank, which at {tier} costs twice as \
much
acme/picture/unsupported      error     n         picture-2 returns one image (picture-2)
"""
    assert (result.exit_code, result.stdout) == (0, expected)


def test_lightmeters_own_rules_come_last(run: Run) -> None:
    """Without a provider nothing is left out."""
    lines = run("rules").stdout.splitlines()[-len(OWN_TEXTS) :]

    assert [line.split()[0] for line in lines] == list(OWN_TEXTS)


def test_json(run: Run) -> None:
    """The same as data, with the models of each rule."""
    document = json.loads(run("rules", "--provider", "acme", "--format", "json").stdout)

    assert document["version"] == 1
    assert document["rules"][-1] == {
        "rule": "unsupported",
        "pack": "acme/picture",
        "severity": "error",
        "member": "n",
        "demand": "picture-2 returns one image",
        "models": ["picture-2"],
        "overlays": [],
    }
    own = json.loads(run("rules", "--format", "json").stdout)["rules"][-1]
    assert (own["pack"], own["member"], own["models"]) == (None, None, [])


def test_overlays_are_named(run: Run) -> None:
    """On standard error beside the table, and in the data."""
    table = run("rules", "--provider", "acme", overlay=True)
    document = json.loads(run("rules", "--format", "json", overlay=True).stdout)

    assert table.stderr == "lightmeter: with shop/picture\n"
    assert {tuple(it["overlays"]) for it in document["rules"] if it["pack"] == "acme/picture"} == {
        ("shop/picture",)
    }
    assert all(it["overlays"] == [] for it in document["rules"] if it["pack"] != "acme/picture")
