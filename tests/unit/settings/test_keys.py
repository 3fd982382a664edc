"""Every key: what it accepts and refuses, and that the schema for editors agrees."""

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import pytest
import tomli
from jsonschema import Draft202012Validator, FormatChecker

from lightmeter.diagnostic import Severity
from lightmeter.report.formats import FORMATS
from lightmeter.settings.building import field_of
from lightmeter.settings.key import Key
from lightmeter.settings.keys import JOINED, KEYS, REPORT_FORMATS
from lightmeter.settings.model import Budget, FixSettings, Settings
from lightmeter.settings.parts import Amount, Percentage, SuppressEntry
from lightmeter.settings.reading import read_settings
from lightmeter.settings.schema import settings_schema
from tests.unit.settings.conftest import Read, Refuse

SCHEMA = Draft202012Validator(settings_schema(), format_checker=FormatChecker())


def as_editors_see_it(value: Any) -> Any:
    """Dates are texts to the validators of TOML editors."""
    if isinstance(value, Mapping):
        return {key: as_editors_see_it(it) for key, it in value.items()}
    if isinstance(value, list):
        return [as_editors_see_it(it) for it in value]
    return value.isoformat() if isinstance(value, dt.date | dt.time) else value


def schema_accepts(text: str) -> bool:
    return SCHEMA.is_valid(as_editors_see_it(tomli.loads(text)))


# What is accepted ---------------------------------------------------------------------------------

GOOD: dict[str, tuple[str, dict[str, Any]]] = {
    "versions": ('required-version = ">=0.1, <2"', {"required_version": ">=0.1, <2"}),
    "distributions": ('distributions = ["x"]', {"distributions": ("x",)}),
    "providers, in order": (
        '[providers]\n"b/*" = "poyo"\n"*" = "vidgo"',
        {"providers": (("b/*", "poyo"), ("*", "vidgo"))},
    ),
    "patterns": (
        'include = ["*.toml"]\nexclude = ["drafts/", "!drafts/a.toml"]',
        {"include": ("*.toml",), "exclude": ("drafts/", "!drafts/a.toml")},
    ),
    "a switch": ("respect-gitignore = false", {"respect_gitignore": False}),
    "rules": (
        'select = ["vidgo"]\nignore = ["enum", "all"]\nlocked = []',
        {"select": ("vidgo",), "ignore": ("enum", "all"), "locked": ()},
    ),
    "a severity by full name": (
        'severity."vidgo/gpt-image-2/enum" = "warning"',
        {"severity": (("vidgo/gpt-image-2/enum", Severity.WARNING),)},
    ),
    "never": ('fail-on = "never"', {"fail_on": "never"}),
    "rules by file": (
        '[per-file-ignores]\n"drafts/**" = ["enum", "type"]',
        {"per_file_ignores": (("drafts/**", ("enum", "type")),)},
    ),
    "reasons": (
        'require-reason = true\n[[suppress]]\nrules = ["enum"]\nreason = "x"',
        {
            "require_reason": True,
            "suppress": (SuppressEntry(("enum",), reason="x"),),
        },
    ),
    "an entry with everything": (
        (
            '[[suppress]]\nrules = ["enum"]\nfiles = ["*.json"]\nrequest = "hero"\n'
            'pointer = "/requests/3/a~1b"\nreason = "x"\nuntil = 2026-12-31'
        ),
        {
            "suppress": (
                SuppressEntry(
                    rules=("enum",),
                    files=("*.json",),
                    request="hero",
                    pointer=("requests", "3", "a/b"),
                    reason="x",
                    until=dt.date(2026, 12, 31),
                ),
            )
        },
    ),
    "an entry for a whole document, until a day in quotes": (
        'suppress = [{ rules = ["enum"], pointer = "", until = "2028-02-29" }]',
        {"suppress": (SuppressEntry(("enum",), pointer=(), until=dt.date(2028, 2, 29)),)},
    ),
    "a format": ('format = "sarif"', {"format": "sarif"}),
    "no age at all": ("max-age = 0", {"max_age_days": 0}),
    "fixes": (
        '[fix]\nunsafe = true\nfixable = ["spelling"]\nunfixable = ["enum"]',
        {"fix": FixSettings(unsafe=True, fixable=("spelling",), unfixable=("enum",))},
    ),
    "budgets": (
        '[budget]\nrequest = "0.50 USD"\nfile = "25 credits"\nrun = "0 EUR"\nunpriced = "allow"',
        {
            "budget": Budget(
                request=Amount(Decimal("0.50"), "USD"),
                file=Amount(Decimal(25), "credits"),
                run=Amount(Decimal(0), "EUR"),
                unpriced="allow",
            )
        },
    ),
    "growth": (
        '[budget]\nrequest-growth = "12.5%"\nfile-growth = "5 USD"\nrun-growth = "0%"',
        {
            "budget": Budget(
                request_growth=Percentage(Decimal("12.5")),
                file_growth=Amount(Decimal(5), "USD"),
                run_growth=Percentage(Decimal(0)),
            )
        },
    ),
    "nothing": ("[fix]\n[budget]\n[severity]\n[providers]\n[per-file-ignores]", {}),
}


