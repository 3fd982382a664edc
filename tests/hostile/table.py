"""The hostile packs, by name."""

from tests.hostile.bombs import Bomb
from tests.hostile.file_bombs import FAMILY, FILES
from tests.hostile.language_bombs import ENUMS, EXPRESSIONS, LETS, TABLES, TEMPLATES
from tests.hostile.size_bombs import MONEY, SIZE
from tests.hostile.text_bombs import SHAPE, TOML
from tests.hostile.word_bombs import MESSAGES, NAMES

__all__ = ["BOMBS"]

BOMBS: dict[str, Bomb] = {
    **TOML,
    **SHAPE,
    **NAMES,
    **EXPRESSIONS,
    **LETS,
    **TABLES,
    **TEMPLATES,
    **ENUMS,
    **SIZE,
    **MESSAGES,
    **MONEY,
    **FAMILY,
    **FILES,
}
