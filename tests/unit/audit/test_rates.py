import pytest

from tests.unit.audit.conftest import BILLING, FIELDS, AuditText, Check

URLS = "[fields.urls]\ntype = 'array'\nmaxItems = 4\n"
CREDITS = "[currencies.credits]\nusd = '%s'\n"
LEVELS = FIELDS + "[fields.quality]\ntype = 'string'\nenum = ['high', 'low']\ndefault = 'low'\n"
TABLE = "[let.rates]\nlow = { '1K' = %s, '2K' = %s }\nhigh = { '1K' = %s, '2K' = %s }\n"


def billing(**keys: str) -> str:
    """The billed video with other entries, each as TOML."""
    text = BILLING
    for key, value in keys.items():
        lines = [line for line in text.splitlines() if not line.startswith(f"{key} =")]
        text = "\n".join((*lines, f"{key} = {value}", ""))
    return text


# Zero ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "rate",
    (
        "«0»",
        "«'0.00'»",
        "«[{ when = 'n > 5', then = '0' }, { then = '1' }]»",
        "«{ minimum = '0', maximum = '1' }»",
    ),
)
def test_a_rate_of_zero(has_flaw: Check, rate: str) -> None:
    has_flaw("rate-zero", FIELDS + billing(rate=rate), beside=("range-left-open",))


def test_a_rate_of_zero_is_shown_at_its_cell(has_flaw: Check) -> None:
    table = "[let.rates]\n1K = «'0'»\n2K = '0.5'\n"

    has_flaw("rate-zero", FIELDS + table + billing(rate="'rates[tier]'"))


def test_a_rate_of_zero_is_waived(has_flaw: Check) -> None:
    has_flaw("", FIELDS + billing(rate="0", waived="{ rate-zero = 'a free preview' }"))


def test_a_rate_above_zero_is_fine(has_flaw: Check) -> None:
    has_flaw("", FIELDS + billing(rate="'0.01'"))


def test_nothing_is_counted(has_flaw: Check) -> None:
    has_flaw("quantity-zero", FIELDS + URLS + billing(quantity="«'len(urls)'»"))
    has_flaw("", FIELDS + URLS + billing(quantity="'max(len(urls), 1)'"))
    has_flaw("", FIELDS + URLS + billing(quantity="'len(urls)'", waived="{ quantity-zero = 'x' }"))


def test_an_extra_item_may_count_nothing(has_flaw: Check) -> None:
    extra = BILLING.replace('"video"', '"picture"').replace('"n"', '"len(urls)"')

    has_flaw("", FIELDS + URLS + BILLING + extra)


def test_an_item_without_a_rate_may_count_nothing(has_flaw: Check) -> None:
    text = billing(quantity="'len(urls)'", unpriced="'no rate is printed'")

    has_flaw("", FIELDS + URLS + "\n".join(it for it in text.splitlines() if "rate =" not in it))


# Far off ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rate", ("500", "'0.00001'"))
def test_a_rate_far_from_what_a_unit_costs(has_flaw: Check, rate: str) -> None:
    has_flaw("rate-out-of-band", FIELDS + billing(rate=f"«{rate}»"))
    has_flaw("", FIELDS + billing(rate=rate, waived="{ rate-out-of-band = 'it is so' }"))


def test_credits_are_held_against_their_worth(has_flaw: Check) -> None:
    has_flaw("", FIELDS + CREDITS % "0.01" + billing(currency="'credits'", rate="200"))
    has_flaw(
        "rate-out-of-band",
        FIELDS + CREDITS % "1" + billing(currency="'credits'", rate="«200»"),
    )


def test_a_currency_without_a_worth_is_not_held_against_anything(has_flaw: Check) -> None:
    body = FIELDS + billing(currency="'credits'", rate="999999")
    has_flaw("", body, beside=("currency-odd",))


def test_the_message_says_what_was_likely_mistaken(audit: AuditText) -> None:
    (flaw,) = audit(FIELDS + CREDITS % "1" + billing(currency="'credits'", rate="200")).flaws

    assert flaw.message == (
        "the rate of video is 200 credits per video, $200, far from the $0.005 to $100 that are"
        " expected: are cents or credits taken for dollars? If it is right, say why:"
        " waived.rate-out-of-band = why"
    )
    assert flaw.notes == ('for example { model = "video", input = { prompt = "x" } }',)


