"""What a path names to those who write packs: a shipped pack, a file, a directory."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import attrs

from lightmeter.errors import LightmeterError, UsageError
from lightmeter.language.spelling import nearest
from lightmeter.packs.file import read_pack
from lightmeter.packs.load import Shelf
from lightmeter.packs.model import Pack
from lightmeter.packs.places import refuse_link
from lightmeter.settings.reading import find_settings

__all__ = ["NamedPack", "find_packs"]


@attrs.frozen(eq=False)
class NamedPack:
    """
    One pack that a path stands for.

    Attributes:
        pack: Its id, or the path where that stands for none.
        shelf: On which it stands.
        file: In which it lies; that of the overlay where one was named. None where there is none.
        overlay: Id of the overlay that was named, or "".
        error: Why there is none, or None.
    """

    pack: str
    shelf: Shelf
    file: Path | None = None
    overlay: str = ""
    error: LightmeterError | None = None

    @property
    def title(self) -> str:
        """The pack, and the overlay where one was named."""
        return f"{self.pack} + {self.overlay}" if self.overlay else self.pack


def find_packs(paths: Sequence[str], further: Sequence[Path] = ()) -> Iterator[NamedPack]:
    """
    Every pack that paths stand for; one that is not there does not hide the others.

    Args:
        paths: Ids of packs, pack files, directories of packs or of one provider's packs; without
            any, the packs and overlays that the project's settings name, and all shipped packs.
        further: Directories and files of packs that stand beside, as those of the settings do, so
            that these may be extended or amended.
    """
    try:
        settings = find_settings()
        finder = _Finder(_packs_of((*settings.packs, *further)))
        own = [*settings.packs, *settings.overlays]
    except LightmeterError as error:
        yield NamedPack(" ".join(paths), Shelf(), error=error)
        return
    for path in paths or (*map(str, own), ""):
        for name in _files(path) or (path,):
            try:
                if name != path:
                    refuse_link(Path(name), Path(path), name)
                yield from finder.find(name)
            except LightmeterError as error:
                yield NamedPack(name, Shelf(), error=error)
            except OSError as error:
                reason = UsageError(f"{name} cannot be read: {error.strerror}")
                yield NamedPack(name, Shelf(), error=reason)


def _files(path: str) -> list[str]:
    """The files of the directory of one provider: every one of them is a pack."""
    # What cannot be looked into is named when it is looked for as a pack.
    with suppress(OSError):
        place = Path(path)
        # A directory of packs has one for each provider; a pack beside these is away from home.
        if path and place.is_dir() and not any(place.glob("*/*.toml")):
            return [str(it) for it in sorted(place.glob("*.toml"))]
    return []


@attrs.frozen
class _Finder:
    """
    Makes a shelf for each path.

    Attributes:
        beside: Packs that may be extended or amended, by id.
    """

    beside: Mapping[str, Path]

    def find(self, path: str) -> Iterator[NamedPack]:
        place = Path(path)
        known = self._shelf([])
        if not path:
            yield from (_on(known, pack) for pack in Shelf().ids)
        elif place.is_dir():
            yield from self._in_directory(place)
        elif place.is_file():
            pack = read_pack(place, path).pack
            near = _neighbours(place, pack.id)
            if pack.amends:
                yield self._amending(place, pack, near)
            else:
                yield _on(self._shelf([place, *near.values()], [pack.id, *near]), pack.id)
        elif path in known.ids:
            yield _on(known, path)
        else:
            close = nearest(path, known.ids)
            hint = f"; did you mean {close}?" if close else ""
            raise UsageError(f"{path} is neither a pack nor a file or directory{hint}")

    def _in_directory(self, place: Path) -> Iterator[NamedPack]:
        """Every pack as it is, and every overlay alone upon what it amends."""
        own = Shelf([place])
        packs = _packs_of([place])
        # A directory is read file by file as each is asked for, so that a broken one hides none.
        bare = self._shelf(list(packs.values()) if own.amending else [place], own.ids)
        yield from (_on(bare, pack) for pack in own.ids)
        for path in own.amending:
            yield self._amending(path, read_pack(path, path.name).pack, packs)

    def _amending(self, path: Path, overlay: Pack, near: Mapping[str, Path]) -> NamedPack:
        shelf = self._shelf(list(near.values()), list(near), [path])
        return NamedPack(overlay.amends, shelf, path, overlay=overlay.id)

    def _shelf(
        self, places: Sequence[Path], ids: Sequence[str] = (), overlays: Sequence[Path] = ()
    ) -> Shelf:
        """Packs before those beside them, and these before the shipped ones."""
        beside = [path for pack, path in self.beside.items() if pack not in ids]
        return Shelf([*places, *beside], overlays, shipped=True)


def _neighbours(file: Path, pack: str) -> Mapping[str, Path]:
    """
    The packs that a pack's file may name: those that lie where their ids say, from the same root.

    What else lies there is not looked at: the root may be that of a whole project.
    """
    parts = pack.split("/")
    if file.resolve().with_suffix("").parts[-len(parts) :] != tuple(parts):
        return {}
    root = file.resolve().parents[len(parts) - 1]
    found: dict[str, Path] = {}
    for path in sorted(root.glob("*/" * (len(parts) - 1) + "*.toml")):
        with suppress(LightmeterError):
            near = read_pack(path, path.name).pack
            at_home = near.id == path.relative_to(root).with_suffix("").as_posix()
            if at_home and near.id != pack and not near.amends:
                found[near.id] = path
    return found


def _packs_of(places: Sequence[Path]) -> Mapping[str, Path]:
    """The packs of some places by id, without the overlays that lie among them."""
    if not places:
        return {}
    shelf = Shelf(places)
    return {pack: shelf.path(pack) for pack in shelf.ids}


def _on(shelf: Shelf, pack: str) -> NamedPack:
    return NamedPack(pack, shelf, shelf.path(pack))
