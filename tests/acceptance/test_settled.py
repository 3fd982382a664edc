"""
What the providers' pages leave open, and how it was settled: one row each.

Every row is asked of the library (the payload as data, and as text) and of the command.
"""

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import attrs
import pytest
from click.testing import CliRunner

from lightmeter import Checker, Report
from lightmeter.cli.main import main
from lightmeter.document.source import Format

ERROR, WARNING, INFO = "error", "warning", "info"
URL = "https://example.com/a.png"

CHECKER = Checker()


@attrs.frozen
class Row:
    """
    A request and what is said of it.

    Attributes:
        name: The question.
        provider: Whose.
        model: Of the request.
        input: Of the request; None for no input at all.
        expect: Severity, rule and pointer of every diagnostic, the missing header apart.
        body: Members beside model and input.
        normalized: Members of the normalized input that matter, or None.
        cost: Amount, (minimum, maximum), "declined", "rejected", or None.
    """

    name: str
    provider: str
    model: Any
    input: Any
    expect: tuple[tuple[str, str, str], ...] = ()
    body: Mapping[str, Any] = attrs.field(factory=dict)
    normalized: Mapping[str, Any] | None = None
    cost: Any = None

    @property
    def payload(self) -> dict[str, Any]:
        """The whole body."""
        own = {} if self.input is None else {"input": self.input}
        return {"model": self.model, **own, **self.body}


def vidgo_seedream(name: str, expect: tuple[tuple[str, str, str], ...], **members: Any) -> Row:
    edit = members.pop("edit", False)
    normalized, cost = members.pop("normalized", None), members.pop("cost", None)
    body = members.pop("body", {})
    model = "seedream-5.0-lite-edit" if edit else "seedream-5.0-lite"
    return Row(
        f"vidgo seedream: {name}",
        "vidgo",
        model,
        {"prompt": "x", **members},
        expect,
        body,
        normalized,
        cost,
    )


def poyo(name: str, expect: tuple[tuple[str, str, str], ...], **members: Any) -> Row:
    row = vidgo_seedream(name, expect, **members)
    return attrs.evolve(row, name=f"poyo: {name}", provider="poyo")


def gpt(name: str, expect: tuple[tuple[str, str, str], ...], **members: Any) -> Row:
    edit = members.pop("edit", False)
    row = vidgo_seedream(name, expect, **members)
    model = "gpt-image-2-edit" if edit else "gpt-image-2"
    return attrs.evolve(row, name=f"gpt-image-2: {name}", model=model)


def seedance(name: str, expect: tuple[tuple[str, str, str], ...], **members: Any) -> Row:
    row = vidgo_seedream(name, expect, **members)
    sent = {"resolution": "720p", "duration": 5, **row.input}
    wanted = {key: value for key, value in sent.items() if value is not ...}
    return attrs.evolve(row, name=f"seedance: {name}", model="seedance-2", input=wanted)


def mindvideo(name: str, expect: tuple[tuple[str, str, str], ...], **members: Any) -> Row:
    row = vidgo_seedream(name, expect, **members)
    return attrs.evolve(
        row, name=f"mindvideo: {name}", provider="mindvideo", model="doubao-seedream-5-0-lite"
    )


def model(name: str, written: Any, severity: str, rule: str, provider: str = "vidgo") -> Row:
    return Row(f"model: {name}", provider, written, {"prompt": "x"}, ((severity, rule, "/model"),))


SIZE = "/input/size"
N = "/input/n"
IMAGES = "/input/image_urls"
PROMPT = "/input/prompt"
RESOLUTION = "/input/resolution"
CALLBACK = "/callback_url"