# Ranges -------------------------------------------------------------------------------------------


def test_a_range_that_is_upside_down_for_some_request(has_flaw: Check) -> None:
    """The loader refuses what is upside down for every request."""
    beside = ("range-left-open",)
    upside_down = FIELDS + billing(rate="«{ minimum = 'n', maximum = '5' }»")
    has_flaw("rate-inverted", upside_down, beside=beside)
    has_flaw("", FIELDS + billing(rate="{ minimum = 'n', maximum = '9' }"), beside=beside)


# Tiers --------------------------------------------------------------------------------------------


def test_a_rate_that_falls_while_the_tier_rises(has_flaw: Check) -> None:
    table = "[let.rates]\n1K = '0.5'\n2K = {}\n"

    has_flaw("rate-falls", FIELDS + table.format("«'0.4'»") + billing(rate="'rates[tier]'"))
    has_flaw("", FIELDS + table.format("'0.5'") + billing(rate="'rates[tier]'"))
    has_flaw(
        "",
        FIELDS
        + table.format("'0.4'")
        + billing(rate="'rates[tier]'", waived="{ rate-falls = 'less is asked of it' }"),
    )


@pytest.mark.parametrize(
    ("cells", "flaw"),
    (
        (("1", "2", "3", "4"), ""),
        # Dearer tiers of the poorer quality than of the better: nothing else changes, so no flaw.
        (("1", "4", "3", "5"), ""),
        (("1", "2", "3", "«2.5»"), "rate-falls"),
        (("3", "4", "«2»", "5"), "rate-falls"),
        (("1", "4", "3", "«3.5»"), "rate-falls"),
    ),
)
def test_one_member_rises_while_nothing_else_changes(
    has_flaw: Check, cells: tuple[str, ...], flaw: str
) -> None:
    quoted = [it.replace("«", "«'").replace("»", "'»") if "«" in it else f"'{it}'" for it in cells]

    has_flaw(flaw, LEVELS + TABLE % tuple(quoted) + billing(rate="'rates[quality][tier]'"))


def test_a_tier_that_is_not_priced_is_passed_over(has_flaw: Check) -> None:
    fields = FIELDS.replace('["1K", "2K"]', '["1K", "2K", "4K"]')
    rate = "[{ when = 'tier == \"1K\"', then = '2' }, { when = 'tier == \"4K\"', then = '%s' }]"

    has_flaw("", fields + billing(rate=rate % 3, unpriced="'2K has no rate'"))
    has_flaw("rate-falls", fields + billing(rate=f"«{rate % 1}»", unpriced="'2K has no rate'"))


def test_choices_without_an_order_may_cost_what_they_like(has_flaw: Check) -> None:
    fields = FIELDS.replace('"1K"', '"red"').replace('"2K"', '"blue"')
    table = "[let.rates]\nred = '0.5'\nblue = '0.4'\n"

    has_flaw("", fields + table + billing(rate="'rates[tier]'"))


def test_fields_in_the_body_itself_rise_too(has_flaw: Check) -> None:
    table = "[let.rates]\n1K = '0.5'\n2K = «'0.4'»\n"
    shape = "[request]\ninput = ''\n"

    has_flaw("rate-falls", shape + FIELDS + table + billing(rate="'rates[tier]'"))


# Reasons ------------------------------------------------------------------------------------------


def test_a_reason_that_is_never_given(has_flaw: Check) -> None:
    has_flaw("unpriced-never", FIELDS + billing(unpriced="«'no rate is printed'»"))
    has_flaw(
        "",
        FIELDS
        + billing(rate="[{ when = 'n > 5', then = '1' }]", unpriced="'only long ones have a rate'"),
    )


def test_a_reason_that_one_of_the_models_gives_is_no_flaw(has_flaw: Check) -> None:
    text = billing(unpriced="'no rate is printed'")
    text = "\n".join(it for it in text.splitlines() if "rate =" not in it)
    one, other = (
        "[models.fast]\n",
        "[models.video]\n[[models.video.billing]]\nitem = 'video'\nrate = 1\n",
    )

    has_flaw("", FIELDS + text, models=one + other)
    has_flaw("", FIELDS + text, models=other + one)
    marked = text.replace("'no rate is printed'", "«'no rate is printed'»")
    has_flaw("unpriced-never", FIELDS + marked, models=other)
