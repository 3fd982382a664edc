from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from lightmeter.errors import PackError, UsageError
from lightmeter.packs.index import write_index
from lightmeter.packs.load import Shelf
from lightmeter.packs.places import shipped_directory
from lightmeter.packs.shipped_index import write_shipped_index

PackText: TypeAlias = Callable[..., str]
Put: TypeAlias = Callable[[str, str], Path]


def head(pack: str, *more: str) -> str:
    return "\n".join((f'format = 1\nid = "{pack}"', *more)) + "\n"


def test_the_shipped_packs_are_found() -> None:
    assert (shipped_directory() / "vidgo" / "gpt-image-2.toml").is_file()
    assert "vidgo/gpt-image-2" in Shelf().ids


def test_ids_are_the_paths_below_the_directory(put: Put, shelf: Shelf) -> None:
    put("acme/video-2.0", head("acme/video-2.0"))
    put("acme/image/fast", head("acme/image/fast"))

    assert shelf.ids == ("acme/image/fast", "acme/video-2.0")


def test_what_cannot_be_an_id_is_no_pack(put: Put, shelf: Shelf) -> None:
    put("settings", "")
    put("acme/Video", "")
    put("acme/.hidden", "")

    with pytest.raises(UsageError, match="holds no packs"):
        _ = shelf.ids


def test_nothing_is_read_before_it_is_asked_for(put: Put, shelf: Shelf) -> None:
    put("acme/broken", "not TOML")
    put("acme/video", head("acme/video"))

    assert shelf.file("acme/video").pack.id == "acme/video"
    with pytest.raises(PackError):
        shelf.file("acme/broken")


def test_the_id_must_be_the_path(put: Put, shelf: Shelf) -> None:
    put("acme/video", head("acme/vidoe"))

    with pytest.raises(PackError) as caught:
        shelf.file("acme/video")

    assert str(caught.value) == (
        "acme/video.toml:2:6: the id is acme/vidoe; its path says acme/video\n"
        '    id = "acme/vidoe"\n'
        "         ^^^^^^^^^^^^"
    )


def test_a_pack_that_is_not_there_comes_with_the_nearest(put: Put, shelf: Shelf) -> None:
    put("acme/video", head("acme/video"))

    with pytest.raises(PackError) as caught:
        shelf.file("acme/vidoe")

    assert str(caught.value) == "there is no pack acme/vidoe; did you mean acme/video?"


