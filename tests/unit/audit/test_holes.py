from pathlib import Path

import pytest

from lightmeter.audit.audit import audit_pack
from lightmeter.errors import PackError
from lightmeter.packs.load import Shelf
from tests.unit.audit.conftest import BILLING, FIELDS, TODAY, AuditText, Check, found
from tests.unit.conftest import PackText, Put

LEVELS = FIELDS + "[fields.quality]\ntype = 'string'\nenum = ['low', 'high']\ndefault = 'low'\n"
CELLS = BILLING.replace('"0.5"', '"rates[quality][tier]"')
FULL = "[let.rates]\nlow = { 1K = '1', 2K = '2' }\nhigh = { 1K = '3', 2K = '4' }\n"


@pytest.mark.parametrize(
    ("table", "cell"),
    (
        (
            "[let.rates]\nlow = «{ 1K = '1' }»\nhigh = { 1K = '3', 2K = '4' }\n",
            ("2K under low"),
        ),
        (
            "[let.rates]\nlow = { 1K = '1', 2K = '2' }\n[let.rates.«high»]\n2K = '3'\n",
            ("1K under high"),
        ),
    ),
)
def test_a_cell_that_is_missing(has_flaw: Check, audit: AuditText, table: str, cell: str) -> None:
    has_flaw("price-missing", LEVELS + table + CELLS)

    (flaw,) = audit(LEVELS + table.replace("«", "").replace("»", "") + CELLS).flaws
    assert flaw.message == (
        f"the table rates has no cell for {cell}, and so a request that the rules accept has no"
        " price; add the cell, or a rule that refuses the combination and a cell"
    )
    assert len(flaw.notes) == 1


@pytest.mark.parametrize(
    ("quality", "tier", "request_"),
    (
        ("low", "2K", '{ prompt = "x", tier = "2K" }'),
        ("high", "2K", '{ prompt = "x", quality = "high", tier = "2K" }'),
    ),
)
def test_a_request_that_falls_into_the_gap_is_shown(
    audit: AuditText, quality: str, tier: str, request_: str
) -> None:
    cells = {"low": {"1K": "1", "2K": "2"}, "high": {"1K": "3", "2K": "4"}}
    del cells[quality][tier]
    rows = "".join(
        f"{key} = {{ {', '.join(f'{it} = {cell}' for it, cell in row.items())} }}\n"
        for key, row in cells.items()
    )
    (flaw,) = audit(f"{LEVELS}[let.rates]\n{rows}{CELLS}").flaws

    assert flaw.notes == (f'for example {{ model = "video", input = {request_} }}',)


def test_nothing_is_missing_from_a_table_that_is_full(has_flaw: Check) -> None:
    has_flaw("", LEVELS + FULL + CELLS)


def test_a_level_that_is_missing_is_told_cell_by_cell(audit: AuditText) -> None:
    flaws = audit(LEVELS + "[let.rates]\nlow = { 1K = '1', 2K = '2' }\n" + CELLS).flaws

    assert [it.message.partition(",")[0] for it in flaws] == [
        "the table rates has no cell for 1K under high",
        "the table rates has no cell for 2K under high",
    ]
    assert {found(it) for it in flaws} == {found(flaws[0])}


def test_a_table_of_one_level(has_flaw: Check) -> None:
    billing = BILLING.replace('"0.5"', '"rates[tier]"')

    has_flaw("price-missing", FIELDS + "[let.«rates»]\n1K = '1'\n" + billing)


def test_a_gap_that_the_rules_close_is_no_hole_but_the_pack_does_not_load(
    audit: AuditText,
) -> None:
    table = "[let.rates]\nlow = { 1K = '1' }\nhigh = { 1K = '3', 2K = '4' }\n"
    rule = (
        "[rules.no]\nwhen = 'quality == \"low\" and tier == \"2K\"'\nat = 'tier'\nmessage = 'm'\n"
    )

    with pytest.raises(PackError, match="the table has no row for 2K under low"):
        audit(rule + LEVELS + table + CELLS)


