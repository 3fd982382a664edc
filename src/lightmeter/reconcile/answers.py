"""The answers of providers as JSON: what each says it costs, and which request it is for."""

from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from lightmeter.document.document import Document
from lightmeter.document.fault import DocumentError
from lightmeter.document.quoting import quoted
from lightmeter.document.reading import read, read_lines
from lightmeter.document.source import Source
from lightmeter.entries import Entry
from lightmeter.language.spelling import nearest
from lightmeter.notices import is_own_report
from lightmeter.place import Pointer
from lightmeter.reconcile.answer import Answer, answer_error
from lightmeter.reconcile.charge import Charge, ChargesFile
from lightmeter.reconcile.columns import KINDS, Columns
from lightmeter.reconcile.faults import charges_error

__all__ = ["read_answers"]

_LISTS = ("data", "tasks", "items", "results", "answers", "charges")
# Members of a wrapper that hold for the request within it.
_INHERITED = ("id", "provider", "headers")


def read_answers(source: Source, columns: Columns) -> ChargesFile:
    """
    Read answers: one, a list of them, or one a line; each may stand in a wrapper.

    Raises:
        ChargesError: If the text is no JSON, or something in it is no answer.
    """
    reader = _Reader(columns)
    for document in _documents(source):
        for pointer, value in _items(document):
            reader.item(document, pointer, value)
    if not reader.charges:
        raise charges_error(
            source, "the file holds no answer; an answer has a task_id or an amount", None
        )
    reader.check_columns(source)
    return ChargesFile(
        source,
        tuple(reader.charges),
        tuple(reader.requests),
        nameless=not any(
            it.ids or it.task or it.key or it.own is not None for it in reader.charges
        ),
    )


def _documents(source: Source) -> Iterator[Document]:
    try:
        found: list[Document | DocumentError] = (
            list(read_lines(source)) if source.format == "jsonl" else [read(source)]
        )
    except DocumentError as error:
        found = [error]
    for it in found:
        if isinstance(it, DocumentError):
            fault = it.faults[0]
            raise charges_error(source, fault.message, fault.start, fault.end or 0) from None
        yield it


def _items(document: Document) -> Iterator[tuple[Pointer, Any]]:
    """Every answer or wrapper of a document."""
    value = document.value
    if isinstance(value, list):
        yield from (((number,), it) for number, it in enumerate(value))
        return
    if isinstance(value, dict) and not is_own_report(value) and not _is_wrapper(value):
        for name in _LISTS:
            if isinstance(value.get(name), list) and all(
                isinstance(it, dict) for it in value[name]
            ):
                yield from (((name, number), it) for number, it in enumerate(value[name]))
                return
    yield (), value


def _is_wrapper(value: Mapping[str, Any]) -> bool:
    return isinstance(value.get("response"), dict | list) or isinstance(value.get("request"), dict)


class _Reader:
    """What was read of a file so far."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self.charges: list[Charge] = []
        self.requests: list[tuple[Document, Entry]] = []
        self._kinds: set[str] = set()
        self._names: dict[str, None] = {}

    def item(self, document: Document, pointer: Pointer, value: Any) -> None:
        """
        Read an answer, or a wrapper around a request and its answers.

        Raises:
            ChargesError: If it is neither.
        """
        if not isinstance(value, dict):
            raise answer_error(document, pointer, "an answer is an object; this is none")
        if is_own_report(value):
            raise answer_error(
                document, pointer, "this is a report of lightmeter; give it what the provider says"
            )
        if not _is_wrapper(value):
            self.charges.append(self._charge(Answer(document, pointer, value, self._columns)))
            return
        beside = self._charge(Answer(document, pointer, value, self._columns, wrapper=True))
        own = None
        if isinstance(value.get("request"), dict):
            own = len(self.requests)
            inherited = {it: value[it] for it in _INHERITED if it in value}
            data = {**inherited, **value["request"]}
            entry = Entry(data, (*pointer, "request"), (pointer,))
            self.requests.append((document, entry))
        answers = value.get("response")
        places: list[tuple[Pointer, Any]] = [((*pointer, "response"), answers)]
        if isinstance(answers, list):
            places = [((*pointer, "response", at), it) for at, it in enumerate(answers)]
        for where, answer in places:
            if answer is None:
                # The request was kept, and no answer came or none was kept.
                self.charges.append(attrs.evolve(beside, own=own, form="request"))
                continue
            if not isinstance(answer, dict):
                raise answer_error(document, where, "a response is an object; this is none")
            answer_read = Answer(document, where, answer, self._columns, strict=False)
            charge = self._charge(answer_read)
            if "" not in (charge.currency, beside.currency) and charge.currency != beside.currency:
                reason = (
                    f"its amount is in {charge.currency}, what stands beside it says"
                    f" {beside.currency}; keep one"
                )
                raise answer_error(document, where, reason)
            self.charges.append(_within(charge, beside, own))

    def _charge(self, answer: Answer) -> Charge:
        self._kinds |= answer.kinds
        self._names.update(dict.fromkeys(answer.names))
        return answer.charge()

    def check_columns(self, source: Source) -> None:
        """
        See that what the user has named is there.

        Raises:
            ChargesError: If no answer has such a member, though one of them came to something.
        """
        if all(it.failed for it in self.charges):
            return
        for kind, chosen in self._columns.chosen.items():
            if kind in KINDS and kind not in self._kinds:
                close = nearest(chosen, self._names)
                hint = f"; did you mean {close}?" if close else ""
                reason = f"no answer has a member {quoted(chosen)} for {kind}{hint}"
                raise charges_error(source, f"{reason}; leave --column {kind} out", None)


def _within(charge: Charge, beside: Charge, own: int | None) -> Charge:
    """An answer with what its wrapper says besides."""
    if charge.amount is None and beside.amount is not None:
        charge = attrs.evolve(
            charge, amount=beside.amount, basis=beside.basis, member=beside.member
        )
    return attrs.evolve(
        charge,
        # The wrapper is the user's own: the id in it is the request's, others are the provider's.
        ids=beside.ids or charge.ids,
        key=beside.key or charge.key,
        provider=beside.provider or charge.provider,
        model=beside.model or charge.model,
        currency=charge.currency or (beside.currency if charge.amount is not None else ""),
        day=charge.day or beside.day,
        line=beside.line,
        own=own,
    )
