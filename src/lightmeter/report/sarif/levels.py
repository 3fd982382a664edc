"""Our severities in SARIF's words."""

from collections.abc import Mapping

from lightmeter.diagnostic import Severity

__all__ = ["LEVELS"]

LEVELS: Mapping[Severity, str] = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "note",
}
