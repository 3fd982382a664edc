from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lightmeter.cli.main import main
from lightmeter.packs.load import Shelf


def docs(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["packs", "docs", *arguments])


def test_a_page_goes_to_standard_output() -> None:
    result = docs("vidgo/seedance-2")

    assert (result.exit_code, result.stderr) == (0, "")
    assert "\n# Seedance 2 on Vidgo\n" in result.stdout
    assert "### frames-exclude-references\n" in result.stdout


def test_without_an_id_every_pack_with_models_has_its_page(tmp_path: Path) -> None:
    result = docs("--directory", str(tmp_path / "pages"))

    written = {it.relative_to(tmp_path / "pages").as_posix() for it in tmp_path.rglob("*.md")}
    assert written == {"README.md", *(f"{pack}.md" for pack, _ in Shelf().models())}
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == f"lightmeter: {len(written)} files written to {tmp_path / 'pages'}\n"


def test_a_single_page_leaves_the_index_alone(tmp_path: Path) -> None:
    docs("vidgo/seedance-2", "--directory", str(tmp_path))

    assert [it.name for it in tmp_path.rglob("*.md")] == ["seedance-2.md"]


@pytest.mark.parametrize(
    ("name", "message"),
    (
        ("vidgo/seedance-3", "there is no pack vidgo/seedance-3; did you mean vidgo/seedance-2?"),
        ("vidgo/provider", "vidgo/provider has no models, and so no page"),
    ),
)
def test_what_has_no_page(name: str, message: str) -> None:
    result = docs(name)

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"lightmeter: {message}\n"


def test_a_directory_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "vidgo").write_text("in the way")

    result = docs("vidgo/seedance-2", "--directory", str(tmp_path))

    assert result.exit_code == 2
    assert result.stderr.startswith(f"lightmeter: {tmp_path / 'vidgo' / 'seedance-2.md'} cannot be")
