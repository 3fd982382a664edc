import copy
import datetime as dt
import enum
import pickle
from collections import OrderedDict, defaultdict
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any

import attrs
import pytest

from lightmeter.batch_report import BatchReport
from lightmeter.checker import Checker, Input
from lightmeter.document.source import Format
from lightmeter.errors import PackError, UsageError
from lightmeter.request import Request
from lightmeter.result import Report, Status
from lightmeter.settings.model import Settings

CHECKER = Checker()
INTERPRETED = Checker(interpret=True)

GOOD: dict[str, Any] = {
    "model": "gpt-image-2",
    "input": {"prompt": "x", "size": "1:1", "resolution": "2K", "quality": "high"},
}
POYO = {"model": "seedream-5.0-lite", "input": {"prompt": "x", "n": 5.0, "size": "64X64"}}
# The same model at two providers, a wrong one, a misspelt one, none, and requests with slips.
PAYLOADS: tuple[tuple[dict[str, Any], str | None], ...] = (
    (GOOD, None),
    (GOOD, "vidgo"),
    (GOOD, "poyo"),
    (POYO, None),
    (POYO, "poyo"),
    (POYO, "vidgo"),
    ({"model": "GPT_Image_2", "input": {}}, "vidgo"),
    ({"model": "nano-banana-2", "input": {}}, None),
    ({"model": 5, "input": []}, "vidgo"),
    ({"input": {"prompt": "x"}}, None),
    ({}, "mindvideo"),
    ({"model": "seedance-2", "input": {"prompt": "", "duration": True}}, "vidgo"),
    ({"model": "doubao-seedream-5-0-lite", "input": {"prompt": "x", "n": 3}}, None),
    ({**GOOD, "provider": "vidgo", "id": 7, "headers": {"A": "b"}}, None),
    ({**GOOD, "provider": "nobody"}, "vidgo"),
    ({**GOOD, "callback_url": "http://localhost/", "extra": 1}, "vidgo"),
)


class Model(enum.StrEnum):
    """A caller's own names."""

    IMAGE = "gpt-image-2"
    HIGH = "high"
    SIZE = "1:1"
    TIER = "2K"


class Mixed(str, enum.Enum):  # noqa: UP042 - the older way to write a StrEnum
    """Texts whose `str()` is not their value."""

    ULTRA = "ultra"
    TIER = "4K"


class Body(dict[str, Any]):
    """A caller's own dict."""


class Texts(list[str]):
    """A caller's own list."""


class Members(Mapping[str, Any]):
    """A mapping that is no dict."""

    def __init__(self, members: dict[str, Any]) -> None:
        self._members = members

    def __getitem__(self, key: str) -> Any:
        return self._members[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._members)

    def __len__(self) -> int:
        return len(self._members)


def facts(report: Report) -> tuple[Any, ...]:
    """Everything a report says."""
    return (
        *(report.provider, report.model, report.status, report.pack, report.id, report.ok),
        *(report.diagnostics, report.estimate, report.normalized, report.skipped),
    )


def rules(report: Report | BatchReport) -> list[str]:
    return [it.rule for it in report.diagnostics]


# One payload --------------------------------------------------------------------------------------


def test_a_payload_is_judged_priced_and_completed() -> None:
    report = CHECKER.check(GOOD, provider="vidgo")

    assert facts(report)[:6] == (
        *("vidgo", "gpt-image-2", Status.CHECKED, "vidgo/gpt-image-2", "", True),
    )
    assert report.diagnostics == ()
    assert report.normalized == GOOD
    assert report.estimate is not None
    assert (report.estimate.minimum, report.estimate.maximum) == (Decimal(24), Decimal(24))


def test_the_payload_is_neither_changed_nor_sent_itself() -> None:
    payload = copy.deepcopy(POYO)
    inner = payload["input"]

    report = CHECKER.check(payload, provider="poyo")
    assert payload == POYO
    assert type(payload["input"]["n"]) is float  # type: ignore[index]
    assert payload["input"] is inner
    assert report.normalized == {
        "model": "seedream-5.0-lite",
        "input": {"prompt": "x", "n": 5, "size": "64x64"},
    }
    assert report.normalized is not payload
    assert report.normalized["input"] is not inner