@pytest.mark.parametrize("name", GOOD)
def test_what_is_written_is_what_is_settled(settle: Read, name: str) -> None:
    text, expected = GOOD[name]

    assert settle(text) == Settings(file="lightmeter.toml", **expected)
    assert schema_accepts(text)


def test_paths_start_from_the_file(settle: Read, house: Path) -> None:
    settings = settle(
        'packs = ["packs", "house/still.toml"]\noverlays = ["house/rates.toml"]\n'
        'baseline = "old/lightmeter-baseline.json"\n'
    )

    assert settings.packs == (house / "packs", house / "house" / "still.toml")
    assert settings.overlays == (house / "house" / "rates.toml",)
    assert settings.baseline == house / "old" / "lightmeter-baseline.json"


# What is refused ----------------------------------------------------------------------------------

# Text, then the place and the message.
BAD: dict[str, str] = {
    'select = "enum"': '1:10: an array of texts is expected here, not "enum": write ["enum"]',
    'ignore = ["enum", 3]': "1:19: 3 is not a text",
    'ignore = ["enum", ""]': "1:19: an empty text names nothing",
    'locked = { enum = "x" }': "1:10: an array of texts is expected here, not a table",
    "respect-gitignore = 1": "1:21: 1 is neither true nor false",
    'require-reason = "yes"': '1:18: "yes" is neither true nor false',
    'fail-on = "warn"': (
        '1:11: "warn" is not known here; write "error", "warning", "info" or "never"; did you mean'
        " warning?"
    ),
    "fail-on = true": (
        '1:11: true is not a text; write "error", "warning", "info" or "never"'
    ),
    'severity = { enum = "off" }': (
        '1:21: "off" is not known here; a rule that is not to speak stands under ignore'
    ),
    'severity = { enum = "never" }': (
        '1:21: "never" is not known here; write "error", "warning" or "info"'
    ),
    'severity.vidgo.enum = "info"': (
        "1:10: a table stands here; a name with dots or slashes is written in quotes"
    ),
    "severity = []": "1:12: a table is expected here, not an array",
    'severity = { "" = "info" }': "1:14: an empty text names nothing",
    'providers = { "*" = 1 }': "1:21: 1 is not a text",
    'per-file-ignores = { "*" = "enum" }': (
        '1:28: an array of texts is expected here, not "enum": write ["enum"]'
    ),
    'format = "yaml"': (
        '1:10: "yaml" is not known here; write "text", "concise", "json", "jsonl", "sarif",'
        ' "github", "gitlab", "junit" or "markdown"'
    ),
    "max-age = -1": "1:11: -1 is no number of days; write a whole one, 0 or more",
    "max-age = 1.5": "1:11: 1.5 is no number of days; write a whole one, 0 or more",
    'max-age = "180"': '1:11: "180" is no number of days; write a whole one, 0 or more',
    "max-age = true": "1:11: true is no number of days; write a whole one, 0 or more",
    "fix = true": "1:7: a table is expected here, not true",
    "[fix]\nunsafe = 1": "2:10: 1 is neither true nor false",
    "[fix]\nunsave = true": '2:1: "unsave" is not known here; did you mean unsafe?',
    '[fix]\nselect = ["enum"]': (
        '2:1: "select" is not known here; it belongs above the first table\'s header'
    ),
    "[budget]\nrun = 25": (
        '2:7: 25 is not a text that says a currency; write "0.50 USD" or "25 credits"'
    ),
    "[budget]\nrun = 0.50": (
        '2:7: 0.50 is not a text that says a currency; write "0.50 USD" or "25 credits"'
    ),
    '[budget]\nrun = "25"': (
        '2:7: "25" is no amount of a currency; write "0.50 USD" or "25 credits"'
    ),
    '[budget]\nrun = "-1 USD"': (
        '2:7: "-1 USD" is no amount of a currency; write "0.50 USD" or "25 credits"'
    ),
    '[budget]\nrun = "1e3 USD"': (
        '2:7: "1e3 USD" is no amount of a currency; write "0.50 USD" or "25 credits"'
    ),
    "[budget]\nrun-growth = 25": (
        "2:14: 25 does not say whether it is a percentage or an amount;"
        ' write "25%", "5 USD" or "40 credits"'
    ),
    '[budget]\nrun-growth = "-25%"': (
        '2:14: "-25%" is no percentage; write "25%", "5 USD" or "40 credits"'
    ),
    '[budget]\nrun-growth = "25 %"': (
        '2:14: "25 %" is no percentage; write "25%", "5 USD" or "40 credits"'
    ),
    '[budget]\nrun-growth = "25"': (
        '2:14: "25" is no amount of a currency; write "0.50 USD" or "25 credits"'
    ),
    '[budget]\nunpriced = "ignore"': (
        '2:12: "ignore" is not known here; write "error", "warning" or "allow"'
    ),
    "suppress = 1": "1:12: an array of tables is expected here, not 1",
    '[suppress]\nrules = ["enum"]': (
        "1:1: an array of tables is expected here, not a table: write [[suppress]] with two"
        " brackets"
    ),
    'suppress = ["enum"]': '1:13: a table is expected here, not "enum"',
    '[[suppress]]\nfiles = ["*.json"]': "1:1: the key rules is missing",
    "[[suppress]]\nrules = []": "2:9: an array of rules is expected here, and this one is empty",
    '[[suppress]]\nrules = ["enum"]\nrule = "x"': (
        '3:1: "rule" is not known here; did you mean rules?'
    ),
    '[[suppress]]\nrules = ["enum"]\npointer = "input"': (
        '3:11: pointer "input" has to be empty or begin with "/"'
    ),
    '[[suppress]]\nrules = ["enum"]\nreason = " "': "3:10: an empty text names nothing",
    '[[suppress]]\nrules = ["enum"]\nuntil = "31.12.2026"': (
        '3:9: "31.12.2026" is no day; write one like 2026-12-31'
    ),
    '[[suppress]]\nrules = ["enum"]\nuntil = 2026-12-31T10:00:00': (
        "3:9: 2026-12-31 10:00:00 is no day; write one like 2026-12-31"
    ),
    'require-reason = true\n[[suppress]]\nrules = ["enum"]': (
        "2:1: the entry does not say why, which require-reason demands; give it a reason"
    ),
    'required-version = "0.1"': (
        "1:21: 0.1 compares nothing; write >=0.1, or ==0.1 for this one alone"
    ),
    "required-version = 1": "1:20: 1 is not a text",
    "extend = 3": "1:10: 3 is not a text",
    "unknwon = 3": '1:1: "unknwon" is not known here',
}  # fmt: skip


