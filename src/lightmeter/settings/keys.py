"""Every key that settings may have: the table that the reader, the schema and the pages go by."""

from collections.abc import Mapping

from lightmeter.settings.amounts import AMOUNT, FACTOR, GROWTH, RATE
from lightmeter.settings.containers import (
    DOLLARS_BY_PROVIDER,
    OVERLAYS,
    PACKS,
    PATTERNS,
    PROVIDERS,
    RULES,
    RULES_BY_FILE,
    SEVERITIES,
    SOME_RULES,
    TEXTS,
)
from lightmeter.settings.entries import entries_of, section_of
from lightmeter.settings.files import FILE
from lightmeter.settings.key import Joining, Key
from lightmeter.settings.kind import TEXT, word
from lightmeter.settings.parts import RateEntry, SuppressEntry
from lightmeter.settings.scalars import DAY, DAYS, FLAG, POINTER, VERSIONS

__all__ = ["JOINED", "KEYS", "REPORT_FORMATS"]

REPORT_FORMATS = (
    *("text", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "markdown"),
)
"""Formats that a report can be shown in, which are above the settings in the house."""

_ADD, _MERGE = Joining.ADD, Joining.MERGE

_TOP = (
    Key(
        "required-version",
        VERSIONS,
        "Versions of lightmeter that may be used; every comparison has to hold. It is looked at"
        " before all other keys, so that an older lightmeter asks for a newer one and does not"
        " complain of keys that it cannot know.",
        'required-version = ">=0.1, <2"',
    ),
    Key(
        "extend",
        FILE,
        "Another settings file that this one builds on.",
        'extend = "../lightmeter.toml"',
    ),
    Key(
        "packs",
        PACKS,
        "Directories and files of packs, beside those that lightmeter brings.",
        'packs = ["packs", "house/still.toml"]',
        [],
        _ADD,
    ),
    Key(
        "overlays",
        OVERLAYS,
        "Files of packs that amend others, such as negotiated rates; a later one applies over an"
        " earlier one.",
        'overlays = ["house/rates.toml"]',
        [],
        _ADD,
    ),
    Key(
        "distributions",
        TEXTS,
        "Installed distributions whose packs are used; to be installed is not enough.",
        'distributions = ["acme-packs"]',
        [],
        _ADD,
    ),
    Key(
        "providers",
        PROVIDERS,
        "Pattern of files to the provider of those requests in them that name none. The first that"
        " fits counts.",
        'providers = { "shots/poyo/**" = "poyo", "*.json" = "vidgo" }',
        {},
        _MERGE,
    ),
    Key(
        "include",
        PATTERNS,
        "Files that are looked at in a directory. Without any, all that look like requests.",
        'include = ["requests/**/*.toml", "batches/**/*.jsonl"]',
        [],
    ),
    Key(
        "exclude",
        PATTERNS,
        "Files that are left out of a directory. A later pattern with ! takes back.",
        'exclude = ["drafts/*", "!drafts/final.toml"]',
        [],
        _ADD,
    ),
    Key(
        "respect-gitignore",
        FLAG,
        "Whether files that git ignores are left out of a directory.",
        "respect-gitignore = false",
        default=True,
    ),
    Key(
        "select",
        RULES,
        "Rules that are looked at. Without any, all.",
        'select = ["vidgo", "secret-in-file"]',
        [],
    ),
    Key(
        "ignore",
        RULES,
        "Rules that are not looked at.",
        'ignore = ["blank", "vidgo/gpt-image-2/billed-as-2k"]',
        [],
        _ADD,
    ),
    Key(
        "severity",
        SEVERITIES,
        "Rule to the severity that it has here. Of several names that mean it the closest counts.",
        'severity = { unknown-model = "error", "vidgo/gpt-image-2/billed-as-2k" = "info" }',
        {},
        _MERGE,
    ),
    Key(
        "fail-on",
        word("error", "warning", "info", "never"),
        "The least severity for which check exits with 1, or never.",
        'fail-on = "warning"',
        "error",
    ),
    Key(
        "locked",
        RULES,
        "Rules that nobody may silence: neither here, nor in a comment, a baseline or an option.",
        'locked = ["secret-in-file"]',
        [],
        _ADD,
    ),
    Key(
        "per-file-ignores",
        RULES_BY_FILE,
        "Pattern of files to rules that are ignored in them.",
        'per-file-ignores = { "drafts/**" = ["blank", "webhook"] }',
        {},
        _MERGE,
    ),
    Key(
        "require-reason",
        FLAG,
        "Whether whoever silences a rule in a comment or under suppress has to say why.",
        "require-reason = true",
        default=False,
    ),
    Key(
        "baseline",
        FILE,
        "File of diagnostics that were accepted earlier; lightmeter baseline write makes it.",
        'baseline = "lightmeter-baseline.json"',
    ),
    Key(
        "format",
        word(*REPORT_FORMATS),
        "How check shows its outcome.",
        'format = "concise"',
        "text",
    ),
    Key(
        "max-age",
        DAYS,
        "Days that may have passed since the documents behind a pack were read; a note tells of"
        " older ones.",
        "max-age = 180",
    ),
)

