"""What a path names to those who write packs: a shipped pack, a file, a directory."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import attrs

from lightmeter.errors import LightmeterError, UsageError
from lightmeter.language.spelling import nearest
from lightmeter.packs.file import read_pack
from lightmeter.packs.load import Shelf, refuse_link
from lightmeter.packs.model import Pack
from lightmeter.settings import find_settings

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


def find_packs(paths: Sequence[str]) -> Iterator[NamedPack]:
    """
    Every pack that paths stand for; one that is not there does not hide the others.

    Packs that the project's settings name stand beside, so that these may be extended or amended.

    Args:
        paths: Ids of packs, pack files, directories of packs or of one provider's packs; without
            any, all shipped packs.
    """
    try:
        finder = _Finder(_packs_of(find_settings().packs))
    except LightmeterError as error:
        yield NamedPack(" ".join(paths), Shelf(), error=error)
        return
    for path in paths or ("",):
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
        if path and place.is_dir():
            return [str(it) for it in sorted(place.glob("*.toml"))]
    return []


@attrs.frozen
class _Finder:
    """
    Makes a shelf for each path.

    Attributes:
        settled: Packs that the settings name, by id.
    """

    settled: Mapping[str, Path]

    def find(self, path: str) -> Iterator[NamedPack]:
        place = Path(path)
        known = self._shelf([])
        if not path:
            yield from (_on(known, pack) for pack in Shelf().ids)
        elif place.is_dir():
            yield from self._in_directory(place)
        elif place.is_file():
            pack = read_pack(place, path).pack
            root = _root(place, pack.id)
            if not pack.amends:
                yield _on(self._bare(root), pack.id)
            else:
                yield self._amending(place, pack, root if root.is_dir() else None)
        elif path in known.ids:
            yield _on(known, path)
        else:
            close = nearest(path, known.ids)
            hint = f"; did you mean {close}?" if close else ""
            raise UsageError(f"{path} is neither a pack nor a file or directory{hint}")

    def _in_directory(self, place: Path) -> Iterator[NamedPack]:
        """Every pack as it is, and every overlay alone upon what it amends."""
        own = Shelf([place])
        bare = self._bare(place)
        yield from (_on(bare, pack) for pack in own.ids)
        for path in own.amending:
            yield self._amending(path, read_pack(path, path.name).pack, place)

    def _amending(self, path: Path, overlay: Pack, root: Path | None) -> NamedPack:
        beside = _packs_of([root] if root is not None else [])
        shelf = self._shelf(list(beside.values()), list(beside), [path])
        return NamedPack(overlay.amends, shelf, path, overlay=overlay.id)

    def _bare(self, place: Path) -> Shelf:
        """The packs of a place, without the overlays that lie among them."""
        own = Shelf([place])
        # A directory is read file by file as each is asked for, so that a broken one hides none.
        places = list(_packs_of([place]).values()) if own.amending else [place]
        return self._shelf(places, own.ids)

    def _shelf(
        self, places: Sequence[Path], ids: Sequence[str] = (), overlays: Sequence[Path] = ()
    ) -> Shelf:
        """Packs before those of the settings, and these before the shipped ones."""
        settled = [path for pack, path in self.settled.items() if pack not in ids]
        return Shelf([*places, *settled], overlays, shipped=True)


def _packs_of(places: Sequence[Path]) -> Mapping[str, Path]:
    """The packs of some places by id, without the overlays that lie among them."""
    if not places:
        return {}
    shelf = Shelf(places)
    return {pack: shelf.path(pack) for pack in shelf.ids}


def _on(shelf: Shelf, pack: str) -> NamedPack:
    return NamedPack(pack, shelf, shelf.path(pack))


def _root(file: Path, pack: str) -> Path:
    """The directory of packs that a file lies in, so that it can name its neighbours."""
    parts = pack.split("/")
    if file.resolve().with_suffix("").parts[-len(parts) :] == tuple(parts):
        return file.resolve().parents[len(parts) - 1]
    return file