ROWS = (
    # Members no page names.
    *(
        vidgo_seedream(
            f"unknown {name}", ((WARNING, "unknown-field", f"/input/{name}"),), **{name: 1}
        )
        for name in ("image_url", "aspectRatio", "num_images", "zebra")
    ),
    *(
        poyo(f"unknown {name}", ((WARNING, "unknown-field", f"/input/{name}"),), **{name: 1})
        for name in ("image_url", "aspectRatio", "num_images", "zebra")
    ),
    mindvideo("unknown member", ((ERROR, "unknown-field", "/input/zebra"),), zebra=1),
    mindvideo("unknown member beside", ((WARNING, "unknown-field", "/zebra"),), body={"zebra": 1}),
    # Model ids.
    model("another case", "GPT-IMAGE-2", ERROR, "misspelt-model"),
    model("blanks", " gpt-image-2 ", ERROR, "misspelt-model"),
    model("blanks inside", "gpt image 2", ERROR, "misspelt-model"),
    model("other separators", "gpt_image_2", ERROR, "misspelt-model"),
    model("vendor prefix", "openai/gpt-image-2", ERROR, "misspelt-model"),
    model("another provider's", "doubao-seedream-5-0-lite", ERROR, "misspelt-model"),
    model("another provider's", "seedream-5.0-lite", ERROR, "misspelt-model", "mindvideo"),
    model("vendor prefix", "bytedance/seedance-2", ERROR, "misspelt-model"),
    model("unknown", "seedance-2-mini", WARNING, "unknown-model"),
    model("unknown", "nano-banana-2", WARNING, "unknown-model"),
    Row(
        "model: unknown, its input is not judged",
        "vidgo",
        "nano-banana-2",
        {"size": 7, "zebra": None, "prompt": ""},
        ((WARNING, "unknown-model", "/model"),),
    ),
    Row(
        "model: unknown, the envelope is judged",
        "vidgo",
        "nano-banana-2",
        None,
        (
            (WARNING, "unknown-model", "/model"),
            (ERROR, "required", "/input"),
            (WARNING, "unknown-field", "/inputs"),
            (ERROR, "format", CALLBACK),
        ),
        {"inputs": {}, "callback_url": "nowhere"},
    ),
    Row(
        "model: unknown, input is an array",
        "vidgo",
        "nano-banana-2",
        [],
        ((WARNING, "unknown-model", "/model"), (ERROR, "type", "/input")),
    ),
    # Types.
    vidgo_seedream("null", ((ERROR, "type", N),), n=None),
    vidgo_seedream("text for a number", ((ERROR, "type", N),), n="1"),
    vidgo_seedream("true for a number", ((ERROR, "type", N),), n=True),
    vidgo_seedream("list for text", ((ERROR, "type", PROMPT),), prompt=["x"]),
    vidgo_seedream("5.0", ((INFO, "decimal-integer", N),), n=5.0, normalized={"n": 5}),
    vidgo_seedream("5.5", ((ERROR, "type", N),), n=5.5),
    # Prompts.
    vidgo_seedream("longest prompt", (), prompt="\U0001f642" * 2000),
    vidgo_seedream("too long a prompt", ((ERROR, "max-length", PROMPT),), prompt="é" * 2001),
    poyo("longest prompt", (), prompt="\U0001f642" * 2000),
    poyo("too long a prompt", ((ERROR, "max-length", PROMPT),), prompt="é" * 2001),
    gpt("longest prompt", (), prompt="\U0001f642" * 4000),
    gpt("too long a prompt", ((ERROR, "max-length", PROMPT),), prompt="é" * 4001),
    *(
        make("empty prompt", ((ERROR, "min-length", PROMPT),), prompt="")
        for make in (vidgo_seedream, poyo, gpt, seedance, mindvideo)
    ),
    *(
        make("blank prompt", ((WARNING, "blank", PROMPT),), prompt=" \t\n")
        for make in (vidgo_seedream, poyo, gpt, seedance, mindvideo)
    ),
    Row("poyo: no prompt", "poyo", "seedream-5.0-lite", {}, ((ERROR, "required", PROMPT),)),
    # Images.
    vidgo_seedream("edit without images", ((ERROR, "required", IMAGES),), edit=True),
    poyo("edit without images", ((ERROR, "required", IMAGES),), edit=True),
    gpt("edit without images", ((ERROR, "required", IMAGES),), edit=True),
    poyo("n 0", ((ERROR, "minimum", N),), n=0),
    poyo("n 1", (), n=1, cost="5"),
    poyo("n 15", (), n=15, cost=("5", "75")),
    poyo("n 16", ((ERROR, "maximum", N),), n=16),
    poyo("10 images", (), image_urls=[URL] * 10),
    poyo("11 images", ((ERROR, "max-items", IMAGES),), image_urls=[URL] * 11),
    # Seedance.
    *(
        seedance(f"without {name}", ((ERROR, "required", f"/input/{name}"),), **{name: ...})
        for name in ("prompt", "resolution", "duration")
    ),
    *(
        seedance(
            f"frames beside {name}",
            ((ERROR, "frames-exclude-references", IMAGES),),
            image_urls=[URL],
            **{name: [URL]},
        )
        for name in ("reference_image_urls", "reference_video_urls", "reference_audio_urls")
    ),
    seedance(
        "empty frames beside references",
        ((WARNING, "empty-frames-beside-references", IMAGES),),
        image_urls=[],
        reference_image_urls=[URL],
    ),
    seedance(
        "frames beside empty references",
        ((WARNING, "empty-references-beside-frames", IMAGES),),
        image_urls=[URL],
        reference_image_urls=[],
    ),
    seedance("rate unknown, seconds given", (), cost="declined"),
    vidgo_seedream("rate unknown", (), cost="declined"),
    # Seedream's sizes.
    *(
        make(f"preset {size}", ((ERROR, "enum", SIZE),), size=size)
        for make in (vidgo_seedream, poyo)
        for size in ("4K", "2k", "5:4", "auto", "2304*1728", "-1x100", "1.5x2", "axb", "x100", "")
    ),
    *(make("zero", ((ERROR, "minimum", SIZE),), size="0x1728") for make in (vidgo_seedream, poyo)),
    vidgo_seedream("blanks inside", ((ERROR, "enum", SIZE),), size="2304 x 1728"),
    vidgo_seedream("blanks around", ((ERROR, "enum", SIZE),), size=" 2304x1728"),
    *(
        make(
            "upper-case X",
            ((INFO, "spelling", SIZE),),
            size="2304X1728",
            normalized={"size": "2304x1728"},
        )
        for make in (vidgo_seedream, poyo)
    ),
    poyo(
        "blanks around",
        ((WARNING, "spelling", SIZE),),
        size=" 2304 x 1728 ",
        normalized={"size": "2304x1728"},
    ),
    *(
        make(
            "leading zeros",
            ((WARNING, "spelling", SIZE),),
            size="02304x1728",
            normalized={"size": "2304x1728"},
        )
        for make in (vidgo_seedream, poyo)
    ),
    *(
        make(f"tiny {size}", ((WARNING, "tiny-size", SIZE),), size=size)
        for make in (vidgo_seedream, poyo)
        for size in ("16x9", "1x1", {"width": 16, "height": 9})
    ),
    *(
        make(
            f"width {width!r}",
            ((ERROR, rule, f"{SIZE}/width"),),
            size={"width": width, "height": 9},
        )
        for make in (vidgo_seedream, poyo)
        for width, rule in ((0, "minimum"), (-1, "minimum"), (1.5, "type"), ("1024", "type"))
    ),
    *(
        make("no height", ((ERROR, "required", f"{SIZE}/height"),), size={"width": 1024})
        for make in (vidgo_seedream, poyo)
    ),
    vidgo_seedream(
        "extra member",
        ((ERROR, "unknown-field", f"{SIZE}/depth"),),
        size={"width": 1024, "height": 1024, "depth": 3},
    ),
    poyo(
        "extra member",
        ((WARNING, "unknown-field", f"{SIZE}/depth"),),
        size={"width": 1024, "height": 1024, "depth": 3},
    ),
    # GPT Image 2.
    *(
        gpt(f"size {size}", ((ERROR, "enum", SIZE),), size=size, resolution="2K")
        for size in ("2304X1536", "64x64", "10240x1024", "2304 x 1536", "02304x1536")
    ),
    gpt("ratio without resolution", (), size="1:1", cost="2"),
    gpt("n", ((ERROR, "unsupported", N),), n=1),
    gpt("images on the plain model", ((ERROR, "unsupported", IMAGES),), image_urls=[URL]),
    *(
        gpt(
            f"{how} size with {tier}",
            ((WARNING, "resolution-ignored", RESOLUTION),),
            resolution=tier,
            cost="2",
            **members,
        )
        for how, members in (("auto", {"size": "auto"}), ("no", {}))
        for tier in ("2K", "4K")
    ),
    *(
        gpt(
            f"4K on {size}",
            ((WARNING, "billed-as-2k", RESOLUTION),),
            size=size,
            resolution="4K",
            cost="4",
        )
        for size in ("1:1", "4:5", "2304x1536")
    ),
    # MindVideo.
    mindvideo(
        "options while grouping is disabled",
        ((WARNING, "grouping-options-ignored", "/input/sequential_image_generation_options"),),
        sequential_image_generation_options={"max_images": 3},
        cost="0.0315",
    ),
    mindvideo("grouping", (), sequential_image_generation="auto", cost=("0.0315", "0.4725")),
    mindvideo(
        "grouping with max_images",
        (),
        sequential_image_generation="auto",
        sequential_image_generation_options={"max_images": 4},
        cost=("0.0315", "0.126"),
    ),
    mindvideo(
        "grouping with references",
        (),
        sequential_image_generation="auto",
        image_urls=[URL] * 10,
        cost=("0.0315", "0.1575"),
    ),
    mindvideo(
        "references plus max_images above 15",
        (
            (
                WARNING,
                "references-plus-max-images",
                "/input/sequential_image_generation_options/max_images",
            ),
        ),
        sequential_image_generation="auto",
        sequential_image_generation_options={"max_images": 15},
        image_urls=[URL] * 10,
        cost=("0.0315", "0.1575"),
    ),
    mindvideo(
        "n different from max_images",
        ((WARNING, "n-differs-from-max-images", N),),
        n=2,
        sequential_image_generation="auto",
        sequential_image_generation_options={"max_images": 4},
        cost=("0.0315", "0.126"),
    ),
    *(
        mindvideo(f"resolution {tier}", (), resolution=tier, cost="declined")
        for tier in ("3k", "4k")
    ),
    # Media.
    mindvideo(
        "data URI", ((INFO, "data-uri", f"{IMAGES}/0"),), image_urls=["data:image/png;base64,AA=="]
    ),
    *(
        make(
            "data URI",
            ((WARNING, "data-uri", f"{IMAGES}/0"),),
            image_urls=["data:image/png;base64,AA=="],
        )
        for make in (vidgo_seedream, poyo, seedance)
    ),
    *(
        make(
            f"file {name}",
            ((WARNING, "file-type", f"{IMAGES}/0"),),
            edit=True,
            image_urls=[f"https://example.com/{name}"],
        )
        for make in (vidgo_seedream, poyo)
        for name in ("a.webp", "a.gif?x=1")
    ),
    *(
        make("no URL", ((ERROR, "format", f"{IMAGES}/0"),), image_urls=["cat.png"])
        for make in (vidgo_seedream, poyo, seedance)
    ),
    mindvideo("no URL", ((WARNING, "not-a-url", f"{IMAGES}/0"),), image_urls=["cat.png"]),
    # Webhooks.
    *(
        gpt(f"callback {url}", ((WARNING, "webhook", CALLBACK),), body={"callback_url": url})
        for url in (
            "http://localhost:3000/done",
            "http://127.0.0.1/",
            "https://192.168.1.7/done",
            "http://10.0.0.1/",
            "http://[::1]/",
            "ftp://example.com/done",
        )
    ),
    gpt("callback no URI", ((ERROR, "format", CALLBACK),), body={"callback_url": "example.com/x"}),
    gpt("callback", (), body={"callback_url": "https://example.com/done"}),
    gpt(
        "callback inside input",
        ((WARNING, "unknown-field", "/input/callback_url"),),
        callback_url="https://example.com/done",
    ),
    gpt(
        "callback misspelt",
        ((WARNING, "unknown-field", "/callbackUrl"),),
        body={"callbackUrl": "https://example.com/done"},
    ),
    # The key's place.
    mindvideo(
        "Idempotency-Key in the body",
        ((WARNING, "unknown-field", "/Idempotency-Key"),),
        body={"Idempotency-Key": "a"},
    ),
)


