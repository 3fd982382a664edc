from typing import get_args

from lightmeter.document.fault import FaultRule
from lightmeter.packs.load import Shelf
from lightmeter.report.demands import show_demand
from lightmeter.rule_texts import KEYWORD_TEXTS, OWN_TEXTS


def test_every_rule_of_a_shipped_pack_can_be_explained() -> None:
    """A rule is either declared by its pack or has a text here."""
    shelf = Shelf()
    unknown = {
        check.rule
        for pack, model in shelf.models()
        for program in [shelf.program(pack, model)]
        for check in program.checks
        if check.index not in {rule.check for rule in program.rules}
    } - set(KEYWORD_TEXTS)

    assert shelf.models()
    assert unknown == set()


def test_every_fault_of_a_document_can_be_explained() -> None:
    """Each kind of unreadable text has its page."""
    assert set(get_args(FaultRule)) <= set(OWN_TEXTS)


def test_severities_are_known() -> None:
    """Own rules have one severity, rules of members leave it to the pack."""
    assert {it.severity for it in OWN_TEXTS.values()} <= {"error", "warning", "info"}
    assert {it.severity for it in KEYWORD_TEXTS.values()} == {""}


def test_every_check_of_a_shipped_pack_is_said_in_words() -> None:
    """No demand of a single member is left without words."""
    shelf = Shelf()
    silent = {
        check.rule
        for pack, model in shelf.models()
        for program in [shelf.program(pack, model)]
        for check in program.checks
        if check.index not in {rule.check for rule in program.rules} and not show_demand(check)
    }

    assert silent == set()
