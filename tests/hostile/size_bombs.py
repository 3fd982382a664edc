"""Too many of everything, too deep, or as many as may be; and amounts."""

# A bomb is one row, however long its text.

from tests.hostile.bombs import (
    BIG,
    HEAD,
    MANY,
    RATE,
    Bomb,
    E,
    N,
    S,
    Y,
    billed,
    body,
    example,
    let,
    pack,
    raw,
    rows,
)

__all__ = ["MONEY", "SIZE"]

SIZE: dict[str, Bomb] = {
    "10,000 fields": body(
        lambda: rows(9_000, lambda it: f"[fields.f{it}]\ntype='string'"), "at most"
    ),
    "1,000 fields": body(
        lambda: rows(1_000, lambda it: f"[fields.f{it}]\ntype='string'"), "at most"
    ),
    "as many fields as can be": body(
        lambda: rows(MANY, lambda it: f"[fields.f{it}]\ntype='string'\nrequired=true\nmaxLength=9")
    ),
    "10,000 rules": body(
        lambda: Y + rows(5_000, lambda it: f"[rules.r{it}]\nwhen='y'\nmessage='m'"), "at most"
    ),
    "as many rules as can be": body(
        lambda: (
            Y
            + rows(
                MANY,
                lambda it: f"[rules.r{it}]\nwhen = '{' and '.join('y' * 20)}'\nmessage = '{{y}}'",
            )
        )
    ),
    "as many named values as can be": body(
        lambda: N + "[let]\n" + rows(MANY, lambda it: f"v{it} = 'n + n + n + n + n + n + n + n'")
    ),
    "5,000 billed items": body(
        lambda: rows(
            2_500,
            lambda it: f"[[billing]]\nitem='i{it}'\nunit='u'\ncurrency='USD'\nquantity=1\nrate=1",
        ),
        "at most",
    ),
    "10,000 examples": pack(
        lambda: S + rows(6_000, lambda it: f"[[examples]]\nname='{it}'\ninput={{}}"), "at most"
    ),
    "as many examples as can be": pack(
        lambda: S + rows(1_000, lambda it: f"[[examples]]\nname = '{it}'\ninput = {{ s = 'x' }}")
    ),
    "as many fields, rules and examples as can be": pack(
        lambda: (
            Y
            + rows(MANY - 1, lambda it: f"[fields.f{it}]\ntype = 'string'\ndefault = 'x'")
            + "\n"
            + rows(MANY, lambda it: f"[rules.r{it}]\nwhen = 'y'\nmessage = 'm'")
            + "\n"
            + rows(120, lambda it: f"[[examples]]\nname = '{it}'\ninput = {{ y = true }}")
        ),
    ),
    "more examples than can be tried": pack(
        lambda: (
            Y
            + rows(MANY, lambda it: f"[rules.r{it}]\nwhen = 'y'\nmessage = 'm'")
            + "\n"
            + rows(1_000, lambda it: f"[[examples]]\nname = '{it}'\ninput = {{ y = true }}")
        ),
    ),
    "10,000 models": Bomb(lambda: HEAD + rows(12_000, lambda it: f"[models.m{it}]"), "at most"),
    "as many models as can be": Bomb(
        lambda: HEAD + rows(63, lambda it: f"[models.m{it}]") + "\n" + S
    ),
    "64 models of 200 fields": Bomb(
        lambda: (
            HEAD
            + rows(63, lambda it: f"[models.m{it}]")
            + "\n"
            + rows(200, lambda it: f"[fields.f{it}]\ntype = 'string'\nenum = ['a', 'b']")
        ),
        "at most",
    ),
    "64 models of 200 fields of their own": Bomb(
        lambda: (
            HEAD
            + rows(
                63,
                lambda it: (
                    f"[models.m{it}.fields]\n"
                    + rows(50, lambda n: f"f{n} = {{ type = 'string', enum = ['a', 'b'] }}")
                ),
            )
        ),
        "at most",
    ),
    "16 models of 2,000 parts a rule": Bomb(
        lambda: (
            HEAD
            + rows(15, lambda it: f"[models.m{it}]")
            + "\n"
            + Y
            + let(
                "y",
                *(" or ".join([f"v{it}"] * 12) for it in range(2)),
                "v2 or v2 or v2 or v2 or v2 or v2",
            )
            + rows(9, lambda it: f"[rules.r{it}]\nwhen = 'v3'\nmessage = 'm'")
        ),
        "of its 16 models have more than",
    ),
    "10,000 sources": raw(
        lambda: HEAD + rows(8_000, lambda it: f"[sources.s{it}]\ntitle='t'"), "at most"
    ),
    "10,000 headers": body(
        lambda: rows(6_000, lambda it: f"[request.headers.h{it}]\ntype='string'"), "at most"
    ),
    "10,000 members of the body": body(
        lambda: rows(6_000, lambda it: f"[request.body.h{it}]\ntype='string'"), "at most"
    ),
    "10,000 levers": raw(
        lambda: HEAD.replace("source", "levers = [\n" + "'n',\n" * 10_000 + "]\nsource", 1),
        "at most",
    ),
    "10,000 parents": Bomb(
        lambda: HEAD.replace("source", "extends = [\n" + "'acme/o',\n" * 10_000 + "]\nsource", 1),
        "at most",
    ),
    "items 8 deep": body(
        lambda: (
            "[fields.x]\ntype = 'array'\nitems = "
            + "{ type = 'array', items = " * 6
            + "{ type = 'string' }"
            + " }" * 6
        ),
        input={"x": [[[[[[["y"]]]]]]]},
    ),
    "items 25 deep": body(
        lambda: (
            "[fields.x]\ntype = 'array'\nitems = "
            + "{ type = 'array', items = " * 25
            + "{ type = 'string' }"
            + " }" * 25
        ),
        "deep",
    ),
    "items 1,000 deep": body(
        lambda: (
            "[fields.x]\ntype = 'array'\nitems = "
            + "{ type = 'array',\n items = " * 1_000
            + "{ type = 'string' }"
            + "\n}" * 1_000
        ),
        "nested deeper",
    ),
    "properties 45 deep": body(
        lambda: (
            "[fields.x]\ntype = 'object'\n"
            + rows(
                45,
                lambda it: "[fields.x" + ".properties.p" * (it + 1) + "]\ntype = 'object'",
            )
        ),
        "deep",
    ),
    "properties 1,000 deep": body(
        lambda: (
            "[fields.x]\ntype = 'object'\nproperties = "
            + "{ p = { type = 'object',\n properties = " * 1_000
            + "{}"
            + "\n} }" * 1_000
        ),
        "nested deeper",
    ),
    "an object of 5,000 members": body(
        lambda: (
            "[fields.x]\ntype = 'object'\n[fields.x.properties]\n"
            + rows(5_000, lambda it: f"p{it} = {{ type = 'string' }}")
        ),
        "at most",
    ),
    "an example 95 deep": pack(
        lambda: S + example("input = " + "{ a = " * 95 + "1" + " }" * 95), ""
    ),
    "an example of 5,000 members": pack(
        lambda: S + example("[examples.input]\n" + rows(5_000, lambda it: f"p{it} = {it}")), ""
    ),
    "an array of 250 KB in an example": pack(
        lambda: S + example("[examples.input]\ns = [\n" + "1,\n" * 60_000 + "]"), "at most"
    ),
    "a text of 250 KB in an example": pack(
        lambda: S + example('[examples.input]\ns = """' + ("x" * 1_000 + "\n") * 240 + '"""')
    ),
    "19,000 near misses in an example": pack(
        lambda: (
            "[fields.x]\ntype = 'array'\nitems.type = 'string'\nitems.enum = [\n"
            + rows(400, lambda it: f"'{'ab' * 15}{it:010b}',")
            + "]\n"
            + example("[examples.input]\nx = [\n" + "'ba',\n" * 19_000 + "]")
        )
    ),
    "5,000 near misses in 500 examples": pack(
        lambda: (
            "[fields.x]\ntype = 'array'\nitems.type = 'string'\nitems.enum = [\n"
            + rows(200, lambda it: f"'{'ab' * 15}{it:010b}',")
            + "]\n"
            + rows(
                500,
                lambda it: (
                    f"[[examples]]\nname = '{it}'\ninput.x = ["
                    + f"'{'ba' * 15}{it:010b}', " * 10
                    + "]"
                ),
            )
        )
    ),
    "5,000 labels in an example": pack(
        lambda: S + example("input = {}\nexpect = [\n" + "'required@/input/s',\n" * 5_000 + "]"),
        "at most",
    ),
    "1,000 fields in a fix": body(
        lambda: (
            Y
            + "[rules.odd]\nwhen = 'y'\nmessage = 'm'\n[rules.odd.fix.set]\n"
            + rows(1_000, lambda it: f"f{it} = 1")
        ),
        "not a field",
    ),
}