@pytest.mark.parametrize("text", BAD)
def test_a_mistake_is_told_at_its_place(refuse: Refuse, text: str) -> None:
    """The schema for editors refuses it too."""
    head, _, excerpt = str(refuse(text)).partition("\n")

    expected = f"lightmeter.toml:{BAD[text]}"
    if text == "unknwon = 3":
        expected += f"; the keys are {', '.join(key.name for key in KEYS)}"
    assert head == expected
    assert excerpt.count("^") >= 1
    assert not schema_accepts(text)


# What only lightmeter can know.
BEYOND = {
    'required-version = ">=99"': (
        "1:20: these settings need lightmeter >=99, and this is lightmeter 0.1.0; install one that"
        " they are meant for"
    ),
    'packs = ["nowhere"]': (
        "1:10: there is no nowhere; paths are relative to the directory of this file"
    ),
    'overlays = ["house"]': (
        "1:13: house is a directory, and an overlay is a file; name the directory under packs"
    ),
    'exclude = ["*.json", "../x"]': (
        '1:22: "../x" means no file: patterns start from the directory of this file and do not'
        " lead out of it; put settings further up, or name the file behind .."
    ),
    'providers = { "!x" = "vidgo" }': (
        '1:15: "!x" means no file: a pattern with ! takes back what others mean, and this one'
        " stands alone"
    ),
    '[budget]\nrun = "25 usd"': "2:7: usd is no currency; did you mean 25 USD?",
    '[budget]\nrun = "1 Credit"': "2:7: Credit is no currency; did you mean 1 credits?",
}  # fmt: skip


