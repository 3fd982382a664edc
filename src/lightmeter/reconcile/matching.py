"""Which request a charge is for: told by names, by keys, or by order where that is wanted."""

from collections.abc import Callable, Iterable, Mapping, Sequence

import attrs

from lightmeter.estimate.words import count
from lightmeter.reconcile.task import Task
from lightmeter.result import Report
from lightmeter.secrets.placeholders import is_placeholder

__all__ = ["Matching", "Stray", "idempotency_key", "match_tasks"]


@attrs.frozen
class Stray:
    """
    A task that belongs to no request.

    Attributes:
        task: With its charges.
        why: What speaks against those that it names, or "" where it names none.
        ambiguous: Whether it names several.
    """

    task: Task
    why: str = ""
    ambiguous: bool = False


@attrs.frozen
class Matching:
    """
    What belongs to what.

    Attributes:
        tasks_of: Number of a request to its tasks, in the order of the files.
        strays: Tasks that belong to no request.
        left_out: Numbers of requests that a file of charges repeats from elsewhere.
        notes: What there is to say of the matching as a whole.
    """

    tasks_of: Mapping[int, tuple[Task, ...]]
    strays: tuple[Stray, ...]
    left_out: frozenset[int] = frozenset()
    notes: tuple[str, ...] = ()


def match_tasks(
    reports: Sequence[Report],
    tasks: Iterable[Task],
    *,
    in_order: bool = False,
    files: Iterable[str] = (),
) -> Matching:
    """
    Find the request of each task.

    The request that stands with an answer goes first, then ids, then idempotency keys. What is left
    is matched by order only where that is wanted, and only where as many requests are left.

    Args:
        reports: Of the requests.
        tasks: In the order of their files.
        in_order: Whether the order may tell.
        files: Names of the files of charges: a request of theirs that has the id of another one
            repeats it.
    """
    left_out = _repeated(reports, frozenset(files))
    requests = _Requests(reports, left_out)
    tasks_of: dict[int, list[Task]] = {}
    strays: list[Stray] = []
    for task in tasks:
        numbers, why = requests.of(task)
        if len(numbers) == 1:
            tasks_of.setdefault(numbers[0], []).append(task)
        else:
            strays.append(Stray(task, why, ambiguous=len(numbers) > 1))
    notes: tuple[str, ...] = ()
    if in_order:
        notes, strays = _by_order(reports, left_out, tasks_of, strays)
    found = {number: tuple(it) for number, it in tasks_of.items()}
    return Matching(found, tuple(strays), left_out, notes)


def idempotency_key(report: Report) -> str:
    """The key that a request is sent with, where it has one and its provider knows one, or ""."""
    program, locator = report.program, report.locator
    if program is None or locator is None:
        return ""
    wanted = {
        name.lower() for name, it in program.headers.properties.items() if it.field.idempotency
    }
    headers: dict[str, object] = {}
    for owner in (*reversed(locator.outer), locator.base):
        value = locator.document.value
        for step in (*owner, "headers"):
            if isinstance(value, dict):
                value = value.get(str(step))
            else:
                value = value[step] if isinstance(value, list) and isinstance(step, int) else None
        if isinstance(value, dict):
            headers |= {str(name).lower(): it for name, it in value.items()}
    keys = (it for name, it in headers.items() if name in wanted and isinstance(it, str))
    return next((it for it in keys if it.strip() and not is_placeholder(it)), "")


def _repeated(reports: Sequence[Report], files: frozenset[str]) -> frozenset[int]:
    elsewhere = {(it.provider, it.id) for it in reports if it.id and it.source not in files}
    return frozenset(
        number
        for number, it in enumerate(reports)
        if it.source in files and (it.provider, it.id) in elsewhere
    )


