"""Packs are found, and made into programs: the shelf they stand on."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from lightmeter.errors import PackError, UsageError
from lightmeter.language.spelling import nearest
from lightmeter.packs.file import PackFile, read_pack
from lightmeter.packs.index import read_index, write_index
from lightmeter.packs.merge import Merged, merge_model
from lightmeter.packs.program import Program
from lightmeter.packs.prove import prove

__all__ = ["Shelf", "shipped_directory", "write_shipped_index"]

_ID = re.compile(r"[a-z0-9][a-z0-9.-]*(?:/[a-z0-9][a-z0-9.-]*)+").fullmatch
_LONGEST_CHAIN = 8
# The pack that holds what all requests of a provider have in common.
_ENVELOPE = "provider"


def shipped_directory() -> Path:
    """Where the packs lie that lightmeter brings along: in the wheel, else in the checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "rules"
    return installed if installed.is_dir() else package.parents[1] / "rules"


class Shelf:
    """
    The packs of some directories and files, read when they are first asked for.

    One request costs one pack however many there are: of the shipped packs an index tells which
    models they know; any other file is only parsed if its text holds the model's id. Safe to share
    between threads: what two of them read twice is equal.
    """

    def __init__(self, places: Sequence[Path] | None = None, overlays: Sequence[Path] = ()) -> None:
        """
        Set up a shelf; nothing is read yet.

        Args:
            places: Directories and single files; None for the shipped packs.
            overlays: Files of packs that amend others, in the order in which they apply.
        """
        self.places = tuple(places) if places is not None else (shipped_directory(),)
        self._overlay_paths = tuple(overlays)
        self._paths: dict[str, Path] | None = None
        self._known: Mapping[str, tuple[str, ...]] = {}
        self._texts: dict[str, str] = {}
        self._files: dict[str, PackFile] = {}
        self._overlays: tuple[PackFile, ...] | None = None
        self._programs: dict[tuple[str, str], Program] = {}

    # Files ----------------------------------------------------------------------------------------

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all packs, sorted."""
        return tuple(sorted(self._index()))

    def file(self, pack: str) -> PackFile:
        """
        One pack as declared.

        Raises:
            PackError: If it is not there, cannot be read, or its id is not its path.
        """
        if pack not in self._files:
            file = read_pack(self.path(pack), f"{pack}.toml")
            if file.pack.id != pack:
                raise file.error(f"the id is {file.pack.id}; its path says {pack}", ("id",))
            self._files[pack] = file
        return self._files[pack]

    def path(self, pack: str) -> Path:
        """
        The file of a pack.

        Raises:
            PackError: If there is none of that id.
        """
        index = self._index()
        if pack not in index:
            raise PackError(f"there is no pack {pack}", suggestion=nearest(pack, index))
        return index[pack]

    @property
    def overlays(self) -> tuple[PackFile, ...]:
        """The overlays, read and in order."""
        if self._overlays is None:
            files = []
            for path in self._overlay_paths:
                file = read_pack(path, path.name)
                if not file.pack.amends:
                    raise file.error("an overlay names the pack it amends: amends = …")
                if file.pack.amends not in self._index():
                    raise file.error(
                        f"there is no pack {file.pack.amends} to amend",
                        ("amends",),
                        suggestion=nearest(file.pack.amends, self._index()),
                    )
                files.append(file)
            self._overlays = tuple(files)
        return self._overlays

    def chain(self, pack: str) -> tuple[PackFile, ...]:
        """A pack behind everything it extends, oldest first, each once."""
        return tuple(self._chain(pack, ()))

    def _chain(self, pack: str, above: tuple[str, ...]) -> Iterator[PackFile]:
        if pack in above:
            raise PackError(f"packs extend each other in a circle: {' > '.join((*above, pack))}")
        if len(above) == _LONGEST_CHAIN:
            raise PackError(f"more than {_LONGEST_CHAIN} packs extend each other: {above[0]}")
        file = self.file(pack)
        seen: set[str] = set()
        for parent in file.pack.extends:
            if parent not in self._index():
                raise file.error(
                    f"there is no pack {parent} to extend",
                    ("extends",),
                    suggestion=nearest(parent, self._index()),
                )
            for ancestor in self._chain(parent, (*above, pack)):
                if ancestor.pack.id not in seen:
                    seen.add(ancestor.pack.id)
                    yield ancestor
        yield file

    def _index(self) -> Mapping[str, Path]:
        if self._paths is None:
            paths: dict[str, Path] = {}
            for place in self.places:
                for pack, path in _packs_in(place):
                    if pack in paths and paths[pack] != path:
                        raise PackError(f"the pack {pack} is there twice: {paths[pack]}, {path}")
                    paths[pack] = path
            shipped = shipped_directory()
            if shipped in self.places:
                # Of anyone else's directory an index is not believed. What the shipped packs are
                # made of is shipped too, so no other place can change what they know.
                inside = {pack: it for pack, it in paths.items() if it.is_relative_to(shipped)}
                self._known = read_index(shipped, inside)
            self._paths = paths
        return self._paths

    def _text(self, pack: str) -> str:
        if pack not in self._texts:
            try:
                self._texts[pack] = self._index()[pack].read_text("utf-8", "replace")
            except OSError:
                self._texts[pack] = ""
        return self._texts[pack]

    # Providers and models -------------------------------------------------------------------------

    @property
    def providers(self) -> tuple[str, ...]:
        """The providers that any pack is for, sorted."""
        return tuple(sorted({pack.partition("/")[0] for pack in self._index()}))

    def check_provider(self, provider: str) -> None:
        """
        See that a provider is known.

        Raises:
            UsageError: With the nearest one.
        """
        if not isinstance(provider, str):
            raise UsageError(f"a provider is named by a text, not by {type(provider).__name__}")
        if provider not in self.providers:
            close = nearest(provider, self.providers)
            hint = f"; did you mean {close}?" if close else ""
            raise UsageError(
                f"provider {provider} is not known; known are {', '.join(self.providers)}{hint}"
            )

    def packs_of(self, model: str, provider: str | None = None) -> tuple[str, ...]:
        """The packs that know a model, of one provider or of all."""
        return tuple(
            pack
            for pack in self.ids
            if (provider is None or pack.startswith(f"{provider}/"))
            and (pack in self._known or self._may_know(pack, model))
            and model in self.models_in(pack)
        )

    def _may_know(self, pack: str, model: str, above: tuple[str, ...] = ()) -> bool:
        """
        Whether a pack has to be parsed to tell if it knows a model.

        Its text, that of a pack it names, or that of an overlay holds the model's id, unless an
        escape hides it.
        """
        text = self._text(pack)
        if model in text or "\\u" in text.lower():
            return True
        if any(model in overlay.pack.models for overlay in self.overlays):
            return True
        named = (
            other
            for other in self._index()
            if other not in above and (f'"{other}"' in text or f"'{other}'" in text)
        )
        return any(self._may_know(other, model, (*above, pack)) for other in named if other != pack)

    def models_in(self, pack: str) -> tuple[str, ...]:
        """The models of one pack, in its order; overlays may add some, but have none themselves."""
        if pack in self._index() and pack in self._known:
            models = dict.fromkeys(self._known[pack])
        elif self.file(pack).pack.amends:
            return ()
        else:
            models = dict.fromkeys(model for file in self.chain(pack) for model in file.pack.models)
        for overlay in self.overlays:
            if overlay.pack.amends == pack:
                models.update(dict.fromkeys(overlay.pack.models))
        return tuple(models)

    def models(self, provider: str | None = None) -> tuple[tuple[str, str], ...]:
        """Every pack and model, of one provider or of all."""
        return tuple(
            (pack, model)
            for pack in self.ids
            if provider is None or pack.startswith(f"{provider}/")
            for model in self.models_in(pack)
        )

    # Programs -------------------------------------------------------------------------------------

    def program(self, pack: str, model: str) -> Program:
        """
        What is needed to judge a model's requests, proven.

        Raises:
            PackError: If the pack, or one it extends, is wrong.
        """
        key = pack, model
        if key not in self._programs:
            self._programs[key] = prove(self.merged(pack, model))
        return self._programs[key]

    def merged(self, pack: str, model: str) -> Merged:
        """
        A model with everything it is made of, before it is proven.

        Raises:
            PackError: If the pack, or one it extends, is wrong.
        """
        overlays = [file for file in self.overlays if file.pack.amends == pack]
        return merge_model(self.chain(pack), overlays, model)

    def envelope(self, provider: str) -> Program | None:
        """What all requests of a provider have in common, or None where no pack says."""
        pack = self.envelope_id(provider)
        return self.program(pack, "") if pack else None

    def envelope_id(self, provider: str) -> str:
        """The id of the pack that says so, or ""."""
        pack = f"{provider}/{_ENVELOPE}"
        return pack if pack in self._index() else ""


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


def _packs_in(place: Path) -> Iterator[tuple[str, Path]]:
    if place.is_dir():
        found = [
            (pack, path)
            for path in sorted(place.rglob("*.toml"))
            if _ID(pack := path.relative_to(place).with_suffix("").as_posix())
        ]
        if not found:
            raise UsageError(f"{place} holds no packs: provider/name.toml")
        yield from found
    elif place.is_file():
        pack = read_pack(place, place.name).pack.id
        if not _ID(pack):
            raise PackError(f"{pack!r} is not a pack id: provider/name", name=place.name)
        yield pack, place
    else:
        raise UsageError(f"there are no packs at {place}")
