"""Everything lightmeter raises: the job could not be done."""

from typing import Any, ClassVar

from lightmeter.escaping import escape

__all__ = [
    "BaselineError",
    "ChargesError",
    "FileError",
    "LightmeterError",
    "PackError",
    "RefusedError",
    "SettingsError",
    "UsageError",
]


class LightmeterError(Exception):
    """
    The root of everything lightmeter raises on purpose.

    A problem of a request is never an exception but a diagnostic; these say that lightmeter itself
    could not do what it was asked.

    Attributes:
        exit_code: What the command ends with.
    """

    exit_code: ClassVar[int] = 2

    def __str__(self) -> str:
        # It may repeat what a stranger has written, and is shown as it stands.
        return escape(super().__str__())


class UsageError(LightmeterError):
    """An argument that makes no sense: an unknown provider, a missing path, a wrong option."""


class RefusedError(LightmeterError):
    """
    A request that a guard does not let pass.

    Attributes:
        why: "rejected", "unpriced", "request-limit" or "run-limit".
        report: Of the request (a `lightmeter.Report`).
    """

    def __init__(self, why: str, message: str, report: Any) -> None:
        super().__init__(message)
        self.why = why
        self.report = report

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.why, *self.args, self.report)


# A reason repeats texts and names of the pack, of which a hostile one may have very long ones.
_LONGEST_REASON = 1_000
_LONGEST_NAME = 200


class FileError(LightmeterError):
    """
    A file that lightmeter is told by, and that cannot be used.

    Attributes:
        reason: One sentence: what is there, what is accepted. Safe to show.
        name: The file as the user knows it.
        line: Of the mistake, from 1, or None where it has no place.
        column: In code points, from 1, or None.
        excerpt: The line itself with carets under the mistake, or "".
        suggestion: What was probably meant, or "".
        pointer: Of what is shown, in the file's data; None where that is not what is wrong.
    """

    def __init__(
        self,
        reason: str,
        *,
        name: str = "",
        line: int | None = None,
        column: int | None = None,
        excerpt: str = "",
        suggestion: str = "",
        pointer: tuple[str | int, ...] | None = None,
    ) -> None:
        super().__init__(reason)
        self.reason = escape(reason, _LONGEST_REASON)
        self.name = name
        self.line = line
        self.column = column
        self.excerpt = excerpt
        self.suggestion = escape(suggestion, _LONGEST_NAME)
        self.pointer = pointer

    def __reduce__(self) -> tuple[Any, ...]:
        facts = dict(self.__dict__)
        facts.pop("__notes__", None)
        return _restore, (type(self), facts.pop("reason"), facts)

    def __str__(self) -> str:
        place = escape(self.name)
        if self.line is not None:
            place += f":{self.line}"
            if self.column is not None:
                place += f":{self.column}"
        head = f"{place}: {self.reason}" if place else self.reason
        if self.suggestion:
            head += f"; did you mean {self.suggestion}?"
        return f"{head}\n{self.excerpt}" if self.excerpt else head


class PackError(FileError):
    """A pack that cannot be used."""


class SettingsError(FileError):
    """A settings file that cannot be used."""


class BaselineError(FileError):
    """A baseline that cannot be used."""


class ChargesError(FileError):
    """A file of charges that cannot be used."""


def _restore(kind: type[FileError], reason: str, facts: dict[str, Any]) -> FileError:
    return kind(reason, **facts)
