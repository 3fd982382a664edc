"""Why a pack cannot be used, as JSON says it."""

from collections.abc import Mapping
from typing import Any

from lightmeter.errors import LightmeterError, PackError

__all__ = ["error_data"]


def error_data(error: LightmeterError | None) -> Mapping[str, Any] | None:
    """The facts of an error; None for none."""
    if error is None:
        return None
    if isinstance(error, PackError):
        return {
            "message": error.reason,
            "file": error.name or None,
            "line": error.line,
            "column": error.column,
            "suggestion": error.suggestion or None,
        }
    return {"message": str(error), "file": None, "line": None, "column": None, "suggestion": None}
