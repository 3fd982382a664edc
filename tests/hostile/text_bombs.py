"""Texts that are hard to read, and values that are not what their key wants."""

# A bomb is one row, however long its text.

from tests.hostile.bombs import (
    BIG,
    FAR,
    HEAD,
    ODD,
    Bomb,
    S,
    billed,
    body,
    example,
    field,
    pack,
    quoted,
    raw,
    rows,
)

__all__ = ["SHAPE", "TOML"]

TOML: dict[str, Bomb] = {
    "a dotted key of 1 KB": raw(lambda: "a" + ".a" * 500 + " = 1", "nested deeper"),
    "a dotted key of 32 KB": raw(lambda: "a" + ".a" * 16_000 + " = 1", "at most 1024"),
    "a dotted key of 256 KB": raw(lambda: "a" + ".a" * 131_000 + " = 1", "at most 30,000 dots"),
    "250 dotted keys of 1 KB": raw(
        lambda: rows(250, lambda it: f"k{it}" + ".a" * 500 + " = 1"), "at most 30,000 dots"
    ),
    "1,200 dotted keys of 97 parts": raw(
        lambda: rows(1_200, lambda it: f"k{it}" + ".a" * 97 + " = 1"), "has at most"
    ),
    "1,200 dotted headers of 97 parts": raw(
        lambda: rows(1_200, lambda it: f"[k{it}" + ".a" * 97 + "]"), "has at most"
    ),
    "300 dotted headers of 97 parts": raw(
        lambda: rows(300, lambda it: f"[k{it}" + ".a" * 97 + "]"), "has at most"
    ),
    "10,000 nested arrays": raw(lambda: "a = " + "[\n" * 10_000 + "]\n" * 10_000, "nested deeper"),
    "10,000 nested inline tables": raw(
        lambda: "a = " + "{\na = " * 10_000 + "1" + "\n}" * 10_000, "nested deeper"
    ),
    "1,200 times 97 nested arrays": raw(
        lambda: rows(1_200, lambda it: f"k{it} = " + "[" * 97 + "]" * 97), "has at most"
    ),
    "60,000 empty arrays": raw(lambda: "a = [\n" + "[],\n" * 60_000 + "]", "has at most"),
    "80,000 numbers": raw(lambda: "a = [\n" + "1,\n" * 80_000 + "]", "has at most"),
    "26,000 tables": raw(lambda: rows(26_000, lambda it: f"[a{it}]"), "has at most"),
    "26,000 keys": raw(lambda: rows(26_000, lambda it: f"a{it}=1"), "has at most"),
    "an array of 40,000 tables": raw(lambda: "[[a]]\n" * 40_000, "has at most"),
    "a duplicate key": raw(lambda: "a = 1\na = 2", "two keys"),
    "a duplicate key behind 200 KB": raw(
        lambda: rows(18_000, lambda it: f"k{it} = 1") + "\nk0 = 1", "two keys"
    ),
    "a duplicate table behind 200 KB": raw(
        lambda: rows(20_000, lambda it: f"[k{it}]") + "\n[k0]", "written twice"
    ),
    "a line of 1,025 characters": raw(lambda: f"a = '{'x' * 1_019}'", "at most 1024"),
    "a file over 256 KiB": raw(lambda: "#\n" * 132_000, "at most 256 KiB"),
    "a file of 20 MB": raw(lambda: "#\n" * 10_000_000, "at most 256 KiB"),
    "250 KB of comments": body(lambda: "#\n" * 125_000),
    "250 KB of carriage returns": raw(lambda: "\r" * 250_000, "at most 1024"),
    "250 KB of blank lines, then a mistake": raw(lambda: "\n" * 250_000 + "=", ":250001:1:"),
    "not UTF-8": raw(lambda: b'format = 1\nid = "\xff\xfe"', "not UTF-8"),
    "UTF-16": raw(lambda: HEAD.encode("utf-16"), "UTF-16"),
    "UTF-32": raw(lambda: HEAD.encode("utf-32"), "UTF-32"),
    "a byte order mark": Bomb(lambda: "\ufeff" + HEAD),
    "a NUL": raw(lambda: "format = 1\n\0", "\\x00"),
    "an encoded surrogate": raw(lambda: b'id = "\xed\xa0\x80"', "not UTF-8"),
    "an escaped surrogate": raw(lambda: 'id = "\\ud800"', "surrogate"),
    "nothing": raw(lambda: "", "is missing"),
    "an open text of 250 KB": raw(lambda: 'a = """' + "x\n" * 120_000, "a"),
    "an open array of 250 KB": raw(lambda: "a = [" + "\n" * 250_000, "a"),
    "250 KB of quotes": raw(lambda: 'a = """\n' + '""\n' * 80_000, "a"),
    "250 KB of backslashes": raw(lambda: 'a = """\n' + "\\\n" * 120_000, "a"),
    "250 KB of numbers with _": raw(lambda: "a = [" + "1_0,\n" * 50_000 + "]", "has at most"),
    "250 KB of dates": raw(lambda: "a = [\n" + "1979-05-27,\n" * 20_000 + "]", "has at most"),
    "200 numbers of 1,000 digits": raw(lambda: rows(200, lambda it: f"k{it} = {'9' * 1_000}"), "k"),
    "200 numbers of 1,000 hex digits": raw(
        lambda: rows(200, lambda it: f"k{it} = 0x{'f' * 1_000}"), "k"
    ),
    "200 floats of 1,000 digits": raw(
        lambda: rows(200, lambda it: f"k{it} = 0.{'9' * 1_000}"), "k"
    ),
    "a float with a huge exponent": raw(lambda: "k = 1e999999999", "k"),
}

