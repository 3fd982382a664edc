"""The generated judge: text that Python can read, made of nothing but what it defines."""

import ast
import builtins
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from lightmeter.judge.generate import generate_judge, generate_source
from lightmeter.judge.interpret import interpret_judge
from lightmeter.packs.load import Shelf
from lightmeter.packs.program import Program
from lightmeter.verify.compare import same

HEAD = """
format = 1
id     = "acme/video"
source = "docs"
[sources.docs]
title = "Video API"
read  = "2026-01-02"
[models.video]
"""

# Whatever a text could do to Python source that it is pasted into.
HOSTILE = (
    "'",
    '"',
    '"""',
    "'''",
    "\\",
    "\\'",
    "\n",
    "\r\n",
    "a\nimport os",
    "{",
    "}",
    "{0.__class__}",
    "%s",
    "#",
    "__import__('os').system('true')",
    "'); raise SystemExit #",
    "')) or found.clear() or ((('",
    "A",
    "body",
    "found",
    "v0",
    "r0",
    "judge",
    "__builtins__",
    "犬 is a dog",
    "𝔫𝔬𝔯𝔪",
    "\u2028",
    "\u202e",
    "ﬁ",
    "\x7f",
)
SHELF = Shelf()
Load: TypeAlias = Callable[[str], Program]


def toml(text: str) -> str:
    """A basic TOML string."""
    escaped = "".join(
        letter if letter.isprintable() and letter not in '"\\' else f"\\U{ord(letter):08X}"
        for letter in text
    )
    return f'"{escaped}"'


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """The program of a pack's only model."""

    def run(body: str) -> Program:
        (tmp_path / "acme").mkdir()
        (tmp_path / "acme" / "video.toml").write_text(HEAD + body, encoding="utf-8")
        return Shelf([tmp_path]).program("acme/video", "video")

    return run


def hostile(text: str) -> str:
    """A pack with a text wherever a pack may have one."""
    value = toml(text)
    # A template's placeholders are braces, so its literals have none.
    literal = toml("{a:int}" + text.replace("{", "(").replace("}", ")") + "{b:int}")
    return f"""
[request.headers.{value}]
type        = "string"
recommended = {value}
[request.body.{toml(text + " ")}]
type = "string"
enum = [{value}]
[fields.{value}]
type    = "string"
enum    = [{value}, "x"]
default = {value}
[fields.{toml(text + text)}]
unsupported = {value}
[fields.made]
type     = "string"
template = {literal}
[fields.texts]
type = "array"
deprecated = {value}
[fields.texts.items]
type  = "string"
blank = {value}
media = {{ other = "warning", extensions = ["png"] }}
[fields.inner]
type                 = "object"
additionalProperties = false
properties.{value}   = {{ type = "string", enum = [{value}] }}
[fields.word]
type = "string"
enum = [{value}, "other"]
[fields.free]
type = "string"
[rules.told]
when    = '''has(word) and has(free) and free in ["a", {expression(text)}]'''
message = {toml(text.replace("{", "{{").replace("}", "}}") + "{free}")}
why     = {value}
fix     = {{ set = {{ free = {toml(text.replace("{", "{{").replace("}", "}}"))} }} }}
[[billing]]
item     = {value}
unit     = {value}
currency = {value}
quantity = "1"
unpriced = {toml(text.replace("{", "{{").replace("}", "}}"))}
"""


def expression(text: str) -> str:
    """A text of the expression language, within a literal TOML string of three quotes."""
    printable = "".join(letter for letter in text if letter.isprintable() and letter != "'")
    return '"' + printable.replace("\\", "\\\\").replace('"', '\\"') + '"'


def requests(text: str) -> Iterator[dict[str, Any]]:
    """Bodies that reach most of what such a pack says."""
    plain: dict[str, Any] = {"model": "video", "input": {}}
    yield plain
    yield {**plain, text: 1, text + " ": text}
    yield {**plain, "input": {text: text, "word": text, "free": "a", text * 3: 0}}
    yield {**plain, "input": {text: "y", text + text: 1, "made": "x", "texts": [" ", text, 1]}}
    yield {**plain, "input": {"made": "1" + text + "2", "inner": {text: text, "z": 1}}}


def free_names(tree: ast.AST) -> set[str]:
    """Names that are read and never bound."""
    read: set[str] = set()
    bound: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            (read if isinstance(node.ctx, ast.Load) else bound).add(node.id)
        elif isinstance(node, ast.arg):
            bound.add(node.arg)
    return read - bound


# What the generated text may ask of Python itself.
BUILTINS = {
    *("dict", "enumerate", "int", "isinstance", "len", "list", "max", "min", "str", "tuple"),
    "type",
}
METHODS = {
    *("append", "fullmatch", "isascii", "isspace", "lower", "rfind", "zfill"),
}


def check_source(program: Program) -> ast.Module:
    """See that a program's source is what it should be."""
    source, constants = generate_source(program)
    tree = ast.parse(source)

    assert all(line.isprintable() for line in source.split("\n"))
    assert [type(node) for node in tree.body] == [ast.FunctionDef]
    assert free_names(tree) <= {*constants, *BUILTINS}
    assert not set(constants) & set(dir(builtins))
    attributes = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert attributes <= METHODS
    forbidden = (ast.Import, ast.ImportFrom, ast.Lambda, ast.Global, ast.Await, ast.JoinedStr)
    assert not [node for node in ast.walk(tree) if isinstance(node, forbidden)]
    return tree


