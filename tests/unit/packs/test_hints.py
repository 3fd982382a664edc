from lightmeter.language.typed import paths
from lightmeter.packs.hints import billed_trees, hints_of, trees_of
from tests.unit.conftest import Load
from tests.unit.verify.test_pool import FIELDS, RULE


def test_numbers_and_steps_are_taken_from_the_expressions(load: Load) -> None:
    size = "[fields.size]\ntype = 'string'\ntemplate = '{w:int:1-4}x{h:int:1-4}'\n"
    rules = (
        "[rules.grid]\nat = 'size'\nmessage = 'm'\nwhen = 'has(size.w)'\n"
        "require = 'size.w % 16 == 0 and size.w * size.h <= 999'\n"
    )
    listed = "[rules.odd]\nwhen = 'has(n) and n in [4, 7]'\nat = 'n'\nmessage = 'm'\n"
    hints = hints_of(load(FIELDS + RULE + size + rules + listed))

    assert hints.numbers["n",] == {4, 5, 7}
    assert hints.numbers["size", "h"] == {999}
    assert {0, 999} <= hints.numbers["size", "w"]
    assert hints.steps == {16}


def test_trees_are_given_rule_by_rule_and_the_billing_as_one(load: Load) -> None:
    billing = "".join(
        f"[[billing]]\nitem = '{item}'\nunit = 'a'\ncurrency = 'USD'\nquantity = 1\nrate = 1\n"
        for item in ("one", "two")
    )
    program = load(FIELDS + RULE + RULE.replace("few", "fewer") + billing, 'source = "docs"')

    assert [len(trees) for trees in trees_of(program)] == [1, 1, 8]
    assert list(trees_of(load(FIELDS))) == []


def test_a_price_is_made_of_its_levers_and_its_billing(load: Load) -> None:
    billing = "[[billing]]\nitem = 'a'\nunit = 'a'\ncurrency = 'USD'\nquantity = 'n'\nrate = 1\n"
    levers = "source = 'docs'\nlevers = ['tier']"
    body = FIELDS.replace("minimum = 1", "required = true\nminimum = 1") + billing
    program = load(body.replace("enum", 'default = "1K"\nenum'), levers)

    assert {path for tree in billed_trees(program) for path in paths(tree)} == {("n",), ("tier",)}
