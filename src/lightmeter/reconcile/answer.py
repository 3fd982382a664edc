"""One answer of a provider: what it says of its cost, its task, its request."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import attrs

from lightmeter.document.document import Document
from lightmeter.errors import ChargesError
from lightmeter.place import Pointer
from lightmeter.reconcile.amount import day_of, read_amount, read_number
from lightmeter.reconcile.amount_error import AmountError
from lightmeter.reconcile.charge import ACTUAL, ESTIMATED, Charge
from lightmeter.reconcile.columns import Columns, find_columns, plain_name
from lightmeter.reconcile.currency import agreed_currency, currency_of, said_currency
from lightmeter.reconcile.faults import charges_error, hidden_id

__all__ = ["Answer", "answer_error"]

# Where answers keep their members; MindVideo's are at the root, PoYo's and Vidgo's in data.
_WITHIN = "data"
_KEY = "idempotency_key"


class Answer:
    """One answer, its members at the root and in data as one."""

    def __init__(
        self,
        document: Document,
        pointer: Pointer,
        value: Mapping[str, Any],
        columns: Columns,
        *,
        wrapper: bool = False,
        strict: bool = True,
    ) -> None:
        inner = value.get(_WITHIN)
        headers = value.get("headers") if wrapper else None
        self._document = document
        self._pointer = pointer
        self._places: dict[str, Pointer] = {}
        self._members: dict[str, Any] = {}
        self._wrapper = wrapper
        if isinstance(headers, dict):
            # Of the others one may be called an id, which is the network's.
            keys = {name: it for name, it in headers.items() if plain_name(name) == _KEY}
            self._take(keys, (*pointer, "headers"))
        if isinstance(inner, dict):
            self._take(inner, (*pointer, _WITHIN))
        self._take(value, pointer)
        self._found = find_columns(self._members, columns)
        for kind in ("amount", "estimate"):
            several = [it for it in self._found[kind] if self._members[it] is not None]
            if len(several) > 1:
                names = " and ".join(several)
                reason = f"{names} could each be the amount; say which with --column amount=NAME"
                raise self._error(several[1], reason)
        known = any(self._found[it] for it in ("amount", "estimate", "task", "id"))
        # Vidgo's word for what is wrong may be one of several facts of an answer that is none.
        self._failed = _says(value, "error") or (not known and _says(value, "detail"))
        if strict and not wrapper and not known and not self._failed:
            reason = (
                "this is no answer: it has none of cost_actual, credits_amount, cost_estimate,"
                " request_id and task_id, neither at its root nor in data; name its members with"
                " --column amount=NAME and --column id=NAME"
            )
            raise answer_error(document, pointer, reason)

    def _take(self, members: Mapping[str, Any], pointer: Pointer) -> None:
        for name, value in members.items():
            # A member that is null says as little as one that is not there.
            if value is not None or name not in self._members:
                self._members[name] = value
                self._places[name] = (*pointer, name)

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of members that it has, as they are called in `--column`."""
        return frozenset(kind for kind, names in self._found.items() if names)

    @property
    def names(self) -> tuple[str, ...]:
        """What its members are called."""
        return tuple(self._members)

    def charge(self) -> Charge:
        """
        Read it.

        Raises:
            ChargesError: If an amount is no number.
        """
        ids = (self._text(name) for name in self._found["id"])
        status = self._first("status").lower()
        span = self._document.span(self._pointer) if self._pointer else None
        charge = Charge(
            ids=tuple(dict.fromkeys(it for it in ids if it)),
            task=self._first("task"),
            key=self._first("key"),
            provider=hidden_id(self._first("provider")),
            model=hidden_id(self._first("model")),
            status="failed" if self._failed and not status else status,
            day=next((day for it in self._found["time"] if (day := day_of(self._text(it)))), None),
            source=self._document.source.name,
            line=self._document.line if span is None else span.start.line,
            currency=currency_of(self._first("currency")) if self._wrapper else "",
        )
        return self._with_amount(charge)

    def _with_amount(self, charge: Charge) -> Charge:
        said = currency_of(self._first("currency"))
        for kind, basis in (("amount", ACTUAL), ("estimate", ESTIMATED)):
            for name in self._found[kind]:
                try:
                    read_one = _amount(self._members[name])
                    # Work that goes on has cost nothing yet, which is not what it will cost.
                    if read_one is None or (not read_one[0] and charge.unfinished):
                        continue
                    amount, within = read_one
                    currency = agreed_currency(said, within, said_currency(name))
                except AmountError as error:
                    raise self._error(name, f"{name} is {error}") from None
                return attrs.evolve(
                    charge, amount=amount, currency=currency, basis=basis, member=name
                )
        return charge

    def _text(self, name: str) -> str:
        value = self._members.get(name)
        if isinstance(value, bool) or not isinstance(value, str | int):
            return ""
        return str(value).strip()

    def _first(self, kind: str) -> str:
        return next((text for it in self._found[kind] if (text := self._text(it))), "")

    def _error(self, name: str, reason: str) -> ChargesError:
        return answer_error(self._document, self._places[name], reason)


def _amount(value: Any) -> tuple[Decimal, str] | None:
    if value is None:
        return None
    if isinstance(value, str):
        return read_amount(value)
    if isinstance(value, bool) or not hasattr(value, "as_integer_ratio"):
        raise AmountError("no amount; a number is required")
    return read_number(value), ""


def _says(value: Mapping[str, Any], name: str) -> bool:
    """Whether an answer says with a member that the request was refused."""
    return isinstance(value.get(name), dict | list | str) and bool(value[name])


def answer_error(document: Document, pointer: Pointer, reason: str) -> ChargesError:
    """What is wrong with an answer, at its place."""
    place = document.slice(pointer)
    if place is None:
        return charges_error(document.source, reason, document.offset, document.offset + 1)
    return charges_error(document.source, reason, *place)
