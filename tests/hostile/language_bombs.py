"""Expressions, named values, tables, templates and enums that grow."""

# A bomb is one row, however long its text.
# ruff: noqa: E501

from tests.hostile.bombs import ODD, WIDE, Bomb, E, N, S, Y, body, field, let, quoted, rows, rule

__all__ = ["ENUMS", "EXPRESSIONS", "LETS", "TABLES", "TEMPLATES"]

EXPRESSIONS: dict[str, Bomb] = {
    "an expression of 400 characters": body(lambda: WIDE + rule("n == 1".ljust(400))),
    "an expression of 401 characters": body(
        lambda: WIDE + rule("n == 1".ljust(401)), "400 characters"
    ),
    "an expression of 100 KB": body(
        lambda: Y + "[rules.odd]\nwhen = '''\n" + "y and\n" * 20_000 + "y'''\nmessage = 'm'",
        "at most 2,000",
    ),
    "16 parentheses": body(lambda: Y + rule("(" * 16 + "y" + ")" * 16)),
    "17 parentheses": body(lambda: Y + rule("(" * 17 + "y" + ")" * 17), "16 deep"),
    "200 parentheses": body(lambda: Y + rule("(" * 200 + "y" + ")" * 199), "16 deep"),
    "not not not": body(lambda: Y + rule("not " * 90 + "y"), "not stands once"),
    "not in parentheses": body(lambda: Y + rule("not (" * 16 + "y" + ")" * 16)),
    "- - -": body(lambda: N + rule("-" * 90 + "n == 1"), "one sign"),
    "- in parentheses": body(lambda: N + rule("-(" * 16 + "n" + ")" * 16 + " == 1")),
    "a chain of comparisons": body(lambda: N + rule("n" + " <= n" * 75)),
    "a chain of equalities": body(lambda: N + rule("n" + " == n" * 75), "chained"),
    "a long and": body(lambda: Y + rule(" and ".join("y" * 65))),
    "a long or": body(lambda: Y + rule(" or ".join("y" * 75))),
    "a long sum": body(lambda: N + rule("+".join("n" * 150) + " == 1"), "64 deep"),
    "a long product": body(lambda: N + rule("*".join("n" * 60) + " == 1"), "beyond"),
    "a long min": body(lambda: N + rule("min(" + ",".join("n" * 150) + ") == 1")),
    "a long list": body(lambda: N + rule("n in [" + ",".join(["1"] * 150) + "]")),
    "a number of 16 digits": body(lambda: N + rule("n < " + "9" * 16), "15 digits"),
    "a number of 390 digits": body(lambda: N + rule("n < " + "9" * 390), "15 digits"),
    "arithmetic without bounds": body(lambda: WIDE + rule("n + 1 > 2"), "no upper bound"),
    "text of odd letters in an expression": body(
        lambda: (
            S + f"[rules.odd]\nwhen = {quoted(chr(34).join(('s == ', ODD, '')))}\nmessage = 'm'"
        ),
        "not closed",
    ),
    "an expression of odd letters": body(
        lambda: f"[rules.odd]\nwhen = {quoted(ODD)}\nmessage = 'm'", "unexpected character"
    ),
    "an expression that reaches for Python": body(
        lambda: S + rule("s.__class__.__mro__ == 1"), "unknown name"
    ),
    "an expression that calls": body(lambda: S + rule('__import__("os")'), "unknown function"),
    "1,000 rules with the longest expressions": body(
        lambda: (
            Y
            + rows(
                400, lambda it: f"[rules.r{it}]\nwhen = '{' and '.join('y' * 65)}'\nmessage = 'm'"
            )
        ),
        "at most",
    ),
    "messages of thousands of placeholders": body(
        lambda: N + "[rules.odd]\nwhen = 'n == 1'\nmessage = '''\n" + "{n}\n" * 20_000 + "'''",
        "at most",
    ),
}

