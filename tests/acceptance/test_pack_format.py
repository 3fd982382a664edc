"""The reference of the pack format names every key, every function and every flaw."""

import re
from pathlib import Path

import attrs
import pytest

from lightmeter.packs import field, model

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "pack-format.md").read_text("utf-8")
CLASSES = (
    *(model.Pack, model.SourceDocument, model.RequestShape, field.Field, field.Media),
    *(model.Case, model.Rule, model.FixPlan, model.Billing, model.CurrencyValue, model.Example),
    model.Retirement,
)


def _written(name: str) -> str:
    """An attribute as packs spell it; `data_uri` is spelt so there too."""
    known = ("multiple_of", "min_length", "max_length", "min_items", "max_items")
    if name in (*known, "additional_properties"):
        head, *rest = name.split("_")
        return head + "".join(part.capitalize() for part in rest)
    return name


KEYS = sorted({_written(it.name) for cls in CLASSES for it in attrs.fields(cls)})


def test_there_are_keys_to_look_for() -> None:
    assert len(KEYS) > 60
    assert {"multipleOf", "tolerates", "waived", "idempotency"} <= set(KEYS)


@pytest.mark.parametrize("key", KEYS)
def test_every_key_is_named(key: str) -> None:
    code = " ".join(re.findall(r"`[^`]*`", PAGE))

    assert re.search(rf"(?<![\w-]){key}(?![\w-])", code), key


def test_every_flaw_is_named() -> None:
    sources = sorted((ROOT / "src" / "lightmeter" / "audit").glob("*.py"))
    text = "\n".join(it.read_text("utf-8") for it in sources)
    kinds = set(re.findall(r'(?:flaw|Flaw)\(\s*"([a-z-]+)"', text))

    assert len(kinds) > 15
    assert {kind for kind in kinds if f"`{kind}`" not in PAGE} == set()
