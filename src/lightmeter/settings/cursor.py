"""A value in a settings file, and the way to it."""

from pathlib import Path
from typing import Any

import attrs

from lightmeter.data_methods import equal, hash_of, represent
from lightmeter.errors import SettingsError
from lightmeter.place import Pointer
from lightmeter.settings.parts import Origin
from lightmeter.toml_file import TomlFile

__all__ = ["Cursor"]


@attrs.frozen(slots=False)
class Cursor:
    """
    A value in a settings file, which knows where it stands.

    Attributes:
        file: That holds it.
        directory: That the file lies in, absolute.
        pointer: Of the value in the file.
        value: As TOML has it.
    """

    __repr__ = represent
    __eq__ = equal
    __hash__ = hash_of

    file: TomlFile[SettingsError]
    directory: Path
    pointer: Pointer
    value: Any

    def at(self, step: str | int) -> "Cursor":
        """A value that this table or array holds."""
        pointer = (*self.pointer, step)
        return Cursor(self.file, self.directory, pointer, self.value[step])

    @property
    def name(self) -> str:
        """The key that this value stands behind."""
        return str(self.pointer[-1])

    @property
    def origin(self) -> Origin:
        """Where this value stands."""
        return Origin(self.file.name, self.pointer, self.file.document)

    def wrong(
        self,
        reason: str,
        suggestion: str = "",
        *,
        key: bool = False,
        within: tuple[str, int, int] | None = None,
    ) -> SettingsError:
        """A mistake at this place, to be raised; the arguments are those of `TomlFile.error`."""
        return self.file.error(reason, self.pointer, key=key, within=within, suggestion=suggestion)