LETS: dict[str, Bomb] = {
    "let: itself": body(lambda: let("v0"), "circle"),
    "let: two in a circle": body(lambda: let("v1", "v0"), "circle"),
    "let: a circle of 200": body(
        lambda: let(*(f"v{(it + 1) % 200}" for it in range(200))), "64 deep"
    ),
    "let: a circle through cases": body(
        lambda: Y + "[let]\nv0 = [{ when = 'y', then = 'v1' }, { then = '1' }]\nv1 = 'v0'", "circle"
    ),
    "let: a circle through a condition": body(
        lambda: "[let]\nv0 = [{ when = 'v1 == 1', then = '1' }, { then = '2' }]\nv1 = 'v0'",
        "circle",
    ),
    "let: doubled 30 times": body(
        lambda: N + let("n", *(f"v{it} + v{it}" for it in range(30))), "more than 2000 parts"
    ),
    "let: squared 30 times": body(
        lambda: N + let("n", *(f"v{it} * v{it}" for it in range(30))), "beyond"
    ),
    "let: doubled 200 times as conditions": body(
        lambda: Y + let("y", *(f"v{it} or not v{it}" for it in range(200))), "more than 2000 parts"
    ),
    "let: 20 times 20 times 20": body(
        lambda: Y + let("y", *(" or ".join([f"v{it}"] * 20) for it in range(5))),
        "more than 2000 parts",
    ),
    "let: 200 values just below the limit": body(
        lambda: (
            Y
            + let(
                "y",
                *(" or ".join([f"v{it}"] * 12) for it in range(2)),
                "v2 or v2 or v2 or v2 or v2 or v2",
            )
            + rows(200, lambda it: f"w{it} = 'v3'")
        ),
        "more than 10,000 parts",
    ),
    "let: a chain of 60": body(lambda: N + let("n", *(f"v{it}" for it in range(60)))),
    "let: a chain of 200": body(lambda: N + let("n", *(f"v{it}" for it in range(200))), "64 deep"),
    "let: deep and wide conditions": body(
        lambda: (
            Y
            + let("y", *(f"v{it} and " + " and ".join("y" * 40) for it in range(40)))
            + rows(60, lambda it: f"w{it} = 'v40'")
        ),
        "more than 10,000 parts",
    ),
    "let: 5,000 cases": body(
        lambda: (
            N
            + "[let]\nv0 = [\n"
            + rows(4_000, lambda it: f"{{ when = 'n == {it % 9}', then = '{it}' }},")
            + "\n{ then = '1' } ]"
        ),
        "at most",
    ),
    "let: 60 cases inside 60 cases": body(
        lambda: (
            N
            + "[let]\n"
            + "v0 = 'n'\n"
            + rows(
                4,
                lambda it: (
                    f"v{it + 1} = [\n"
                    + rows(60, lambda case: f"{{ when = 'n == {case % 9}', then = 'v{it}' }},")
                    + f"{{ then = 'v{it}' }} ]"
                ),
            )
        ),
        "parts",
    ),
    "let: cases without an end": body(
        lambda: N + "[let]\nv0 = [{ when = 'n == 1', then = '1' }]", "one case must always apply"
    ),
    "let: no case": body(lambda: "[let]\nv0 = []", "empty array"),
    "let: 10,000 values": body(
        lambda: "[let]\n" + rows(10_000, lambda it: f"v{it} = 1"), "at most"
    ),
}

TABLES: dict[str, Bomb] = {
    "a table of 10,000 rows": body(
        lambda: "[let.t]\n" + rows(10_000, lambda it: f"k{it} = {it}"), "at most"
    ),
    "a table 20 deep": body(
        lambda: E + "[let]\nt = " + "{ a = " * 20 + "1" + " }" * 20 + "\n" + rule("t[e] == 1"),
        "at most",
    ),
    "a table 95 deep": body(lambda: "[let]\nt = " + "{ a = " * 95 + "1" + " }" * 95, "at most"),
    "a table of tables, 5 keys to the fifth": body(
        lambda: (
            "[fields.e]\ntype = 'string'\nrequired = true\nenum = ['a', 'b', 'c', 'd', 'f']\n"
            "[let.t]\n"
            + "\n".join(
                f"{a}.{b}.{c}.{d}.{e} = 1"
                for a in "abcdf"
                for b in "abcdf"
                for c in "abcdf"
                for d in "abcdf"
                for e in "abcdf"
            )
            + "\n"
            + rule("t[e][e][e][e][e] == 1")
        ),
    ),
    "an empty table": body(lambda: E + "[let.t]\n" + rule("t[e] == 1"), "no row"),
    "a table with an empty key": body(
        lambda: E + '[let.t]\n"" = 1\n' + rule("t[e] == 1"), "no row"
    ),
    "a table with odd keys": body(
        lambda: (
            field(f'type = "string"\nrequired = true\nenum = [{quoted(ODD)}]', "e")
            + f"[let.t]\n{quoted(ODD)} = 1\n"
            + rule("t[e] == 1", "{t[e]}")
        ),
        input={"e": ODD},
    ),
    "a table that is looked up 4,000 times": body(
        lambda: (
            E
            + "[let.t]\na = 1\nb = 2\n"
            + rows(
                100,
                lambda it: f"[rules.r{it}]\nwhen = '{'+'.join(['t[e]'] * 50)} == 1'\nmessage = 'm'",
            )
        ),
        "more than 10,000 parts",
    ),
    "a table inside itself as a key": body(
        lambda: E + "[let.t]\na = 'a'\nb = 'b'\n" + rule("t[" * 15 + "e" + "]" * 15 + ' == "a"')
    ),
    "cells of odd letters": body(
        lambda: E + f"[let.t]\na = {quoted(ODD)}\nb = 'b'\n" + rule('t[e] == "b"', "{t[e]}"),
        input={"e": "b"},
    ),
}

