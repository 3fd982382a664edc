from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

import pytest

from lightmeter.errors import PackError
from lightmeter.packs.file import PackFile, parse_pack
from lightmeter.packs.merge import Merged, merge_model

File: TypeAlias = Callable[..., PackFile]


@pytest.fixture
def file() -> File:
    """Read a pack with one source of its own."""

    def make(pack: str, body: str, top: str = 'source = "docs"') -> PackFile:
        text = (
            f'format = 1\nid = "{pack}"\ntitle = "{pack}"\n{top}\n'
            f'[sources.docs]\ntitle = "docs of {pack}"\n{body}\n'
        )
        return parse_pack(text.encode(), f"{pack}.toml")

    return make


def merge(*chain: PackFile, overlays: tuple[PackFile, ...] = (), model: str = "video") -> Merged:
    return merge_model(chain, overlays, model)


def refused(*chain: PackFile, overlays: tuple[PackFile, ...] = ()) -> PackError:
    with pytest.raises(PackError) as caught:
        merge(*chain, overlays=overlays)
    return caught.value


def place(merged: Merged, *path: str | int) -> tuple[str, tuple[str | int, ...]]:
    origin = merged.origin(path)
    return origin.file.pack.id, origin.pointer


# Layers -------------------------------------------------------------------------------------------


def test_a_pack_adds_to_what_it_extends(file: File) -> None:
    base = file("acme/base", "[fields.prompt]\ntype = 'string'\nmaxLength = 10")
    own = file("acme/video", "[fields.n]\ntype = 'integer'")

    assert list(merge(base, own).pack.fields) == ["prompt", "n"]


def test_tables_merge_and_everything_else_is_replaced(file: File) -> None:
    base = file("acme/base", "[fields.size]\ntype = 'string'\nenum = ['a', 'b']\ndefault = 'a'")
    own = file("acme/video", "[fields.size]\nenum = ['b', 'c']\ndefault = 'b'")

    field = merge(base, own).pack.fields["size"]
    assert field.type == ("string",)
    assert field.enum == ("b", "c")
    assert field.default == "b"


def test_what_belongs_to_a_file_is_not_inherited(file: File) -> None:
    base = file(
        "acme/base",
        "[[examples]]\nname = 'a'\ninput = {}",
        'source = "docs"\nedition = "2026-01-01"\nlevers = ["n"]',
    )
    own = file("acme/video", "")

    pack = merge(base, own).pack
    assert pack.id == "acme/video"
    assert pack.title == "acme/video"
    assert pack.edition == ""
    assert pack.sources == {}
    assert pack.examples == ()
    assert pack.levers == ("n",)


def test_a_model_is_a_patch_of_the_pack(file: File) -> None:
    own = file(
        "acme/video",
        "[models.video]\n[models.video-edit]\nfields.images.required = true\n"
        "rules.few.severity = 'info'\n"
        "[fields.images]\ntype = 'array'\n"
        "[rules.few]\nwhen = 'true'\nmessage = 'm'",
    )

    assert merge(own, model="video").pack.fields["images"].required is False
    assert merge(own, model="video-edit").pack.fields["images"].required is True
    assert merge(own, model="video-edit").pack.fields["images"].type == ("array",)
    assert merge(own, model="video-edit").pack.rules["few"].severity == "info"


def test_a_model_patches_one_line_of_the_bill(file: File) -> None:
    own = file(
        "acme/video",
        "[models.fast]\nbilling = [{ item = 'video', rate = '2' }]\n[models.video]\n"
        "[[billing]]\nitem = 'video'\nunit = 'second'\nquantity = 1\nrate = '5'\ncurrency = 'USD'",
    )

    (line,) = merge(own, model="fast").pack.billing
    assert line.rate is not None
    assert line.rate.cases[0].then == "2"
    assert line.unit == "second"
    assert merge(own).pack.billing[0] != line


@pytest.mark.parametrize("key", ("sources", "examples", "title", "extends"))
def test_what_belongs_to_a_file_cannot_differ_by_model(file: File, key: str) -> None:
    error = refused(file("acme/video", f"[models.video]\n{key} = 'x'"))

    assert error.reason == f"{key} cannot differ by model"
    assert (error.line, error.column) == (8, 1)


def test_a_model_is_a_table(file: File) -> None:
    error = refused(file("acme/video", "[models]\nvideo = 'x'"))

    assert error.reason == "a model's entry is a table of what differs"


@pytest.mark.parametrize("billing", ("['x']", "'x'", "{ item = 'x' }"))
def test_the_bill_of_a_model_is_an_array_of_tables(file: File, billing: str) -> None:
    error = refused(file("acme/video", f"[models.video]\nbilling = {billing}"))

    assert error.line == 8


