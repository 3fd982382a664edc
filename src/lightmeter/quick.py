"""`lightmeter.check()`, `accepts()` and `check_text()`: one checker of the shipped packs, kept."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from lightmeter.batch_report import BatchReport
from lightmeter.checker import Checker
from lightmeter.document.source import Format
from lightmeter.result import Report

__all__ = ["accepts", "check", "check_text"]


@cache
def _checker() -> Checker:
    return Checker()


def check(
    payload: Mapping[str, Any],
    *,
    provider: str | None = None,
    headers: Mapping[str, Any] | None = None,
) -> Report:
    """
    Check one request against the packs that lightmeter brings along.

    Args:
        payload: The body exactly as it would be sent; neither copied nor changed.
        provider: Whose API it is for; None where only one provider has the model.
        headers: It would be sent with, or None where they are not known.

    Raises:
        UsageError: If the provider is not known.
    """
    return _checker().check(payload, provider=provider, headers=headers)


def accepts(
    payload: Mapping[str, Any],
    *,
    provider: str | None = None,
    headers: Mapping[str, Any] | None = None,
) -> bool:
    """
    Tell whether one request would be accepted: what `check(...).ok` says, sooner.

    Args:
        payload: The body exactly as it would be sent; neither copied nor changed.
        provider: Whose API it is for; None where only one provider has the model.
        headers: It would be sent with, or None where they are not known.

    Raises:
        UsageError: If the provider is not known.
    """
    return _checker().accepts(payload, provider=provider, headers=headers)


def check_text(
    text: str,
    *,
    format: Format,
    name: str = "",
    provider: str | None = None,
) -> BatchReport:
    """
    Check a text: a payload, a request file, a batch, or one of them per line.

    Args:
        text: As it stands in a file.
        format: "toml", "json" or "jsonl".
        name: To show in diagnostics.
        provider: For requests that name none.

    Raises:
        UsageError: If the provider is not known.
    """
    return _checker().check_text(text, format=format, name=name, provider=provider)