def test_every_check_gives_a_normalized_payload_of_its_own() -> None:
    first = CHECKER.check(GOOD, provider="vidgo").normalized
    assert first is not None

    first["input"]["prompt"] = "changed"
    second = CHECKER.check(GOOD, provider="vidgo").normalized
    assert second == GOOD


@pytest.mark.parametrize("number", range(len(PAYLOADS)))
def test_the_second_check_says_what_the_first_said(number: int) -> None:
    """Where the way to a pack is known already, nothing is said differently."""
    payload, provider = PAYLOADS[number]
    checker = Checker()

    first = checker.check(payload, provider=provider)
    assert facts(checker.check(payload, provider=provider)) == facts(first)
    assert facts(CHECKER.check(payload, provider=provider)) == facts(first)


@pytest.mark.parametrize("number", range(len(PAYLOADS)))
def test_walking_a_pack_says_what_generated_code_says(number: int) -> None:
    payload, provider = PAYLOADS[number]

    assert facts(INTERPRETED.check(payload, provider=provider)) == facts(
        CHECKER.check(payload, provider=provider)
    )


def test_the_way_to_an_unknown_model_is_not_kept() -> None:
    """Names that users make up are without number."""
    checker = Checker()
    for number in range(50):
        checker.check({"model": f"made-up-{number}", "input": {}}, provider="vidgo")
    checker.check(GOOD, provider="vidgo")

    assert len(checker._routes) == 1


def test_a_model_seen_at_one_provider_is_not_that_of_another() -> None:
    checker = Checker()

    assert checker.check(POYO, provider="poyo").pack == "poyo/seedream-5.0-lite"
    assert checker.check(POYO, provider="vidgo").pack == "vidgo/seedream-5.0-lite"
    assert rules(checker.check(POYO)) == ["ambiguous-provider"]


# Its own members ----------------------------------------------------------------------------------


def test_a_requests_own_members_never_reach_the_payload() -> None:
    own = {"$schema": "./vidgo.schema.json", "provider": "vidgo", "id": "a", "headers": {}}
    report = CHECKER.check({**own, **GOOD})

    assert (report.provider, report.id, report.ok) == ("vidgo", "a", True)
    assert report.normalized == GOOD


def test_a_requests_own_provider_goes_before_the_argument() -> None:
    assert CHECKER.check({**POYO, "provider": "vidgo"}, provider="poyo").provider == "vidgo"
    assert CHECKER.check({**POYO, "provider": ""}, provider="poyo").provider == "poyo"


def test_own_members_are_seen_after_the_way_is_known() -> None:
    """The quick way is for plain payloads alone."""
    checker = Checker()
    checker.check(POYO, provider="poyo")

    report = checker.check({**POYO, "provider": "vidgo", "id": 3}, provider="poyo")
    assert (report.provider, report.id) == ("vidgo", "3")


@pytest.mark.parametrize("name", ("provider", "id", "headers", "$schema"))
def test_each_own_member_is_seen_after_the_way_is_known(name: str) -> None:
    checker = Checker()
    plain = checker.check(GOOD)

    report = checker.check({**GOOD, name: {} if name == "headers" else "vidgo"})
    assert [it.rule for it in report.diagnostics] == [it.rule for it in plain.diagnostics] == []
    assert report.normalized == plain.normalized == GOOD


@pytest.mark.parametrize(
    ("form", "text"),
    (
        ("toml", '"$schema" = "a.json"\nmodel = "gpt-image-2"\ninput.prompt = "x"\n'),
        ("json", '{"$schema": "a.json", "model": "gpt-image-2", "input": {"prompt": "x"}}'),
        (
            "json",
            '{"$schema": "", "requests": [{"model": "gpt-image-2", "input": {"prompt": "x"}}]}',
        ),
    ),
)
def test_a_file_may_name_its_schema(form: Format, text: str) -> None:
    report = CHECKER.check_text(text, format=form)

    assert report.diagnostics == ()
    assert report.reports[0].normalized is not None
    assert set(report.reports[0].normalized) == {"model", "input"}