def test_a_patch_that_is_no_pack_is_marked_where_it_was_written(file: File) -> None:
    error = refused(
        file("acme/video", "[models.video]\nfields.n.maximum = '8'\n[fields.n]\ntype = 'integer'")
    )

    assert error.reason == '"8" is not a whole number'
    assert error.name == "acme/video.toml"
    assert (error.line, error.column) == (8, 20)


def test_an_unknown_key_of_a_patch_is_marked(file: File) -> None:
    error = refused(
        file("acme/video", "[models.video]\nfields.n.maximun = 8\n[fields.n]\ntype = 'integer'")
    )

    assert (error.line, error.column) == (8, 10)
    assert error.suggestion == "maximum"


# Citations ----------------------------------------------------------------------------------------


def test_citations_keep_the_file_that_names_them(file: File) -> None:
    base = file("acme/base", "[fields.prompt]\ntype = 'string'\nsource = 'docs#notes'")
    own = file("acme/video", "[fields.n]\ntype = 'integer'\nsource = 'docs#notes'")
    merged = merge(base, own)

    cited = {name: merged.citation(it.source) for name, it in merged.pack.fields.items()}
    assert cited["prompt"] is not None
    assert (cited["prompt"].title, cited["prompt"].section) == ("docs of acme/base", "notes")
    assert cited["n"] is not None
    assert cited["n"].title == "docs of acme/video"


def test_an_entry_without_a_source_stands_on_its_file(file: File) -> None:
    own = file("acme/video", "[fields.n]\ntype = 'integer'", 'source = "docs#all"')

    assert merge(own).pack.fields["n"].source == "acme/video|docs#all"


def test_a_source_is_never_inherited(file: File) -> None:
    """What a pack says of an inherited field stands on the pack's own document."""
    base = file("acme/base", "[fields.n]\ntype = 'integer'\nsource = 'docs#limits'")
    own = file("acme/video", "[fields.n]\nmaximum = 4")

    assert merge(base, own).pack.fields["n"].source == "acme/video|docs"


def test_the_sources_of_another_file_cannot_be_cited(file: File) -> None:
    base = file("acme/base", "[sources.prices]\ntitle = 'Prices'")
    own = file("acme/video", "[fields.n]\ntype = 'integer'\nsource = 'prices'")

    error = refused(base, own)
    assert error.reason == "source prices is not among [sources]"
    assert error.name == "acme/video.toml"
    assert (error.line, error.column) == (9, 10)


def test_a_model_that_patches_an_entry_leaves_its_source(file: File) -> None:
    own = file(
        "acme/video",
        "[models.video]\nfields.n.maximum = 4\n[fields.n]\ntype = 'integer'\nsource = 'docs#n'",
    )

    assert merge(own).pack.fields["n"].source == "acme/video|docs#n"


def test_a_misspelt_source_is_corrected(file: File) -> None:
    error = refused(file("acme/video", "[rules.a]\nsource = 'dosc#n'"))

    assert error.reason == "source dosc is not among [sources]"
    assert error.suggestion == "docs"
    assert (error.line, error.column) == (8, 10)


def test_a_default_source_must_be_there_too(file: File) -> None:
    error = refused(file("acme/video", "[rules.a]\nmessage = 'm'", 'source = "page"'))

    assert error.reason == "source page is not among [sources]"
    assert (error.line, error.column) == (4, 10)


@pytest.mark.parametrize(
    "body",
    (
        "[fields.n]\ntype = 'integer'",
        "[rules.a]\nmessage = 'm'",
        "[[billing]]\nitem = 'a'",
        "[currencies.credits]\nusd = 1",
        "[request.headers.A]\ntype = 'string'",
        "[request.body.a]\ntype = 'string'",
    ),
)
def test_nothing_is_claimed_without_a_source(file: File, body: str) -> None:
    error = refused(file("acme/video", body, ""))

    assert error.reason == 'no source: write source = "document#section" here or at the top'
    assert error.line == 7 or body.startswith("[[")


def test_no_key_is_no_citation(file: File) -> None:
    assert merge(file("acme/video", "")).citation("") is None


# Billing ------------------------------------------------------------------------------------------

LINE = "[[billing]]\nitem = 'video'\nunit = 'second'\nquantity = 1\ncurrency = 'USD'\nrate = '5'"


