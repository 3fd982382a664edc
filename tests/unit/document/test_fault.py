import pickle

import pytest

from lightmeter.document.fault import DocumentError, Fault


def test_a_fault_is_shifted_with_all_its_places() -> None:
    fault = Fault("syntax", "x", 1, 2, (("opened here", 0, 1),))

    assert fault.shifted(10) == Fault("syntax", "x", 11, 12, (("opened here", 10, 11),))


def test_a_fault_of_the_whole_file_stays_without_a_place() -> None:
    assert Fault("too-large", "x").shifted(10) == Fault("too-large", "x")


def test_an_error_has_its_faults_in_the_order_of_the_text() -> None:
    late, early = Fault("syntax", "late", 5, 6), Fault("syntax", "early", 1, 2)

    error = DocumentError([late, early])

    assert error.faults == (early, late)
    assert str(error) == "early (and 1 more)"


def test_an_error_needs_a_fault() -> None:
    with pytest.raises(ValueError, match="needs a fault"):
        DocumentError([])


def test_an_error_survives_pickling() -> None:
    error = DocumentError([Fault("syntax", "x", 1, 2)])

    assert pickle.loads(pickle.dumps(error)).faults == error.faults  # noqa: S301
