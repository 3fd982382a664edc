"""What the rules mean that no pack writes: those of single members, and lightmeter's own."""

from collections.abc import Mapping

import attrs

__all__ = ["KEYWORD_TEXTS", "OWN_TEXTS", "RuleText"]


@attrs.frozen
class RuleText:
    """
    A rule in words.

    Attributes:
        what: It demands.
        why: That matters.
        remedy: What to do when it fires.
        bad: A request, or a part of one, that breaks it, or "".
        good: The same put right, or "".
        severity: Of lightmeter's own rules; "" where it depends on the pack.
    """

    what: str
    why: str
    remedy: str
    bad: str = ""
    good: str = ""
    severity: str = ""


_REFUSED = "The provider refuses the request."

KEYWORD_TEXTS: Mapping[str, RuleText] = {
    "required": RuleText(
        "The member must be given.", _REFUSED, "Add it.", "input = {}", 'input = { prompt = "…" }'
    ),
    "type": RuleText(
        "The member must be of one type; text is not a number, and null is not absence.",
        _REFUSED,
        "Write the value as the type that is asked for; instead of null leave the member out.",
        'duration = "5"',
        "duration = 5",
    ),
    "enum": RuleText(
        "The member must be one of the listed values, spelt the same.",
        _REFUSED,
        "Write one of them.",
        'quality = "High"',
        'quality = "high"',
    ),
    "template": RuleText(
        "The text must have the given shape.",
        _REFUSED,
        "Write it in that shape.",
        'size = "1024 by 768"',
        'size = "1024x768"',
    ),
    "minimum": RuleText(
        "The number must not be less than the limit.", _REFUSED, "Raise it to the limit or more."
    ),
    "maximum": RuleText(
        "The number must not be more than the limit.", _REFUSED, "Lower it to the limit or less."
    ),
    "multiple-of": RuleText(
        "The number must be a multiple of another.", _REFUSED, "Write the nearest multiple."
    ),
    "min-length": RuleText(
        "The text must have so many characters or more, counted as Unicode code points.",
        _REFUSED,
        "Write more.",
    ),
    "max-length": RuleText(
        "The text must not have more than so many characters, counted as Unicode code points.",
        "The provider refuses the request, or cuts the text off.",
        "Shorten it.",
    ),
    "min-items": RuleText(
        "The list must hold so many items or more.", _REFUSED, "Add some, or leave the list out."
    ),
    "max-items": RuleText(
        "The list must not hold more than so many items.", _REFUSED, "Take some out."
    ),
    "format": RuleText(
        "The text must be a whole URL.",
        _REFUSED,
        "Write it with its scheme and host.",
        'image_urls = ["cat.png"]',
        'image_urls = ["https://example.com/cat.png"]',
    ),
    "unsupported": RuleText(
        "The member must not be sent to this model.",
        "The provider refuses it, or the model has no use for it.",
        "Remove it, or choose a model that takes it.",
    ),
    "recommended": RuleText(
        "The member should be sent.", "What it protects from costs money.", "Add it."
    ),
    "deprecated": RuleText(
        "The member should no longer be sent.",
        "The provider may drop it at any time.",
        "Use what replaces it.",
    ),
    "blank": RuleText(
        "The text must hold more than blanks.",
        "The provider accepts it, makes something of nothing, and charges.",
        "Write what you want, or leave the member out.",
        'prompt = "  "',
        'prompt = "A silver espresso machine"',
    ),
    "webhook": RuleText(
        "The provider must be able to call the address.",
        "The request is made and paid for, and its result never arrives.",
        "Give a public http or https address.",
        'callback_url = "http://localhost:8000/done"',
        'callback_url = "https://example.com/done"',
    ),
    "data-uri": RuleText(
        "Files are sent as URLs of hosted files, not inside the request.",
        "The provider documents hosted URLs only.",
        "Upload the file and send its URL.",
        'image_urls = ["data:image/png;base64,…"]',
        'image_urls = ["https://example.com/cat.png"]',
    ),
    "not-a-url": RuleText(
        "The text must be the URL of a hosted file.",
        "The provider cannot fetch anything else.",
        "Upload the file and send its URL.",
    ),
    "file-type": RuleText(
        "The file must be of a type that the model reads, as far as its name tells.",
        "The provider refuses other types once the request runs.",
        "Convert the file.",
    ),
    "unsendable": RuleText(
        "A request must hold nothing that JSON or UTF-8 cannot say.",
        "It cannot be sent: NaN, bytes, a lone half of a surrogate pair, a key that is no text.",
        "Give it as text, number, true, false, array or object.",
    ),
    "unknown-field": RuleText(
        "Every member must be one that the provider documents.",
        "An unknown member is mostly ignored without a word, and the run is paid all the same.",
        "Mend its spelling, move it to where it belongs, or leave it out.",
        'qualty = "high"',
        'quality = "high"',
    ),
    "decimal-integer": RuleText(
        "An integer should be written as one.",
        "Some readers refuse 5.0 where 5 is meant; it is sent as 5.",
        "Write it without a decimal point.",
        "duration = 5.0",
        "duration = 5",
    ),
    "spelling": RuleText(
        "The value should be written as the provider's documents write it.",
        "It is accepted, and sent in the documented spelling.",
        "Write that spelling.",
        'size = "0768x1024"',
        'size = "768x1024"',
    ),
    "authorization-scheme": RuleText(
        "The Authorization header must begin with the scheme that the provider documents.",
        "The provider does not recognise the key and refuses the request.",
        "Write the scheme and a space before the key.",
        'Authorization = "Token ${API_KEY}"',
        'Authorization = "Bearer ${API_KEY}"',
    ),
    "idempotency-key-from-clock": RuleText(
        "An idempotency key must not be made from the time.",
        "A retry a second later carries another key and is charged again; two requests of one"
        " second share a key.",
        "Use one random key for each request, and the same one when it is sent again.",
        'Idempotency-Key = "shot-1763596800"',
        'Idempotency-Key = "6f9c1f0e-4a57-4d0c-9d54-0f3d8c2b7a11"',
    ),
    "model-retires": RuleText(
        "The model must not be one whose last day is known.",
        "From the day on which it retires the provider refuses every request for it.",
        "Move to its successor before that day; the fix writes it, but a person should see whether"
        " it takes the same members and costs the same.",
    ),
    "model-retired": RuleText(
        "The model must not be one that the provider has retired.",
        "The provider refuses every request for it.",
        "Write its successor; the fix does, but a person should see whether it takes the same"
        " members and costs the same.",
    ),
    "stale-source": RuleText(
        "With a greatest age, the documents behind a pack must have been read lately.",
        "Providers change prices and limits, and a pack knows them as they were on that day.",
        "Read the document again, put right what has changed, and renew the day in the pack; or"
        " update lightmeter, which brings newer packs.",
    ),
}