def test_a_line_of_a_known_item_changes_that_line(file: File) -> None:
    base = file("acme/base", LINE)
    own = file("acme/video", "[[billing]]\nitem = 'video'\nrate = '7'\n")

    (line,) = merge(base, own).pack.billing
    assert line.rate is not None
    assert line.rate.cases[0].then == "7"
    assert line.unit == "second"
    assert line.source == "acme/video|docs"


def test_a_line_of_another_item_is_added(file: File) -> None:
    base = file("acme/base", LINE)
    own = file("acme/video", LINE.replace("'video'", "'sound'"))

    assert [it.item for it in merge(base, own).pack.billing] == ["video", "sound"]


def test_the_parts_of_a_line_know_their_files(file: File) -> None:
    base = file("acme/base", LINE)
    own = file("acme/video", "[[billing]]\nitem = 'sound'\n[[billing]]\nitem = 'video'\nrate = '7'")
    merged = merge(base, own)

    assert place(merged, "billing", 0, "rate") == ("acme/video", ("billing", 1, "rate"))
    assert place(merged, "billing", 0, "unit") == ("acme/base", ("billing", 0, "unit"))
    assert place(merged, "billing", 1) == ("acme/video", ("billing", 0))


# Overlays -----------------------------------------------------------------------------------------


def test_overlays_apply_last_and_in_order(file: File) -> None:
    own = file(
        "acme/video", LINE + "\n[models.video]\nfields.n.maximum = 8\n[fields.n]\ntype = 'integer'"
    )
    first = file(
        "us/first",
        "[fields.n]\nmaximum = 4\n[[billing]]\nitem = 'video'\nrate = '1'",
        'amends = "acme/video"\nsource = "docs"',
    )
    second = file(
        "us/second",
        "[[billing]]\nitem = 'video'\nrate = '2'",
        'amends = "acme/video"\nsource = "docs"',
    )
    merged = merge(own, overlays=(first, second))

    assert merged.overlays == ("us/first", "us/second")
    assert merged.pack.id == "acme/video"
    assert merged.pack.fields["n"].maximum == 4
    assert merged.pack.billing[0].rate is not None
    assert merged.pack.billing[0].rate.cases[0].then == "2"
    citation = merged.citation(merged.pack.billing[0].source)
    assert citation is not None
    assert citation.title == "docs of us/second"


def test_an_overlay_patches_single_models(file: File) -> None:
    own = file("acme/video", "[models.video]\n[models.fast]\n[fields.n]\ntype = 'integer'")
    over = file(
        "us/over", "[models.fast]\nfields.n.maximum = 2", 'amends = "acme/video"\nsource = "docs"'
    )

    assert merge(own, overlays=(over,)).pack.fields["n"].maximum is None
    assert merge(own, overlays=(over,), model="fast").pack.fields["n"].maximum == 2


# Origins ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "pack", "pointer"),
    (
        (("fields", "n", "type"), "acme/base", ("fields", "n", "type")),
        (("fields", "n", "maximum"), "acme/video", ("fields", "n", "maximum")),
        (("fields", "n", "minimum"), "acme/video", ("models", "video", "fields", "n", "minimum")),
        (("fields", "m", "items", "type"), "acme/video", ("fields", "m", "items", "type")),
        (("rules", "a", "when"), "acme/base", ("rules", "a", "when")),
        (("let", "x", 0, "then"), "acme/video", ("let", "x", 0, "then")),
    ),
)
def test_every_entry_knows_where_it_was_written(
    file: File, path: tuple[str | int, ...], pack: str, pointer: tuple[str | int, ...]
) -> None:
    base = file("acme/base", "[fields.n]\ntype = 'integer'\n[rules.a]\nwhen = 'true'")
    own = file(
        "acme/video",
        "[models.video]\nfields.n.minimum = 1\n[fields.n]\nmaximum = 4\n"
        "[fields.m]\nitems = { type = 'string' }\n[let]\nx = [{ then = '1' }]",
    )

    assert place(merge(base, own), *path) == (pack, pointer)


def test_an_error_is_shown_in_the_file_that_made_it(file: File) -> None:
    base = file("acme/base", "[fields.n]\ntype = 'integer'")
    own = file("acme/video", "[fields.n]\nmaximum = 4")
    merged = merge(base, own)

    assert str(merged.error("wrong", ("fields", "n", "type"))) == (
        "acme/base.toml:8:8: wrong\n    type = 'integer'\n           ^^^^^^^^^"
    )
    assert merged.error("wrong", ("fields", "n", "maximum")).name == "acme/video.toml"


