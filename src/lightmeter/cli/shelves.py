"""Which packs a command works with."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from lightmeter.checker import Checker
from lightmeter.cli.ending import say
from lightmeter.packs.load import Shelf
from lightmeter.settings.reading import find_settings

__all__ = ["make_checker", "make_shelf", "name_overlays"]


def make_checker(
    *,
    packs: Sequence[Path] = (),
    overlays: Sequence[Path] = (),
    distributions: Sequence[str] = (),
    isolated: bool = False,
) -> Checker:
    """
    Set up the checker that a command line asks for; it adds to what the project has settled.

    Args:
        packs: Directories and files of further packs.
        overlays: Files of packs that amend others.
        distributions: Names of installed distributions whose packs are wanted.
        isolated: What the project has settled does not count.

    Raises:
        LightmeterError: If the settings are broken, a place is not there or holds no pack, a
            distribution offers none, or an overlay cannot be read.
    """
    checker = Checker(
        packs,
        overlays,
        distributions=distributions,
        settings=None if isolated else find_settings(),
    )
    # What was named has to be there, even where no request comes to need it.
    _ = checker.shelf.overlays
    return checker


def make_shelf(provider: str | None, **chosen: Any) -> Shelf:
    """
    Set up the shelf that a command line asks for.

    Args:
        provider: That is asked for, or None.
        chosen: The arguments of `make_checker`.

    Raises:
        LightmeterError: If a place is not there, or no pack is for the provider.
    """
    shelf = make_checker(**chosen).shelf
    if provider is not None:
        shelf.check_provider(provider)
    return shelf


def name_overlays(names: Iterable[str]) -> None:
    """Say on standard error which overlays took part, where the data has no place for it."""
    shown = ", ".join(sorted(set(names)))
    if shown:
        say(f"with {shown}")
