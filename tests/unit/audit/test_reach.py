import pytest

from tests.unit.audit.conftest import BILLING, FIELDS, AuditText, Check, found
from tests.unit.conftest import PackText, Put

COUNTED = BILLING.replace('"n"', '"count"')
RULE = "[rules.few]\nat = 'n'\nmessage = 'm'\nseverity = 'warning'\n"
URLS = "[fields.urls]\ntype = 'array'\nmaxItems = 4\n"
SIZE = "[fields.size]\ntype = 'string'\nenum = ['auto']\ntemplate = '{w:int:3-4}x{h:int:3-4}'\n"


@pytest.mark.parametrize(
    "rule",
    (
        # When it can never hold: beyond a bound, at odds with itself, not what was sent.
        "when = «'n > 9'»",
        "when = «'n < 1'»",
        "when = «'n > 5 and n < 4'»",
        'when = «\'n > 3 and tier == "1K" and tier == "2K"\'»',
        "when = «'has(seed) and not has(seed)'»",
        "when = «'len(urls) > 4'»",
        "when = «'has(size.w) and size.w > 9999'»",
        'when = «\'tier not in ["1K", "2K"]\'»',
        # Require always holds where when does.
        "when = 'n > 5'\nrequire = «'n > 4'»",
        "when = 'tier == \"1K\"'\nrequire = «'tier != \"2K\"'»",
        "require = «'n >= 1'»",
    ),
)
def test_a_rule_that_can_never_fire(has_flaw: Check, rule: str) -> None:
    seed = "[fields.seed]\ntype = 'integer'\n"

    has_flaw("dead-rule", FIELDS + seed + URLS + SIZE + BILLING + RULE + rule)


@pytest.mark.parametrize(
    "rule",
    (
        "when = 'n > 8'",
        "when = 'n < 2'",
        "when = 'n > 5 and n < 7'",
        "when = 'n == 7 and tier == \"2K\"'",
        "when = 'len(urls) > 3'",
        "when = 'has(size.w) and size.w > 9998'",
        "when = 'size == \"auto\"'",
        "when = 'n > 5'\nrequire = 'n > 6'",
        "require = 'n >= 2'",
        "when = 'has(n)'",
        "when = 'not has(n) and has(tier)'",
    ),
)
def test_a_rule_that_can_fire(has_flaw: Check, rule: str) -> None:
    size = SIZE.replace("[fields.size]", "[fields.size]\ndefault = 'auto'")

    has_flaw("", FIELDS + URLS + size + BILLING + RULE + rule)


def test_a_rule_of_which_no_request_is_known_that_fires(has_flaw: Check) -> None:
    """Nobody tries 123,457 by chance, and nothing proves that it cannot be sent."""
    seed = "[fields.seed]\ntype = 'integer'\nminimum = 0\nmaximum = 999999\n"
    rule = "[rules.«few»]\nat = 'n'\nmessage = 'm'\nseverity = 'warning'\n"
    when = "when = 'has(seed) and seed * 7 % 1000 == 199 and seed % 977 == 355'\n"

    has_flaw("rule-not-reached", FIELDS + seed + BILLING + rule + when)


def test_an_example_reaches_what_the_tried_requests_do_not(has_flaw: Check) -> None:
    seed = "[fields.seed]\ntype = 'integer'\nminimum = 0\nmaximum = 999999\n"
    when = "when = 'has(seed) and seed * 7 % 1000 == 199 and seed % 977 == 355'\n"
    example = (
        "[[examples]]\nname = 'a'\ninput = { prompt = 'x', seed = 123457 }\nexpect = ['few']\n"
    )

    assert 123457 * 7 % 1000 == 199
    assert 123457 % 977 == 355
    has_flaw("", FIELDS + seed + BILLING + RULE + when + example)


@pytest.mark.parametrize("condition", ("when = 'n >= 1'", "when = 'true'", "require = 'n > 9'"))
def test_a_rule_that_always_fires(has_flaw: Check, condition: str) -> None:
    rule = RULE.replace("few", "«few»")

    has_flaw("rule-always-fires", FIELDS + BILLING + rule + condition)


def test_a_rule_that_fired_for_every_request_that_was_tried(has_flaw: Check) -> None:
    seed = "[fields.seed]\ntype = 'integer'\nminimum = 0\nmaximum = 999999\nrequired = true\n"
    rule = RULE.replace("few", "«few»")
    when = "when = 'seed * 7 % 1000 != 199 or seed % 977 != 355'\n"

    has_flaw("rule-always-fired", FIELDS + seed + BILLING + rule + when)


