import json
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

Run = Callable[..., Result]


def test_a_table(run: Run) -> None:
    """Every model of a provider and where it is described."""
    expected = """\
PROVIDER  MODEL      PACK          EDITION     TITLE
acme      picture-1  acme/picture  2026-01-02  Picture on Acme
acme      picture-2  acme/picture  2026-01-02  Picture on Acme
"""
    assert run("models", "--provider", "acme").stdout == expected


def test_json(run: Run) -> None:
    """The same as data; shipped models are among them."""
    document = json.loads(run("models", "--format", "json").stdout)

    assert document["version"] == 1
    assert document["models"][0] == {
        "provider": "acme",
        "model": "picture-1",
        "pack": "acme/picture",
        "edition": "2026-01-02",
        "retires": None,
        "successor": None,
        "title": "Picture on Acme",
        "overlays": [],
    }
    assert "gpt-image-2" in {it["model"] for it in document["models"]}


def test_overlays_are_named(run: Run) -> None:
    """On standard error beside the table, and in the data."""
    table = run("models", "--provider", "acme", overlay=True)
    document = json.loads(run("models", "--format", "json", overlay=True).stdout)

    assert table.stderr == "lightmeter: with shop/picture\n"
    assert {it["pack"]: it["overlays"] for it in document["models"]} == {
        **{it["pack"]: [] for it in document["models"]},
        "acme/picture": ["shop/picture"],
    }
    assert run("models", "--provider", "vidgo", overlay=True).stderr == ""


def test_the_end_of_a_model_is_shown(run: Run, tmp_path: Path) -> None:
    """Where any has one; what an overlay says of it counts."""
    overlay = tmp_path / "packs" / "overlay.txt"
    overlay.write_text(
        overlay.read_text() + '[models.picture-1]\nretires = 2027-01-31\nsuccessor = "picture-2"\n'
    )
    expected = """\
PROVIDER  MODEL      PACK          EDITION     RETIRES     SUCCESSOR  TITLE
acme      picture-1  acme/picture  2026-01-02  2027-01-31  picture-2  Picture on Acme
acme      picture-2  acme/picture  2026-01-02                         Picture on Acme
"""
    assert run("models", "--provider", "acme", overlay=True).stdout == expected
    assert "RETIRES" not in run("models", "--provider", "acme").stdout

    document = json.loads(
        run("models", "--provider", "acme", "--format", "json", overlay=True).stdout
    )
    assert [(it["retires"], it["successor"]) for it in document["models"]] == [
        ("2027-01-31", "picture-2"),
        (None, None),
    ]
