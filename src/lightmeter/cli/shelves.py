"""Which packs a command works with."""

from collections.abc import Sequence
from pathlib import Path

from lightmeter.packs.load import Shelf, shipped_directory

__all__ = ["make_shelf", "places_of"]


def places_of(packs: Sequence[Path]) -> list[Path] | None:
    """
    The places of packs: those of the command line, and the shipped ones beside them.

    A shipped pack steps back for one of the same id, so that a checkout's packs can be tried.

    Args:
        packs: Directories and files; none means the shipped packs alone.

    Raises:
        LightmeterError: If a place is not there or holds no pack.
    """
    if not packs:
        return None
    own = set(Shelf(packs).ids)
    directory = shipped_directory()
    shipped = Shelf([directory]).ids
    if own.isdisjoint(shipped):
        return [*packs, directory]
    return [*packs, *(directory / f"{pack}.toml" for pack in shipped if pack not in own)]


def make_shelf(packs: Sequence[Path], overlays: Sequence[Path], provider: str | None) -> Shelf:
    """
    Set up the shelf that a command line asks for.

    Raises:
        LightmeterError: If a place is not there, or no pack is for the provider.
    """
    shelf = Shelf(places_of(packs), overlays)
    if provider is not None:
        shelf.check_provider(provider)
    return shelf
