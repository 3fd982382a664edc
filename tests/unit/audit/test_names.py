import pytest

from tests.unit.audit.conftest import BILLING, FIELDS, AuditText, Check
from tests.unit.conftest import PackText, Put

RULE = "[rules.few]\nat = 'n'\nseverity = 'warning'\nwhen = 'n > 5'\n"


@pytest.mark.parametrize(
    "reader",
    (
        RULE + "message = '{twice} videos'",
        RULE + "message = 'the number \"{twice}\" is high'",
        RULE + "message = 'many, {twice + 1} of them'",
        RULE.replace("n > 5", "twice > 8") + "message = 'm'",
        RULE + "message = 'm'\nrequire = 'twice < 12'",
        RULE + "message = 'm'\nfix = { set = { n = '{twice}' } }",
        RULE + "message = 'm'\nfix = { set = { n = 1 }, when = 'twice > 1' }",
    ),
)
def test_a_name_that_is_read_in_a_rule(has_flaw: Check, reader: str) -> None:
    has_flaw("", FIELDS + "[let]\ntwice = 'n * 2'\n" + BILLING + reader)


@pytest.mark.parametrize(
    ("before", "after"),
    (
        ('"n"', '"twice"'),
        ('"0.5"', '"twice"'),
        ('rate = "0.5"', 'rate = [{ when = "n > 5", then = "1" }]\nunpriced = "{twice} are few"'),
    ),
)
def test_a_name_that_is_read_in_the_billing(has_flaw: Check, before: str, after: str) -> None:
    has_flaw("", FIELDS + "[let]\ntwice = 'n * 2'\n" + BILLING.replace(before, after))


def test_a_name_that_is_read_elsewhere(has_flaw: Check) -> None:
    let = FIELDS + "[let]\ntwice = 'n * 2'\n" + BILLING

    has_flaw("", let, top='source = "docs"\nlevers = ["twice"]')
    has_flaw("", let + "[fields.seed]\ntype = 'integer'\ndefault = 1\nfill = 'twice > 2'")
    has_flaw("", let.replace('"n"', '"more"').replace("[let]", "[let]\nmore = 'twice + 1'"))
    line = "[[models.fast.billing]]\nitem = 'video'\nquantity = 'twice'\n"
    models = f"[models.video]\n[models.fast]\n{line}"
    has_flaw("", let, models=models)


def test_a_table_that_is_read(has_flaw: Check) -> None:
    table = "[let.rates]\n1K = 1\n2K = 2\n"

    has_flaw("", FIELDS + table + BILLING.replace('"0.5"', '"rates[tier]"'))


@pytest.mark.parametrize(
    "let",
    (
        "[let]\ntwice = «'n * 2'»\n",
        "[let]\ntwice = «[{ when = 'n > 2', then = '1' }, { then = '2' }]»\n",
        "[let.«twice»]\n1K = 1\n2K = 2\n",
    ),
)
def test_a_name_that_nothing_reads(has_flaw: Check, let: str) -> None:
    has_flaw("name-unused", FIELDS + let + BILLING)


def test_a_choice_of_the_same_name_is_no_reader(has_flaw: Check) -> None:
    rule = RULE.replace("n > 5", 'tier == "twice"') + "message = 'm'"
    fields = FIELDS.replace("2K", "twice")

    has_flaw("name-unused", fields + "[let]\ntwice = «'n * 2'»\n" + BILLING + rule)


def test_what_a_pack_without_models_names_is_for_its_heirs(
    has_flaw: Check, audit: AuditText, put: Put, pack_text: PackText
) -> None:
    family = FIELDS + "[let]\ntwice = 'n * 2'\nthrice = 'n * 3'\n"

    has_flaw("", family, models="")
    put("acme/family", pack_text(family, pack="acme/family", models=""))
    top = 'source = "docs"\nextends = "acme/family"'
    assert audit(BILLING.replace('"n"', '"twice"'), top=top).flaws == ()
