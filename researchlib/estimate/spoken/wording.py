"""Which words are spoken, and by how many people; the study's own terms stay whole."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any

import pandas as pd

from researchlib.clean.interviews import Transcripts
from researchlib.terms import stopwords

_LEAST_LETTERS = 2


def count_words(texts: Iterable[str], terms: Sequence[str] = ()) -> Counter[str]:
    """Words and how often they stand; terms stay whole (rjieba with a dictionary of its own)."""
    cutter = _cutter(tuple(terms))
    return Counter(chain.from_iterable(map(cutter.cut, texts)))


@lru_cache(maxsize=4)
def _cutter(terms: tuple[str, ...]) -> Any:
    """A segmenter of our own: the module's default would keep the words of another study."""
    import rjieba

    cutter = rjieba.Jieba()
    for term in terms:
        cutter.add_word(term, None, "n")
    return cutter


def words(transcripts: Transcripts, *, top: int = 20) -> pd.DataFrame:
    """说得最多的词：按谈到的人数排列（不是次数），专名表里的词不拆开，虚词不计。

    Parameters
    ----------
    transcripts : Transcripts
        清洗过的访谈，来自 clean_interviews。
    top : int
        列出多少个词。

    Returns
    -------
    DataFrame
        word（词）、speakers（说到的人数）、mentions（次数）。主持人的话不计；
        单字词和 `terms.stopwords` 里的虚词不计。

    Examples
    --------
    >>> words(spoken).head(3)
      word  speakers  mentions
    0   三楼         3         3
    1   太高         2         2
    2   收费         2         2
    """
    turns = transcripts.turns[~transcripts.turns["asks"]]
    terms = [*stopwords.FIELD_TERMS, *transcripts.terms, *transcripts.labels]
    people: Counter[str] = Counter()
    mentions: Counter[str] = Counter()
    for _, texts in turns.groupby("speaker")["text"]:
        counted = count_words(texts, terms)
        mentions.update(counted)
        people.update(counted.keys())
    rows = [
        (word, n, mentions[word])
        for word, n in people.items()
        if len(word) >= _LEAST_LETTERS and word.isalpha() and word not in stopwords.WORDS
    ]
    made = pd.DataFrame(rows, columns=["word", "speakers", "mentions"])
    return made.sort_values(
        ["speakers", "mentions", "word"], ascending=[False, False, True], ignore_index=True
    ).head(top)