def test_headers_given_beside_a_payload_go_before_its_own() -> None:
    body = {"model": "doubao-seedream-5-0-lite", "input": {"prompt": "x"}}

    own = CHECKER.check({**body, "headers": {"Idempotency-Key": "a"}})
    given = CHECKER.check({**body, "headers": {}}, headers={"Idempotency-Key": "a"})
    none = CHECKER.check({**body, "headers": {"Idempotency-Key": "a"}}, headers={})
    assert rules(own) == rules(given) == []
    assert [(it.rule, it.path) for it in none.diagnostics] == [
        ("recommended", "/headers/Idempotency-Key")
    ]


def test_headers_that_are_not_known_have_no_place() -> None:
    report = CHECKER.check({"model": "doubao-seedream-5-0-lite", "input": {"prompt": "x"}})

    assert [(it.rule, it.path) for it in report.diagnostics] == [("recommended", None)]


def test_misfits_among_own_members_are_errors_and_the_rest_is_checked() -> None:
    report = CHECKER.check({**GOOD, "id": True, "headers": "x"}, provider="vidgo")

    assert [(it.rule, it.path, it.message) for it in report.diagnostics] == [
        ("type", "/headers", '"x" is not a table'),
        ("type", "/id", "true is neither a text nor a whole number"),
    ]
    assert not report.ok
    assert report.status is Status.CHECKED


def test_an_own_member_of_any_length_is_told_in_words() -> None:
    """Python refuses to spell an integer of 4,300 digits; lightmeter says so in its own words."""
    report = CHECKER.check({**GOOD, "provider": 10**5000})

    assert "sys.set_int_max_str_digits" not in report.diagnostics[0].message


@pytest.mark.parametrize("member", ("provider", "headers"))
def test_an_own_member_hands_no_controls_to_a_terminal(member: str) -> None:
    """Controls are escaped in every message."""
    report = CHECKER.check({**GOOD, member: "\x1b[2J\n\u202e"}, provider="vidgo")

    assert report.diagnostics
    assert all(it.message.isprintable() for it in report.diagnostics)


# Arguments ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("payload", (GOOD, {**GOOD, "provider": "vidgo"}, {}, {"model": "x"}))
def test_a_provider_that_nobody_knows_is_a_wrong_argument(payload: dict[str, Any]) -> None:
    with pytest.raises(UsageError, match=r"provider vidgoo is not known; .*did you mean vidgo\?"):
        CHECKER.check(payload, provider="vidgoo")


def test_a_provider_that_a_request_names_is_the_requests_problem() -> None:
    report = CHECKER.check({**GOOD, "provider": "vidgoo"})

    assert [(it.rule, it.path, it.suggestion) for it in report.diagnostics] == [
        ("unknown-provider", "/provider", "vidgo")
    ]
    assert (report.status, report.estimate, report.normalized) == (Status.UNCHECKED, None, None)


@pytest.mark.parametrize("payload", ([GOOD], [], "gpt-image-2", "", 5, None, (), object()))
def test_what_is_no_request_is_said_to_be_none(payload: Any) -> None:
    report = CHECKER.check(payload, provider="vidgo")

    assert [(it.rule, it.path) for it in report.diagnostics] == [("type", "")]
    assert (report.status, report.ok, report.normalized) == (Status.UNREADABLE, False, None)


def test_a_request_built_by_hand_is_checked_like_its_payload() -> None:
    request = Request(body={"input": GOOD["input"]}, model="gpt-image-2", provider="vidgo", id="a")

    report = CHECKER.check_request(request)
    assert facts(report)[:6] == (
        *("vidgo", "gpt-image-2", Status.CHECKED, "vidgo/gpt-image-2", "a", True),
    )
    assert report.normalized == GOOD


def test_a_request_built_by_hand_is_guarded_against_a_wrong_argument() -> None:
    with pytest.raises(UsageError):
        CHECKER.check_request(Request(body=GOOD), provider="nobody")