_UNREADABLE = "What cannot be read cannot be checked."

OWN_TEXTS: Mapping[str, RuleText] = {
    "ended-rate": RuleText(
        "A rate of one's own that is over needs one in its place.",
        "From that day on the provider's published rate is counted, whatever is paid.",
        "Write the rate that is paid now into [[cost.rates]], or take the old one out.",
        severity="warning",
    ),
    "unknown-model": RuleText(
        "The model should be in a pack.",
        "Nothing is known of its members and its price: the request was not checked.",
        "Mend its name, or add a pack that describes it with --pack.",
        severity="warning",
    ),
    "misspelt-model": RuleText(
        "The model must be spelt as its provider spells it.",
        _REFUSED,
        "Write the name that is proposed.",
        'model = "GPT Image 2"',
        'model = "gpt-image-2"',
        severity="error",
    ),
    "ambiguous-provider": RuleText(
        "It must be clear whose model is meant.",
        "Several providers have a model of that name, with other rules and prices.",
        "Name the provider in the file, or with --provider.",
        'model = "seedream-5.0-lite"',
        'provider = "vidgo"\nmodel = "seedream-5.0-lite"',
        severity="error",
    ),
    "unknown-provider": RuleText(
        "The provider must be one that a pack is for.",
        "Nothing is known of its requests.",
        "Mend its name; `lightmeter models` lists all of them.",
        severity="error",
    ),
    "secret-in-file": RuleText(
        "A request file must not hold a key: none of a known shape, none in a header that is there"
        " for keys, none in a comment. What is merely random, under the name of a secret or as long"
        " as one, is a warning.",
        "Request files are kept, shared and committed; whoever reads the key can spend your money.",
        "Write a variable in its place, and have the key replaced if the file was ever shared. What"
        " was found is not shown in any output.",
        'headers.Authorization = "Bearer …"',
        'headers.Authorization = "Bearer ${API_KEY}"',
        severity="error",
    ),
    "idempotency-key-reused": RuleText(
        "Two different requests must not carry the same idempotency key.",
        "The provider refuses the second one.",
        "Give every request a key of its own.",
        severity="error",
    ),
    "idempotency-key-repeated": RuleText(
        "Two equal requests carry the same idempotency key.",
        "The provider gives the first task again and charges once: fine for a retry, but there"
        " will be no second image.",
        "Give the second request a key of its own where it is meant as another one.",
        severity="info",
    ),
    "over-budget": RuleText(
        "A request, a file or a run must not cost more than the settings allow.",
        "Somebody has said how much may be spent; the upper end of the estimate counts.",
        "Ask for less, or raise the limit under [budget].",
        severity="error",
    ),
    "unpriced-request": RuleText(
        "Where there is a budget, the price of every request should be known.",
        "What nobody can price may cost more than the budget.",
        'Give the rate in an overlay, or say unpriced = "allow" under [budget].',
        severity="warning",
    ),
    "growth-over-budget": RuleText(
        "What changes add to the cost of a request, a file or a run must not be more than the"
        " settings allow.",
        "Somebody has said how fast spending may grow. What other rates do is not counted, since"
        " nobody who changes a request can help it.",
        "Ask for less, or raise the limit under [budget].",
        severity="error",
    ),
    "growth-unknown": RuleText(
        "Where growth has a limit, it should be known.",
        "A price that nobody knows may grow by anything, and of nothing there is no percentage.",
        "Give the rate in an overlay, set an amount in place of a percentage, or say"
        ' unpriced = "allow" under [budget].',
        severity="warning",
    ),
    "duplicate-id": RuleText(
        "Requests of one file should have ids of their own.",
        "A baseline, an entry that silences, and `normalize --request` find requests by it.",
        "Give each request another id.",
        'id = "hero"\n…\nid = "hero"',
        'id = "hero"\n…\nid = "hero-wide"',
        severity="warning",
    ),
    "paid-twice": RuleText(
        "Two requests of one file should not ask for the same. They are compared as they will be"
        " sent, with defaults filled in, but for the address that is told of the outcome.",
        "Both are made and paid, and mostly one of them was copied by mistake. Another id makes no"
        " other work.",
        "Remove one. Where several results are wanted, ask one request for all of them if the model"
        " counts, give each an idempotency key of its own if the provider knows them, or ignore the"
        " rule there.",
        severity="warning",
    ),
    "malformed-ignore": RuleText(
        "A comment for lightmeter must be one that it understands.",
        "It looks as if it silenced something, and does not.",
        "Name rules in brackets, a date behind until= if it is to end, the reason behind --.",
        "n = 9  # lightmeter: ignore -- agreed",
        "n = 9  # lightmeter: ignore[maximum] -- agreed",
        severity="error",
    ),
    "unknown-ignore": RuleText(
        "What a comment silences must be a rule, a pack or a provider.",
        "A name that nothing bears silences nothing.",
        "Mend the name; `lightmeter rules` lists all of them.",
        "n = 9  # lightmeter: ignore[maximun]",
        "n = 9  # lightmeter: ignore[maximum]",
        severity="warning",
    ),
    "unused-ignore": RuleText(
        "A comment, or an entry of the settings, should silence something.",
        "One that is left behind would hide the next mistake of its kind.",
        "Remove it; `lightmeter check --fix` does so for comments.",
        severity="warning",
    ),
    "expired-ignore": RuleText(
        "What was silenced until a day should be mended by then.",
        "The comment or entry no longer counts.",
        "Mend what it silenced, or give it a later date.",
        "n = 9  # lightmeter: ignore[maximum] until=2020-01-01",
        severity="warning",
    ),
    "locked-ignore": RuleText(
        "What is locked, or says that a file cannot be read, cannot be silenced.",
        "The project has settled that everybody hears of it.",
        "Mend what the rule reports, and remove the comment.",
        severity="error",
    ),
    "ignore-without-reason": RuleText(
        "Whoever silences a rule must say why, where the settings demand it.",
        "Nobody can tell later whether the reason still holds.",
        "Write it behind --.",
        "n = 9  # lightmeter: ignore[maximum]",
        "n = 9  # lightmeter: ignore[maximum] -- the account may have 12",
        severity="error",
    ),
    "stale-baseline": RuleText(
        "An entry of the baseline should be about something that still occurs.",
        "What was mended once could come back unseen.",
        "Run `lightmeter baseline prune`; with --baseline-strict it is an error.",
        severity="info",
    ),
    "no-request": RuleText(
        "A document must hold a request: a model, or a list of requests.",
        "Nothing in it was checked.",
        "Name the model; in a batch, write each request under [[requests]].",
        severity="error",
    ),
    "no-requests": RuleText(
        "A file should hold a request, and a directory must.",
        "A check of nothing finds nothing, and a slip in a path would pass unseen.",
        "Mend the path, or add a request.",
        severity="warning",
    ),
    "interrupted": RuleText(
        "Everything that was named should be read to its end.",
        "Of requests that nobody has looked at nothing is known, neither faults nor price: totals"
        ' say "at least", and the command exits with 2. It cannot be silenced.',
        "Run again; where it takes too long, with more --jobs or fewer files.",
        severity="error",
    ),
    "unreadable": RuleText(
        "The file must be there to read.", _UNREADABLE, "Mend its permissions.", severity="error"
    ),
    "encoding": RuleText(
        "The file must be UTF-8.",
        "Any other encoding would have to be guessed.",
        "Save it as UTF-8.",
        severity="error",
    ),
    "byte-order-mark": RuleText(
        "The file should not begin with a byte order mark.",
        "UTF-8 does not need one, and many readers refuse it.",
        "Save it without.",
        severity="warning",
    ),
    "fix-failed": RuleText(
        "The fixes of a file must come to rest.",
        "Fixes that undo one another, or make no text that can be read, are never written.",
        "Apply them one by one, or name those that are not wanted under unfixable.",
        severity="error",
    ),
    "syntax": RuleText(
        "The text must be TOML, JSON or JSONL, whichever its name says.",
        _UNREADABLE,
        "Mend the place that is marked.",
        severity="error",
    ),
    "duplicate-key": RuleText(
        "A key must not be given twice in one table or object.",
        "Which of the values is sent would be chance.",
        "Remove one of them.",
        'size = "1:1"\nsize = "16:9"',
        'size = "16:9"',
        severity="error",
    ),
    "nesting": RuleText(
        "Tables and arrays must not lie too deep within each other.",
        "No provider has a use for it, and many readers fail.",
        "Flatten them.",
        severity="error",
    ),
    "number-range": RuleText(
        "A number must be one that every reader of JSON keeps as it is.",
        "Larger integers lose digits on the way.",
        "Write a smaller number, or a text where the provider takes one.",
        severity="error",
    ),
    "not-a-number": RuleText(
        "NaN and infinities are no numbers that can be sent.",
        "JSON has no word for them.",
        "Write a number.",
        severity="error",
    ),
    "empty": RuleText(
        "The file must not be empty.",
        "There is nothing to check.",
        "Add a request.",
        severity="error",
    ),
    "too-large": RuleText(
        "A document has at most 64 MiB, a line of JSONL at most 8 MiB.",
        "Larger ones would take all memory.",
        "Split it.",
        severity="error",
    ),
}
