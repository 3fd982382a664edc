"""Packs are found, and made into programs: the shelf they stand on."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lightmeter.errors import PackError, UsageError
from lightmeter.language.spelling import nearest
from lightmeter.packs.index import read_index
from lightmeter.packs.limits import LONGEST_CHAIN, MOST_ANCESTORS
from lightmeter.packs.places import (
    check_id,
    is_amending,
    packs_in,
    read_text,
    shipped_directory,
    shown,
)
from lightmeter.packs.prepared import prepared_directory, read_prepared
from lightmeter.packs.program import Program
from lightmeter.place import Pointer

if TYPE_CHECKING:
    from lightmeter.packs.file import PackFile
    from lightmeter.packs.merge import Merged

__all__ = ["Shelf"]

# Texts that could name another pack, wherever they stand.
_TEXTS = r"[\"']([a-z0-9.-]+/[a-z0-9./-]+)[\"']"
# The pack that holds what all requests of a provider have in common.
_ENVELOPE = "provider"
_PREPARED = prepared_directory()


class Shelf:
    """
    The packs of some directories and files, read when they are first asked for.

    One request costs one pack however many there are: of the shipped packs an index tells which
    models they know; any other file is only parsed if its text holds the model's id. Safe to share
    between threads: what two of them read twice is equal.
    """

    def __init__(
        self,
        places: Sequence[Path] | None = None,
        overlays: Sequence[Path] = (),
        *,
        shipped: bool = False,
        as_published: bool = False,
        prepared: Path | None = _PREPARED,
    ) -> None:
        """
        Set up a shelf; nothing is read yet.

        Args:
            places: Directories and single files; None for the shipped packs. A pack among them
                that amends another is an overlay: whoever names the place names it.
            overlays: Files of packs that amend others, in the order in which they apply, after
                those among the places.
            shipped: The shipped packs stand behind the places; one of them steps back for a pack
                of the same id.
            as_published: No overlay counts, wherever it was named.
            prepared: Where shipped packs lie as they were prepared, or None to read them all.
        """
        self._behind = shipped or places is None
        self._prepared = prepared
        self._given = tuple(places or ())
        self.places = (*(places or ()), *((shipped_directory(),) if self._behind else ()))
        self._overlay_paths = tuple(overlays)
        self._amending: tuple[Path, ...] = ()
        self._paths: dict[str, Path] | None = None
        self._known: Mapping[str, tuple[str, ...]] = {}
        self._texts: dict[str, str] = {}
        self._files: dict[str, PackFile] = {}
        self._overlays: tuple[PackFile, ...] | None = () if as_published else None
        self._programs: dict[tuple[str, str], Program] = {}
        self._sound: set[str] = set()

    @cached_property
    def published(self) -> "Shelf":
        """The same packs without any overlay."""
        return Shelf(self._given, shipped=self._behind, as_published=True, prepared=self._prepared)

    # Files ----------------------------------------------------------------------------------------

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all packs, sorted."""
        return tuple(sorted(self._index()))

    def file(self, pack: str) -> "PackFile":
        """
        One pack as declared.

        Raises:
            PackError: If it is not there, cannot be read, or its id is not its path.
        """
        if pack not in self._files:
            file = _read_pack(self.path(pack), self.name(pack))
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

    def name(self, pack: str) -> str:
        """What the file of a pack is called: a shipped one by its id, any other by its path."""
        path = self.path(pack)
        way = shown(path)
        if path.is_relative_to(shipped_directory()) or way == path.name:
            # Beyond the current directory a path would be absolute; the id says more than a name.
            return f"{pack}.toml" if path.stem == pack.rpartition("/")[2] else path.name
        return way

    @property
    def amending(self) -> tuple[Path, ...]:
        """The files among the places that amend packs, in order."""
        self._index()
        return self._amending

    @property
    def overlays(self) -> "tuple[PackFile, ...]":
        """
        The overlays, read and in order; one that is named twice counts where it comes first.

        Raises:
            PackError: If one cannot be read, or amends no pack that is there.
        """
        if self._overlays is None:
            index = self._index()
            files: dict[str, PackFile] = {}
            seen: set[Path] = set()
            for path in (*self.amending, *self._overlay_paths):
                if path.resolve() in seen:
                    continue
                seen.add(path.resolve())
                file = _read_pack(path, shown(path))
                _check_head(file)
                check_id(file)
                if file.pack.id in files or file.pack.id in index:
                    raise file.error(
                        f"another pack is called {file.pack.id} already; give this overlay an id"
                        " of its own",
                        ("id",),
                    )
                files[file.pack.id] = file
            for file in files.values():
                if file.pack.amends not in index:
                    raise _nothing_to_amend(file, files, index)
            self._overlays = tuple(files.values())
        return self._overlays

    def chain(self, pack: str) -> "tuple[PackFile, ...]":
        """
        A pack behind everything it extends, oldest first, each once.

        Behind each of those stand the overlays that amend it: they change it for its heirs as well.
        """
        found: dict[str, PackFile] = {}
        self._chain(pack, (), found, {})
        return tuple(found.values())

    def _chain(
        self,
        pack: str,
        above: tuple[str, ...],
        found: "dict[str, PackFile]",
        lengths: dict[str, int],
    ) -> int:
        """Find a pack and what it extends, each once; the number of packs in its longest chain."""
        if pack in above:
            raise PackError(f"packs extend each other in a circle: {' > '.join((*above, pack))}")
        if len(above) + lengths.get(pack, 1) > LONGEST_CHAIN:
            raise PackError(f"more than {LONGEST_CHAIN} packs extend each other: {above[0]}")
        if pack in found:
            return lengths[pack]
        file = self.file(pack)
        longest = 0
        for parent in file.pack.extends:
            if parent not in self._index():
                amended = {it.pack.id: it.pack.amends for it in self.overlays}.get(parent)
                hint = f": it is an overlay; extend {amended}, which it amends" if amended else ""
                raise file.error(
                    f"there is no pack {parent} to extend{hint}",
                    ("extends",),
                    suggestion="" if amended else nearest(parent, self._index()),
                )
            longest = max(longest, self._chain(parent, (*above, pack), found, lengths))
            for overlay in self._amending_pack(parent):
                found.setdefault(overlay.pack.id, overlay)
        if len(lengths) > MOST_ANCESTORS:
            first = above[0] if above else pack
            raise PackError(f"{first} extends more than {MOST_ANCESTORS} packs, one way or another")
        found[pack] = file
        lengths[pack] = longest + 1
        return longest + 1

    def _amending_pack(self, pack: str) -> "list[PackFile]":
        return [file for file in self.overlays if file.pack.amends == pack]

    def _index(self) -> Mapping[str, Path]:
        if self._paths is None:
            paths: dict[str, Path] = {}
            amending: list[Path] = []
            stepped_back = False
            for number, place in enumerate(self.places, 1):
                # None of the shipped packs amends another, so they need not be read for that.
                behind = self._behind and number == len(self.places)
                for pack, path in packs_in(place):
                    if not behind and is_amending(path):
                        amending.append(path)
                        continue
                    if behind and pack in paths:
                        stepped_back = True
                        continue
                    if pack in paths and paths[pack].resolve() != path.resolve():
                        raise PackError(f"the pack {pack} is there twice: {paths[pack]}, {path}")
                    paths[pack] = path
            shipped = shipped_directory()
            if shipped in self.places and not stepped_back:
                # Of anyone else's directory an index is not believed. What the shipped packs are
                # made of is shipped too, so no other place can change what they know, unless one
                # of them has stepped back.
                inside = {pack: it for pack, it in paths.items() if it.is_relative_to(shipped)}
                self._known = read_index(shipped, inside)
            self._amending = tuple(amending)
            self._paths = paths
        return self._paths

    def _text(self, pack: str) -> str:
        if pack not in self._texts:
            self._texts[pack] = read_text(self._index()[pack])
        return self._texts[pack]

    def overlays_on(self, pack: str) -> "tuple[PackFile, ...]":
        """The overlays that take part in a pack, by way of what it extends too."""
        inherited = (file for file in self.chain(pack) if file.pack.amends)
        return (*inherited, *self._amending_pack(pack))

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
            if (provider is None or pack.startswith(f"{provider}/")) and self._knows(pack, model)
        )

    def _knows(self, pack: str, model: str) -> bool:
        if pack in self._known and not self._is_added(model):
            return model in self._known[pack]
        return self._may_know(pack, model) and model in self.models_in(pack)

    def _is_added(self, model: str) -> bool:
        """Whether an overlay names a model that the index does not have in what it amends."""
        return any(
            model in overlay.pack.models and model not in self._known.get(overlay.pack.amends, ())
            for overlay in self.overlays
        )

    def _may_know(self, pack: str, model: str) -> bool:
        """
        Whether a pack has to be parsed to tell if it knows a model.

        Its text, that of a pack it names, or that of an overlay holds the model's id, unless an
        escape hides it.
        """
        seen = {pack}
        pending = [pack]
        while pending:
            here = pending.pop()
            text = self._text(here)
            if model in text or "\\u" in text.lower():
                return True
            if any(model in overlay.pack.models for overlay in self._amending_pack(here)):
                return True
            named = {it for it in re.findall(_TEXTS, text) if it in self._index()}
            pending += named - seen
            seen |= named
        return False

    def models_in(self, pack: str) -> tuple[str, ...]:
        """The models of one pack, in its order; overlays may add some, but have none themselves."""
        if pack not in self._index() and any(it.pack.id == pack for it in self.overlays):
            return ()
        # An overlay may add a model, to the heirs of what it amends as well.
        added = {model for overlay in self.overlays for model in overlay.pack.models}
        if pack in self._known and not any(map(self._is_added, added)):
            models = dict.fromkeys(self._known[pack])
        else:
            models = dict.fromkeys(model for file in self.chain(pack) for model in file.pack.models)
        for overlay in self._amending_pack(pack):
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
            self._programs[key] = self._read(pack, model) or self._prove(pack, model)
        return self._programs[key]

    def _read(self, pack: str, model: str) -> Program | None:
        """A model of a shipped pack as it was prepared, where nothing has changed since."""
        paths = self._index()
        models = self._known.get(pack)
        if self._prepared is None or self.overlays or models is None:
            return None
        if model not in (models or ("",)):
            return None
        number = models.index(model) if models else 0
        return read_prepared(self._prepared, pack, model, number, paths)

    def _prove(self, pack: str, model: str) -> Program:
        # Most shipped packs were proven before they were shipped.
        from lightmeter.packs.prove import prove  # noqa: PLC0415

        self._check_overlays(pack)
        return prove(self.merged(pack, model))

    def merged(self, pack: str, model: str) -> "Merged":
        """
        A model with everything it is made of, before it is proven.

        Raises:
            PackError: If the pack, or one it extends, is wrong.
        """
        from lightmeter.packs.merge import merge_model  # noqa: PLC0415 - as above

        return merge_model(self.chain(pack), self._amending_pack(pack), model)

    def _merge_all(self, pack: str) -> "list[Merged]":
        return [self.merged(pack, model) for model in self.models_in(pack) or ("",)]

    def _check_overlays(self, pack: str) -> None:
        """
        See that overlays fit every model of what they amend, whichever model is asked for.

        Raises:
            PackError: If one does not, or names a value that nothing reads.
        """
        if pack in self._sound:
            return
        for amended in {file.pack.amends for file in self.chain(pack) if file.pack.amends}:
            self._check_overlays(amended)
        overlays = self._amending_pack(pack)
        if overlays:
            from lightmeter.packs.overlay import used_names  # noqa: PLC0415 - as above

            merged = self._merge_all(pack)
            used = frozenset().union(*(used_names(it.pack) for it in merged))
            # What a pack without models declares is read by those that extend it.
            for file, pointer in _lets(overlays) if self.models_in(pack) else ():
                if pointer[-1] not in used:
                    raise file.error(
                        f"nothing reads {pointer[-1]}: no rule, rate, lever or other value names"
                        " it",
                        pointer,
                        key=True,
                        suggestion=nearest(str(pointer[-1]), used),
                    )
        self._sound.add(pack)

    def idle_overrides(self, pack: str) -> "tuple[tuple[PackFile, Pointer], ...]":
        """
        Entries of overlays that say what the pack says already, for each of its models.

        Raises:
            PackError: If the pack, or an overlay on it, is wrong.
        """
        if not self._amending_pack(pack):
            return ()
        changes: dict[tuple[str, Pointer], bool] = {}
        for merged in self._merge_all(pack):
            for key, does in merged.overrides.items():
                changes[key] = changes.get(key, False) or does
        files = {file.pack.id: file for file in self._amending_pack(pack)}
        return tuple(
            (files[name], pointer)
            for (name, pointer), does in changes.items()
            if not does and name in files
        )

    def envelope(self, provider: str) -> Program | None:
        """What all requests of a provider have in common, or None where no pack says."""
        pack = self.envelope_id(provider)
        return self.program(pack, "") if pack else None

    def envelope_id(self, provider: str) -> str:
        """The id of the pack that says so, or ""."""
        pack = f"{provider}/{_ENVELOPE}"
        return pack if pack in self._index() else ""


