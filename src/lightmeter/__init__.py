"""Checks and prices requests for image and video generation APIs before they are sent."""

from lightmeter.version import __version__

# Type checkers take the name for that of `typing`, which takes as long to import as it takes Python
# to start.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from lightmeter.advice.model import Advice as Advice
    from lightmeter.batch_report import BatchReport as BatchReport
    from lightmeter.checker import Checker as Checker
    from lightmeter.diagnostic import Diagnostic as Diagnostic
    from lightmeter.diagnostic import Severity as Severity
    from lightmeter.errors import LightmeterError as LightmeterError
    from lightmeter.errors import PackError as PackError
    from lightmeter.errors import RefusedError as RefusedError
    from lightmeter.errors import SettingsError as SettingsError
    from lightmeter.errors import UsageError as UsageError
    from lightmeter.estimate.model import Estimate as Estimate
    from lightmeter.estimate.total import Total as Total
    from lightmeter.guard import Guard as Guard
    from lightmeter.guard import Ticket as Ticket
    from lightmeter.money import Amount as Amount
    from lightmeter.quick import accepts as accepts
    from lightmeter.quick import check as check
    from lightmeter.quick import check_text as check_text
    from lightmeter.request import Request as Request
    from lightmeter.result import Report as Report
    from lightmeter.settings.model import Settings as Settings
    from lightmeter.settings.reading import find_settings as find_settings

__all__ = [
    "Advice",
    "Amount",
    "BatchReport",
    "Checker",
    "Diagnostic",
    "Estimate",
    "Guard",
    "LightmeterError",
    "PackError",
    "RefusedError",
    "Report",
    "Request",
    "Settings",
    "SettingsError",
    "Severity",
    "Ticket",
    "Total",
    "UsageError",
    "__version__",
    "accepts",
    "check",
    "check_text",
    "find_settings",
]

# attrs alone takes longer to import than a service may want to spend on a library it has not used
# yet, so each name is fetched when it is first asked for.
_HOMES = {
    "Advice": "advice.model",
    "Amount": "money",
    "BatchReport": "batch_report",
    "Checker": "checker",
    "Diagnostic": "diagnostic",
    "Estimate": "estimate.model",
    "Guard": "guard",
    "LightmeterError": "errors",
    "PackError": "errors",
    "RefusedError": "errors",
    "Report": "result",
    "Request": "request",
    "Settings": "settings.model",
    "SettingsError": "errors",
    "Severity": "diagnostic",
    "Ticket": "guard",
    "Total": "estimate.total",
    "UsageError": "errors",
    "accepts": "quick",
    "check": "quick",
    "check_text": "quick",
    "find_settings": "settings.reading",
}


def __getattr__(name: str) -> "Any":
    if name not in _HOMES:
        raise AttributeError(f"module 'lightmeter' has no attribute {name!r}")
    import importlib  # noqa: PLC0415 - see above

    value = getattr(importlib.import_module(f"lightmeter.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
