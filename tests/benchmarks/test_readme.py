"""The figures in README.md are those of the result that is kept."""

import re
import tomllib

from benchmarks.environment import GROUP, ROOT, distribution, peers
from benchmarks.names import SHAPES
from benchmarks.readme import LATEST, between, section
from benchmarks.result import read_result


def test_the_table_is_drawn_from_the_result_that_is_kept() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")

    # Where it is not: `python -m benchmarks.readme`, and no figure by hand.
    assert between(readme) == section(read_result(LATEST))


def test_every_shape_is_a_module_and_stands_in_the_guide() -> None:
    modules = {path.stem for path in (ROOT / "benchmarks" / "shapes").glob("[!_]*.py")}
    guide = (ROOT / "benchmarks" / "README.md").read_text("utf-8")

    assert modules == set(SHAPES)
    assert set(re.findall(r"^\| `(\w+)` \|", guide, re.MULTILINE)) == modules


def test_every_peer_has_a_lower_bound_and_its_reason() -> None:
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    lines = [it for it in text.splitlines() if any(f'"{peer}"' in it for peer in peers())]

    assert tomllib.loads(text)["dependency-groups"][GROUP] == peers()
    assert len(peers()) == 10
    assert all(">=" in peer for peer in peers())
    assert all("  # " in line for line in lines)
    assert distribution("jsonschema-rs>=0.60") == "jsonschema-rs"