def test_a_table_that_no_price_is_read_from_has_no_price_to_miss(audit: AuditText) -> None:
    table = "[let.labels]\n1K = 'small'\n"
    rule = "[rules.few]\nwhen = 'n > 5'\nat = 'n'\nmessage = '{labels[tier]}'\n"

    with pytest.raises(PackError, match="the table has no row for 2K"):
        audit(FIELDS + table + rule + BILLING)


@pytest.mark.parametrize(
    "rate",
    (
        "rate = [{ when = 'n > 5', then = '1' }]\n",
        "rate = [{ when = 'n > 5', then = '1' }, { when = 'n < 3', then = '2' }]\n",
        "",
    ),
)
def test_a_rate_that_is_open_without_a_reason(audit: AuditText, has_flaw: Check, rate: str) -> None:
    body = FIELDS + BILLING.replace('rate = "0.5"\n', rate)
    (flaw,) = audit(body).flaws

    assert flaw.rule == "price-missing"
    assert flaw.pointer == ("billing", 0)
    assert flaw.message == (
        "no case of the rate of video holds for a request that the rules accept, and no reason is"
        " given; add a case, or say unpriced = why"
    )
    assert len(flaw.notes) == 1
    has_flaw("", body + "unpriced = 'not every rate is printed'")


def test_a_rate_whose_cases_cover_everything_needs_a_reason_to_load(audit: AuditText) -> None:
    """No request is left without a price, so that the loader's own words are shown."""
    rate = "[{ when = 'n > 5', then = '1' }, { when = 'n < 6', then = '2' }]"

    with pytest.raises(PackError, match="the rate of video is not known in every case"):
        audit(FIELDS + BILLING.replace('"0.5"', rate))


def test_gaps_of_several_kinds_are_told_together(audit: AuditText) -> None:
    table = "[let.rates]\nlow = { 1K = '1' }\nhigh = { 1K = '3', 2K = '4' }\n"
    sound = BILLING.replace('"video"', '"sound"').replace('rate = "0.5"', "")

    assert [it.rule for it in audit(LEVELS + table + CELLS + sound).flaws] == ["price-missing"] * 2


def test_a_gap_beside_another_mistake_leaves_the_word_to_the_loader(audit: AuditText) -> None:
    table = "[let.rates]\nlow = { 1K = '1' }\nhigh = { 1K = '3', 2K = '4' }\n"
    rule = "[rules.few]\nwhen = 'm > 5'\nat = 'n'\nmessage = 'm'\n"

    with pytest.raises(PackError, match="m"):
        audit(LEVELS + table + rule + CELLS)


def test_a_choice_that_an_overlay_adds_is_missing_where_the_table_stands(
    put: Put, pack_text: PackText, tmp_path: Path
) -> None:
    table = "[let.rates]\n1K = '1'\n2K = '2'\n"
    put("acme/video", pack_text(FIELDS + table + BILLING.replace('"0.5"', '"rates[tier]"')))
    over = tmp_path / "over.txt"
    top = 'source = "docs"\namends = "acme/video"'
    fields = "[fields.tier]\nenum = ['1K', '2K', '4K']"
    over.write_text(pack_text(fields, pack="us/over", top=top, models=""))

    (flaw,) = audit_pack(Shelf([tmp_path], [over]), "acme/video", TODAY).flaws
    assert (flaw.rule, flaw.file.name) == ("price-missing", "acme/video.toml")
    assert "no cell for 4K" in flaw.message


def test_each_model_has_its_own_gaps(audit: AuditText) -> None:
    models = "[models.video]\n[models.fast]\nfields.tier.enum = ['1K', '2K', '4K']\n"
    table = "[let.rates]\n1K = '1'\n2K = '2'\n"
    (flaw,) = audit(FIELDS + table + BILLING.replace('"0.5"', '"rates[tier]"'), models=models).flaws

    assert "no cell for 4K" in flaw.message
    assert 'model = "fast"' in flaw.notes[0]