_OUTSIDE = frozenset(key.name for key in _TOP)

_FIX = (
    Key(
        "unsafe",
        FLAG,
        "Whether --fix applies fixes that change what is sent or paid as well.",
        "unsafe = true",
        default=False,
    ),
    Key(
        "fixable",
        RULES,
        "Rules whose fixes are applied. Without any, all.",
        'fixable = ["decimal-integer", "spelling"]',
        [],
    ),
    Key(
        "unfixable",
        RULES,
        "Rules whose fixes never are.",
        'unfixable = ["unused-ignore"]',
        [],
        _ADD,
    ),
)

_BUDGET = (
    Key(
        "request",
        AMOUNT,
        "The most that the estimate of a single request may reach.",
        'request = "0.50 USD"',
    ),
    Key(
        "file",
        AMOUNT,
        "The most that all requests of a file may reach together.",
        'file = "400 credits"',
    ),
    Key(
        "run",
        AMOUNT,
        "The most that everything may reach that one command reads.",
        'run = "25 USD"',
    ),
    Key(
        "unpriced",
        word("error", "warning", "allow"),
        "What a request without a known price is while there is a budget; an error also where there"
        " is none.",
        'unpriced = "error"',
        "warning",
    ),
    Key(
        "request-growth",
        GROWTH,
        "The most that the change of a single request may add to what it costs. Growth needs"
        " something to grow from, so that only lightmeter cost diff looks at it.",
        'request-growth = "5 USD"',
    ),
    Key(
        "file-growth",
        GROWTH,
        "The most that the changes of a file's requests may add together.",
        'file-growth = "40 credits"',
    ),
    Key(
        "run-growth",
        GROWTH,
        "The most that the changes of all requests may add that one command reads.",
        'run-growth = "25%"',
    ),
)

_ENTRY = (
    Key(
        "rules",
        SOME_RULES,
        "Rules that are silenced.",
        'rules = ["billed-as-2k"]',
        required=True,
    ),
    Key(
        "files",
        PATTERNS,
        "Files in which they are. Without any, all.",
        'files = ["batches/**/*.jsonl"]',
        [],
    ),
    Key(
        "request",
        TEXT,
        "Id of the request in which they are.",
        'request = "hero-04"',
    ),
    Key(
        "pointer",
        POINTER,
        "Place in the document; what lies below it is meant as well.",
        'pointer = "/requests/3/input/n"',
    ),
    Key(
        "reason",
        TEXT,
        "Why; require-reason demands it.",
        'reason = "approved by the art director"',
    ),
    Key(
        "until",
        DAY,
        "The last day on which the entry counts; afterwards a warning says that it is over.",
        "until = 2026-12-31",
    ),
)

