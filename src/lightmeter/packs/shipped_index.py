"""The index of the shipped packs, made from them whenever one of them has changed."""

from lightmeter.packs.index import write_index
from lightmeter.packs.load import Shelf
from lightmeter.packs.places import shipped_directory

__all__ = ["write_shipped_index"]


def write_shipped_index() -> str:
    """
    What the index of the shipped packs should say.

    Raises:
        PackError: If one of them is wrong.
    """
    # A single file is read, whatever an index says of it.
    directory = shipped_directory()
    ids = Shelf([directory]).ids
    shelf = Shelf([directory / f"{pack}.toml" for pack in ids])
    return write_index((pack, directory / f"{pack}.toml", shelf.models_in(pack)) for pack in ids)
