"""Model ids: the same model written in another case, with other separators, or as elsewhere."""

import re
from collections.abc import Iterable

__all__ = ["known_spelling"]

# Makers' names that some providers write before the model and others do not.
_MAKERS = frozenset(
    (
        *("alibaba", "bfl", "bytedance", "doubao", "dreamina", "fal", "google", "klingai"),
        *("kuaishou", "minimax", "openai", "runway", "runwayml", "stability", "tencent"),
    )
)
_WORD = r"[^\W\d_]+|[0-9]+"


def known_spelling(model: str, known: Iterable[str]) -> str:
    """
    The known model id that another spelling stands for, or "".

    Case, blanks, separators, a maker's prefix and a `.0` behind a version are looked through:
    `GPT_Image_2`, `openai/gpt-image-2` and `doubao-seedream-5-0-lite` are known models, but
    `seedance-2-mini` is not `seedance-2`.
    """
    wanted = _key(model)
    if not wanted:
        return ""
    matches = {candidate for candidate in known if _key(candidate) == wanted}
    # Of two providers' names for one model, the one that differs in case and separators alone.
    closest = {candidate for candidate in matches if _letters(candidate) == _letters(model)}
    meant = closest or matches
    return meant.pop() if len(meant) == 1 else ""


def _letters(model: str) -> str:
    return "".join(letter for letter in model.lower() if letter.isalnum())


def _key(model: str) -> str:
    text = model.strip().lower().replace("\\", "/")
    words = re.findall(_WORD, text.rpartition("/")[2])
    makers = 0
    while makers < len(words) - 1 and words[makers] in _MAKERS:
        makers += 1
    words = words[makers:]
    # 5, 5.0 and 5-0 are one version.
    kept = [
        word
        for before, word in zip(["", *words], words, strict=False)
        if not (word == "0" and before.isdigit())
    ]
    # Letters and digits part words as well as a separator does; two numbers stay two.
    return re.sub(r"(?<=[^0-9])-|-(?=[^0-9])", "", "-".join(kept))
