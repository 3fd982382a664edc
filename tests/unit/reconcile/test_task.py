from decimal import Decimal

from lightmeter.reconcile.charge import Charge
from lightmeter.reconcile.task import Task, gather_tasks


def charge(amount: str | None, task: str = "t", **more: object) -> Charge:
    value = None if amount is None else Decimal(amount)
    return Charge(task=task, amount=value, **more)  # type: ignore[arg-type] # for brevity


def one(*charges: Charge) -> Task:
    (task,) = gather_tasks(charges)
    return task


def test_a_task_that_is_listed_twice_counts_once() -> None:
    assert one(charge("5"), charge("5")).amount == Decimal(5)


def test_what_it_has_cost_goes_before_what_was_estimated() -> None:
    task = one(charge("4", basis="estimate", ids=("a",)), charge("5"))

    assert (task.amount, task.basis, task.ids) == (Decimal(5), "actual", ("a",))


def test_two_amounts_for_one_task_are_not_guessed_between() -> None:
    task = one(charge("4"), charge("5"))

    assert (task.amount, task.doubt) == (None, "the task is listed with two amounts")


def test_what_was_given_back_is_taken_off() -> None:
    task = one(charge("5"), charge("-5"))

    assert (task.amount, task.refunded) == (Decimal(0), Decimal(5))


def test_a_failed_task_whose_amount_became_nothing_was_refunded() -> None:
    task = one(charge("5"), charge("0", status="failed"))

    assert (task.amount, task.refunded, task.failed) == (Decimal(0), Decimal(5), True)


def test_tasks_of_one_name_at_two_providers_are_two() -> None:
    found = gather_tasks([charge("1", provider="a"), charge("2", provider="b"), charge("1")])

    assert [len(it.charges) for it in found] == [2, 1]


def test_charges_without_a_task_stand_alone() -> None:
    assert len(gather_tasks([charge("5", ""), charge("5", "")])) == 2


def test_currencies_of_one_task_are_not_mixed() -> None:
    task = one(charge("5", currency="USD"), charge("5", currency="credits"))

    assert task.doubt == "the task is charged in USD and in credits"


def test_a_task_that_is_listed_ever_so_often_is_put_together_in_one_pass() -> None:
    """Compared in pairs, these would take minutes."""
    many = [charge("5", ids=(str(number),)) for number in range(100_000)]

    assert len(one(*many).ids) == 100_000