def test_a_rule_that_is_off_is_nobodys_business(has_flaw: Check) -> None:
    has_flaw("", FIELDS + BILLING + RULE.replace("warning", "off") + "when = 'n > 9'")


@pytest.mark.parametrize(
    "cases",
    (
        "[{ when = «'n > 9'», then = '1' }, { then = '3' }]",
        "[{ when = 'n > 4', then = '1' }, { when = 'n < 5', then = '2' }, «{ then = '3' }»]",
        (
            "[{ when = 'tier == \"1K\"', then = '1' }, { when = 'tier == \"2K\"', then = '2' },"
            " «{ then = '3' }»]"
        ),
    ),
)
def test_a_case_that_is_never_taken(has_flaw: Check, cases: str) -> None:
    has_flaw("dead-case", f"{FIELDS}[let]\ncount = {cases}\n{COUNTED}")
    has_flaw("dead-case", FIELDS + BILLING.replace('"n"', cases))


def test_a_case_that_the_one_above_covers_is_never_taken(has_flaw: Check) -> None:
    cases = "[{ when = 'n > 5', then = '1' }, { when = «'n > 6'», then = '2' }, { then = '3' }]"

    has_flaw("dead-case", f"{FIELDS}[let]\ncount = {cases}\n{COUNTED}")


@pytest.mark.parametrize(
    "cases",
    (
        "[{ when = 'n > 5', then = '1' }, { when = 'n > 4', then = '2' }, { then = '3' }]",
        "[{ when = 'n > 8', then = '1' }, { then = '3' }]",
        "[{ when = 'tier == \"1K\"', then = '1' }, { then = '3' }]",
    ),
)
def test_a_case_that_is_taken(has_flaw: Check, cases: str) -> None:
    has_flaw("", f"{FIELDS}[let]\ncount = {cases}\n{COUNTED}")


def test_a_case_of_which_no_request_is_known_that_takes_it(has_flaw: Check) -> None:
    seed = "[fields.seed]\ntype = 'integer'\nminimum = 0\nmaximum = 999999\n"
    when = "'has(seed) and seed * 7 % 1000 == 199 and seed % 977 == 355'"
    cases = f"[{{ when = «{when}», then = '1' }}, {{ then = '3' }}]"

    has_flaw("case-not-reached", FIELDS + seed + BILLING.replace('"n"', cases))


def test_a_case_counts_where_its_value_is_read(has_flaw: Check) -> None:
    """The condition holds in some request, but the rule that reads the value never sees it."""
    let = "[let]\nlabel = [{ when = 'n > 9', then = '\"many\"' }, { then = '\"few\"' }]\n"
    rule = RULE.replace("'m'", "'{label}'") + "when = 'n > 5'\n"

    has_flaw("dead-case", FIELDS + let.replace("'n > 9'", "«'n > 9'»") + rule + BILLING)


# Several models -----------------------------------------------------------------------------------


def test_a_rule_that_one_of_the_models_can_break_is_alive(has_flaw: Check) -> None:
    models = "[models.video]\n[models.long]\nfields.n.maximum = 20"

    has_flaw("", FIELDS + BILLING + RULE + "when = 'n > 9'", models=models)


def test_a_rule_of_one_model_alone_is_shown_where_it_stands(has_flaw: Check) -> None:
    models = "[models.video]\n[models.long.rules.few]\nat = 'n'\nmessage = 'm'\nwhen = «'n > 9'»"

    has_flaw("dead-rule", FIELDS + BILLING, models=models)


def test_a_billed_item_of_one_model_alone_is_shown_where_it_stands(has_flaw: Check) -> None:
    models = (
        "[models.video]\n[models.long]\n[[models.long.billing]]\nitem = 'audio'\nunit = 'second'\n"
        "quantity = [{ when = «'n > 9'», then = '1' }, { then = 'n' }]\ncurrency = 'USD'\nrate = 1"
    )

    has_flaw("dead-case", FIELDS + BILLING, models=models)


def test_a_model_may_have_fewer_cases_than_another(has_flaw: Check) -> None:
    three = (
        "[{ when = 'n > 8', then = '1' }, { when = 'n > 7', then = '2' },"
        " { when = «'n > 9'», then = '3' }, { then = '4' }]"
    )
    two = "[{ when = 'n > 2', then = '1' }, { then = '2' }]"
    models = f"[models.video]\n[models.long]\nlet.count = {two}"
    has_flaw("dead-case", f"{FIELDS}[let]\ncount = {three}\n{COUNTED}", models=models)


