from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from lightmeter.audit.billed import Billed
from lightmeter.audit.subject import make_subject
from lightmeter.packs.load import Shelf
from tests.unit.audit.conftest import BILLING, FIELDS
from tests.unit.conftest import PackText, Put

TABLE = "[let.rates]\n1K = '0.5'\n2K = '0.7'\n"

MakeBilled = Callable[..., Billed]


@pytest.fixture
def billed(put: Put, pack_text: PackText, tmp_path: Path) -> MakeBilled:
    """The billed item of a pack's only model."""

    def make(rate: str, more: str = "") -> Billed:
        put("acme/video", pack_text(FIELDS + TABLE + BILLING.replace('"0.5"', rate) + more))
        subject = make_subject(Shelf([tmp_path]), "acme/video")
        return Billed(subject, subject.models[0], 0)

    return make


def body(**members: Any) -> dict[str, Any]:
    return {"model": "video", "input": {"prompt": "x", **members}}


def share(it: Billed, request: dict[str, Any]) -> tuple[Any, ...]:
    """What the item says of a request, without the request itself."""
    return it.price(request, it.model.judge(request, None))[1:]


def test_a_request_has_a_quantity_and_a_rate(billed: MakeBilled) -> None:
    assert share(billed("'rates[tier]'"), body(n=3, tier="2K")) == (
        3,
        Decimal("0.7"),
        Decimal("0.7"),
    )
    assert share(billed("{ minimum = '1', maximum = '2' }"), body()) == (
        1,
        Decimal(1),
        Decimal(2),
    )


def test_an_unknown_rate_is_none(billed: MakeBilled) -> None:
    it = billed("[{ when = 'n > 5', then = '1' }]", "unpriced = 'why'\nwaived = { a = 'b' }")

    assert share(it, body(n=5)) == (5, None, None)
    assert (it.unpriced, it.waived) == ("why", {"a": "b"})


def test_what_is_priced_is_accepted(billed: MakeBilled) -> None:
    priced = list(billed("'rates[tier]'").priced)

    assert len(priced) > 10
    assert {it.low for it in priced} == {Decimal("0.5"), Decimal("0.7")}


@pytest.mark.parametrize(
    ("rate", "members", "path"),
    (
        ("'rates[tier]'", {}, ("let", "rates", "1K")),
        ("'rates[tier]'", {"tier": "2K"}, ("let", "rates", "2K")),
        ("'rates[tier] * 2'", {}, ("rate",)),
        ("1", {}, ("rate",)),
        ("[{ when = 'n > 5', then = '1' }, { then = 'rates[tier]' }]", {"n": 6}, ("rate",)),
        (
            "[{ when = 'n > 5', then = '1' }, { then = 'rates[tier]' }]",
            {"n": 5},
            ("let", "rates", "1K"),
        ),
    ),
)
def test_where_the_rate_of_a_request_is_written(
    billed: MakeBilled, rate: str, members: dict[str, Any], path: tuple[str, ...]
) -> None:
    assert billed(rate).rate_path(body(**members)) == path
