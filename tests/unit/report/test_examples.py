from pathlib import Path

from lightmeter.packs.load import Shelf
from lightmeter.report.examples import find_examples

PACK = """\
format = 1
id     = "acme/picture"
[request]
input = "/input"
[models.picture-1]
[fields.n]
type    = "integer"
maximum = 4
[fields.prompt]
type      = "string"
maxLength = 9
"""


def examples(directory: Path, text: str, rule: str) -> list[tuple[str, object]]:
    """Titles and inputs that a pack with these examples gives for a rule."""
    (directory / "acme").mkdir()
    (directory / "acme" / "picture.toml").write_text(PACK + text)
    return list(find_examples(Shelf([directory]), "acme/picture", rule))


def test_the_fewest_other_diagnostics_and_the_nearest_good_one(tmp_path: Path) -> None:
    """The bad example breaks nothing else, and the good one differs least from it."""
    text = """
[[examples]]
name = "both"
input = { n = 5, prompt = "0123456789" }
expect = ["maximum@/input/n", "max-length"]
[[examples]]
name = "too many"
input = { n = 5, prompt = "x" }
expect = ["maximum@/input/n"]
[[examples]]
name = "far"
input = { prompt = "y" }
[[examples]]
name = "near"
input = { n = 4, prompt = "x" }
"""
    assert examples(tmp_path, text, "maximum") == [
        ("Bad: too many", {"n": 5, "prompt": "x"}),
        ("Good: near", {"n": 4, "prompt": "x"}),
    ]


def test_a_fixed_example_is_its_own_remedy(tmp_path: Path) -> None:
    """What the pack says the fix gives is shown; long texts are shown by their length."""
    text = """
[[examples]]
name = "long"
input = {}
fill = { prompt = 10 }
expect = ["max-length"]
fixed = { prompt = "x" }
"""
    assert examples(tmp_path, text, "max-length") == [
        ("Bad: long", {"prompt": "(10 characters)"}),
        ("Good: the same with its fix", {"prompt": "x"}),
    ]


def test_no_example(tmp_path: Path) -> None:
    """A rule without an example has none to show."""
    assert examples(tmp_path, "", "maximum") == []