@pytest.mark.parametrize(("pack", "model"), SHELF.models())
def test_the_source_of_a_shipped_model_is_plain_and_defines_what_it_names(
    pack: str, model: str
) -> None:
    tree = check_source(SHELF.program(pack, model))

    assert sum(isinstance(node, ast.If) for node in ast.walk(tree)) > 20


@pytest.mark.parametrize(("pack", "model"), SHELF.models())
def test_the_source_is_the_same_every_time(pack: str, model: str) -> None:
    first, names = generate_source(Shelf().program(pack, model))
    second, again = generate_source(Shelf().program(pack, model))

    assert first == second
    assert list(names) == list(again)


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_text_of_a_pack_is_never_code(load: Load, text: str) -> None:
    """Quotes, line ends, braces and calls reach the source as literals or not at all."""
    program = load(hostile(text))
    plain = generate_source(program)[0]
    tree = check_source(program)

    literals = [node for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    assert any(node.value == text for node in literals)
    assert repr(text) in plain
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    assert all(name.isascii() for name in names)


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_a_hostile_pack_judges_like_any_other(load: Load, text: str) -> None:
    program = load(hostile(text))
    generated, interpreted = generate_judge(program), interpret_judge(program)

    verdicts = [generated(body, {text: "x"}) for body in requests(text)]
    assert sum(bool(verdict.rejected) for verdict in verdicts) >= 2
    for body, verdict in zip(requests(text), verdicts, strict=True):
        assert same(verdict, interpreted(body, {text: "x"}))
    accepted = verdicts[0]
    assert accepted.normalized == {"model": "video", "input": {text: text}}


def test_the_functions_of_two_models_know_nothing_of_each_other() -> None:
    first, second = (SHELF.program(*SHELF.models()[number]) for number in (0, 1))
    _, constants = generate_source(first)
    _, others = generate_source(second)

    assert constants is not others
    one, two = generate_judge(first), generate_judge(second)
    assert one({}, None).rejected
    assert two({}, None).rejected


def test_a_verdict_shares_nothing_that_can_be_changed_with_the_next() -> None:
    """What is found about headers is kept as a constant, and a tuple."""
    program = SHELF.program("mindvideo/doubao-seedream-5-0-lite", "doubao-seedream-5-0-lite")
    judge = generate_judge(program)
    first, second = judge({}, None), judge({}, None)

    assert first == second
    first.findings.clear()
    assert judge({}, None) == second
    assert isinstance(second.header_findings, tuple)
    assert second.header_findings


def test_a_default_may_be_a_decimal_number(load: Load) -> None:
    program = load('[fields.scale]\ntype = "number"\ndefault = 0.5')
    body = {"model": "video", "input": {}}

    check_source(program)
    assert same(generate_judge(program)(body, None), interpret_judge(program)(body, None))


def test_a_template_may_stand_beside_any_other_type(load: Load) -> None:
    program = load(
        '[fields.size]\ntype = ["string", "integer"]\ntemplate = "{width:int}x{height:int}"\n'
        '[rules.wide]\nwhen = "has(size.width)"\nmessage = "size is {size.width} wide"'
    )
    body = {"model": "video", "input": {"size": 5}}

    assert same(generate_judge(program)(body, None), interpret_judge(program)(body, None))


def test_a_model_may_be_called_anything(tmp_path: Path) -> None:
    """Its name is that of the code's file, in which Python allows no NUL."""
    text = 'format = 1\nid = "acme/video"\n[models."\\u0000\\u001b[31m"]\n'
    (tmp_path / "video.toml").write_text(text, encoding="utf-8")
    model = "\x00\x1b[31m"
    judge = generate_judge(Shelf([tmp_path / "video.toml"]).program("acme/video", model))

    assert judge({"model": model, "input": {}}, None).rejected == 0


PackText: TypeAlias = Callable[..., str]
Put: TypeAlias = Callable[[str, str], Path]


def test_a_text_has_no_members_where_an_object_may_stand(
    put: Put, pack_text: PackText, shelf: Shelf
) -> None:
    """Rules may ask for a member of the object; of a text, and of nothing, the answer is no."""
    body = (
        "[fields.size]\ntype = ['string', 'object']\nenum = ['a']\n"
        "[fields.size.properties.width]\ntype = 'integer'\nmaximum = 99\n"
        "[rules.wide]\nwhen = 'has(size.width) and size.width > 50'\nmessage = 'm'\n"
    )
    put("acme/video", pack_text(body))
    program = shelf.program("acme/video", "video")
    judge, twin = generate_judge(program), interpret_judge(program)

    for size, fires in (("a", 0), ({"width": 60}, 1), ({"width": 40}, 0), ({}, 0), (None, 1)):
        request = {"model": "video", "input": {"size": size}}
        assert same(judge(request, None), twin(request, None))
        assert len(judge(request, None).findings) == fires