def _found(diagnostics: Any) -> list[tuple[str, str, str]]:
    """What was found, the note about a header that a payload cannot show apart."""
    return sorted(
        (str(it.severity), it.rule, it.path) for it in diagnostics if it.pointer is not None
    )


def _cost(report: Report) -> Any:
    estimate = report.estimate
    if estimate is None:
        return "rejected"
    if estimate.declined:
        return "declined"
    assert estimate.minimum is not None
    assert estimate.maximum is not None
    return (estimate.minimum, estimate.maximum)


def _wanted(cost: Any) -> Any:
    if isinstance(cost, tuple):
        return tuple(map(Decimal, cost))
    return cost if cost in ("declined", "rejected") else (Decimal(cost), Decimal(cost))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_the_library_gives_the_settled_answer(row: Row) -> None:
    report = CHECKER.check(row.payload, provider=row.provider)

    assert _found(report.diagnostics) == sorted(row.expect)
    rejected = any(severity == ERROR for severity, _, _ in row.expect)
    assert report.ok is not rejected
    assert (report.normalized is None) is (rejected or report.status == "unchecked")
    if row.cost is not None:
        assert _cost(report) == _wanted(row.cost)
    for name, value in (row.normalized or {}).items():
        assert report.normalized is not None
        assert report.normalized["input"][name] == value
        assert type(report.normalized["input"][name]) is type(value)