# Odd data -----------------------------------------------------------------------------------------


def test_texts_of_an_enum_are_texts() -> None:
    payload = {
        "model": Model.IMAGE,
        "input": {
            "prompt": "x",
            "size": Model.SIZE,
            "resolution": Model.TIER,
            "quality": Model.HIGH,
        },
    }
    checker = Checker()

    for _ in range(2):
        report = checker.check(payload, provider="vidgo")
        assert report.ok
        assert report.estimate == CHECKER.check(GOOD, provider="vidgo").estimate
        assert report.normalized == GOOD


def test_a_message_shows_the_text_of_an_enum_and_not_its_name() -> None:
    """`str()` of a text that is an enum's member is `Mixed.ULTRA`; what is sent is `ultra`."""
    report = CHECKER.check(
        {"model": "gpt-image-2", "input": {"prompt": "x", "resolution": Mixed.TIER}},
        provider="vidgo",
    )

    (found,) = report.diagnostics
    assert found.rule == "resolution-ignored"
    assert found.message.startswith("resolution 4K is ignored")


def test_subclasses_and_tuples_are_what_they_look_like() -> None:
    payload = Body(
        model="gpt-image-2-edit",
        input=OrderedDict(
            prompt="x",
            image_urls=Texts(["https://example.com/a.png"]),
            size="1:1",
            resolution="1K",
        ),
    )
    listed = CHECKER.check(payload, provider="vidgo")
    payload["input"]["image_urls"] = ("https://example.com/a.png",)
    tupled = CHECKER.check(payload, provider="vidgo")

    for report in (listed, tupled):
        assert rules(report) == []
        assert report.normalized is not None
        assert list(report.normalized["input"]["image_urls"]) == ["https://example.com/a.png"]


@pytest.mark.parametrize("make", (MappingProxyType, Members))
def test_a_payload_may_be_any_mapping(make: Any) -> None:
    checker = Checker()

    for _ in range(2):
        report = checker.check(make(GOOD), provider="vidgo")
        assert report.ok
        assert report.normalized == GOOD
        assert type(report.normalized) is dict


@pytest.mark.parametrize("make", (MappingProxyType, Members))
def test_a_mapping_within_a_payload_is_an_object_too(make: Any) -> None:
    report = CHECKER.check({**GOOD, "input": make(GOOD["input"])}, provider="vidgo")

    assert rules(report) == []


def test_asking_a_payload_for_its_model_adds_nothing_to_it() -> None:
    """A dict that makes up what it is asked for is not asked for what it does not have."""
    payload: defaultdict[str, Any] = defaultdict(dict)
    payload["input"] = {"prompt": "x"}

    report = CHECKER.check(payload, provider="vidgo")
    assert dict(payload) == {"input": {"prompt": "x"}}
    assert rules(report) == ["required"]


@pytest.mark.parametrize("key", (1, 1.5, None, True, ""))
def test_a_key_of_any_type_is_an_unknown_member(key: Any) -> None:
    payload: dict[Any, Any] = {**GOOD, key: 1, "input": {**GOOD["input"], key: 2}}

    report = CHECKER.check(payload, provider="vidgo")
    assert [(it.rule, it.path) for it in report.diagnostics] == [
        ("unknown-field", f"/{key}"),
        ("unknown-field", f"/input/{key}"),
    ]
    assert report.ok


def test_keys_of_several_types_are_sorted_all_the_same() -> None:
    keys: tuple[Any, ...] = (1, "b", None, "a", 1.5)
    payload: dict[Any, Any] = {**GOOD, **dict.fromkeys(keys, 0)}

    found = CHECKER.check(payload, provider="vidgo").diagnostics
    assert sorted(it.path or "" for it in found) == sorted(f"/{key}" for key in keys)


