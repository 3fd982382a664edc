"""Names, ids and words that are shown, written into code, or looked up."""

# A bomb is one row, however long its text.
# ruff: noqa: E501

from tests.hostile.bombs import (
    HEAD,
    ODD,
    RATE,
    Bomb,
    N,
    S,
    Y,
    billed,
    body,
    extends,
    field,
    pack,
    quoted,
    rule,
)

__all__ = ["MESSAGES", "NAMES"]

NAMES: dict[str, Bomb] = {
    "a field of odd letters": body(
        lambda: field('type = "string"\nrequired = true\nmaxLength = 1', quoted(ODD)),
        input={ODD: ODD},
    ),
    "fields that are Python's words": body(
        lambda: (
            "".join(
                field('type = "integer"\ndefault = 1', it)
                for it in (
                    "class",
                    "None",
                    "__class__",
                    "__import__",
                    "A",
                    "new",
                    "found",
                    "body",
                    "r0",
                )
            )
            + rule("class == 1 and None == 1 and __class__ == 1 and A == 1 and body == 1")
        )
    ),
    "fields that are the language's words": body(
        lambda: (
            "".join(field('type = "integer"\ndefault = 1', it) for it in ("and", "has", "len"))
            + rule("and == 1")
        ),
        "unexpected and",
    ),
    "a field with dots": body(
        lambda: field('type = "integer"\ndefault = 1', '"a.b"') + rule("a.b == 1"), "unknown name"
    ),
    "a field called *": body(
        lambda: field('type = "array"\nitems = { type = "integer" }', '"*"'), input={"*": ["x"]}
    ),
    "a field without a name": body(lambda: field('type = "integer"', '""'), input={"": "x"}),
    "a field of 1,000 letters": body(lambda: field('type = "integer"', "x" * 1_000), "at most"),
    "a field of Greek letters": body(
        lambda: field('type = "integer"', '"αβγ"'), input={"αβγ": "x", "ΑΒΓ": 1}
    ),
    "two fields that look the same": body(
        lambda: field('type = "integer"', '"é"') + field('type = "integer"', '"e\u0301"'),
        input={"é": "x", "e\u0301": "y"},
    ),
    "fields that Python takes for one": body(
        lambda: field('type = "integer"', '"ﬁ"') + field('type = "string"', "fi"),
        input={"ﬁ": "x", "fi": 1},
    ),
    "a field written from right to left": body(
        lambda: field('type = "integer"', '"שלום"'), input={"שלום": "x"}
    ),
    "fields that close what is open": body(
        lambda: "".join(
            field('type = "string"\nrequired = true', quoted(it))
            for it in ("'''", '"""', "\\", "{}", "')", "'+__import__('os').abort()+'", "#", "\\\n")
        )
    ),
    "a member called __proto__": body(lambda: field('type = "object"', "__proto__")),
    "a rule of odd letters": body(
        lambda: Y + f"[rules.{quoted(ODD)}]\nwhen = 'y'\nmessage = 'm'", "kebab-case"
    ),
    "a rule with dots": body(
        lambda: Y + "[rules.'../../etc']\nwhen = 'y'\nmessage = 'm'", "kebab-case"
    ),
    "a rule of 1,000 letters": body(
        lambda: Y + f"[rules.{'x' * 1_000}]\nwhen = 'y'\nmessage = 'm'", "at most"
    ),
    "a rule called as a keyword": body(
        lambda: Y + "[rules.enum]\nwhen = 'y'\nmessage = 'm'", "keyword"
    ),
    "a model of odd letters": Bomb(
        lambda: HEAD.replace("[models.bomb]", f"[models.{quoted(ODD)}]")
    ),
    "a model without a name": Bomb(lambda: HEAD.replace("[models.bomb]", '[models.""]')),
    "models that are paths": Bomb(
        lambda: (
            HEAD + "".join(f"[models.{quoted(it)}]\n" for it in ("../../x", "/etc/passwd", "CON"))
        )
    ),
    "a named value of odd letters": body(lambda: f"[let]\n{quoted(ODD)} = '1'", "letters, digits"),
    "a named value that is a word": body(lambda: "[let]\nand = '1'", "word of the language"),
    "a named value called __class__": body(
        lambda: "[let]\n__class__ = '1'\n" + rule("__class__ == 1")
    ),
    "a currency of odd letters": pack(lambda: billed(RATE).replace('"credits"', quoted(ODD))),
    "a unit and an item of odd letters": body(lambda: billed(RATE).replace('"image"', quoted(ODD))),
    "a source of odd letters": Bomb(
        lambda: (
            HEAD.replace('title = "Docs"', f"title = {quoted(ODD)}\nurl = {quoted(ODD)}\n").replace(
                "id ", f"title = {quoted(ODD)}\nedition = {quoted(ODD)}\nid "
            )
            + S
        ),
        "",
    ),
    "a section of odd letters": Bomb(lambda: HEAD.replace('"docs#a"', quoted(f"docs#{ODD}")) + S),
}
for _name, _id in {
    "that climbs": "../../etc/passwd",
    "that climbs in the middle": "acme/../bomb",
    "that is absolute": "/etc/passwd",
    "with backslashes": "acme\\bomb",
    "with a NUL": "acme/bo\0mb",
    "in capitals": "ACME/BOMB",
    "of one part": "bomb",
    "of 1,000 letters": "a/" + "x" * 900,
    "of odd letters": ODD,
    "with a line break at its end": "acme/bomb\n",
    "that is empty": "",
}.items():
    NAMES[f"an id {_name}"] = Bomb(
        HEAD.replace('"acme/bomb"', quoted(_id)),
        "id",
    )
    NAMES[f"extends an id {_name}"] = Bomb(extends(_id), "there is no pack")
    NAMES[f"amends an id {_name}"] = Bomb(
        HEAD,
        "",
        HEAD.replace("source", f"amends = {quoted(_id)}\nsource", 1),
        overlay_says="there is no pack" if _id else "an overlay names",
    )