def test_the_command_gives_the_settled_answers() -> None:
    """All rows in one run of the command, as JSON Lines."""
    lines = "".join(
        json.dumps({**row.payload, "provider": row.provider, "id": str(number)}) + "\n"
        for number, row in enumerate(ROWS)
    )
    result = CliRunner().invoke(
        main, ["check", "-", "--stdin-format", "jsonl", "--format", "json"], input=lines
    )

    assert result.exit_code == 1
    document = json.loads(result.stdout)
    found: dict[int, list[tuple[str, str, str]]] = {number: [] for number in range(len(ROWS))}
    for it in document["diagnostics"]:
        assert it["request"] is not None
        # Rows are requests of their own; that some ask for the same is of no account.
        if it["rule"] not in ("recommended", "paid-twice"):
            assert it["start"] is not None
            found[it["request"]].append((it["severity"], it["rule"], it["pointer"]))
    for number, row in enumerate(ROWS):
        assert sorted(found[number]) == sorted(row.expect), row.name
    for row, request in zip(ROWS, document["requests"], strict=True):
        if row.cost is None:
            continue
        if row.cost == "declined":
            assert request["estimate"]["unpriced"], row.name
            assert request["estimate"]["quantity"] is not None, row.name
        else:
            wanted = _wanted(row.cost)
            given = request["estimate"]["minimum"], request["estimate"]["maximum"]
            assert tuple(map(Decimal, given)) == wanted, row.name