@pytest.mark.parametrize(
    ("value", "expected"),
    (
        (5, []),
        (5.0, ["decimal-integer"]),
        (Decimal("5.0"), ["decimal-integer"]),
        (Decimal(5), ["decimal-integer"]),
        (5.5, ["type"]),
        (Decimal("5.5"), ["type"]),
        (True, ["type"]),
        ("5", ["type"]),
        (None, ["type"]),
        ([5], ["type"]),
        (float("nan"), ["type"]),
        (float("inf"), ["type"]),
        (Decimal("sNaN"), ["type"]),
        (1e300, ["type"]),
        (2**53, ["maximum"]),
        (10**400, ["maximum"]),
        (-(10**400), ["minimum"]),
        (5 + 0j, ["type"]),
    ),
    ids=lambda value: str(value)[:12],
)
def test_only_a_whole_number_is_an_integer(value: Any, expected: list[str]) -> None:
    report = CHECKER.check(
        {"model": "seedream-5.0-lite", "input": {"prompt": "x", "n": value}}, provider="poyo"
    )

    assert rules(report) == expected
    if report.normalized is not None:
        assert report.normalized["input"]["n"] == 5
        assert type(report.normalized["input"]["n"]) is int


@pytest.mark.parametrize("value", ([], {}, set(), object(), b"gpt-image-2", 5, None, True, 1.5))
def test_a_model_of_another_type_is_an_error_and_no_crash(value: Any) -> None:
    for provider in (None, "vidgo"):
        report = CHECKER.check({"model": value, "input": {"prompt": "x"}}, provider=provider)

        assert [(it.rule, it.path) for it in report.diagnostics] == [("type", "/model")]
        assert report.status is Status.UNCHECKED


# Sharing ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("interpret", (False, True))
def test_eight_threads_agree(interpret: bool) -> None:
    """One checker that has read nothing yet, used from everywhere at once."""
    expected = [facts(CHECKER.check(payload, provider=by)) for payload, by in PAYLOADS]
    checker = Checker(interpret=interpret)

    def work(number: int) -> list[int]:
        wrong = []
        for step in range(200):
            at = (number * 3 + step) % len(PAYLOADS)
            payload, by = PAYLOADS[at]
            report = checker.check(payload, provider=by)
            # Words take longer than verdicts: every tenth report is put into words.
            agreed = (
                facts(report) == expected[at] if step % 10 == 0 else report.ok == expected[at][5]
            )
            if not agreed:
                wrong.append(at)
        return wrong

    with ThreadPoolExecutor(8) as pool:
        assert [it for it in pool.map(work, range(8)) if it] == []


def test_one_report_may_be_read_by_eight_threads() -> None:
    report = CHECKER.check(*PAYLOADS[5][:1], provider="vidgo")
    expected = facts(CHECKER.check(PAYLOADS[5][0], provider="vidgo"))

    with ThreadPoolExecutor(8) as pool:
        assert all(it == expected for it in pool.map(lambda _: facts(report), range(64)))


@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_a_pickled_checker_checks_the_same(protocol: int) -> None:
    CHECKER.check(GOOD)

    other = pickle.loads(pickle.dumps(CHECKER, protocol))  # noqa: S301 - our own bytes
    for payload, provider in PAYLOADS:
        assert facts(other.check(payload, provider=provider)) == facts(
            CHECKER.check(payload, provider=provider)
        )


def test_a_pickled_checker_keeps_its_packs_overlays_and_way(tmp_path: Path) -> None:
    (tmp_path / "acme").mkdir()
    (tmp_path / "acme" / "video.toml").write_text(
        'format = 1\nid = "acme/video"\nsource = "docs"\n[models.video]\n'
        '[sources.docs]\ntitle = "Video API"\nread = "2026-01-02"\n'
    )
    overlay = tmp_path / "ours.txt"
    overlay.write_text(
        'format = 1\nid = "shop/video"\namends = "acme/video"\nsource = "us"\n'
        "[models.ours]\nnew = true\n"
        '[sources.us]\ntitle = "Contract"\nread = "2026-01-02"\n'
    )
    checker = Checker([str(tmp_path / "acme" / "video.toml")], [overlay], interpret=True)

    for it in (checker, copy.copy(checker), pickle.loads(pickle.dumps(checker))):  # noqa: S301
        report = it.check({"model": "ours", "input": {}})
        assert (report.pack, report.overlays) == ("acme/video", ("shop/video",))
        assert it._arguments[-1] is True


