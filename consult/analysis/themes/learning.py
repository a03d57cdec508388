"""What is learned from texts: words that go together, and themes that a text is likely to have.

scikit-learn is an optional part, read only while it works, in a worker: the pages never load it.
"""

import warnings
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec

NEEDED = 300
"""So many texts coded by hand are learned from at the least."""
SEEN = 10
"""So many of them have a theme at the least, so that it is proposed for others."""
GROUPS = 12
WORDS = 8
_MOST_WORDS = 5_000
_COMMON = 0.5
_AT_LEAST_IN = 5


@dataclass(frozen=True)
class Proposal:
    """That a text, by its place in the list, is likely to have a theme, and how likely."""

    place: int
    theme: int
    score: float


def is_installed() -> bool:
    """Whether the optional part is there."""
    return find_spec("sklearn") is not None


def words_together(texts: Sequence[str]) -> list[list[str]]:
    """Return groups of words that go together in these texts, the strongest first: TF-IDF and NMF.

    A word of fewer than five texts is in no group, so that none tells of one person.
    """
    from sklearn.decomposition import NMF
    from sklearn.feature_extraction.text import TfidfVectorizer

    if len(texts) < _AT_LEAST_IN:
        return []
    counting = TfidfVectorizer(
        min_df=_AT_LEAST_IN, max_df=_COMMON, max_features=_MOST_WORDS, sublinear_tf=True, stop_words="english"
    )
    try:
        weights = counting.fit_transform(texts)
    except ValueError:  # no word is in so many of them
        return []
    groups = min(GROUPS, *weights.shape)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a list to begin with need not have converged
        found = NMF(n_components=groups, init="nndsvd", random_state=0, max_iter=100, tol=1e-3).fit(weights)
    words = counting.get_feature_names_out()
    return [[str(words[place]) for place in row.argsort()[::-1][:WORDS] if row[place] > 0] for row in found.components_]


def likely_themes(coded: Sequence[str], themes: Sequence[Collection[int]], others: Sequence[str]) -> Iterator[Proposal]:
    """Yield which themes other texts are likely to have (more likely than not): TF-IDF and logistic regression.

    Each theme is learned for itself from the texts that were coded by hand; one that too few of them have is not.
    """
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    if not others:
        return
    counting = TfidfVectorizer(min_df=2, max_features=4 * _MOST_WORDS, ngram_range=(1, 2), sublinear_tf=True)
    known, rest = counting.fit_transform(coded), counting.transform(others)
    for theme in sorted({number for codes in themes for number in codes}):
        has = [theme in codes for codes in themes]
        if not SEEN <= sum(has) <= len(has) - SEEN:
            continue
        model = LogisticRegression(C=10.0, class_weight="balanced", max_iter=1_000).fit(known, has)
        scores = model.predict_proba(rest)[:, 1]
        yield from (Proposal(int(place), theme, float(scores[place])) for place in (scores > 0.5).nonzero()[0])
