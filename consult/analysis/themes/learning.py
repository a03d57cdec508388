"""What is learned from texts: words that go together, and themes that a text is likely to have.

scikit-learn is an optional part, read only while it works, in a worker: the pages never load it.
"""

import warnings
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from itertools import pairwise

from consult.analysis.themes.languages import by_language, telling_words

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
    return find_spec("sklearn") is not None and find_spec("py3langid") is not None


def words_together(texts: Sequence[str]) -> list[list[str]]:
    """Return groups of words that go together in these texts, the strongest first: TF-IDF and NMF.

    Each language is looked at by itself, that of most texts first. A word of fewer than five texts is in no group, so
    that none tells of one person.
    """
    return [group for language, places in by_language(texts).items() for group in _groups(texts, places, language)]


def _groups(texts: Sequence[str], places: Sequence[int], language: str) -> list[list[str]]:
    from sklearn.decomposition import NMF
    from sklearn.feature_extraction.text import TfidfVectorizer

    if len(places) < _AT_LEAST_IN:
        return []
    counting = TfidfVectorizer(
        analyzer=partial(telling_words, language=language),
        min_df=_AT_LEAST_IN,
        max_df=max(_COMMON, _AT_LEAST_IN / len(places)),
        max_features=_MOST_WORDS,
        sublinear_tf=True,
    )
    try:
        weights = counting.fit_transform([texts[place] for place in places])
    except ValueError:  # no word is in so many of them
        return []
    groups = min(GROUPS, *weights.shape)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a list to begin with need not have converged
        found = NMF(n_components=groups, init="nndsvd", random_state=0, max_iter=100, tol=1e-3).fit(weights)
    words = counting.get_feature_names_out()
    named = [
        [str(words[place]) for place in row.argsort()[::-1][:WORDS] if row[place] > 0] for row in found.components_
    ]
    return [group for group in named if group]


def likely_themes(coded: Sequence[str], themes: Sequence[Collection[int]], others: Sequence[str]) -> Iterator[Proposal]:
    """Yield which themes other texts are likely to have (more likely than not): TF-IDF and logistic regression.

    Each theme is learned for itself from the texts that were coded by hand in the language of the other text; one that
    too few of them have is not. Nothing is proposed for a text without a word that was learned.
    """
    known = by_language(coded)
    for language, places in by_language(others).items():
        learned = known.get(language, [])
        if len(learned) >= 2 * SEEN:
            given = [themes[place] for place in learned]
            yield from _likely([coded[place] for place in learned], given, others, places, language)


def _likely(
    coded: Sequence[str],
    themes: Sequence[Collection[int]],
    others: Sequence[str],
    places: Sequence[int],
    language: str,
) -> Iterator[Proposal]:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    counting = TfidfVectorizer(
        analyzer=partial(_words_and_pairs, language=language),
        min_df=2,
        max_features=4 * _MOST_WORDS,
        sublinear_tf=True,
    )
    try:
        known = counting.fit_transform(coded)
    except ValueError:  # no word is in two of them
        return
    # Pairs of words that were not learned are not even made: of many texts they would be most of the work.
    counting.set_params(analyzer=partial(_words_and_pairs, language=language, learned=counting.vocabulary_))
    rest = counting.transform([others[place] for place in places])
    says_something = rest.getnnz(axis=1) > 0
    for theme in sorted({number for codes in themes for number in codes}):
        has = [theme in codes for codes in themes]
        if not SEEN <= sum(has) <= len(has) - SEEN:
            continue
        model = LogisticRegression(C=10.0, class_weight="balanced", max_iter=1_000).fit(known, has)
        scores = model.predict_proba(rest)[:, 1]
        likely = ((scores > 0.5) & says_something).nonzero()[0]
        yield from (Proposal(places[int(row)], theme, float(scores[row])) for row in likely)


def _words_and_pairs(text: str, language: str, learned: Collection[str] | None = None) -> list[str]:
    words = telling_words(text, language)
    if learned is None:
        return [*words, *(f"{first} {second}" for first, second in pairwise(words))]
    known = [word in learned for word in words]
    pairs = (
        f"{words[place]} {words[place + 1]}" for place in range(len(words) - 1) if known[place] and known[place + 1]
    )
    return [*(word for word, is_known in zip(words, known, strict=True) if is_known), *pairs]