HOUSE = (
    'format = 1\nid = "{id}"\namends = "vidgo/seedance-2"\nsource = "us"\n'
    '[sources.us]\ntitle = "Contract"\n[fields.duration]\nmaximum = {most}\n'
)


def test_what_was_settled_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the settings and of the arguments the distributions, then the packs, then the overlays."""
    paths = {}
    for most, name in enumerate(("da", "sa", "db", "pb", "so", "ob"), 5):
        directory = tmp_path / name / name
        directory.mkdir(parents=True)
        (directory / "rules.toml").write_text(HOUSE.format(id=f"{name}/rules", most=most))
        paths[name] = tmp_path / name
        info = tmp_path / f"{name}-1.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1\n")
        (info / "entry_points.txt").write_text(f"[lightmeter.packs]\nx = {name}\n")
    monkeypatch.syspath_prepend(tmp_path)
    file = "rules.toml"
    settings = Settings(
        "lightmeter.toml",
        packs=(paths["sa"],),
        overlays=(paths["so"] / "so" / file,),
        distributions=("da",),
    )
    checker = Checker(
        [paths["pb"]], [paths["ob"] / "ob" / file], distributions=["db"], settings=settings
    )

    payload = {"model": "seedance-2", "input": {"prompt": "x", "resolution": "480p"}}
    for it in (checker, pickle.loads(pickle.dumps(checker))):  # noqa: S301 - our own bytes
        assert it.check(payload).overlays == tuple(f"{name}/rules" for name in paths)
        inputs = it.shelf.program("vidgo/seedance-2", "seedance-2").inputs
        assert inputs["duration",].field.maximum == 10


def test_a_checker_looks_for_no_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "lightmeter.toml").write_text("not TOML")
    monkeypatch.chdir(tmp_path)

    assert Checker().check(GOOD).ok


@pytest.mark.parametrize("name", ("packs", "overlays", "distributions"))
def test_one_name_is_no_list_of_names(name: str) -> None:
    with pytest.raises(UsageError, match="are lists"):
        Checker(**{name: "acme"})  # type: ignore[arg-type]


def test_packs_of_your_own_stand_before_the_shipped_ones(tmp_path: Path) -> None:
    path = tmp_path / "anywhere.toml"
    path.write_text(
        'format = 1\nid = "acme/x"\nextends = "vidgo/provider"\nsource = "docs"\n[models.x]\n'
        '[sources.docs]\ntitle = "X"\n[fields.n]\ntype = "integer"\n'
    )
    checker = Checker([path])

    assert checker.check({"model": "x", "input": {"n": "1"}}).pack == "acme/x"
    assert checker.check(GOOD).pack.startswith("vidgo/")


def test_nothing_is_read_before_it_is_needed(tmp_path: Path) -> None:
    checker = Checker([tmp_path / "nowhere"], [tmp_path / "none.toml"])

    with pytest.raises((PackError, UsageError)):
        checker.check(GOOD)


# Texts --------------------------------------------------------------------------------------------


def test_a_text_that_cannot_be_read_is_a_diagnostic() -> None:
    report = CHECKER.check_text('{"model": ', format="json", name="a.json")

    assert report.reports == ()
    assert [(it.source, it.severity.value) for it in report.diagnostics] == [("a.json", "error")]
    assert not report.ok


def test_a_text_with_a_lone_surrogate_is_a_diagnostic() -> None:
    report = CHECKER.check_text('{"model": "\ud800"}', format="json", name="a.json")

    assert not report.ok
    assert [it.source for it in report.diagnostics] == ["a.json"]


def test_a_text_and_its_data_are_told_the_same() -> None:
    text = '{"model": "seedream-5.0-lite", "input": {"prompt": "x", "n": 5.0, "size": "64X64"}}'

    (told,) = CHECKER.check_text(text, format="json", provider="poyo").reports
    data = CHECKER.check(POYO, provider="poyo")
    assert [(it.rule, it.path, it.message) for it in told.diagnostics] == [
        (it.rule, it.path, it.message)
        for it in sorted(data.diagnostics, key=lambda it: it.path != "/input/n")
    ]
    assert told.normalized == data.normalized
    assert told.estimate == data.estimate


def test_inputs_are_checked_as_one_run() -> None:
    report = CHECKER.check_inputs(
        (
            Input("a.json", b'{"model": "gpt-image-2", "input": {"prompt": "x"}}'),
            Input("b.json", b"{"),
            Input("c.json", b"", problem="permission denied"),
            Input("d.toml", b'model = "gpt-image-2"\ninput = { prompt = "x" }'),
        ),
        provider="vidgo",
    )

    assert [it.source for it in report.reports] == ["a.json", "d.toml"]
    assert {it.source for it in report.diagnostics} == {"b.json", "c.json"}
    with pytest.raises(UsageError):
        CHECKER.check_inputs((), provider="nobody")
    with pytest.raises(UsageError):
        CHECKER.check_text("", format="toml", provider="nobody")


# The day ------------------------------------------------------------------------------------------

PICTURE = """\
format = 1
id     = "acme/picture"
source = "docs"
[sources.docs]
title = "Docs"
read  = "2026-01-02"
[models.old]
retires   = "2026-10-23"
successor = "new"
[models.new]
[fields.n]
type    = "integer"
minimum = 1
maximum = 9
default = 1
[[billing]]
item     = "picture"
unit     = "picture"
quantity = "n"
rate     = "2"
currency = "USD"
"""
OLD = {"model": "old", "input": {"n": 3}}
OLD_BATCH = '[{"model": "old", "input": {}}, {"model": "new", "input": {}}]'


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A pack with a model that retires."""
    path = tmp_path / "picture.toml"
    path.write_text(PICTURE)
    return path


