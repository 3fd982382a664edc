"""
Texts that are wrong, each with what is said of it.

Every row is a way in which a linter of the like has ended in a traceback, guessed, or passed over
what it could not read (`linter-ux.md`, sections 1.11 and 4.10).
"""

from collections.abc import Mapping

import attrs

__all__ = ["JSON", "ROWS", "TOML", "Row", "Said"]

TOML = b'provider = "vidgo"\nmodel = "gpt-image-2"\n[input]\nprompt = "x"\n'
JSON = b'{"provider": "vidgo", "model": "gpt-image-2", "input": {"prompt": "x"}}'
MARK = b"\xef\xbb\xbf"
# Ten bytes and more that are few characters.
WIDE = "日本é🦊".encode()

SAVE_WITHOUT = "the file begins with a byte order mark, which UTF-8 does not need; save it without"
NO_REQUESTS = (
    "no request is written here, so nothing was checked; a request has a model, a batch has "
    "requests"
)
EMPTY_JSON = "the text is empty; a JSON document holds one object: { }"
TOO_DEEP = "nested deeper than the 100 levels that are read; flatten it"
TOO_LONG = (
    "a number of 5,000 characters; at most 4,300 digits are read: write fewer, or text in quotes"
)
BEYOND = (
    "1e999 is beyond the numbers that can be sent, which lie between 1e-400 and 1e308; write a "
    "smaller exponent"
)


@attrs.frozen
class Said:
    """
    A diagnostic.

    Attributes:
        rule: Its full name.
        message: Whole.
        place: Line and column of its beginning, or None where it is the whole file's.
        covers: The text it lies on, within one line; "" where something is missing.
        severity: Error, mostly.
        pointer: Or None.
        related: Line, column and words of the other places.
    """

    rule: str
    message: str
    place: str | None = None
    covers: str = ""
    severity: str = "error"
    pointer: str | None = None
    related: tuple[str, ...] = ()


Row = tuple[str, bytes, int, list[Said]]
"""Name of the file, its bytes, the exit code, what is said."""

