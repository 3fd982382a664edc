"""What bills and answers call an amount, an id, a currency."""

import re
from collections.abc import Iterable, Mapping

import attrs

__all__ = ["AMOUNTS", "KINDS", "Columns", "find_columns", "plain_name"]

ESTIMATE = "cost_estimate"

AMOUNTS = (
    *("cost_actual", "actual_cost", "credits_amount", "amount", "cost", "credits", "charge"),
    *("charged", "credits_charged", "credits_used", "credits_deducted", "amount_usd", "cost_usd"),
    *("charged_amount", "billed_amount", "total_cost"),
)
"""Names of amounts that were charged; `cost_estimate` is none of them."""

_NAMES: Mapping[str, tuple[str, ...]] = {
    "id": (
        *("id", "request", "request_id", "external_id", "custom_id", "client_id", "reference"),
        *("client_request_id", "external_task_id"),
    ),
    "task": ("task_id", "task", "job_id", "generation_id"),
    "key": ("idempotency_key",),
    "amount": AMOUNTS,
    "currency": ("currency", "currency_code"),
    "provider": ("provider",),
    "model": ("model", "model_id", "model_name"),
    "status": ("status", "state", "task_status"),
    "time": (
        *("time", "date", "charged_at", "finished_time", "finished_at", "completed_at"),
        *("created_time", "created_at", "created", "timestamp"),
    ),
}

KINDS = tuple(_NAMES)
"""What a column may be named for: `--column amount=NAME`."""


def plain_name(name: str) -> str:
    """
    A name without case, blanks and signs.

    >>> plain_name("Cost Actual ($)")
    'cost_actual'
    """
    return re.sub(r"[^0-9a-z]+", "_", name.lower()).strip("_")


@attrs.frozen
class Columns:
    """
    Which columns and members the user has named.

    Attributes:
        chosen: Kind to the name, as it stands in the file.
    """

    chosen: Mapping[str, str] = attrs.field(factory=dict)


def find_columns(names: Iterable[str], columns: Columns) -> dict[str, list[str]]:
    """
    Tell what the columns of a table, or the members of an answer, are.

    Args:
        names: As they are written.
        columns: What the user has named.

    Returns:
        Kind to the names that are read as it, in the order in which they are preferred; amounts
        that were charged first, `cost_estimate` under "estimate". More than one amount is for the
        caller to refuse; names that differ in case and signs alone are such.
    """
    written = list(names)
    by_name: dict[str, list[str]] = {}
    for it in written:
        by_name.setdefault(plain_name(it), []).append(it)
    found: dict[str, list[str]] = {}
    for kind, known in _NAMES.items():
        chosen = columns.chosen.get(kind)
        if chosen is not None:
            exact = [chosen] if chosen in written else by_name.get(plain_name(chosen), [])
            found[kind] = list(exact)
        else:
            found[kind] = [name for it in known for name in by_name.get(it, ())]
    # Whoever names the amount wants no other.
    chosen_amount = "amount" in columns.chosen
    found["estimate"] = [] if chosen_amount else list(by_name.get(ESTIMATE, ()))
    return found
