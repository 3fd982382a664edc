from lightmeter.checker import Checker
from lightmeter.packs.program import Program
from lightmeter.reconcile.rate_levers import RateLevers, combinations, rate_levers


def program(checker: Checker, pack: str, model: str) -> Program:
    return checker.shelf.program(pack, model)


def test_a_rate_reads_the_levers_that_its_table_is_kept_by(checker: Checker) -> None:
    """Vidgo bills by quality and tier; the tier is worked out from the size, which is not read."""
    found = rate_levers(program(checker, "vidgo/gpt-image-2", "gpt-image-2"))

    assert found == RateLevers(read=("quality", "tier"), others=("size",), depends=True)


def test_what_the_quantity_reads_is_no_other_lever(checker: Checker) -> None:
    """Seedance 2 is billed by the second, no rate is known, and its resolution shapes the clip."""
    found = rate_levers(program(checker, "vidgo/seedance-2", "seedance-2"))

    assert found == RateLevers(read=(), others=("resolution",), depends=False)


def test_how_many_choices_there_are(checker: Checker) -> None:
    """Three qualities at three tiers; 4 to 15 seconds; a size may be any number of pixels."""
    picture = program(checker, "vidgo/gpt-image-2", "gpt-image-2")
    clip = program(checker, "vidgo/seedance-2", "seedance-2")

    assert combinations(picture, ("quality", "tier")) == 9
    assert combinations(clip, ("duration",)) == 12
    assert combinations(picture, ("size",)) is None
