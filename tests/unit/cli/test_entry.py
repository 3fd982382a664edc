import sys
from pathlib import Path

import pytest

from lightmeter.cli.entry import find_command


@pytest.mark.parametrize(
    ("line", "code"),
    ((("check", "boat.json"), 0), (("check", "boat.json", "--statistics"), 0), (("chek",), 2)),
)
def test_either_way_ends_with_the_exit_code(
    line: tuple[str, ...],
    code: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    body = '{"provider": "vidgo", "model": "gpt-image-2", "input": {"prompt": "A boat"}}'
    (tmp_path / "boat.json").write_text(body, "utf-8")

    with pytest.raises(SystemExit) as ended:
        find_command(line)()

    assert ended.value.code == code
    out, err = capsys.readouterr()
    assert (out == "") == (code == 2)
    assert err.startswith("lightmeter: there is no command chek") == (code == 2)


@pytest.mark.parametrize(
    ("error", "said"),
    (
        (
            PermissionError("attrs"),
            "lightmeter: this is a bug in lightmeter: PermissionError: attrs;",
        ),
        (KeyboardInterrupt(), "lightmeter: interrupted\n"),
    ),
)
def test_what_cannot_be_imported_ends_with_2(
    error: BaseException,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """1 would be a verdict."""

    class Refusing:
        @staticmethod
        def find_spec(name: str, *_: object) -> None:
            if name == "lightmeter.cli.checking":
                raise error

    monkeypatch.delitem(sys.modules, "lightmeter.cli.checking", raising=False)
    monkeypatch.setattr("sys.meta_path", [Refusing, *sys.meta_path])

    with pytest.raises(SystemExit) as ended:
        find_command(["check", "boat.json"])()

    assert ended.value.code == 2
    assert capsys.readouterr().err.startswith(said)