def test_a_single_file_is_known_by_its_id(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(head("acme/video"), encoding="utf-8")

    shelf = Shelf([path])
    assert shelf.ids == ("acme/video",)
    assert shelf.file("acme/video").pack.id == "acme/video"


@pytest.mark.parametrize("pack", ("video", "Acme/video", "acme/", "../acme/video", ""))
def test_a_single_file_needs_an_id_of_provider_and_name(tmp_path: Path, pack: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(head(pack), encoding="utf-8")

    with pytest.raises(PackError, match="is not a pack id"):
        _ = Shelf([path]).ids


def test_a_place_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there are no packs at"):
        _ = Shelf([tmp_path / "none"]).ids


def test_one_pack_cannot_be_there_twice(put: Put, tmp_path: Path) -> None:
    put("one/acme/video", head("acme/video"))
    put("two/acme/video", head("acme/video"))

    with pytest.raises(PackError, match="the pack acme/video is there twice"):
        _ = Shelf([tmp_path / "one", tmp_path / "two"]).ids


def test_one_directory_given_twice_is_one(put: Put, tmp_path: Path) -> None:
    put("acme/video", head("acme/video"))

    assert Shelf([tmp_path, tmp_path]).ids == ("acme/video",)


# Chains -------------------------------------------------------------------------------------------


def test_a_chain_begins_with_the_oldest(put: Put, shelf: Shelf) -> None:
    put("acme/provider", head("acme/provider"))
    put("acme/base", head("acme/base", 'extends = "acme/provider"'))
    put("acme/video", head("acme/video", 'extends = "acme/base"'))

    chain = [file.pack.id for file in shelf.chain("acme/video")]
    assert chain == ["acme/provider", "acme/base", "acme/video"]


def test_what_is_extended_twice_is_there_once(put: Put, shelf: Shelf) -> None:
    put("acme/provider", head("acme/provider"))
    put("acme/a", head("acme/a", 'extends = "acme/provider"'))
    put("acme/b", head("acme/b", 'extends = "acme/provider"'))
    put("acme/video", head("acme/video", 'extends = ["acme/a", "acme/b"]'))

    chain = [file.pack.id for file in shelf.chain("acme/video")]
    assert chain == ["acme/provider", "acme/a", "acme/b", "acme/video"]


def test_an_unknown_ancestor_is_marked_and_corrected(put: Put, shelf: Shelf) -> None:
    put("acme/provider", head("acme/provider"))
    put("acme/video", head("acme/video", 'extends = "acme/provder"'))

    with pytest.raises(PackError) as caught:
        shelf.chain("acme/video")

    assert caught.value.reason == "there is no pack acme/provder to extend"
    assert caught.value.suggestion == "acme/provider"
    assert (caught.value.line, caught.value.column) == (3, 11)


@pytest.mark.parametrize(
    ("packs", "circle"),
    (
        ({"acme/a": "acme/a"}, "acme/a > acme/a"),
        ({"acme/a": "acme/b", "acme/b": "acme/a"}, "acme/a > acme/b > acme/a"),
    ),
)
def test_packs_cannot_extend_each_other_in_a_circle(
    put: Put, shelf: Shelf, packs: dict[str, str], circle: str
) -> None:
    for pack, parent in packs.items():
        put(pack, head(pack, f'extends = "{parent}"'))

    with pytest.raises(PackError, match=circle):
        shelf.chain("acme/a")


def test_a_chain_has_at_most_eight_packs(put: Put, shelf: Shelf) -> None:
    put("acme/p1", head("acme/p1"))
    for number in range(2, 10):
        put(f"acme/p{number}", head(f"acme/p{number}", f'extends = "acme/p{number - 1}"'))

    assert len(shelf.chain("acme/p8")) == 8
    with pytest.raises(PackError, match="more than 8 packs extend each other: acme/p9"):
        shelf.chain("acme/p9")


# Models -------------------------------------------------------------------------------------------


def test_models_are_found_by_name(put: Put, shelf: Shelf, pack_text: PackText) -> None:
    put("acme/video", pack_text(models="[models.video]\n[models.'video-2.0']"))
    put("other/video", pack_text(pack="other/video"))

    assert shelf.packs_of("video") == ("acme/video", "other/video")
    assert shelf.packs_of("video", "other") == ("other/video",)
    assert shelf.packs_of("video-2.0") == ("acme/video",)
    assert shelf.packs_of("vid") == ()
    assert shelf.models("acme") == (("acme/video", "video"), ("acme/video", "video-2.0"))


def test_models_are_inherited(put: Put, shelf: Shelf, pack_text: PackText) -> None:
    """The file of the heir need not name them."""
    top = 'source = "docs"\nextends = "acme/base"'
    put("acme/base", pack_text(pack="acme/base", models="[models.clip]"))
    put("acme/more", pack_text(pack="acme/more", top=top, models="[models.more]"))

    assert shelf.models_in("acme/more") == ("clip", "more")
    assert shelf.packs_of("clip", "acme") == ("acme/base", "acme/more")


def test_a_model_may_be_written_with_escapes(put: Put, shelf: Shelf, pack_text: PackText) -> None:
    put("acme/video", pack_text(models='[models."cl\\u0069p"]'))

    assert shelf.models_in("acme/video") == ("clip",)
    assert shelf.packs_of("clip") == ("acme/video",)


def test_an_unknown_provider_comes_with_the_nearest(put: Put, shelf: Shelf) -> None:
    put("acme/video", head("acme/video"))

    shelf.check_provider("acme")
    with pytest.raises(UsageError, match="did you mean acme"):
        shelf.check_provider("amce")


def test_the_envelope_is_what_a_providers_requests_have_in_common(put: Put, shelf: Shelf) -> None:
    put("acme/provider", head("acme/provider"))
    put("other/video", head("other/video"))

    envelope = shelf.envelope("acme")
    assert envelope is not None
    assert (envelope.pack, envelope.model) == ("acme/provider", "")
    assert shelf.envelope("other") is None


def test_a_program_is_made_once(put: Put, shelf: Shelf, pack_text: PackText) -> None:
    put("acme/video", pack_text())

    assert shelf.program("acme/video", "video") is shelf.program("acme/video", "video")


# Overlays -----------------------------------------------------------------------------------------


def over(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "over.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_an_overlay_amends_one_pack(put: Put, tmp_path: Path, pack_text: PackText) -> None:
    put("acme/video", pack_text('[fields.n]\ntype = "integer"'))
    path = over(tmp_path, pack_text(
        "[fields.n]\nmaximum = 2", pack="us/over", models="[models.later]\nnew = true",
        top='source = "docs"\namends = "acme/video"',
    ))  # fmt: skip
    shelf = Shelf([tmp_path], [path])

    program = shelf.program("acme/video", "video")
    assert program.overlays == ("us/over",)
    assert program.inputs["n",].field.maximum == 2
    assert shelf.models_in("acme/video") == ("video", "later")


def test_a_model_of_an_overlay_is_found(put: Put, tmp_path: Path, pack_text: PackText) -> None:
    put("acme/video", pack_text())
    path = over(tmp_path, pack_text(
        pack="us/over", models="[models.later]\nnew = true",
        top='source = "docs"\namends = "acme/video"',
    ))  # fmt: skip

    assert Shelf([tmp_path], [path]).packs_of("later") == ("acme/video",)


def test_an_overlay_says_what_it_amends(put: Put, tmp_path: Path) -> None:
    put("acme/video", head("acme/video"))
    path = over(tmp_path, head("us/over"))

    with pytest.raises(PackError, match="an overlay names the pack it amends"):
        _ = Shelf([tmp_path], [path]).overlays


def test_an_overlay_amends_a_pack_that_is_there(put: Put, tmp_path: Path) -> None:
    put("acme/video", head("acme/video"))
    path = over(tmp_path, head("us/over", 'amends = "acme/vidoe"'))

    with pytest.raises(PackError) as caught:
        _ = Shelf([tmp_path], [path]).overlays

    assert caught.value.suggestion == "acme/video"
    assert caught.value.line == 3


@pytest.mark.parametrize(
    ("more", "reason", "column"),
    (
        ('extends = "acme/video"', "amends acme/video and extends nothing", 1),
        ('title = "x"', "", None),
    ),
)
def test_an_overlay_extends_nothing(
    put: Put, tmp_path: Path, more: str, reason: str, column: int | None
) -> None:
    put("acme/video", head("acme/video"))
    shelf = Shelf([tmp_path], [over(tmp_path, head("us/over", 'amends = "acme/video"', more))])

    if not reason:
        assert [it.pack.id for it in shelf.overlays] == ["us/over"]
        return
    with pytest.raises(PackError, match=reason) as caught:
        _ = shelf.overlays
    assert (caught.value.line, caught.value.column) == (4, column)


def test_an_overlay_does_not_amend_itself(put: Put, tmp_path: Path) -> None:
    put("acme/video", head("acme/video"))
    path = over(tmp_path, head("acme/video", 'amends = "acme/video"'))

    with pytest.raises(PackError, match="the overlay amends itself") as caught:
        _ = Shelf([tmp_path], [path]).overlays
    assert (caught.value.line, caught.value.column) == (3, 10)


def test_an_overlay_amends_no_overlay(put: Put, tmp_path: Path) -> None:
    put("acme/video", head("acme/video"))
    put("us/over", head("us/over", 'amends = "acme/video"'))
    path = over(tmp_path, head("us/more", 'amends = "us/over"'))

    with pytest.raises(PackError) as caught:
        _ = Shelf([tmp_path], [path]).overlays
    assert caught.value.reason == (
        "us/over is an overlay itself; amend the pack that it amends: acme/video"
    )


def test_an_overlay_is_not_extended(put: Put, shelf: Shelf) -> None:
    put("acme/video", head("acme/video"))
    put("us/over", head("us/over", 'amends = "acme/video"'))
    put("us/heir", head("us/heir", 'extends = "us/over"'))

    with pytest.raises(PackError, match="it is an overlay; extend acme/video, which it amends"):
        shelf.chain("us/heir")


@pytest.mark.parametrize("pack", ("acme/video", "us/over"))
def test_every_overlay_has_an_id_of_its_own(put: Put, tmp_path: Path, pack: str) -> None:
    put("acme/base", head("acme/base"))
    put("acme/video", head("acme/video"))
    put("us/over", head("us/over", 'amends = "acme/base"'))
    path = over(tmp_path, head(pack, 'amends = "acme/base"'))

    with pytest.raises(PackError, match=f"another pack is called {pack} already"):
        _ = Shelf([tmp_path], [path]).overlays


def test_the_id_of_an_overlay_is_one(put: Put, tmp_path: Path) -> None:
    put("acme/video", head("acme/video"))

    with pytest.raises(PackError, match="is not a pack id"):
        _ = Shelf([tmp_path], [over(tmp_path, head("over", 'amends = "acme/video"'))]).overlays


def test_an_overlay_in_a_directory_is_active_and_no_pack(
    put: Put, shelf: Shelf, pack_text: PackText
) -> None:
    """Whoever names the directory names it; its place is free."""
    number = '[fields.n]\ntype = "integer"'
    amending = 'source = "docs"\namends = "acme/video"'
    put("acme/video", pack_text(number))
    put("us/over", pack_text("[fields.n]\nmaximum = 2", pack="us/over", top=amending, models=""))
    put("rates", pack_text("[fields.n]\nminimum = 1", pack="us/rates", top=amending, models=""))

    assert shelf.ids == ("acme/video",)
    assert shelf.providers == ("acme",)
    assert shelf.program("acme/video", "video").overlays == ("us/rates", "us/over")


def test_overlays_apply_in_the_order_of_their_places(
    put: Put, tmp_path: Path, pack_text: PackText
) -> None:
    """Those among the places, as these are named, then those named as overlays; each once."""
    put("packs/acme/video", pack_text('[fields.n]\ntype = "integer"'))
    paths = {
        name: put(name, pack_text(
            f"[fields.n]\nmaximum = {number}", pack=f"us/{name}", models="",
            top='source = "docs"\namends = "acme/video"',
        ))
        for number, name in enumerate("abc")
    }  # fmt: skip
    places = [paths["b"], tmp_path / "packs", paths["a"]]

    program = Shelf(places, [paths["c"], paths["b"]]).program("acme/video", "video")
    assert program.overlays == ("us/b", "us/a", "us/c")
    assert program.inputs["n",].field.maximum == 2


def test_a_pack_away_from_its_place_is_not_passed_over(put: Put, shelf: Shelf) -> None:
    put("acme/video", head("acme/video"))
    put("mine", head("acme/mine"))

    with pytest.raises(PackError, match=r"looked for at acme/mine\.toml") as caught:
        _ = shelf.ids
    assert (caught.value.name, caught.value.line) == ("mine.toml", 2)


def test_heirs_of_an_amended_pack_inherit_what_it_became(
    put: Put, shelf: Shelf, pack_text: PackText
) -> None:
    """What an heir says itself stands."""
    amending = 'source = "docs"\namends = "acme/provider"'
    heir = 'source = "docs"\nextends = "acme/provider"'
    base = '[fields.n]\ntype = "integer"\nmaximum = 9\n[fields.m]\ntype = "integer"\nmaximum = 9'
    less = "[fields.n]\nmaximum = 4\n[fields.m]\nmaximum = 4"
    put("acme/provider", pack_text(base, pack="acme/provider", models=""))
    put("acme/video", pack_text("[fields.m]\nmaximum = 7", top=heir))
    put("us/over", pack_text(less, pack="us/over", top=amending, models=""))

    program = shelf.program("acme/video", "video")
    assert program.overlays == ("us/over",)
    assert program.inputs["n",].field.maximum == 4
    assert program.inputs["m",].field.maximum == 7


def test_a_mistake_in_an_overlay_shows_whichever_model_is_asked_for(
    put: Put, shelf: Shelf, pack_text: PackText
) -> None:
    put("acme/video", pack_text(models="[models.video]\n[models.clip]"))
    put("us/over", pack_text(
        pack="us/over", models="[models.clip]\nrules.none.severity = 'off'",
        top='source = "docs"\namends = "acme/video"',
    ))  # fmt: skip

    with pytest.raises(PackError, match="clip has no rule none"):
        shelf.program("acme/video", "video")


# The shipped packs behind others ------------------------------------------------------------------


def test_the_shipped_packs_stand_behind_others(put: Put, tmp_path: Path) -> None:
    """One steps back for a pack of the same id; the others can be extended and amended."""
    put("vidgo/gpt-image-2", head("vidgo/gpt-image-2", 'title = "mine"'))
    put("acme/video", head("acme/video", 'extends = "vidgo/provider"'))
    shelf = Shelf([tmp_path], shipped=True)

    assert set(shelf.ids) == {*Shelf().ids, "acme/video"}
    assert shelf.file("vidgo/gpt-image-2").pack.title == "mine"
    assert [it.pack.id for it in shelf.chain("acme/video")] == ["vidgo/provider", "acme/video"]


def test_a_single_file_may_extend_shipped_packs(tmp_path: Path, pack_text: PackText) -> None:
    path = tmp_path / "anywhere.toml"
    top = 'source = "docs"\nextends = "vidgo/provider"'
    path.write_text(pack_text('[fields.n]\ntype = "integer"', pack="acme/x", top=top), "utf-8")

    program = Shelf([path], shipped=True).program("acme/x", "video")
    assert (program.provider, program.overlays) == ("acme", ())
    assert "callback_url" in program.body.properties


def test_no_shipped_pack_amends_another() -> None:
    """They are not read to find that out."""
    shelf = Shelf()

    assert len(shelf.ids) > 5
    assert not any(shelf.file(pack).pack.amends for pack in shelf.ids)


# The index ----------------------------------------------------------------------------------------


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory of packs that counts as the shipped one."""
    for module in ("load", "shipped_index"):
        monkeypatch.setattr(f"lightmeter.packs.{module}.shipped_directory", lambda: tmp_path)
    return tmp_path


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are read."""
    names: list[str] = []
    read = Path.open

    def note(path: Path, *arguments: Any, **keywords: Any) -> Any:
        names.append(path.name)
        return read(path, *arguments, **keywords)

    monkeypatch.setattr(Path, "open", note)
    return names


def test_what_the_index_tells_is_not_read(
    put: Put, shipped: Path, opened: list[str], pack_text: PackText
) -> None:
    put("acme/video", pack_text())
    put("acme/clip", pack_text(pack="acme/clip", models="[models.clip]"))
    (shipped / "models.json").write_text(write_shipped_index(), "utf-8")
    opened.clear()

    shelf = Shelf()

    assert shelf.packs_of("clip") == ("acme/clip",)
    assert shelf.packs_of("none") == ()
    assert shelf.models() == (("acme/clip", "clip"), ("acme/video", "video"))
    assert opened == ["models.json"]
    assert shelf.program("acme/clip", "clip").model == "clip"
    assert opened == ["models.json", "clip.toml"]


def test_a_pack_that_the_index_does_not_name_is_found(
    put: Put, shipped: Path, opened: list[str], pack_text: PackText
) -> None:
    """One that was just written needs no index."""
    put("acme/video", pack_text())
    (shipped / "models.json").write_text(write_shipped_index(), "utf-8")
    put("acme/clip", pack_text(pack="acme/clip", models="[models.clip]"))
    opened.clear()

    assert Shelf().packs_of("clip") == ("acme/clip",)
    assert "video.toml" not in opened


def test_a_pack_that_is_gone_is_not_missed(put: Put, shipped: Path, pack_text: PackText) -> None:
    put("acme/video", pack_text())
    gone = put("acme/clip", pack_text(pack="acme/clip", models="[models.clip]"))
    (shipped / "models.json").write_text(write_shipped_index(), "utf-8")
    gone.unlink()

    assert Shelf().ids == ("acme/video",)
    assert Shelf().packs_of("clip") == ()
    assert Shelf().packs_of("video") == ("acme/video",)


def test_an_index_is_not_believed_once_a_pack_has_changed(
    put: Put, shipped: Path, pack_text: PackText
) -> None:
    """Another pack may inherit from the one that changed."""
    heir = 'source = "docs"\nextends = "acme/video"'
    put("acme/video", pack_text())
    put("acme/heir", pack_text(pack="acme/heir", top=heir, models=""))
    (shipped / "models.json").write_text(write_shipped_index(), "utf-8")
    put("acme/video", pack_text(models="[models.video]\n[models.video-2]"))

    assert Shelf().packs_of("video-2") == ("acme/heir", "acme/video")


def test_an_overlay_adds_to_what_the_index_tells(
    put: Put, shipped: Path, tmp_path: Path, pack_text: PackText
) -> None:
    put("acme/video", pack_text())
    (shipped / "models.json").write_text(write_shipped_index(), "utf-8")
    path = over(tmp_path, pack_text(
        pack="us/over", models="[models.later]\nnew = true",
        top='source = "docs"\namends = "acme/video"',
    ))  # fmt: skip

    assert Shelf(overlays=[path]).packs_of("later") == ("acme/video",)
    assert Shelf(overlays=[path]).models_in("acme/video") == ("video", "later")
    assert Shelf().packs_of("later") == ()


def test_an_overlay_adds_to_heirs_what_the_index_does_not_tell(
    put: Put, shipped: Path, tmp_path: Path, pack_text: PackText
) -> None:
    heir = 'source = "docs"\nextends = "acme/video"'
    put("acme/video", pack_text())
    put("acme/heir", pack_text(pack="acme/heir", top=heir, models=""))
    (shipped / "models.json").write_text(write_shipped_index(), "utf-8")
    path = over(tmp_path, pack_text(
        pack="us/over", models="[models.later]\nnew = true",
        top='source = "docs"\namends = "acme/video"',
    ))  # fmt: skip

    assert Shelf(overlays=[path]).packs_of("later") == ("acme/heir", "acme/video")
    assert Shelf(overlays=[path]).models_in("acme/heir") == ("video", "later")


def test_an_overlay_that_adds_no_model_leaves_the_index_as_it_is(
    put: Put, shipped: Path, tmp_path: Path, opened: list[str], pack_text: PackText
) -> None:
    """The packs that it does not amend are not read, though it names a model."""
    put("acme/video", pack_text())
    put("acme/clip", pack_text(pack="acme/clip", models="[models.clip]"))
    (shipped / "models.json").write_text(write_shipped_index(), "utf-8")
    path = over(tmp_path, pack_text(
        pack="us/over", models="[models.video]", top='source = "docs"\namends = "acme/video"',
    ))  # fmt: skip
    opened.clear()
    shelf = Shelf(overlays=[path])

    assert shelf.packs_of("video") == ("acme/video",)
    assert shelf.models() == (("acme/clip", "clip"), ("acme/video", "video"))
    assert opened == ["models.json", "over.txt"]


def test_an_index_is_not_believed_where_a_pack_has_stepped_back(
    put: Put, shipped: Path, tmp_path: Path, pack_text: PackText
) -> None:
    """Another may inherit from the one that stands before it."""
    heir = 'source = "docs"\nextends = "acme/video"'
    put("acme/video", pack_text())
    put("acme/heir", pack_text(pack="acme/heir", top=heir, models=""))
    (shipped / "models.json").write_text(write_shipped_index(), "utf-8")
    mine = tmp_path / "mine.txt"
    mine.write_text(pack_text(models="[models.mine]"), "utf-8")

    assert Shelf([mine], shipped=True).packs_of("mine") == ("acme/heir", "acme/video")


def test_an_index_in_any_other_directory_is_not_read(put: Put, shelf: Shelf) -> None:
    path = put("acme/video", head("acme/video"))
    index = write_index([("acme/video", path, ["clip"])])
    path.parents[1].joinpath("models.json").write_text(index, "utf-8")

    assert shelf.packs_of("clip") == ()


@pytest.mark.parametrize("pack", ("over", "../etc/passwd", "us/o\\u001b[31m", "us/over\\n"))
def test_an_overlay_has_an_id_like_any_pack(put: Put, tmp_path: Path, pack: str) -> None:
    """It is named in every output."""
    put("acme/video", head("acme/video"))
    path = over(tmp_path, head(pack, 'amends = "acme/video"'))

    with pytest.raises(PackError, match="is not a pack id: provider/name"):
        _ = Shelf([tmp_path], [path]).overlays


# Hostile directories ------------------------------------------------------------------------------


def test_diamonds_are_walked_once(put: Put, shelf: Shelf) -> None:
    """Fourteen packs that extend two each have 128 ways from the first to the last."""
    for layer in range(7):
        parents = [f"acme/l{layer + 1}-{it}" for it in "ab"] if layer < 6 else []
        for it in "ab":
            put(f"acme/l{layer}-{it}", head(f"acme/l{layer}-{it}", f"extends = {parents}"))
    put("acme/top", head("acme/top", "extends = ['acme/l0-a', 'acme/l0-b']"))

    chain = [file.pack.id for file in shelf.chain("acme/top")]
    assert len(chain) == len(set(chain)) == 15
    assert (chain[0], chain[-1]) == ("acme/l6-a", "acme/top")


def test_the_longest_way_counts_whichever_is_walked_first(put: Put, shelf: Shelf) -> None:
    """Seven packs above one another, and a second way to them that is one longer."""
    put("acme/p1", head("acme/p1"))
    for number in range(2, 8):
        put(f"acme/p{number}", head(f"acme/p{number}", f'extends = "acme/p{number - 1}"'))
    put("acme/by", head("acme/by", 'extends = "acme/p7"'))
    put("acme/top", head("acme/top", 'extends = ["acme/p7", "acme/by"]'))

    with pytest.raises(PackError, match="more than 8 packs extend each other: acme/top"):
        shelf.chain("acme/top")


def test_a_pack_extends_a_number_of_others(put: Put, shelf: Shelf) -> None:
    listed = [f"acme/p{number:02}" for number in range(17)]
    for name in listed:
        put(name, head(name))
    put("acme/few", head("acme/few", f"extends = {listed[:16]}"))
    put("acme/one", head("acme/one", f"extends = {listed[8:]}"))
    put("acme/many", head("acme/many", f"extends = {['acme/one', *listed[:8]]}"))

    assert len(shelf.chain("acme/few")) == 17
    with pytest.raises(PackError, match="acme/many extends more than 16 packs"):
        shelf.chain("acme/many")


def test_packs_that_name_each_other_are_searched_once(put: Put, shelf: Shelf) -> None:
    names = [f"acme/p{number}" for number in range(20)]
    for name in names:
        put(name, head(name) + "".join(f'# "{other}"\n' for other in names))

    assert shelf.packs_of("video") == ()


def test_a_link_out_of_the_directory_is_refused(put: Put, tmp_path: Path) -> None:
    put("packs/acme/video", head("acme/video"))
    put("elsewhere", head("acme/still"))
    (tmp_path / "packs" / "acme" / "still.toml").symlink_to(tmp_path / "elsewhere.toml")

    with pytest.raises(PackError) as caught:
        _ = Shelf([tmp_path / "packs"]).ids

    assert str(caught.value).startswith("acme/still.toml: the pack is a link that leads out of ")


def test_a_link_within_the_directory_is_followed(put: Put, shelf: Shelf, tmp_path: Path) -> None:
    put("acme/video", head("acme/still"))
    (tmp_path / "acme" / "still.toml").symlink_to("video.toml")

    assert shelf.file("acme/still").pack.id == "acme/still"


def test_a_link_in_a_circle_is_said_where_it_is_opened(
    put: Put, shelf: Shelf, tmp_path: Path
) -> None:
    put("acme/video", head("acme/video"))
    (tmp_path / "acme" / "loop.toml").symlink_to("loop.toml")

    assert shelf.ids == ("acme/loop", "acme/video")
    with pytest.raises(PackError, match=r"acme/loop\.toml: cannot be read: "):
        shelf.file("acme/loop")