@pytest.mark.parametrize("text", BEYOND)
def test_what_no_schema_can_say_is_told_as_well(
    refuse: Refuse, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lightmeter.settings.layer.__version__", "0.1.0")

    assert str(refuse(text)).partition("\n")[0] == f"lightmeter.toml:{BEYOND[text]}"
    assert schema_accepts(text)


def test_another_version_is_asked_for_before_anything_else(refuse: Refuse) -> None:
    """An older lightmeter cannot know the keys of a newer one."""
    error = refuse('brand-new = true\nselect = 1\nrequired-version = ">=99"\n')

    assert error.reason.startswith("these settings need lightmeter >=99, and this is lightmeter 0.")
    assert (error.line, error.column) == (3, 20)


def test_carets_stand_under_the_part_that_is_wrong(refuse: Refuse) -> None:
    assert refuse('required-version = ">=0.1, 2"').excerpt == (
        '    required-version = ">=0.1, 2"\n                               ^'
    )


# The table itself ---------------------------------------------------------------------------------


def every_key() -> Iterator[tuple[str, Key]]:
    for key in KEYS:
        yield key.name, key
        for inner in key.keys:
            yield f"{key.name}.{inner.name}", inner


ALL = dict(every_key())


@pytest.mark.parametrize("name", [it for it in ALL if it != "extend"])
def test_the_example_of_a_key_is_accepted(settle: Read, name: str) -> None:
    section, _, inner = name.partition(".")
    header = f"[{section}]\n" if inner else ""
    if section == "suppress" and inner:
        header = '[[suppress]]\nrules = ["x"]\n' if inner != "rules" else "[[suppress]]\n"
    text = f"{header}{ALL[name].example}\n"

    settings = settle(text)
    assert section in {it.partition(".")[0] for it in settings.origins}
    assert schema_accepts(text)


def test_the_example_of_extend_is_accepted(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (house / "lightmeter.toml").touch()
    (house / "packs" / "lightmeter.toml").write_text(ALL["extend"].example)
    monkeypatch.chdir(house / "packs")

    assert read_settings("lightmeter.toml").extends == ("../lightmeter.toml",)
    assert schema_accepts(ALL["extend"].example)


def test_every_default_is_what_leaving_the_key_out_means(settle: Read) -> None:
    """Two are told by None, so that the command line knows that nobody has settled them."""
    defaults = {name: key.default for name, key in JOINED.items() if key.default is not None}
    lines = [f"{name} = {default!r}" for name, default in defaults.items()]
    text = "\n".join(lines).replace("True", "true").replace("False", "false")

    settings = settle(text)
    assert len(defaults) > 12
    assert attrs.evolve(settings, fail_on=None, format=None) == Settings(file="lightmeter.toml")
    assert (settings.fail_on, settings.format) == ("error", "text")


def test_every_field_of_the_settings_has_a_key() -> None:
    fields = {it.name for it in attrs.fields(Settings)}
    about_the_file = {"file", "directory", "extends", "origins", "files"}

    keys = {field_of(key.name) for key in KEYS if key.name != "extend"}
    assert keys == fields - about_the_file
    for name, cls in (("fix", FixSettings), ("budget", Budget), ("suppress", SuppressEntry)):
        (key,) = (it for it in KEYS if it.name == name)
        assert {field_of(it.name) for it in key.keys} == {it.name for it in attrs.fields(cls)} - {
            "origin"
        }


def test_formats_are_those_of_reports() -> None:
    """They are above the settings in the house, and cannot be asked."""
    assert sorted(REPORT_FORMATS) == sorted(FORMATS)
