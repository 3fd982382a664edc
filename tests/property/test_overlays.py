"""Overlays of any content: what changes nothing changes nothing, and what is wrong is an error."""

import copy
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from lightmeter.errors import PackError
from lightmeter.judge.generate import generate_judge
from lightmeter.packs.examples import examples_of, request_of
from lightmeter.packs.file import parse_pack
from lightmeter.packs.load import Shelf
from lightmeter.packs.merge import merge_model
from lightmeter.packs.prove import prove

SHIPPED = Shelf()
AMENDED = [pack for pack in SHIPPED.ids if SHIPPED.models_in(pack)]
HEAD: dict[str, Any] = {
    "format": 1,
    "id": "us/over",
    "source": "house",
    "sources": {"house": {"title": "House rules"}},
}
ENTRIES = ("levers", "request", "models", "fields", "let", "rules", "billing", "currencies")


def overlay_of(pack: str) -> dict[str, Any]:
    """An overlay that says all that a pack says, on a document of its own."""
    data = copy.deepcopy(SHIPPED.file(pack).data)
    entries = {key: _without_sources(data[key]) for key in ENTRIES if key in data}
    return {**copy.deepcopy(HEAD), "amends": pack, **entries}


def _without_sources(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_sources(it) for key, it in value.items() if key != "source"}
    return [_without_sources(it) for it in value] if isinstance(value, list) else value


@pytest.mark.parametrize("pack", AMENDED)
@pytest.mark.parametrize("whole", (False, True))
def test_an_overlay_that_says_nothing_new_changes_nothing(
    tmp_path: Path, pack: str, *, whole: bool
) -> None:
    """Neither an empty one, nor one that says all that the pack says."""
    data = overlay_of(pack) if whole else {**HEAD, "amends": pack}
    path = tmp_path / "over.toml"
    path.write_text(tomli_w.dumps(data), "utf-8")
    shelf = Shelf(overlays=[path])
    placed = [it for it in examples_of(SHIPPED, pack) if not it.problems]
    models = SHIPPED.models_in(pack)
    judges = {
        model: [generate_judge(it.program(pack, model)) for it in (SHIPPED, shelf)]
        for model in models
    }

    assert len(placed) > 20
    assert shelf.models_in(pack) == models
    for it in placed:
        body = request_of(it.example, it.model, SHIPPED.program(pack, it.model).input)
        without, with_overlay = (judge(body, it.example.headers) for judge in judges[it.model])
        assert without == with_overlay
    said = sum(len(data.get(key, ())) for key in ("fields", "rules", "let"))
    assert len(shelf.idle_overrides(pack)) >= said


def _paths(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    inner: list[tuple[str | int, Any]] = []
    if isinstance(value, dict):
        inner = list(value.items())
    elif isinstance(value, list):
        inner = list(enumerate(value))
    return [path, *(it for key, below in inner for it in _paths(below, (*path, key)))]


ODD = st.recursive(
    st.sampled_from(
        ["", "x", "item", "video", "second", "credits", "source", "house", "docs", "low", "1K"]
    )
    | st.integers(-2, 40)
    | st.booleans()
    | st.floats(allow_nan=False, allow_infinity=False, width=16),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(
            st.sampled_from(
                [
                    "type",
                    "maximum",
                    "enum",
                    "items",
                    "properties",
                    "item",
                    "rate",
                    "when",
                    "new",
                    "x",
                ]
            ),
            inner,
            max_size=3,
        )
    ),
    max_leaves=4,
)


@given(st.data())
def test_whatever_an_overlay_holds_it_is_taken_or_refused(data: st.DataObject) -> None:
    """With a pack's own entries, some of them replaced, renamed or taken out."""
    pack = data.draw(st.sampled_from(AMENDED))
    written = overlay_of(pack)
    for _ in range(data.draw(st.integers(1, 3))):
        *above, last = data.draw(st.sampled_from(_paths(written)[1:]))
        holder: Any = written
        for step in above:
            holder = holder[step]
        action = data.draw(st.sampled_from(("replace", "rename", "remove")))
        value = holder.pop(last)
        if action == "rename" and isinstance(holder, dict):
            holder[f"{last}x"] = value
        elif action == "replace" and isinstance(holder, dict):
            holder[last] = data.draw(ODD)
    text = tomli_w.dumps(written)

    for model in SHIPPED.models_in(pack):
        assert "\n" not in _refusal(text, pack, model)


def _refusal(text: str, pack: str, model: str) -> str:
    """Why an overlay is refused, or "" where it is taken."""
    try:
        file = parse_pack(text.encode(), "over.toml")
        if file.pack.amends == pack:
            prove(merge_model(SHIPPED.chain(pack), [file], model))
    except PackError as error:
        return error.reason
    return ""
