"""Amounts of three requests to one model at rates that stay as they are."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from lightmeter.diagnostic import Severity
from lightmeter.difference.budgets import judge_growth
from lightmeter.difference.comparison import Comparison, compare
from lightmeter.difference.effects import Change, Today
from lightmeter.difference.side import Priced, Side
from lightmeter.document.reading import read
from lightmeter.document.source import decode
from lightmeter.money import Amount
from lightmeter.place import Position, Span
from lightmeter.settings.model import Budget, Settings
from lightmeter.settings.parts import Origin, Percentage

MakePriced = Callable[..., Priced]

TEN = Amount(Decimal(10), "credits")


class Rates:
    """Rates that stay as they are."""

    def price(self, old: Priced, new: Priced | None) -> Today:
        """Give the old request as it was."""
        return Today(old, alike=new is not None and new.cost == old.cost)


@pytest.fixture
def comparison(priced: MakePriced) -> Comparison:
    """In one file 6 become 12 and 6 become 20, in another 5 stay and 4 are added."""
    old = [
        priced("a", cost="6", key="x"),
        priced("b", cost="6", key="x", index=1),
        priced("c", cost="5", key="y"),
    ]
    new = [
        priced("a", cost="12", key="x"),
        priced("b", cost="20", key="x", index=1),
        priced("c", cost="5", key="y"),
        priced(cost="4", key="y", index=1),
    ]
    return compare(Side("old", tuple(old)), Side("new", tuple(new)), Rates())


def messages(comparison: Comparison, budget: Budget) -> list[tuple[str, str, str]]:
    settings = Settings(file="s.toml", budget=budget)
    found = judge_growth(comparison, lambda _: settings)
    return [(it.rule, it.source, it.message) for it in found]


def test_a_request(comparison: Comparison) -> None:
    ((rule, source, message),) = messages(comparison, Budget(request_growth=TEN))
    assert (rule, source) == ("growth-over-budget", "x")
    assert message == (
        "this request (b) grows by 14 credits, from 6 to 20 credits at today's rates, and"
        " request-growth is 10 credits; ask for less, or raise request-growth under [budget]"
        " in the settings"
    )


def test_a_file(comparison: Comparison) -> None:
    """Six and fourteen are more than all that twelve may grow by."""
    budget = Budget(file_growth=Percentage(Decimal(100)))
    ((rule, source, message),) = messages(comparison, budget)
    assert (rule, source) == ("growth-over-budget", "x")
    assert message == (
        "the file grows by 20 credits, from 12 to 32 credits at today's rates, and file-growth"
        " is 100%; most is added by b of x (+14 credits), a of x (+6 credits); ask for less,"
        " or raise file-growth under [budget] in the settings"
    )


def test_a_base_without_a_price_is_not_nothing(priced: MakePriced) -> None:
    """What is untouched and has no price is something to grow from, of which nobody knows it."""
    clip = priced("clip", cost="?")
    old, new = priced("a", cost="2"), priced("a", cost="3")
    comparison = compare(Side("old", (clip, old)), Side("new", (clip, new)), Rates())

    ((rule, _, message),) = messages(comparison, Budget(run_growth=Percentage(Decimal(25))))
    assert rule == "growth-unknown"
    assert message == (
        "run-growth (25%) cannot be held against everything that was read: not everything that it"
        " grows from has a price"
    )


def test_two_purses_are_told_apart(priced: MakePriced) -> None:
    new = [priced("a"), priced("b", provider="poyo")]
    comparison = compare(Side("old", ()), Side("new", tuple(new)), Rates())

    found = messages(comparison, Budget(file_growth=Percentage(Decimal(25))))
    assert [it[2].partition(": ")[0] for it in found] == [
        "file-growth (25%) cannot be held against the file at poyo",
        "file-growth (25%) cannot be held against the file at vidgo",
    ]


def test_credits_are_no_dollars(priced: MakePriced) -> None:
    new = [priced("a", provider="acme", currency="USD")]
    comparison = compare(Side("old", ()), Side("new", tuple(new)), Rates())

    ((_, _, message),) = messages(comparison, Budget(file_growth=TEN))
    assert message == (
        "file-growth (10 credits) cannot be held against the file: it costs USD, which cannot be"
        " compared with credits"
    )


def test_a_run_is_told_of_where_its_limit_stands(comparison: Comparison) -> None:
    text = b'[budget]\nrun-growth = "10 credits"\n'
    document = read(decode(text, name="s.toml", format="toml"))
    settings = Settings(
        file="s.toml",
        budget=Budget(run_growth=TEN),
        origins={"budget.run-growth": Origin("s.toml", ("budget", "run-growth"), document)},
    )

    (found,) = judge_growth(comparison, lambda _: settings)
    span = Span(Position(2, 14), Position(2, 26))
    assert (found.source, found.span, found.severity) == ("s.toml", span, Severity.ERROR)
    assert found.message.startswith(
        "everything that was read grows by 24 credits, from 17 to 41 credits at today's rates, and"
        " run-growth is 10 credits; most is added by b of x (+14 credits), a of x (+6 credits),"
        " line 2 of y (+4 credits); "
    )


def test_projects_are_runs_of_their_own(comparison: Comparison) -> None:
    def settings_of(change: Change) -> Settings:
        file = change.new.key if change.new is not None else ""
        return Settings(file=file, budget=Budget(run_growth=TEN) if file == "y" else Budget())

    assert list(judge_growth(comparison, settings_of)) == []


@pytest.mark.parametrize("policy", ("error", "warning", "allow"))
def test_what_is_not_known_is_said_as_the_settings_have_it(priced: MakePriced, policy: str) -> None:
    new = [priced("a", cost="?", why="no rate"), priced("b", cost="?", why="none", index=1)]
    comparison = compare(Side("old", ()), Side("new", tuple(new)), Rates())
    settings = Settings(budget=Budget(file_growth=TEN, unpriced=policy))

    found = [(it.severity, it.message) for it in judge_growth(comparison, lambda _: settings)]
    message = (
        "file-growth (10 credits) cannot be held against the file: the growth of a is not known"
        " (and 1 more): its price is not known: no rate"
    )
    assert found == ([] if policy == "allow" else [(Severity(policy), message)])
