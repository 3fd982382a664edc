from pathlib import Path

from lightmeter.packs.load import Shelf
from lightmeter.report.examples import Sample, find_examples

PACK = """\
format = 1
id     = "acme/picture"
source = "docs"
[sources.docs]
title = "Picture API"
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


def examples(directory: Path, text: str, rule: str) -> tuple[Sample | None, Sample | None]:
    """The bad and the good one that a pack with these examples gives for a rule."""
    (directory / "acme").mkdir()
    (directory / "acme" / "picture.toml").write_text(PACK + text)
    return find_examples(Shelf([directory]), "acme/picture", rule)


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
    assert examples(tmp_path, text, "maximum") == (
        Sample("too many", {"n": 5, "prompt": "x"}, message="n is 5, picture-1 accepts 4 or less"),
        Sample("near", {"n": 4, "prompt": "x"}),
    )


def test_of_two_good_ones_that_is_nearer_which_has_the_same_members(tmp_path: Path) -> None:
    text = """
[[examples]]
name = "too many"
input = { n = 5, prompt = "x" }
expect = ["maximum@/input/n"]
[[examples]]
name = "without"
input = { prompt = "x" }
[[examples]]
name = "with"
input = { n = 4, prompt = "x" }
"""
    assert examples(tmp_path, text, "maximum")[1] == Sample("with", {"n": 4, "prompt": "x"})


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
    assert examples(tmp_path, text, "max-length") == (
        Sample(
            "long",
            {"prompt": "(10 characters)"},
            message="prompt has 10 characters, picture-1 accepts 9 or less; shorten it by 1",
        ),
        Sample("the same with its fix", {"prompt": "x"}),
    )


def test_an_example_without_a_good_one(tmp_path: Path) -> None:
    text = """
[[examples]]
name = "too many"
input = { n = 5 }
expect = ["maximum"]
"""
    bad, good = examples(tmp_path, text, "maximum")

    assert bad is not None
    assert good is None


def test_no_example(tmp_path: Path) -> None:
    """A rule without an example has none to show."""
    assert examples(tmp_path, "", "maximum") == (None, None)


def test_a_whole_body_is_the_last_choice_beside_an_input(tmp_path: Path) -> None:
    text = """
[[examples]]
name = "too many"
input = { n = 5 }
expect = ["maximum"]
[[examples]]
name = "a body"
body = { model = "picture-1", input = { n = 4 } }
[[examples]]
name = "an input"
input = { prompt = "y" }
"""
    assert examples(tmp_path, text, "maximum")[1] == Sample("an input", {"prompt": "y"})