@pytest.mark.parametrize("interpret", (False, True))
def test_a_model_that_is_gone_is_rejected_and_has_no_price(picture: Path, interpret: bool) -> None:
    before = Checker([picture], as_of=dt.date(2026, 10, 22), interpret=interpret).check(OLD)
    after = Checker([picture], as_of=dt.date(2026, 10, 23), interpret=interpret).check(OLD)

    assert (before.ok, rules(before)) == (True, ["model-retires"])
    assert before.estimate is not None
    assert before.estimate.minimum == 6
    assert before.normalized == OLD
    assert (after.ok, rules(after)) == (False, ["model-retired"])
    assert (after.estimate, after.normalized) == (None, None)


def test_a_model_is_told_to_be_gone_every_time(picture: Path) -> None:
    """Also where the way to its pack is known from before."""
    checker = Checker([picture], as_of=dt.date(2026, 10, 23))
    reports = [checker.check(OLD), checker.check(OLD), checker.check({**OLD, "provider": "acme"})]

    assert [rules(it) for it in reports] == [["model-retired"]] * 3
    assert [it.ok for it in reports] == [False] * 3


def test_the_day_of_a_checker_is_that_on_which_it_was_made() -> None:
    before = dt.datetime.now(tz=dt.UTC).astimezone().date()
    checker = Checker()
    after = dt.datetime.now(tz=dt.UTC).astimezone().date()

    assert before <= checker.as_of <= after


def test_a_pickled_checker_keeps_its_day(picture: Path) -> None:
    checker = Checker([picture], as_of=dt.date(2026, 10, 22))
    copied = pickle.loads(pickle.dumps(checker))  # noqa: S301 - our own bytes

    assert rules(copied.check(OLD)) == ["model-retires"]


def test_a_model_that_is_gone_is_shown_where_the_text_names_it(picture: Path) -> None:
    checker = Checker([picture], as_of=dt.date(2026, 10, 23))
    report = checker.check_text(OLD_BATCH, format="json", name="a.json")

    (found,) = report.diagnostics
    assert (found.rule, found.pointer) == ("model-retired", (0, "model"))
    assert found.span is not None
    assert (found.span.start.line, found.span.start.column) == (1, 12)
    assert [(it.currency, it.minimum, it.requests) for it in report.totals] == [
        ("USD", Decimal(2), 1)
    ]