SHAPE: dict[str, Bomb] = {
    "format 2": raw(lambda: HEAD.replace("= 1", "= 2"), "format 2 is not known"),
    "format true": raw(lambda: HEAD.replace("= 1", "= true"), "whole number"),
    "a format of 900 digits": raw(lambda: HEAD.replace("= 1", f"= {BIG}"), "beyond"),
    "every key of the wrong kind": raw(
        lambda: "id = 1\nformat = 'x'\nfields = 1\nrules = 2", "not"
    ),
    "arrays of the wrong kind": raw(
        lambda: "format = 1\nid = 'a/b'\nrules = [1]\nfields = ['x']\nbilling = [1, 'x']", "table"
    ),
    "9,000 unknown keys": raw(lambda: rows(9_000, lambda it: f"unknown{it} = 1"), "known"),
    "an unknown key of 1,000 letters": body(lambda: f"[{'x' * 1_000}]", "at most 200"),
    "an unknown key of odd letters": body(lambda: f"[{quoted(ODD)}]", "not known"),
    "a date as a type": body(lambda: field("type = 2020-01-01"), "neither a text"),
    "a time as a title": raw(
        lambda: HEAD.replace("id ", "title = 1979-05-27T07:32:00Z\nid "), "not a text"
    ),
    "NaN as a bound": body(lambda: field('type = "integer"\nminimum = nan'), "nan is not a number"),
    "infinity as a bound": body(
        lambda: field('type = "integer"\nmaximum = inf'), "inf is not a number"
    ),
    "true as a bound": body(lambda: field('type = "integer"\nmaximum = true'), "whole number"),
    "a float as a bound": body(lambda: field('type = "integer"\nmaximum = 1.5'), "whole number"),
    "a time as a bound": body(
        lambda: field('type = "integer"\nmaximum = 07:32:00'), "whole number"
    ),
    "minimum above maximum": body(
        lambda: field('type = "integer"\nminimum = 2\nmaximum = 1'), "below"
    ),
    "minimum and maximum as far as can be": body(
        lambda: field(f'type = "integer"\nminimum = -{2**53 - 1}\nmaximum = {2**53 - 1}')
    ),
    "an enum of numbers of 900 digits": body(
        lambda: field(f'type = "integer"\nenum = [{BIG}]'), "beyond"
    ),
    "a default of 900 digits": body(lambda: field(f'type = "integer"\ndefault = {BIG}'), "beyond"),
    "a float default": body(lambda: field('type = "number"\ndefault = 1e400'), "beyond"),
    "a cell of 900 digits": body(lambda: f"[let]\nt = {{ a = {BIG} }}", "beyond"),
    "a rate of 900 digits": body(lambda: billed(f'quantity = "1"\nrate = {BIG}'), "beyond"),
    "a fill of 10^12 characters": pack(
        lambda: S + example("fill = { s = 1000000000000 }\ninput = {}"), "fill"
    ),
    "a fill of -10^12 characters": pack(
        lambda: S + example("fill = { s = -1000000000000 }\ninput = {}"), "fill"
    ),
    "a thousand fills of 100,000 characters": pack(
        lambda: (
            S
            + rows(
                1_000,
                lambda it: f'[[examples]]\nname = "{it}"\nfill = {{ s = 100000 }}\ninput = {{}}',
            )
        ),
    ),
    "1,000 fills of one example": pack(
        lambda: (
            S + example("input = {}\n[examples.fill]\n" + rows(1_000, lambda it: f"s{it} = 100000"))
        ),
        "fill",
    ),
}
for _key in ("minimum", "maximum", "multipleOf"):
    for _word, _value in {
        "of 900 digits": BIG,
        "of -900 digits": f"-{BIG}",
        "2^53": FAR,
        "-2^53": f"-{FAR}",
        "2^63": str(2**63),
    }.items():
        _text = field(f'type = "integer"\n{_key} = {_value}')
        SHAPE[f"{_key} {_word}"] = body(_text, "beyond")
for _key, _kind in (
    ("minLength", "string"),
    ("maxLength", "string"),
    ("minItems", "array"),
    ("maxItems", "array"),
):
    for _word, _value, _says in (
        ("of 900 digits", BIG, "beyond"),
        ("as far as can be", str(2**53 - 1), ""),
    ):
        _text = field(f'type = "{_kind}"\n{_key} = {_value}')
        SHAPE[f"{_key} {_word}"] = body(_text, _says)
