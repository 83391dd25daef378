"""Names as a school sorts and writes them."""

from functools import lru_cache

from pypinyin import Style, lazy_pinyin


@lru_cache(maxsize=4096)
def pinyin_key(name: str) -> str:
    """The name in toneless pinyin followed by its initials: `chen jing|cj`.

    Sorts as a Chinese reader expects and lets a search match either form.
    """
    syllables = [s.lower() for s in lazy_pinyin(name, style=Style.NORMAL)]
    return f"{' '.join(syllables)}|{''.join(s[:1] for s in syllables)}"[:200]