def _read_pack(path: Path, name: str) -> "PackFile":
    # Most shipped packs are read as they were prepared.
    from lightmeter.packs.file import read_pack  # noqa: PLC0415

    return read_pack(path, name)


def _check_head(file: "PackFile") -> None:
    # Few projects have overlays.
    from lightmeter.packs.overlay import check_head  # noqa: PLC0415

    check_head(file)


def _nothing_to_amend(
    file: "PackFile", overlays: "Mapping[str, PackFile]", index: Mapping[str, Path]
) -> PackError:
    wanted = file.pack.amends
    if wanted in overlays:
        return file.error(
            f"{wanted} is an overlay itself; amend the pack that it amends:"
            f" {overlays[wanted].pack.amends}",
            ("amends",),
        )
    return file.error(
        f"there is no pack {wanted} to amend", ("amends",), suggestion=nearest(wanted, index)
    )


def _lets(overlays: "Sequence[PackFile]") -> "Iterator[tuple[PackFile, Pointer]]":
    """Every named value of overlays, with its place."""
    for file in overlays:
        bodies: list[tuple[Pointer, Any]] = [((), file.data)]
        bodies += [(("models", name), it) for name, it in file.data.get("models", {}).items()]
        for base, body in bodies:
            for name in body.get("let", {}):
                yield file, (*base, "let", name)