MESSAGES: dict[str, Bomb] = {
    f"message: {name}": body(
        N + f"[rules.odd]\nwhen = 'n == 1'\nmessage = {quoted(text)}",
        says,
        input={"n": 1},
    )
    for name, text, says in (
        ("odd letters", ODD, ""),
        ("nothing", "", "no message"),
        ("{0.__class__}", "{0.__class__}", "number"),
        ("{}", "{}", "empty"),
        ("{n!r}", "{n!r}", "unexpected"),
        ("{n:>1000000}", "{n:>1000000}", "unexpected"),
        ("%s and $(id)", "%s %(n)d $(id) `id` $PATH", ""),
        ("900 braces", "{{" * 450, ""),
        ("900 open braces", "{" * 899, "not closed"),
        ("an open brace", "{n", "not closed"),
        ("a closed brace", "n}", "}}"),
        ("a placeholder of odd letters", "{" + ODD + "}", "unexpected character"),
        ("quotes", "'\"\"\"'''\\\\", ""),
    )
}
MESSAGES |= {
    "message: 250 KB": body(
        lambda: Y + "[rules.odd]\nwhen = 'y'\nmessage = '''" + ("x" * 1_000 + "\n") * 240 + "'''",
        "at most",
    ),
    "message: 100 placeholders": body(
        lambda: N + f"[rules.odd]\nwhen = 'n == 1'\nmessage = '{'{n}' * 100}'", "at most 20"
    ),
    "words of odd letters": body(
        lambda: (
            "".join(
                field(f"type = 'string'\n{key} = {quoted(ODD)}", name)
                for name, key in (
                    ("u", "unsupported"),
                    ("r", "recommended"),
                    ("d", "deprecated"),
                    ("b", "blank"),
                )
            )
            + Y
            + f"[rules.odd]\nwhen = 'y'\nmessage = 'm'\nwhy = {quoted(ODD)}\n"
            + billed(f'quantity = "1"\nunpriced = {quoted(ODD)}')
        ),
        input={"u": "x", "d": "x", "b": " ", "y": True},
    ),
    "assumptions of odd letters": body(
        lambda: (
            Y
            + billed(
                f"quantity = [{{ then = '1', assume = {quoted(ODD)}, close = {quoted(ODD)} }}]\nrate = '1'"
            )
        ),
        input={"y": True},
    ),
    "levers of odd letters": Bomb(
        lambda: (
            HEAD.replace("source", "levers = ['e']\nsource", 1)
            + f"[fields.e]\ntype = 'string'\ndefault = {quoted(ODD)}\n"
            + billed(RATE)
        ),
    ),
    "headers of odd letters": body(
        lambda: (
            f"[request.headers.{quoted(ODD)}]\ntype = 'string'\nrequired = true\nscheme = {quoted(ODD)}"
        )
    ),
    "a member of the body of odd letters": body(
        lambda: f"[request.body.{quoted(ODD)}]\ntype = 'string'\nrequired = true"
    ),
    "a method and an address of odd letters": body(
        lambda: f"[request]\nmethod = {quoted(ODD)}\nurl = {quoted(ODD)}"
    ),
    "an input object of odd letters": body(lambda: f"[request]\ninput = {quoted('/' + ODD)}\n" + S),
    "an input object of a thousand steps": body(
        lambda: "[request]\ninput = '" + "/a" * 400 + "'", "input is"
    ),
    "media of odd letters": body(
        lambda: field(f"type = 'string'\nmedia = {{ extensions = [{quoted(ODD)}] }}"),
        input={"x": "https://example.com/a.png"},
    ),
    "a fix of odd letters": body(
        lambda: (
            S
            + "[rules.odd]\nwhen = 'len(s) == 1'\nmessage = 'm'\nat = 's'\n"
            + f"fix = {{ set = {{ s = {quoted(ODD)} }} }}"
        ),
        input={"s": "x"},
    ),
    "a fix of __proto__": body(
        lambda: Y + rule("y", "m", "fix = { set = { __proto__ = 1 } }"), "not a field"
    ),
    "a fix of a long path": body(
        lambda: Y + rule("y", "m", f"fix = {{ set = {{ '{'a.' * 90}a' = 1 }} }}"), "not a field"
    ),
    "a fix of an empty path": body(
        lambda: Y + rule("y", "m", "fix = { set = { '' = 1 } }"), "name it"
    ),
    "a fix of a deep value": body(
        lambda: (
            Y
            + "[rules.odd]\nwhen = 'y'\nmessage = 'm'\nat = 'y'\nfix.set.y = "
            + "[" * 90
            + "]" * 90
        ),
        "",
        input={"y": True},
    ),
    "an example of odd letters": pack(
        lambda: (
            S
            + f"[[examples]]\nname = {quoted(ODD)}\nmodel = 'bomb'\ninput = {{ {quoted(ODD)} = {quoted(ODD)} }}\n"
            + f"expect = [{quoted(ODD)}]\ncost = {quoted(ODD)}\nskipped = [{quoted(ODD)}]\n"
            + f"effective = {{ {quoted(ODD)} = {quoted(ODD)} }}\nnormalized = {{ {quoted(ODD)} = 1 }}"
        )
    ),
    "an example of a model of odd letters": pack(
        lambda: (
            S
            + f"[[examples]]\nname = 'x'\nmodel = {quoted(ODD)}\ninput = {{}}\nsource = {quoted(ODD)}"
        )
    ),
}