def keyed(headers: Mapping[str, str], prompt: str = "x") -> str:
    """A MindVideo request file on one line."""
    return json.dumps(
        {
            "provider": "mindvideo",
            "headers": headers,
            "model": "doubao-seedream-5-0-lite",
            "input": {"prompt": prompt},
        }
    )


def rules_of(lines: str) -> list[tuple[str, str, str | None]]:
    """Severity, rule and pointer of everything found in a JSONL text."""
    report = CHECKER.check_text(lines, format="jsonl", name="a.jsonl")
    return [(str(it.severity), it.rule, it.path) for it in report.diagnostics]


KEY = "/headers/Idempotency-Key"


def test_a_missing_idempotency_key_is_a_note() -> None:
    assert rules_of(keyed({})) == [(INFO, "recommended", KEY)]


@pytest.mark.parametrize(
    "key",
    (
        "task_1763600000",
        "task_1763600000123",
        "task_$(date +%s)",
        "task-{{now}}",
        "2026-11-20T10:00:00Z",
        "shot-20261120T100000",
        "${TIMESTAMP}",
    ),
)
def test_an_idempotency_key_from_the_clock_is_an_error(key: str) -> None:
    assert rules_of(keyed({"Idempotency-Key": key})) == [(ERROR, "idempotency-key-from-clock", KEY)]


