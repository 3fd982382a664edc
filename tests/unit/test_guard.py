"""A guard lets pass what is right, priced and within its limits, and counts it."""

import pickle
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import Any

import pytest

from lightmeter.checker import Checker
from lightmeter.errors import RefusedError, UsageError
from lightmeter.guard import Guard, Ticket
from lightmeter.money import Amount
from lightmeter.settings.model import Budget, Settings

# The page of GPT Image 2: low is 2 credits at 1K and 4 at 2K; a credit is half a cent.
CHEAP = {"model": "gpt-image-2", "input": {"prompt": "x", "resolution": "1K"}}
DEAR = {"model": "gpt-image-2", "input": {"prompt": "x", "size": "16:9", "resolution": "2K"}}
WRONG = {"model": "gpt-image-2", "input": {"prompt": ""}}
FILM = {"model": "seedance-2", "input": {"prompt": "x", "resolution": "480p", "duration": 5}}
# 5 credits a request or an image: nobody knows, so 5 to 15.
THREE = {"model": "seedream-5.0-lite", "input": {"prompt": "x", "n": 3}}
DOLLARS = {"model": "doubao-seedream-5-0-lite", "input": {"prompt": "x"}}


def refused(
    guard: Guard, payload: Mapping[str, object], provider: str = "vidgo"
) -> tuple[str, str]:
    """Why a request was refused, and in which words."""
    before = guard.spent
    with pytest.raises(RefusedError) as caught:
        guard.admit(payload, provider=provider)
    assert guard.spent == before
    return caught.value.why, str(caught.value)


def test_what_passes_has_a_payload_to_send_and_is_counted() -> None:
    guard = Guard()

    ticket = guard.admit(CHEAP, provider="vidgo")
    assert ticket.payload["input"] == {
        "prompt": "x",
        "resolution": "1K",
        "quality": "low",
        "size": "auto",
    }
    assert str(ticket.estimate) == "2 credits ($0.01)"
    assert [str(it) for it in guard.spent] == ["2 credits ($0.01)"]
    assert (guard.admitted, guard.left()) == (1, None)


def test_a_rejected_request_is_refused_with_its_error() -> None:
    why, said = refused(Guard(), WRONG)

    assert why == "rejected"
    assert said.startswith("prompt is empty")


def test_an_unknown_price_is_refused_with_its_reason() -> None:
    """Also where there is no limit: what a run spends would not be known any more."""
    why, said = refused(Guard(), FILM)

    assert why == "unpriced"
    assert "states no rate" in said
    unknown = refused(Guard(), {"model": "nano-banana-2", "input": {"prompt": "x"}})
    assert unknown[0] == "unpriced"
    assert "it was not checked: model" in unknown[1]


@pytest.mark.parametrize(
    ("limit", "passes"),
    (("4 credits", True), ("3.999 credits", False), ("0.02 USD", True), ("0.0199 USD", False)),
)
def test_a_request_may_reach_its_limit_and_not_exceed_it(limit: str, passes: bool) -> None:
    guard = Guard(request=limit)

    if passes:
        guard.admit(DEAR, provider="vidgo")
    else:
        assert refused(guard, DEAR) == (
            "request-limit",
            f"the request costs 4 credits ($0.02), and the limit of a request is {limit}",
        )


def test_of_a_range_the_upper_end_counts() -> None:
    assert refused(Guard(request="14 credits"), THREE, "poyo")[0] == "request-limit"
    guard = Guard(run="20 credits")
    guard.admit(THREE, provider="poyo")

    assert refused(guard, THREE, "poyo")[0] == "run-limit"
    assert guard.left("poyo") == Amount(Decimal(5), "credits")


def test_a_run_stops_before_its_limit() -> None:
    guard = Guard(run="0.05 USD")
    for payload in (DEAR, DEAR, CHEAP):
        guard.admit(payload, provider="vidgo")

    assert refused(guard, CHEAP) == (
        "run-limit",
        (
            "the run has come to $0.05, and with this request, 2 credits ($0.01), it would exceed"
            " its limit of 0.05 USD"
        ),
    )
    assert guard.left() == Amount(Decimal(0), "USD")


def test_dollars_are_one_purse_and_credits_one_for_each_provider() -> None:
    dollars = Guard(run="0.0565 USD")
    dollars.admit(DOLLARS, provider="mindvideo")
    dollars.admit({**THREE, "input": {"prompt": "x"}}, provider="poyo")
    assert refused(dollars, CHEAP)[0] == "run-limit"

    own = Guard(run="5 credits")
    own.admit({**THREE, "input": {"prompt": "x"}}, provider="poyo")
    own.admit(DEAR, provider="vidgo")
    assert (own.left("poyo"), own.left("vidgo")) == (
        Amount(Decimal(0), "credits"),
        Amount(Decimal(1), "credits"),
    )


def test_what_the_limit_cannot_be_compared_with_is_refused() -> None:
    """Dollars are not credits, and to let them pass would let everything pass."""
    assert refused(Guard(run="5 credits"), DOLLARS, "mindvideo") == (
        "unpriced",
        (
            "the request costs $0.0315, and nothing says what that is in credits, the currency of"
            " the limit"
        ),
    )


def test_a_ticket_is_settled_with_what_was_charged() -> None:
    guard = Guard(run="20 credits")
    ticket = guard.admit(THREE, provider="poyo")

    ticket.settle("5 credits")
    assert [str(it) for it in guard.spent] == ["5 credits ($0.025)"]
    assert guard.left("poyo") == Amount(Decimal(15), "credits")
    ticket.settle("7.5 credits")
    assert guard.left("poyo") == Amount(Decimal("12.5"), "credits")
    with pytest.raises(UsageError, match="charged is 1 USD, and the request is priced in credits"):
        ticket.settle("1 USD")


