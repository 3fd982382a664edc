"""Which packs a command works with."""

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from lightmeter.checker import Checker
from lightmeter.cli.ending import say
from lightmeter.packs.load import Shelf
from lightmeter.settings.model import Settings
from lightmeter.settings.reading import SettingsFinder

__all__ = ["make_checker", "make_shelf", "name_overlays"]


def make_checker(
    settings: Settings,
    *,
    packs: Sequence[Path] = (),
    overlays: Sequence[Path] = (),
    distributions: Sequence[str] = (),
    as_of: dt.date | None = None,
) -> Checker:
    """
    Set up the checker that a command line asks for; it adds to what the project has settled.

    Args:
        settings: Of the project.
        packs: Directories and files of further packs.
        overlays: Files of packs that amend others.
        distributions: Names of installed distributions whose packs are wanted.
        as_of: The day that dates are held against, or None for today.

    Raises:
        LightmeterError: If a place is not there or holds no pack, or a distribution offers none.
    """
    return Checker(packs, overlays, distributions=distributions, settings=settings, as_of=as_of)


def make_shelf(
    provider: str | None, *, config: Path | None = None, isolated: bool = False, **chosen: Any
) -> Shelf:
    """
    Set up the shelf that a command line asks for.

    Args:
        provider: That is asked for, or None.
        config: File of settings, or None to look for them.
        isolated: What the project has settled does not count.
        chosen: Further arguments of `make_checker`.

    Raises:
        LightmeterError: If settings are broken, a place is not there, an overlay cannot be read,
            or no pack is for the provider.
    """
    settings = SettingsFinder(config=config, isolated=isolated).find(Path())
    shelf = make_checker(settings, **chosen).shelf
    # What was named has to be there, even where no request comes to need it.
    _ = shelf.overlays
    if provider is not None:
        shelf.check_provider(provider)
    return shelf


def name_overlays(names: Iterable[str]) -> None:
    """Say on standard error which overlays took part, where the data has no place for it."""
    shown = ", ".join(sorted(set(names)))
    if shown:
        say(f"with {shown}")