@pytest.mark.parametrize(
    "key",
    (
        "order-4711-hero",
        "550e8400-e29b-41d4-a716-446655440000",
        "16213776-1234-4123-8123-202611201000",
        "2026-11-20-hero",
        "${ORDER_ID}",
        "update-7",
    ),
)
def test_an_idempotency_key_of_its_own_is_fine(key: str) -> None:
    assert rules_of(keyed({"Idempotency-Key": key})) == []


@pytest.mark.parametrize("key", ("order-1763600000", "customer 1700000001"))
def test_digits_that_may_be_a_business_number_only_warn(key: str) -> None:
    assert rules_of(keyed({"Idempotency-Key": key})) == [
        (WARNING, "idempotency-key-from-clock", KEY)
    ]


def test_one_idempotency_key_for_two_different_requests_is_an_error() -> None:
    lines = "\n".join(keyed({"Idempotency-Key": "a"}, prompt) for prompt in ("x", "y"))

    assert rules_of(lines) == [(ERROR, "idempotency-key-reused", KEY)]


def test_one_idempotency_key_for_two_equal_requests_is_a_note() -> None:
    lines = "\n".join(keyed({"Idempotency-Key": "a"}) for _ in range(2))

    assert rules_of(lines) == [(INFO, "idempotency-key-repeated", KEY)]


SECRET = "Bearer mv_live_0123456789abcdefABCDEF"  # noqa: S105 - made up


def test_a_key_in_a_request_file_is_an_error_and_is_never_shown() -> None:
    headers = {"Authorization": SECRET, "Idempotency-Key": "a"}

    assert rules_of(keyed(headers)) == [(ERROR, "secret-in-file", "/headers/Authorization")]
    for form in ("text", "concise", "json"):
        result = CliRunner().invoke(
            main,
            ["check", "-", "--stdin-format", "jsonl", "--format", form],
            input=keyed(headers),
        )
        assert result.exit_code == 1
        assert "secret-in-file" in result.stdout
        assert "0123456789abcdefABCDEF" not in result.output


@pytest.mark.parametrize(
    "value",
    (
        "${MINDVIDEO_KEY}",
        "Bearer ${MINDVIDEO_KEY}",
        "Bearer YOUR_API_KEY",
        "Bearer VIDGO_API_KEY",
        "Bearer mv_live_xxx",
        "Bearer <token>",
        "Bearer {{ key }}",
    ),
)
def test_a_placeholder_for_a_key_is_fine(value: str) -> None:
    assert rules_of(keyed({"Authorization": value, "Idempotency-Key": "a"})) == []


def test_a_duplicate_key_is_an_error_at_both_places() -> None:
    texts: tuple[tuple[Format, str], ...] = (
        ("json", '{"model": "gpt-image-2", "model": "x", "input": {}}'),
        ("toml", 'model = "gpt-image-2"\nmodel = "x"\n'),
    )
    for form, text in texts:
        report = CHECKER.check_text(text, format=form, name="a")

        assert [(it.severity, it.rule) for it in report.diagnostics] == [(ERROR, "duplicate-key")]
        (found,) = report.diagnostics
        assert found.span is not None
        assert found.related[0].span is not None
        assert found.related[0].span.start < found.span.start


def test_a_model_of_several_providers_asks_which_is_meant() -> None:
    report = CHECKER.check({"model": "seedream-5.0-lite", "input": {"prompt": "x"}})

    (found,) = report.diagnostics
    assert (found.severity, found.rule, found.path) == (ERROR, "ambiguous-provider", "/model")
    assert "poyo and vidgo" in found.message


@pytest.mark.parametrize("provider", ("vidgo", "poyo"))
def test_a_credit_is_worth_half_a_cent(provider: str) -> None:
    program = CHECKER.shelf.program(*next(it for it in CHECKER.shelf.models(provider)))

    assert program.lines[0].usd == Decimal("0.005")
    assert program.lines[0].usd_basis == "observed"


def test_a_tier_that_is_not_sent_is_an_assumption() -> None:
    report = CHECKER.check(
        {"model": "gpt-image-2", "input": {"prompt": "x", "size": "1:1"}}, provider="vidgo"
    )

    assert report.estimate is not None
    (assumption,) = report.estimate.assumptions
    assert assumption.pointer == ("input", "resolution")
    assert assumption.basis == "inferred"