_RATE = (
    Key(
        "provider",
        TEXT,
        "Whose rate it is.",
        'provider = "vidgo"',
        required=True,
    ),
    Key(
        "model",
        TEXT,
        "Of which model. Without one, of all that the provider has.",
        'model = "seedance-2-fast"',
    ),
    Key(
        "item",
        TEXT,
        "Billed item, as lightmeter cost names it. Without one, all.",
        'item = "video"',
    ),
    Key(
        "replace",
        RATE,
        "The rate that is paid in place of the published one; its currency and unit stay the same."
        " Of this, multiply and add there is one.",
        'replace = "8 credits/second"',
    ),
    Key(
        "multiply",
        FACTOR,
        "What the rate is multiplied by.",
        'multiply = "0.8"',
    ),
    Key(
        "add",
        RATE,
        "What is paid on top of the rate.",
        'add = "0.5 credits/image"',
    ),
    Key(
        "source",
        TEXT,
        "What the rate stands on; outputs name it.",
        'source = "order form 2026-07"',
        required=True,
    ),
    Key(
        "basis",
        word("documented", "observed"),
        "How it is known: agreed in writing, or seen on bills.",
        'basis = "observed"',
        "documented",
    ),
    Key(
        "from",
        DAY,
        "The first day on which it counts.",
        "from = 2026-07-01",
    ),
    Key(
        "until",
        DAY,
        "The last day on which it counts.",
        "until = 2027-06-30",
    ),
)

_COST = (
    Key(
        "credits",
        DOLLARS_BY_PROVIDER,
        "Provider to what one unit of its own currency costs here, such as one of its credits:"
        " exact, or a range where that depends on what is bought.",
        'credits = { vidgo = "0.004 to 0.005 USD" }',
        {},
        _MERGE,
    ),
    Key(
        "rates",
        entries_of("cost.rates", _RATE, _OUTSIDE, RateEntry, {"from": "since"}),
        "Rates that are paid otherwise than providers list them; the published ones are shown"
        " beside them. A later entry applies over what the earlier ones made. An entry that matches"
        " nothing, or would change a currency or a unit, is an error.",
        '[[cost.rates]]\nprovider = "vidgo"\nmodel = "seedance-2-fast"\nreplace ='
        ' "8 credits/second"\nsource = "order form 2026-07"',
        [],
        _ADD,
        keys=_RATE,
    ),
)

KEYS = (
    *_TOP,
    Key(
        "fix",
        section_of(_FIX, _OUTSIDE),
        "Which fixes are applied.",
        '[fix]\nunsafe = true\nunfixable = ["unused-ignore"]',
        joining=Joining.WITHIN,
        keys=_FIX,
    ),
    Key(
        "budget",
        section_of(_BUDGET, _OUTSIDE),
        "The most that estimates may reach. A limit holds for the currency that it names.",
        '[budget]\nrequest = "0.50 USD"\nrun = "25 USD"',
        joining=Joining.WITHIN,
        keys=_BUDGET,
    ),
    Key(
        "cost",
        section_of(_COST, _OUTSIDE),
        "What is paid otherwise than providers list.",
        '[cost.credits]\nvidgo = "0.004 USD"\n\n[[cost.rates]]\nprovider = "vidgo"\nmultiply ='
        ' "0.8"\nsource = "order form 2026-07"',
        joining=Joining.WITHIN,
        keys=_COST,
    ),
    Key(
        "suppress",
        entries_of("suppress", _ENTRY, _OUTSIDE, SuppressEntry),
        "Diagnostics that are silenced, for files that have no comments above all.",
        '[[suppress]]\nfiles = ["batches/**/*.jsonl"]\nrequest = "hero-04"\nrules ='
        ' ["billed-as-2k"]\nreason = "approved by the art director"\nuntil = 2026-12-31',
        [],
        _ADD,
        keys=_ENTRY,
    ),
)
"""Every key, in the order in which settings are written."""

JOINED: Mapping[str, Key] = {
    name: it
    for key in KEYS
    for name, it in (
        ((f"{key.name}.{inner.name}", inner) for inner in key.keys)
        if key.joining is Joining.WITHIN
        else ((key.name, key),)
    )
}
"""Those that have a value of their own, by their dotted names."""
