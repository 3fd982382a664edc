"""
Public collections of TOML and JSON files: every place in them is right, every mistake has one.

No package on the index holds them, so they are read from where two variables point:

    git clone https://github.com/toml-lang/toml-test
    git clone https://github.com/nst/JSONTestSuite
    export LIGHTMETER_TOML_TEST=toml-test/tests
    export LIGHTMETER_JSON_TEST=JSONTestSuite/test_parsing
    python -m pytest tests/property/test_corpora.py
"""

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from lightmeter.document.document import Document
from lightmeter.document.fault import DocumentError, Fault
from lightmeter.document.reading import read
from lightmeter.document.source import Format, decode
from tests.property.test_spans import assert_json_spans, assert_toml_spans

TOML_TEST, JSON_TEST = (
    os.environ.get(f"LIGHTMETER_{name}", "") for name in ("TOML_TEST", "JSON_TEST")
)
# What the collections accept and lightmeter does not: infinity and NaN, which cannot be sent, and
# a key that stands twice, of which nobody knows which one is meant.
REFUSED = {
    "inf-and-nan",
    "after-literal-no-ws",
    "common-25",
    "y_object_duplicated_key",
    "y_object_duplicated_key_and_value",
}

needs_toml_test = pytest.mark.skipif(
    not TOML_TEST, reason="LIGHTMETER_TOML_TEST names no directory of toml-test"
)
needs_json_test = pytest.mark.skipif(
    not JSON_TEST, reason="LIGHTMETER_JSON_TEST names no directory of JSONTestSuite"
)


def outcome(path: Path, form: Format) -> Document | tuple[Fault, ...]:
    """A document, or what is wrong with it."""
    try:
        return read(decode(path.read_bytes(), name=path.name, format=form))
    except DocumentError as error:
        return error.faults


def files_of_toml_test() -> Iterator[Path]:
    """The files that are about TOML 1.1, which is what lightmeter reads."""
    root = Path(TOML_TEST)
    for line in (root / "files-toml-1.1.0").read_text("utf-8").split():
        if line.endswith(".toml"):
            yield root / line


def assert_faults(faults: tuple[Fault, ...]) -> None:
    """Each has a place and words of our own."""
    for it in faults:
        assert it.start is not None
        assert it.end is not None
        assert not it.message.startswith("this is not")


@needs_toml_test
def test_toml_test() -> None:
    """Valid files have every value at its place, invalid ones a fault with a place."""
    kinds: Counter[str] = Counter()
    for path in files_of_toml_test():
        kind = path.relative_to(TOML_TEST).parts[0]
        found = outcome(path, "toml")
        if isinstance(found, Document):
            assert kind == "valid", path
            assert_toml_spans(found)
        else:
            assert kind == "invalid" or path.stem in REFUSED, path
            assert_faults(found)
        kinds[kind] += 1

    assert kinds["valid"] > 200
    assert kinds["invalid"] > 400


@needs_json_test
def test_json_test_suite() -> None:
    """Files that must be read have every value at its place, the others a fault with a place."""
    kinds: Counter[str] = Counter()
    for path in sorted(Path(JSON_TEST).glob("*.json")):
        kind = path.name[0]
        found = outcome(path, "json")
        if isinstance(found, Document):
            # What begins with an i may be read or not.
            assert kind in "yi", path
            assert_json_spans(found)
        else:
            assert kind in "ni" or path.stem in REFUSED, path
            assert_faults(found)
        kinds[kind] += 1

    assert kinds["y"] > 90
    assert kinds["n"] > 180
