"""Requests as a comparison sees them, made by hand."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, TypeAlias

import pytest

from lightmeter.difference.bounds import UNKNOWN, Bounds
from lightmeter.difference.side import Paid, Priced

MakePriced: TypeAlias = Callable[..., Priced]
Ends: TypeAlias = tuple[str | None, str | None]


def _bounds(low: str | None, high: str | None = "") -> Bounds:
    """Bounds of texts; one end stands for both."""
    high = low if high == "" else high
    return Bounds(*(None if it is None else Decimal(it) for it in (low, high)))


@pytest.fixture
def priced() -> MakePriced:
    """Make a request; its cost is a text, a pair of them, "?" for unknown or None for rejected."""

    def make(
        name: str = "",
        cost: str | Ends | None = "1",
        *,
        key: str = "a.json",
        payload: Mapping[str, Any] | None = None,
        provider: str = "vidgo",
        currency: str = "credits",
        model: str = "m",
        index: int = 0,
        why: str = "",
        usd: Bounds = UNKNOWN,
        **more: Any,
    ) -> Priced:
        if cost is None:
            paid = None
        elif cost == "?":
            paid = Paid(provider, "", UNKNOWN, UNKNOWN)
        else:
            amount = _bounds(*((cost,) if isinstance(cost, str) else cost))
            paid = Paid(provider, currency, amount, amount if currency == "USD" else usd)
        return Priced(
            source=key,
            key=key,
            index=index,
            id=name,
            line=index + 1,
            provider=provider,
            model=model,
            cost=paid,
            why=why,
            payload=payload,
            **more,
        )

    return make
