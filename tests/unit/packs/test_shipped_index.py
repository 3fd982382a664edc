from lightmeter.packs.places import shipped_directory
from lightmeter.packs.shipped_index import write_shipped_index


def test_the_index_beside_the_shipped_packs_is_that_of_the_packs() -> None:
    """Else a model would not be found: `python tests/acceptance/documents.py` writes it anew."""
    index = (shipped_directory() / "models.json").read_text("utf-8")

    assert index == write_shipped_index()