TEMPLATES: dict[str, Bomb] = {
    f"template: {name}": body(field(f'type = "string"\ntemplate = {quoted(text)}'), says)
    for name, text, says in (
        (
            "60 placeholders",
            "x".join(f"{{{chr(97 + it % 26)}{'_' * (it // 26)}:int}}" for it in range(60)),
            "at most",
        ),
        ("two that touch", "{a:int}{b:int}", "touch"),
        ("digits 1 to 10^9", "{a:int:1-1000000000}x", "1 to 15"),
        ("digits of 180 digits", f"{{a:int:1-{'9' * 180}}}x", "1 to 15"),
        ("digits the wrong way round", "{a:int:9-1}x", "1 to 15"),
        ("an open brace", "{a:int}x{", "write a placeholder"),
        ("190 open braces", "{" * 190, "write a placeholder"),
        ("a format's fields", "{0.__class__}{}", "write a placeholder"),
        ("the same name twice", "{a:int}x{a:int}", "own name"),
        ("no placeholder", "x" * 190, "placeholders must be there"),
        ("a literal of 900 letters", "{a:int}" + "x" * 900, "at most"),
        ("a literal of quantifiers", "(.*)*+{a:int}(a|a)*$", ""),
        ("a literal of odd letters", "{a:int}" + ODD, ""),
        ("text placeholders", "{a:text}x{b:text}", "only int"),
    )
}
TEMPLATES |= {
    "template: a literal of 250 KB": body(
        lambda: field(
            'type = "string"\ntemplate = """{a:int}' + ("x" * 1_000 + "\n") * 250 + '"""'
        ),
        "at most",
    ),
    "template: 40,000 braces": body(
        lambda: field('type = "string"\ntemplate = """\n' + "{{}\n" * 40_000 + '"""'), "at most"
    ),
    "template: blanks that could backtrack": body(
        lambda: field(
            'type = "string"\ntemplate = " {a:int} {b:int} {c:int} "\ntolerates = ["blanks", "upper-case"]'
        ),
        "taken for a part of it",
    ),
    "template: digits that could backtrack": body(
        lambda: field(
            'type = "string"\ntemplate = "{a:int}0{b:int}0{c:int}0{d:int}x"\ntolerates = ["blanks"]'
        ),
        "taken for a part of it",
    ),
    "template: blanks between digits": body(
        lambda: field(
            'type = "string"\ntemplate = "{a:int} {b:int} {c:int} {d:int}x"\ntolerates = ["blanks"]'
        ),
        "taken for a part of it",
    ),
    "template: a request that could backtrack": body(
        lambda: field(
            'type = "string"\ntemplate = "{a:int}x{b:int}x{c:int}"\ntolerates = ["blanks", "upper-case"]'
        ),
        input={"x": " " * 50_000 + "0" * 50_000 + " " * 50_000 + "x" + " " * 50_000 + "1" * 50_000},
    ),
    "template: a request that ends in blanks": body(
        lambda: field(
            'type = "string"\ntemplate = "{a:int}x{b:int}"\ntolerates = ["blanks", "upper-case"]'
        ),
        input={"x": "1x1" + " " * 200_000 + "y"},
    ),
}

ENUMS: dict[str, Bomb] = {
    "an enum of 50,000 texts": body(
        lambda: (
            "[fields.x]\ntype = 'string'\nenum = [\n" + rows(28_000, lambda it: f"'v{it}',") + "]"
        ),
        "at most",
    ),
    "an enum of 50,000 numbers": body(
        lambda: (
            "[fields.x]\ntype = 'integer'\nenum = [\n" + rows(35_000, lambda it: f"{it},") + "]"
        ),
        "at most",
    ),
    "an enum of odd texts": body(
        lambda: (
            "[fields.x]\ntype = 'string'\nrequired = true\nenum = ["
            + ",".join(
                map(quoted, (ODD, '"""', "'''", "\\", "{}", "{0}", "%s", "$(id)", "`id`", ""))
            )
            + "]\n"
            + rule('x == "{}"', "x is {x}")
        ),
        input={"x": ODD.upper()},
    ),
    "an enum of two of a kind": body(lambda: field("type = 'string'\nenum = ['a', 'a']")),
    "an enum of both kinds": body(lambda: field("type = 'string'\nenum = ['a', 1]"), "all texts"),
    "an enum of booleans": body(lambda: field("type = 'boolean'\nenum = [true]"), "all texts"),
    "an enum without values": body(lambda: field("type = 'string'\nenum = []"), "accepted values"),
    "an enum value of 1,000 letters": body(
        lambda: field(f"type = 'string'\nenum = ['{'x' * 990}']")
    ),
    "an enum value of 250 KB": body(
        lambda: field("type = 'string'\nenum = ['''" + ("x" * 1_000 + "\n") * 250 + "''']"),
        "at most",
    ),
    "200 fields with 20 values each": body(
        lambda: "".join(
            field(
                f"type = 'string'\nenum = [{','.join(repr(str(it)) for it in range(20))}]", f"f{n}"
            )
            for n in range(100)
        )
    ),
}