def test_a_charge_above_the_limit_leaves_nothing() -> None:
    guard = Guard(run="4 credits")
    guard.admit(DEAR, provider="vidgo").settle("6 credits")

    assert guard.left("vidgo") == Amount(Decimal(0), "credits")
    assert refused(guard, CHEAP)[0] == "run-limit"


def test_a_released_ticket_counts_nothing_however_often() -> None:
    guard = Guard(run="4 credits")
    ticket = guard.admit(DEAR, provider="vidgo")
    ticket.release()
    ticket.release()

    assert (guard.spent, guard.admitted) == ((), 1)
    guard.admit(DEAR, provider="vidgo")
    assert guard.left("vidgo") == Amount(Decimal(0), "credits")


@pytest.mark.parametrize("limit", ("5", "five credits", 5, "-1 USD"))
def test_a_limit_is_an_amount_of_a_currency(limit: str) -> None:
    with pytest.raises(UsageError, match="write an amount like"):
        Guard(request=limit)


@pytest.mark.parametrize(
    "value", (Decimal("NaN"), Decimal("Infinity"), Decimal(-1), 24.5, 24, None, "24")
)
def test_an_amount_is_a_decimal_of_zero_or_more(value: Any) -> None:
    """What is none would make every later sum none."""
    with pytest.raises(UsageError, match="is no amount; give a decimal of zero or more"):
        Amount(value, "credits")


@pytest.mark.parametrize("charged", (None, 24, "24", "24 credit"))
def test_a_ticket_is_settled_with_an_amount_alone(charged: Any) -> None:
    guard = Guard()
    ticket = guard.admit(DEAR, provider="vidgo")

    with pytest.raises(UsageError, match="charged is "):
        ticket.settle(charged)
    assert [str(it) for it in guard.spent] == ["4 credits ($0.02)"]


@pytest.mark.parametrize(("limit", "meant"), (("0.15 usd", "USD"), ("25 credit", "credits")))
def test_a_currency_that_is_misspelt_is_refused_at_once(limit: str, meant: str) -> None:
    """A guard that refuses everything would be found out too late."""
    with pytest.raises(UsageError, match=f"is no currency, {meant} is"):
        Guard(run=limit)


def test_what_is_left_of_credits_is_left_at_a_provider() -> None:
    guard = Guard(run="100 credits")

    with pytest.raises(UsageError, match="each provider has credits of its own; name one"):
        guard.left()
    with pytest.raises(UsageError, match="did you mean vidgo"):
        guard.left("vigdo")
    assert guard.left("vidgo") == Amount(Decimal(100), "credits")


def test_what_is_settled_as_a_budget_is_the_limit_unless_another_is_given() -> None:
    """Whoever has written a budget means it for what is sent one by one, too."""
    credits_ = Amount(Decimal(3), "credits")
    settings = Settings(budget=Budget(request=credits_, run=Amount(Decimal(4), "credits")))
    guard = Guard(Checker(settings=settings))

    assert refused(guard, DEAR)[0] == "request-limit"
    guard.admit(CHEAP, provider="vidgo")
    guard.admit(CHEAP, provider="vidgo")
    assert refused(guard, CHEAP)[0] == "run-limit"
    Guard(Checker(settings=settings), request="4 credits").admit(DEAR, provider="vidgo")


def test_what_is_sent_is_what_was_priced() -> None:
    """Whatever becomes of the caller's lists, or of the payload of a ticket."""
    urls = ["https://example.com/a.png"]
    payload = {"model": "gpt-image-2-edit", "input": {"prompt": "x", "image_urls": urls}}
    ticket = Guard().admit(payload, provider="vidgo")
    urls.append("https://example.com/b.png")
    ticket.payload["input"]["quality"] = "high"

    sent = ticket.payload["input"]
    assert (sent["image_urls"], sent["quality"]) == (["https://example.com/a.png"], "low")


@pytest.fixture
def restless() -> Iterator[None]:
    """Threads that give way after every few steps, so that what is not locked is found out."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("restless")
def test_threads_never_exceed_a_limit_together() -> None:
    """200 requests of 4 credits at once, and room for 37 of them."""
    guard = Guard(run="150 credits")

    def ask(_: int) -> Ticket | None:
        try:
            return guard.admit(DEAR, provider="vidgo")
        except RefusedError:
            return None

    with ThreadPoolExecutor(16) as pool:
        tickets = list(pool.map(ask, range(200)))
    assert sum(it is not None for it in tickets) == 37
    assert [(it.minimum, it.requests) for it in guard.spent] == [(Decimal(148), 37)]


@pytest.mark.usefixtures("restless")
def test_threads_settle_and_release_without_losing_count() -> None:
    guard = Guard()
    tickets = [guard.admit(DEAR, provider="vidgo") for _ in range(300)]

    def tell(number: int) -> None:
        if number % 3:
            tickets[number].settle("3 credits")
        else:
            tickets[number].release()

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(tell, range(300)))
    assert [(it.minimum, it.requests) for it in guard.spent] == [(Decimal(600), 200)]


def test_a_refusal_can_be_sent_to_another_process() -> None:
    with pytest.raises(RefusedError) as caught:
        Guard().admit(WRONG, provider="vidgo")

    same = pickle.loads(pickle.dumps(RefusedError("rejected", "x", None)))  # noqa: S301 - our own
    assert (same.why, str(same), same.report) == ("rejected", "x", None)
    assert caught.value.report.ok is False