ENCODING: Mapping[str, Row] = {
    "TOML that is not UTF-8, behind characters of several bytes": (
        "a.toml",
        b'model = "x"\nprompt = "' + WIDE + b' caf\xe9"\n',
        1,
        [
            Said(
                "encoding",
                "line 2, column 19 holds byte 0xE9, which is not UTF-8; save the file as UTF-8",
                "2:19",
                "\ufffd",
            )
        ],
    ),
    "JSON that is not UTF-8, behind characters of several bytes": (
        "a.json",
        b'{"prompt": "' + WIDE + b'\xe9"}',
        1,
        [
            Said(
                "encoding",
                "line 1, column 17 holds byte 0xE9, which is not UTF-8; save the file as UTF-8",
                "1:17",
                "\ufffd",
            )
        ],
    ),
    "JSONL that is not UTF-8 in its second line": (
        "a.jsonl",
        JSON + b'\r\n{"' + WIDE + b'": "\xff"}\r\n' + JSON,
        1,
        [
            Said(
                "encoding",
                "line 2, column 11 holds byte 0xFF, which is not UTF-8; save the file as UTF-8",
                "2:11",
                "\ufffd",
            )
        ],
    ),
    "a column that a byte order mark does not move": (
        "a.json",
        MARK + b'{"a": "\xff"}',
        1,
        [
            Said(
                "encoding",
                "line 1, column 8 holds byte 0xFF, which is not UTF-8; save the file as UTF-8",
                "1:8",
                "\ufffd",
            )
        ],
    ),
    "bytes that are no text": (
        "a.json",
        bytes(range(128, 256)),
        1,
        [
            Said(
                "encoding",
                "line 1, column 1 holds byte 0x80, which is not UTF-8; save the file as UTF-8",
                "1:1",
                "\ufffd",
            )
        ],
    ),
    "UTF-16 with a mark": (
        "a.json",
        JSON.decode().encode("utf-16"),
        1,
        [Said("encoding", "the file looks like UTF-16; save it as UTF-8", "1:1")],
    ),
    "UTF-16 without one": (
        "a.toml",
        TOML.decode().encode("utf-16-be"),
        1,
        [Said("encoding", "the file looks like UTF-16; save it as UTF-8", "1:1")],
    ),
    "UTF-32": (
        "a.jsonl",
        JSON.decode().encode("utf-32"),
        1,
        [Said("encoding", "the file looks like UTF-32; save it as UTF-8", "1:1")],
    ),
    "a byte order mark before TOML": (
        "a.toml",
        MARK + TOML,
        0,
        [Said("byte-order-mark", SAVE_WITHOUT, "1:1", severity="warning")],
    ),
    "a byte order mark before JSON": (
        "a.json",
        MARK + JSON,
        0,
        [Said("byte-order-mark", SAVE_WITHOUT, "1:1", severity="warning")],
    ),
    "a byte order mark before JSONL": (
        "a.jsonl",
        MARK + JSON,
        0,
        [Said("byte-order-mark", SAVE_WITHOUT, "1:1", severity="warning")],
    ),
    "columns of a text with Windows line ends": (
        "a.toml",
        TOML.replace(b"\n", b"\r\n") + b'quality = "hihg"\r\n',
        1,
        [
            Said(
                "vidgo/gpt-image-2/enum",
                'quality is "hihg", gpt-image-2 accepts low, medium, high; did you mean high?',
                "5:11",
                '"hihg"',
                pointer="/input/quality",
            )
        ],
    ),
    "line ends of old Macs": (
        "a.toml",
        TOML.replace(b"\n", b"\r"),
        1,
        [
            Said(
                "syntax",
                "a carriage return without a line feed ends no line; save the file with LF or CRLF",
                "1:19",
                "\r",
            )
        ],
    ),
}
TOML_SYNTAX: Mapping[str, Row] = {
    "text without quotes in TOML": (
        "a.toml",
        b"model = gpt-image-2\n",
        1,
        [Said("syntax", '"gpt-image-2" is not a value; put text in quotes', "1:9", "gpt-image-2")],
    ),
    "a colon in TOML": (
        "a.toml",
        b'model: "x"\n',
        1,
        [Said("syntax", "TOML writes key = value; replace the colon with =", "1:6", ":")],
    ),
    "null in TOML": (
        "a.toml",
        b"seed = null\n",
        1,
        [Said("syntax", "TOML has no null; leave the key out", "1:8", "null")],
    ),
    "an array that is not closed before the next pair": (
        "a.toml",
        b'images = [\n  "a",\n  "b"\n\nsize = "1:1"\n',
        1,
        [
            Said(
                "syntax",
                "a new pair begins, but the array is not closed; close it with ]",
                "5:1",
                "size",
                related=("1:10 opened here",),
            )
        ],
    ),
    "an array that is not closed at the end": (
        "a.toml",
        b'images = [\n  "a",\n  "b"\n\n',
        1,
        [
            Said(
                "syntax",
                "the array is not closed; close it with ]",
                "3:6",
                related=("1:10 opened here",),
            )
        ],
    ),
    "an inline table that is not closed": (
        "a.toml",
        b'input = { prompt = "x"\n',
        1,
        [
            Said(
                "syntax",
                "the inline table is not closed; close it with }",
                "1:23",
                related=("1:9 opened here",),
            )
        ],
    ),
    "a string that is not closed in TOML": (
        "a.toml",
        b'prompt = "x\r\nsize = "1:1"\r\n',
        1,
        [
            Said(
                "syntax",
                'a string is not closed on its line; close it with ", or write several lines '
                'between """ and """',
                "1:12",
                related=("1:10 opened here",),
            )
        ],
    ),
    "a header that is not closed": (
        "a.toml",
        b'[input\nprompt = "x"\n',
        1,
        [
            Said(
                "syntax",
                "the header is not closed; write ] after its name, and quotes around a name of "
                "several words",
                "1:7",
                related=("1:1 opened here",),
            )
        ],
    ),
    "JSON in a file that is called TOML": (
        "a.toml",
        JSON,
        1,
        [
            Said(
                "syntax",
                "a table begins with its name; if this is JSON, name it .json",
                "1:1",
                "{",
            )
        ],
    ),
    "a control character in TOML": (
        "a.toml",
        b'a = "\x00"',
        1,
        [
            Said(
                "syntax",
                "a string holds the control character U+0000; write it as \\u0000, or remove it",
                "1:6",
                "\x00",
            )
        ],
    ),
    "what TOML has had since 1.1, on every Python": (
        "a.toml",
        b'provider = "vidgo"\nmodel = "gpt-image-2"\ninput = {\n  prompt = "\\x41\\e",\n}\n',
        0,
        [],
    ),
}
JSON_SYNTAX: Mapping[str, Row] = {
    "a comma before the end of an object": (
        "a.json",
        b'{"model": "x",\n}',
        1,
        [Said("syntax", "JSON allows no comma before }; remove it", "1:14", ",")],
    ),
    "a comma before the end of an array": (
        "a.json",
        b'{"images": ["x", ]}',
        1,
        [Said("syntax", "JSON allows no comma before ]; remove it", "1:16", ",")],
    ),
    "a comment to the end of the line": (
        "a.json",
        b'{"model": "x" // so\r\n}',
        1,
        [Said("syntax", "JSON has no comments; remove this one", "1:15", "// so")],
    ),
    "a comment between stars": (
        "a.json",
        b'/* so */ {"model": "x"}',
        1,
        [Said("syntax", "JSON has no comments; remove this one", "1:1", "/* so */")],
    ),
    "single quotes": (
        "a.json",
        b"{'model': 'x'}",
        1,
        [
            Said(
                "syntax",
                "JSON puts text in double quotes, not single ones; replace them",
                "1:2",
                "'model'",
            )
        ],
    ),
    "a property without quotes": (
        "a.json",
        b'{model: "x"}',
        1,
        [
            Said(
                "syntax",
                'the property name "model" has no double quotes; add them',
                "1:2",
                "model",
            )
        ],
    ),
    "two documents": (
        "a.json",
        b'{"model": "x"}\n{"model": "y"}\n',
        1,
        [
            Said(
                "syntax",
                "a second value begins here, which looks like JSONL; put both in one array, or "
                "one on each line of a .jsonl file",
                "2:1",
                "{",
            )
        ],
    ),
    "an object that is not closed": (
        "a.json",
        b'{"model": "x", "input": {"prompt": "x"\n\n',
        1,
        [
            Said(
                "syntax",
                "the object is not closed; close it with }",
                "1:39",
                related=("1:25 opened here",),
            )
        ],
    ),
    "the wrong bracket": (
        "a.json",
        b'{"input": {"images": ["a"}}\n',
        1,
        [
            Said(
                "syntax",
                "} does not close the array; write ]",
                "1:26",
                "}",
                related=("1:22 opened here",),
            )
        ],
    ),
    "a control character in JSON": (
        "a.json",
        b'{"model": "a\tb"}',
        1,
        [
            Said(
                "syntax",
                "a string holds the control character U+0009; write it as \\t or remove it",
                "1:13",
                "\t",
            )
        ],
    ),
    "a line break in a string": (
        "a.json",
        b'{"model": "a\r\nb"}',
        1,
        [
            Said(
                "syntax",
                'a string is not closed on its line; close it with ", or write a line break as \\n',
                "1:13",
                related=("1:11 opened here",),
            )
        ],
    ),
    "half of a surrogate pair": (
        "a.json",
        b'{"model": "' + WIDE + b'\\ud83d"}',
        1,
        [
            Said(
                "encoding",
                "\\ud83d is half of a surrogate pair and cannot be sent as UTF-8; write both "
                "halves, or the character itself",
                "1:16",
                "\\ud83d",
            )
        ],
    ),
    "a value that is no object": (
        "a.json",
        b"null",
        1,
        [
            Said(
                "type",
                "a request is an object or a table; this is none",
                "1:1",
                "null",
                pointer="",
            )
        ],
    ),
    "a bad line among good ones, blank lines between them": (
        "a.jsonl",
        JSON + b'\n\n{"a": }\n \n' + JSON.replace(b'"x"', b"1") + b"\n",
        1,
        [
            Said(
                "syntax",
                "a value is missing before }; write one, or remove what is left over",
                "3:7",
                "}",
            ),
            Said(
                "vidgo/gpt-image-2/type",
                "prompt is 1, a text is required; write it in quotes",
                "5:67",
                "1",
                pointer="/input/prompt",
            ),
        ],
    ),
}
NUMBERS: Mapping[str, Row] = {
    "NaN in JSON": (
        "a.json",
        b'{"n": NaN}',
        1,
        [
            Said(
                "not-a-number",
                "NaN is not a number that can be sent; write one or leave the property out",
                "1:7",
                "NaN",
            )
        ],
    ),
    "infinity in JSON": (
        "a.json",
        b'{"n": -Infinity}',
        1,
        [
            Said(
                "not-a-number",
                "-Infinity is not a number that can be sent; write one or leave the property out",
                "1:7",
                "-Infinity",
            )
        ],
    ),
    "nan and infinity in TOML, each of them": (
        "a.toml",
        b"a = nan\nb = [1, -inf]\n",
        1,
        [
            Said(
                "not-a-number",
                "nan is not a number that can be sent; write one or leave the key out",
                "1:5",
                "nan",
            ),
            Said(
                "not-a-number",
                "-inf is not a number that can be sent; write one or leave the key out",
                "2:9",
                "-inf",
            ),
        ],
    ),
    "a number beyond doubles in JSON": (
        "a.json",
        b'{"n": 1e999}',
        1,
        [Said("not-a-number", BEYOND, "1:7", "1e999")],
    ),
    "a number beyond doubles in TOML": (
        "a.toml",
        b"n = 1e999",
        1,
        [Said("not-a-number", BEYOND, "1:5", "1e999")],
    ),
    "5,000 digits in JSON": (
        "a.json",
        b'{"n": ' + b"9" * 5000 + b"}",
        1,
        [Said("number-range", TOO_LONG, "1:7", "9" * 5000)],
    ),
    "5,000 digits in TOML": (
        "a.toml",
        b"n = " + b"9" * 5000,
        1,
        [Said("number-range", TOO_LONG, "1:5", "9" * 5000)],
    ),
}
TWICE: Mapping[str, Row] = {
    "properties that are written twice in JSON, at both places": (
        "a.json",
        b'{"model": "a",\n "input": {"n": 1, "n": 2},\n "model": "b"}',
        1,
        [
            Said(
                "duplicate-key",
                'the object has two properties "n"; keep one of them',
                "2:20",
                '"n"',
                related=("2:12 first written here",),
            ),
            Said(
                "duplicate-key",
                'the object has two properties "model"; keep one of them',
                "3:2",
                '"model"',
                related=("1:2 first written here",),
            ),
        ],
    ),
    "a key that is written twice in TOML": (
        "a.toml",
        b'model = "a"\n"model" = "b"\n',
        1,
        [
            Said(
                "duplicate-key",
                'the table has two keys "model"; keep one of them',
                "2:1",
                '"model"',
                related=("1:1 first written here",),
            )
        ],
    ),
    "a dotted key that is written twice": (
        "a.toml",
        b"input.n = 1\ninput.n = 2\n",
        1,
        [
            Said(
                "duplicate-key",
                'the table has two keys "n"; keep one of them',
                "2:7",
                "n",
                related=("1:7 first written here",),
            )
        ],
    ),
    "a table that is written twice": (
        "a.toml",
        b"[input]\nn = 1\n[input]\nn = 2\n",
        1,
        [
            Said(
                "duplicate-key",
                'the table "input" is written twice; join the two, or keep one',
                "3:2",
                "input",
                related=("1:1 first written here",),
            )
        ],
    ),
    "a key that is written twice in the second element of an array": (
        "a.toml",
        b"[[requests]]\r\nn = 1\r\n[[requests]]\r\nn = 1\r\nm = 2\r\nn = 3\r\n",
        1,
        [
            Said(
                "duplicate-key",
                'the table has two keys "n"; keep one of them',
                "6:1",
                "n",
                related=("4:1 first written here",),
            )
        ],
    ),
    "an inline table that is added to": (
        "a.toml",
        b"input = { n = 1 }\ninput.m = 2\n",
        1,
        [
            Said(
                "duplicate-key",
                '"input" is complete where it was first written; nothing can be added to it here',
                "2:7",
                "m",
                related=("1:1 first written here",),
            )
        ],
    ),
}
DEPTH: Mapping[str, Row] = {
    "a nesting bomb of arrays in JSON": (
        "a.json",
        b"[" * 20_000,
        1,
        [Said("nesting", TOO_DEEP, "1:101", "[")],
    ),
    "a nesting bomb of objects in JSON": (
        "a.json",
        b'{"a":' * 20_000,
        1,
        [Said("nesting", TOO_DEEP, "1:501", "{")],
    ),
    "a nesting bomb in TOML": (
        "a.toml",
        b"x = " + b"[" * 20_000,
        1,
        [Said("nesting", TOO_DEEP, "1:104", "[")],
    ),
    "a nesting bomb of dotted keys": (
        "a.toml",
        b"a." * 20_000 + b"b = 1",
        1,
        [Said("nesting", TOO_DEEP, "1:201", "a")],
    ),
}
EMPTINESS: Mapping[str, Row] = {
    "an empty TOML file": (
        "a.toml",
        b"",
        0,
        [Said("no-requests", NO_REQUESTS, severity="warning")],
    ),
    "an empty JSON file": ("a.json", b"", 1, [Said("empty", EMPTY_JSON, "1:1")]),
    "an empty JSONL file": (
        "a.jsonl",
        b"",
        0,
        [Said("no-requests", NO_REQUESTS, severity="warning")],
    ),
    "blanks in a TOML file": (
        "a.toml",
        b" \r\n\t\n# so\n",
        0,
        [Said("no-requests", NO_REQUESTS, severity="warning")],
    ),
    "blanks in a JSON file": ("a.json", b"\n \n", 1, [Said("empty", EMPTY_JSON, "1:1")]),
    "blanks in a JSONL file": (
        "a.jsonl",
        b" \r\n\n",
        0,
        [Said("no-requests", NO_REQUESTS, severity="warning")],
    ),
    "a byte order mark and nothing else": (
        "a.json",
        MARK,
        1,
        [
            Said("byte-order-mark", SAVE_WITHOUT, "1:1", severity="warning"),
            Said("empty", EMPTY_JSON, "1:1"),
        ],
    ),
    "an array without requests": (
        "a.json",
        b"[]",
        0,
        [Said("no-requests", NO_REQUESTS, severity="warning")],
    ),
    "an empty object": (
        "a.json",
        b" {}",
        1,
        [
            Said(
                "no-request",
                "this is no request: it is empty; a request has a model and an input",
                "1:2",
                "{}",
                pointer="",
            )
        ],
    ),
    "YAML": (
        "a.yaml",
        b"model: x\n",
        1,
        [
            Said(
                "unreadable",
                "the file cannot be read: it is YAML; write the request in TOML or JSON",
            )
        ],
    ),
}
ROWS = {
    **ENCODING,
    **TOML_SYNTAX,
    **JSON_SYNTAX,
    **NUMBERS,
    **TWICE,
    **DEPTH,
    **EMPTINESS,
}
