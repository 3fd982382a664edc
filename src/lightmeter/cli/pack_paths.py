"""What a path names to those who write packs: a shipped pack, a file, a directory."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import attrs

from lightmeter.errors import LightmeterError, UsageError
from lightmeter.language.spelling import nearest
from lightmeter.packs.file import read_pack
from lightmeter.packs.load import Shelf
from lightmeter.packs.model import Pack

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

    Args:
        paths: Ids of shipped packs, pack files, directories of packs or of one provider's packs;
            without any, all shipped packs.
    """
    for path in paths or ("",):
        place = Path(path)
        files = sorted(place.glob("*.toml")) if path and place.is_dir() else []
        # The directory of one provider: every file in it is a pack.
        for name in map(str, files) if files else (path,):
            try:
                yield from _find(name)
            except LightmeterError as error:
                yield NamedPack(name, Shelf(), error=error)


def _find(path: str) -> Iterator[NamedPack]:
    shipped = Shelf()
    place = Path(path)
    if not path:
        yield from (_on(shipped, pack) for pack in shipped.ids)
    elif place.is_dir():
        yield from _in_directory(place)
    elif place.is_file():
        pack = read_pack(place, path).pack
        root = _root(place, pack.id)
        if not pack.amends:
            yield _on(_bare(root), pack.id)
        else:
            yield _amending(place, pack, _files(root) if root.is_dir() else [])
    elif path in shipped.ids:
        yield _on(shipped, path)
    else:
        close = nearest(path, shipped.ids)
        hint = f"; did you mean {close}?" if close else ""
        raise UsageError(f"{path} is neither a pack nor a file or directory{hint}")


def _in_directory(place: Path) -> Iterator[NamedPack]:
    """Every pack as it is, and every overlay alone upon what it amends."""
    own = Shelf([place])
    bare = _bare(place)
    yield from (_on(bare, pack) for pack in own.ids)
    for path in own.amending:
        yield _amending(path, read_pack(path, path.name).pack, _files(place))


def _on(shelf: Shelf, pack: str) -> NamedPack:
    return NamedPack(pack, shelf, shelf.path(pack))


def _amending(path: Path, overlay: Pack, beside: Sequence[Path]) -> NamedPack:
    shelf = Shelf(beside, [path], shipped=True)
    return NamedPack(overlay.amends, shelf, path, overlay=overlay.id)


def _root(file: Path, pack: str) -> Path:
    """The directory of packs that a file lies in, so that it can name its neighbours."""
    parts = pack.split("/")
    if file.resolve().with_suffix("").parts[-len(parts) :] == tuple(parts):
        return file.resolve().parents[len(parts) - 1]
    return file


def _bare(place: Path) -> Shelf:
    """The packs of a place before the shipped ones, without the overlays that lie among them."""
    shelf = Shelf([place], shipped=True)
    return Shelf(_files(place), shipped=True) if shelf.amending else shelf


def _files(place: Path) -> list[Path]:
    shelf = Shelf([place])
    return [shelf.path(pack) for pack in shelf.ids]