class _Requests:
    """Requests by what they are known by."""

    def __init__(self, reports: Sequence[Report], left_out: frozenset[int]) -> None:
        self._reports = reports
        self._own: dict[tuple[str, int], int] = {}
        self._by_id: dict[str, list[int]] = {}
        self._by_key: dict[str, list[int]] = {}
        self._models = {(it.provider, _plain(it.model)) for it in reports}
        for number, it in enumerate(reports):
            if number in left_out:
                continue
            self._own[it.source, it.index] = number
            if it.id:
                self._by_id.setdefault(it.id, []).append(number)
            if key := idempotency_key(it):
                self._by_key.setdefault(key, []).append(number)

    def of(self, task: Task) -> tuple[list[int], str]:
        """Give the only request that a task can be for, or several or none and why."""
        own = dict.fromkeys(
            self._own[it.source, it.own]
            for it in task.charges
            if it.own is not None and (it.source, it.own) in self._own
        )
        if own:
            return list(own), "" if len(own) == 1 else "one task stands with several requests"
        keys = tuple(dict.fromkeys(it.key for it in task.charges if it.key))
        for names, known, what in ((task.ids, self._by_id, "id"), (keys, self._by_key, "key")):
            found = list(dict.fromkeys(at for name in names for at in known.get(name, ())))
            if found:
                return self._told_apart(task, found, what)
        return [], ""

    def _told_apart(self, task: Task, numbers: Sequence[int], what: str) -> tuple[list[int], str]:
        # The same key again is the same task: it is charged where it was used first.
        first = [it for it in numbers if not self._reports[it].repeats] or list(numbers)
        # Looked up once: a task may be listed ten thousand times.
        provider, model = task.provider, task.model
        fitting = [it for it in first if _same(provider, self._reports[it].provider)]
        if not fitting:
            theirs = self._reports[first[0]].provider
            return (
                [],
                f"its provider is {provider}, that of the request with its {what} {theirs}",
            )
        if len(fitting) > 1 and model:
            fitting = [it for it in fitting if _same(model, self._reports[it].model)] or fitting
        fitting = [it for it in fitting if not self._contradicts(model, it)] or fitting
        if len(fitting) > 1:
            number = f"{len(fitting):,} requests"
            if len(task.ids) > 1 and len({self._reports[it].id for it in fitting}) > 1:
                return fitting, f"it is listed for {number}; give each task a name of its own"
            return fitting, f"{number} have its {what}; give each one of its own"
        if self._contradicts(model, fitting[0]):
            theirs = self._reports[fitting[0]].model
            return [], f"its model is {model}, that of the request with its {what} {theirs}"
        return fitting, ""

    def _contradicts(self, model: str, number: int) -> bool:
        """Whether a charge is for another model than a request."""
        report = self._reports[number]
        said, asked = _plain(model), _plain(report.model)
        if not said or not asked or said == asked:
            return False
        # Bills call models by names of their own, as long as that is no other model's.
        return (report.provider, said) in self._models or not (said in asked or asked in said)


def _same(one: str, other: str) -> bool:
    return not one or not other or one.casefold() == other.casefold()


def _plain(model: str) -> str:
    """
    The name of a model without case, signs, and who made it.

    >>> _plain("openai/GPT Image 2")
    'gptimage2'
    """
    return "".join(it for it in model.rpartition("/")[2].casefold() if it.isalnum())


def _by_order(
    reports: Sequence[Report],
    left_out: frozenset[int],
    tasks_of: dict[int, list[Task]],
    strays: list[Stray],
) -> tuple[tuple[str, ...], list[Stray]]:
    """Match what is left, first to first, and say why where that cannot be."""
    # What may be for several requests is named, and no order tells what its name does not.
    open_tasks = [it.task for it in strays if not it.why]
    free = [
        number
        for number, it in enumerate(reports)
        if number not in tasks_of and number not in left_out and not it.repeats
    ]
    if not open_tasks or not free:
        return (), strays
    wrong = _why_no_order(reports, free, open_tasks)
    if wrong:
        return (f"nothing was matched by order: {wrong}",), strays
    for number, task in zip(free, open_tasks, strict=True):
        tasks_of[number] = [task]
    note = f"{count(len(free), 'charge')} matched by order, as nothing else tells"
    return (note,), [it for it in strays if it.why]


def _why_no_order(reports: Sequence[Report], free: Sequence[int], tasks: Sequence[Task]) -> str:
    if len(free) != len(tasks):
        return f"{count(len(tasks), 'charge')} left for {count(len(free), 'request')}"
    checks: tuple[tuple[str, Callable[[Task], str], Callable[[Report], str]], ...] = (
        ("provider", lambda task: task.provider, lambda report: report.provider),
        ("model", lambda task: task.model, lambda report: report.model),
    )
    for place, (number, task) in enumerate(zip(free, tasks, strict=True), 1):
        for what, said, asked in checks:
            if not _same(said(task), asked(reports[number])):
                return (
                    f"the {what} of charge {place} of those left is {said(task)}, that of the"
                    f" request {asked(reports[number])}"
                )
    return ""
