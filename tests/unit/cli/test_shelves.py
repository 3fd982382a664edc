from pathlib import Path

import pytest

from lightmeter.cli.shelves import make_shelf, places_of
from lightmeter.errors import UsageError
from lightmeter.packs.load import Shelf, shipped_directory

PACK = 'format = 1\nid = "{id}"\n[models.{model}]\n[request]\ninput = "/input"\n'


def write(directory: Path, pack: str, model: str) -> None:
    """Put a pack that demands nothing into a directory."""
    path = directory / f"{pack}.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(PACK.format(id=pack, model=model))


def test_shipped_packs_alone() -> None:
    """Without an option there are the shipped packs."""
    assert places_of([]) is None
    assert make_shelf([], [], None).ids == Shelf().ids


def test_further_packs_stand_beside_the_shipped_ones(tmp_path: Path) -> None:
    """A directory adds its packs."""
    write(tmp_path, "acme/picture", "picture-1")

    assert places_of([tmp_path]) == [tmp_path, shipped_directory()]
    assert make_shelf([tmp_path], [], "acme").models("acme") == (("acme/picture", "picture-1"),)


def test_a_pack_of_the_same_id_goes_first(tmp_path: Path) -> None:
    """A checkout's pack replaces the shipped one, and the rest stays."""
    write(tmp_path, "vidgo/gpt-image-2", "gpt-image-9")
    shelf = make_shelf([tmp_path], [], None)

    assert shelf.models_in("vidgo/gpt-image-2") == ("gpt-image-9",)
    assert shelf.ids == Shelf().ids


def test_an_unknown_provider() -> None:
    """A provider without a pack is a wrong argument."""
    with pytest.raises(UsageError, match="did you mean vidgo"):
        make_shelf([], [], "vigdo")