# Unusual members ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "alive", "dead"),
    (
        (
            "type = 'object'\nproperties.b = { type = 'integer', minimum = 0, maximum = 5 }",
            "has(a.b) and a.b > 4",
            "has(a.b) and a.b > 5",
        ),
        (
            "type = 'object'\nproperties.b = { type = 'string', enum = ['x', 'y'] }",
            'has(a.b) and a.b == "y"',
            "has(a.b) and not has(a)",
        ),
        (
            "type = 'object'\nproperties.b = { type = 'boolean', required = true }",
            "has(a.b) and a.b",
            "has(a) and not has(a.b)",
        ),
        (
            "type = 'number'\nminimum = 0\nmaximum = 1",
            "has(a) and a > 0.5",
            "has(a) and not has(a)",
        ),
        ("type = ['string', 'integer']\nminimum = 0", "has(a)", "has(a) and not has(a)"),
        ("type = 'boolean'", "has(a) and not a", "has(a) and a and not a"),
        (
            (
                "type = ['string', 'object']\ntemplate = '{w:int:1-2}x{h:int:1-2}'\n"
                "properties.w = { type = 'integer', required = true, minimum = 1, maximum = 50 }\n"
                "properties.h = { type = 'integer', required = true }"
            ),
            "has(a.w) and a.w > 49",
            "has(a.w) and a.w > 50",
        ),
        (
            (
                "type = ['string', 'object']\ntemplate = '{w:int:1-2}x{h:int:1-2}'\n"
                "properties.w = { type = 'integer', required = true }\n"
                "properties.h = { type = 'integer', required = true }"
            ),
            # The object form has no digits to count, and takes a minus sign.
            "has(a.w) and a.w > 200",
            "has(a.w) and not has(a.h)",
        ),
        ("deprecated = 'no'", "has(a)", "has(a) and not has(a)"),
        ("type = 'integer'\nunsupported = 'no'", "not has(a)", "has(a)"),
    ),
)
def test_every_shape_of_field(has_flaw: Check, field: str, alive: str, dead: str) -> None:
    fields = f"{FIELDS}[fields.a]\n{field}\n{BILLING}"

    # Whether it fires always is another question.
    other = f"when = '{alive} and n > 1'\n"
    has_flaw("", fields + RULE + other)
    has_flaw("dead-rule", f"{fields}{RULE}when = «'{dead}'»\n")


def test_fields_may_lie_directly_in_the_body(has_flaw: Check) -> None:
    shape = "[request]\ninput = ''\n"

    has_flaw("", shape + FIELDS + BILLING + RULE + "when = 'n > 8'")
    has_flaw("dead-rule", shape + FIELDS + BILLING + RULE + "when = «'n > 9'»")


def test_what_is_required_beside_the_input_object_is_no_obstacle(has_flaw: Check) -> None:
    hooks = "".join(
        f"[request.body.{name}]\ntype = 'string'\nrequired = true\n" for name in ("one", "two")
    )

    has_flaw("", FIELDS + hooks + BILLING + RULE + "when = 'n > 8'")


def test_the_message_says_what_is_dead_and_what_to_do(audit: AuditText) -> None:
    (flaw,) = audit(FIELDS + BILLING + RULE + "when = 'n > 5'\nrequire = 'n > 4'").flaws

    assert flaw.message == (
        "few can never fire: its require holds wherever its when does; mend the condition, or take"
        " the rule out"
    )


# Packs on packs -----------------------------------------------------------------------------------


def test_a_dead_rule_of_a_parent_without_models_is_told_of_its_heir(
    audit: AuditText, put: Put, pack_text: PackText
) -> None:
    """Nobody else would: without a model there is nothing to try it on."""
    put("acme/family", pack_text(RULE + "when = 'n > 9'" + FIELDS, pack="acme/family", models=""))

    (flaw,) = audit(BILLING, top='source = "docs"\nextends = "acme/family"').flaws
    assert (found(flaw).rule, flaw.file.name) == ("dead-rule", "acme/family.toml")


def test_a_rule_that_an_heir_leaves_without_purpose_is_no_flaw_of_the_heir(
    audit: AuditText, put: Put, pack_text: PackText
) -> None:
    put("acme/family", pack_text(FIELDS + BILLING + RULE + "when = 'n > 5'", pack="acme/family"))

    narrower = "[fields.n]\nmaximum = 4\n"
    assert audit(narrower, top='source = "docs"\nextends = "acme/family"').flaws == ()