@pytest.mark.parametrize(
    ("days", "expected"),
    ((None, []), (364, [("", "stale-source", "acme/picture")]), (365, [])),
)
def test_with_a_greatest_age_a_text_tells_of_packs_that_nobody_looked_after(
    picture: Path, days: int | None, expected: list[tuple[str, str, str]]
) -> None:
    """Once, however many of the requests they judged; as a note of the whole run."""
    settings = Settings(max_age_days=days)
    checker = Checker([picture], settings=settings, as_of=dt.date(2027, 1, 2))
    batch = '[{"model": "new", "input": {}}, {"model": "new", "input": {"n": 2}}]'
    text = checker.check_text(batch, format="json", name="a.json")
    inputs = checker.check_inputs([Input("a.json", batch.encode()), Input("b.json", b"[]")])

    assert [(it.source, it.rule, it.pack) for it in text.diagnostics] == expected
    assert [
        (it.source, it.rule, it.pack) for it in inputs.diagnostics if it.rule != "no-requests"
    ] == expected
    assert text.ok


def test_a_pack_that_judged_nothing_is_not_told_to_be_old(picture: Path) -> None:
    settings = Settings(max_age_days=0)
    checker = Checker([picture], settings=settings, as_of=dt.date(2027, 1, 2))
    report = checker.check_text('{"model": "other-7", "input": {}}', format="json", name="a.json")

    assert rules(report) == ["unknown-model"]


# The verdict alone -------------------------------------------------------------------------------


@pytest.mark.parametrize("checker", (Checker(), Checker(interpret=True)), ids=("made", "walked"))
@pytest.mark.parametrize(("payload", "provider"), PAYLOADS)
def test_accepts_says_what_a_check_says(
    checker: Checker, payload: dict[str, Any], provider: str | None
) -> None:
    """The first time, when a pack is compiled, and the next."""
    expected = CHECKER.check(payload, provider=provider).ok

    assert checker.accepts(payload, provider=provider) is expected
    assert checker.accepts(payload, provider=provider) is expected
    assert checker.accepts(MappingProxyType(payload), provider=provider) is expected


@pytest.mark.parametrize(
    "payload", (None, 5, "gpt-image-2", [], {}, {"model": []}, {"model": None})
)
def test_what_is_no_request_is_not_accepted(payload: Any) -> None:
    assert CHECKER.accepts(payload, provider="vidgo") is False


def test_accepts_knows_the_same_providers() -> None:
    for _ in range(2):
        with pytest.raises(UsageError, match="provider"):
            CHECKER.accepts(GOOD, provider="nobody")


def test_a_retired_model_is_never_accepted(picture: Path) -> None:
    """It is refused for its own sake, whatever is right about the request."""
    before, after = (Checker([picture], as_of=dt.date(2026, 10, day)) for day in (22, 23))

    assert [before.accepts(OLD), before.accepts(OLD)] == [True, True]
    assert [after.accepts(OLD), after.accepts(OLD)] == [False, False]


def test_threads_may_ask_for_the_first_verdict_at_once() -> None:
    checker = Checker()

    with ThreadPoolExecutor(8) as pool:
        answers = pool.map(lambda _: checker.accepts(GOOD, provider="vidgo"), range(64))
        assert set(answers) == {True}


def test_a_report_of_a_payload_is_whole() -> None:
    """It is put together by hand, with what is not usual; nothing of it is missing or other."""
    for payload, provider in PAYLOADS[:3]:
        CHECKER.check(payload, provider=provider)
        quick = CHECKER.check(payload, provider=provider)
        whole = CHECKER.check_request(Request(payload), provider=provider)

        names = [it.name for it in attrs.fields(Report) if it.name != "verdict"]
        assert [getattr(quick, it) for it in names] == [getattr(whole, it) for it in names]
        assert quick.verdict == whole.verdict
        assert attrs.evolve(quick, id="x").id == "x"
        assert repr(quick) == repr(whole)
