from lightmeter.cli.error_data import error_data
from lightmeter.errors import PackError, UsageError


def test_no_error_is_null() -> None:
    assert error_data(None) is None


def test_a_mistake_in_a_pack_has_its_place() -> None:
    error = PackError("it is wrong", name="a.toml", line=3, column=4, suggestion="right")

    assert error_data(error) == {
        "message": "it is wrong",
        "file": "a.toml",
        "line": 3,
        "column": 4,
        "suggestion": "right",
    }


def test_what_is_not_known_is_null() -> None:
    nothing = {"file": None, "line": None, "column": None, "suggestion": None}

    assert error_data(PackError("it is wrong")) == {"message": "it is wrong", **nothing}
    assert error_data(UsageError("it is wrong")) == {"message": "it is wrong", **nothing}
