from lightmeter.report.table import align


def test_columns_line_up() -> None:
    """Cells are padded by columns, the last one is not, and empty columns are left out."""
    rows = [("猫", "", "1", "x"), ("dogs", "", "10", "")]

    assert align(rows) == ["猫    1   x", "dogs  10"]
    assert align(rows, right=(2,)) == ["猫     1  x", "dogs  10"]


def test_no_rows() -> None:
    """Nothing makes no lines."""
    assert align([]) == []
