import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from lightmeter.errors import UsageError
from lightmeter.packs.distributions import find_in_distribution

Install: TypeAlias = Callable[..., Path]

# Whoever imports it will know.
LOUD = 'raise SystemExit("imported")\n'


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Install a distribution by hand: its package, and the record that pip would write."""
    site = tmp_path / "site"
    monkeypatch.syspath_prepend(site)

    def make(
        *offers: str,
        name: str = "acme-packs",
        editable: bool = False,
        recorded: bool = True,
        packs: str = "acme_packs/rules/acme/x.toml",
    ) -> Path:
        root = tmp_path / "project" / "src" if editable else site
        files = {"acme_packs/__init__.py": LOUD, packs: ""}
        for file, text in files.items():
            (root / file).parent.mkdir(parents=True, exist_ok=True)
            (root / file).write_text(text)
        info = site / f"{name.replace('-', '_')}-1.0.dist-info"
        info.mkdir(parents=True)
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        lines = "".join(f"{it}\n" for it in offers)
        (info / "entry_points.txt").write_text(f"[lightmeter.packs]\n{lines}" if offers else "")
        if editable:
            (site / "acme.pth").write_text(f"{root}\n")
            # What the interpreter makes of that file when it starts.
            monkeypatch.syspath_prepend(root)
            files = {"acme.pth": ""}
        if recorded:
            own = (*files, f"{info.name}/METADATA", f"{info.name}/RECORD")
            (info / "RECORD").write_text("".join(f"{it},,\n" for it in own))
        return root

    return make


@pytest.mark.parametrize("editable", (False, True))
@pytest.mark.parametrize("recorded", (False, True))
def test_packs_are_found_and_nothing_is_imported(
    install: Install, *, editable: bool, recorded: bool
) -> None:
    root = install("acme = acme_packs.rules", editable=editable, recorded=recorded)

    assert find_in_distribution("acme-packs") == (root / "acme_packs" / "rules",)
    assert find_in_distribution("Acme_Packs") == (root / "acme_packs" / "rules",)
    assert "acme_packs" not in sys.modules


def test_the_package_would_have_told(install: Install) -> None:
    """The test above can fail."""
    install("acme = acme_packs.rules")

    with pytest.raises(SystemExit, match="imported"):
        __import__("acme_packs")


def test_a_distribution_may_offer_several_directories(install: Install) -> None:
    root = install("b = acme_packs.rules.acme", "a = acme_packs.rules")

    rules = root / "acme_packs" / "rules"
    assert find_in_distribution("acme-packs") == (rules, rules / "acme")


def test_a_directory_without_code_is_enough(install: Install) -> None:
    root = install("acme = house_rules", packs="house_rules/acme/x.toml")

    assert find_in_distribution("acme-packs") == (root / "house_rules",)


def test_what_is_not_installed_comes_with_the_nearest_that_has_packs(install: Install) -> None:
    install("acme = acme_packs.rules")

    with pytest.raises(UsageError) as caught:
        find_in_distribution("acme-pack")
    assert str(caught.value) == (
        "the distribution acme-pack is not installed here; did you mean acme-packs?"
    )


@pytest.mark.parametrize("name", ("", "no such thing"))
def test_a_name_of_nothing(name: str) -> None:
    with pytest.raises(UsageError, match="is not installed here"):
        find_in_distribution(name)


def test_a_distribution_without_packs(install: Install) -> None:
    install()

    with pytest.raises(UsageError, match=r"no entry point of the group lightmeter\.packs"):
        find_in_distribution("acme-packs")


@pytest.mark.parametrize("value", ("acme_packs.rulez", "acme_packs.__init__", "nothing.rules"))
def test_a_directory_that_is_not_there(install: Install, value: str) -> None:
    install(f"acme = {value}")

    with pytest.raises(UsageError) as caught:
        find_in_distribution("acme-packs")
    assert str(caught.value) == (
        f"the entry point acme of the distribution acme-packs names {value}, and there is no such"
        " directory in the distribution"
    )


@pytest.mark.parametrize("value", ("acme_packs:rules", "acme_packs/rules", "..", "acme_packs."))
def test_what_is_no_dotted_path_is_never_looked_for(install: Install, value: str) -> None:
    install(f"acme = {value}")

    with pytest.raises(UsageError, match=r"it names a directory, as package\.directory"):
        find_in_distribution("acme-packs")