MONEY: dict[str, Bomb] = {
    f"money: a rate of {value[:20]}": body(
        billed(f'quantity = "1"\nrate = "{value}"'),
        says,
    )
    for value, says in (
        ("1e999999999", "is no number"),
        ("1E+400", "is no number"),
        ("NaN", "unknown name"),
        ("Infinity", "unknown name"),
        ("-1", "cannot be negative"),
        ("0." + "1" * 300, "15 digits"),
        ("9" * 300, "15 digits"),
        ("0x10", "is no number"),
        ("1_000", "is no number"),
        ("١", "unexpected character"),
    )
}
MONEY |= {
    f"money: a currency of {value[:20]} dollars": body(
        f'[currencies.credits]\nusd = "{value}"\n{billed(RATE)}',
        "amount",
    )
    for value in (
        "1e999999999", "1e-999999999", "1e400", "NaN", "sNaN", "Infinity", "-0", "-1", "9" * 900,
        "0." + "9" * 900, "", " 1", "1_000", "١",
    )
}  # fmt: skip
MONEY |= {
    f"money: an example that costs {value[:20]}": pack(
        Y + billed(RATE) + example(f'input = {{ y = true }}\ncost = "{value}"')
    )
    for value in ("1e999999999", "1e-999999999", "NaN", "-1", "9" * 900, "٣", "")
}
MONEY |= {
    "money: an example that costs a range of nonsense": pack(
        lambda: (
            Y + billed(RATE) + example("input = {}\ncost = { minimum = '1e99999999', maximum = 1 }")
        )
    ),
    "money: an example of a huge quantity": pack(
        lambda: Y + billed(RATE) + example(f"input = {{ y = true }}\nquantity = {BIG}"),
        "beyond",
    ),
    "money: a table of exponents": body(
        lambda: (
            E + "[let.t]\na = '1e999999999'\nb = '1e5'\n" + billed('quantity = "1"\nrate = "t[e]"')
        ),
        "number",
    ),
    "money: a product of long decimals": body(
        lambda: (
            let(f"0.{'9' * 15}", *(f"v{it} * v{it}" for it in range(5)))
            + billed('quantity = "1"\nrate = "v5"')
        )
    ),
}