def test_what_a_later_layer_replaced_is_kept(file: File) -> None:
    """Every layer's value, the earliest first; a table that merges is not replaced."""
    base = file("acme/base", "[fields.n]\ntype = 'integer'\nmaximum = 9\n" + LINE)
    own = file("acme/video", "[models.video]\nfields.n.maximum = 6\n[fields.n]\nmaximum = 8")
    over = file(
        "us/over",
        "[fields.n]\nmaximum = 4\n[[billing]]\nitem = 'video'\nrate = '7'",
        'amends = "acme/video"\nsource = "docs"',
    )

    merged = merge(base, own, overlays=(over,))

    def former(*path: str | int) -> list[tuple[Any, str, tuple[str | int, ...]]]:
        found = merged.replaced(path)
        return [(it.value, it.origin.file.pack.id, it.origin.pointer) for it in found]

    assert former("fields", "n", "maximum") == [
        (9, "acme/base", ("fields", "n", "maximum")),
        (8, "acme/video", ("fields", "n", "maximum")),
        (6, "acme/video", ("models", "video", "fields", "n", "maximum")),
    ]
    assert former("billing", 0, "rate") == [("5", "acme/base", ("billing", 0, "rate"))]
    assert former("fields", "n", "type") == []
    assert former("fields", "n") == []
    assert former("fields", "gone", "type") == []


@pytest.mark.parametrize(
    ("first", "then"),
    (("x = '1'", "x = { a = 1 }"), ("x = { a = 1 }", "x = '1'")),
)
def test_a_table_replaces_and_is_replaced_by_anything_else(
    file: File, first: str, then: str
) -> None:
    base, own = file("acme/base", f"[let]\n{first}"), file("acme/video", f"[let]\n{then}")

    merged = merge(base, own)

    assert [it.value for it in merged.replaced(("let", "x"))] == [base.data["let"]["x"]]
    assert merged.data["let"]["x"] == own.data["let"]["x"]
    assert merged.replaced(("let", "x", "a")) == ()


def test_merging_changes_no_file(file: File) -> None:
    base = file("acme/base", "[fields.n]\ntype = 'integer'\n" + LINE)
    own = file("acme/video", "[fields.n]\nmaximum = 4\n[[billing]]\nitem = 'video'\nrate = '7'")
    before: Mapping[str, Any] = {**base.data["fields"]["n"]}

    merge(base, own)

    assert base.data["fields"]["n"] == before
    assert base.data["billing"][0]["rate"] == "5"


def test_files_are_known_by_the_id_of_their_pack(file: File) -> None:
    own = file("acme/video", "")

    assert dict(merge(own).files) == {"acme/video": own}


# The end of a model -------------------------------------------------------------------------------


def test_what_a_table_says_of_the_end_is_not_laid_over_the_pack(file: File) -> None:
    own = file("acme/video", "[models.video]\nretires = 2026-10-23\nfields.n.type = 'integer'")

    merged = merge(own)

    assert set(merged.data) == {"format", "id", "title", "models", "fields"}
    assert merged.data["models"]["video"]["source"] == "acme/video|docs"


def test_of_the_end_the_later_file_says_more_and_is_cited(file: File) -> None:
    base = file(
        "acme/base",
        "[models.video]\nretires = '2026-10-23'\nsuccessor = 'b'\nbasis = 'observed'",
    )
    own = file("acme/video", "[models.video]\nretires = '2027-01-01'\nsource = 'docs#ends'")

    merged = merge(base, own)

    assert merged.data["models"]["video"] == {
        "retires": "2027-01-01",
        "successor": "b",
        "basis": "observed",
        "source": "acme/video|docs#ends",
    }
    assert place(merged, "models", "video", "retires") == (
        "acme/video",
        ("models", "video", "retires"),
    )
    assert place(merged, "models", "video", "successor")[0] == "acme/base"


def test_a_file_that_says_nothing_of_the_end_leaves_its_citation(file: File) -> None:
    base = file("acme/base", "[models.video]\nretires = '2026-10-23'")
    own = file("acme/video", "[models.video]\nfields.n.type = 'integer'")

    assert merge(base, own).data["models"]["video"]["source"] == "acme/base|docs"


@pytest.mark.parametrize(
    ("table", "reason"),
    (
        ("source = 'docs'", "source cannot differ by model"),
        ("retires = 2026-10-23\ntitle = 'x'", "title cannot differ by model"),
        ("retires = 2026-10-23\nsource = 'page'", "source page is not among [sources]"),
    ),
)
def test_the_end_of_a_model_has_a_source_and_nothing_else_of_the_head(
    file: File, table: str, reason: str
) -> None:
    assert refused(file("acme/video", f"[models.video]\n{table}")).reason == reason
