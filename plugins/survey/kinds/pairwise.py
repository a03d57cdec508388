"""The kind of question whose options are compared two by two."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from random import Random

from consult.sdk.errors import Invalid
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.messages import lines_together, woven
from consult.sdk.questions import (
    EVEN,
    MISSING,
    WON,
    Answer,
    AnswerColumn,
    Kind,
    Option,
    Question,
    check_code,
    pairs_shown,
    parts_of,
    ways_of,
)
from consult.sdk.texts import clean_line
from plugins.survey.kind_forms import pairwise_field


def read_pairs(question: Question, data: Sequence[str] | None) -> Answer | None:
    """Return what was said of each pair, in the order in which they were shown."""
    return list(data) if data else None


def pairs_from_text(question: Question, cell: str) -> Answer | None:
    """Return what a cell says of pairs: `Parks > Roads; Roads = Schools`."""
    return [_said_in(question, part) for part in cell.split(";") if clean_line(part)] or None


def _said_in(question: Question, words: str) -> str:
    # Words of an option may hold either sign, so each place where one stands is tried.
    for place, sign in enumerate(words):
        if sign in (WON, EVEN):
            one, other = question.in_words(words[:place]), question.in_words(words[place + 1 :])
            if one is not None and other is not None:
                return f"{one.code}{sign}{other.code}"
    raise Invalid(
        _(
            "“%(words)s” is no pair of answers. Write “Parks > Roads” for who prefers parks, "
            "and “Parks = Roads” for who cannot decide",
            words=clean_line(words),
        )
    )


def check_pairs(question: Question, answer: object) -> None:
    """Refuse what is not said of two options that are offered, and a pair that is there twice."""
    if not isinstance(answer, list) or not answer or not all(isinstance(said, str) for said in answer):
        raise Invalid(_("Your answer must be a list of pairs"))
    pairs = set()
    for said in answer:
        one, _mark, other = parts_of(said)
        check_code(question, one)
        check_code(question, other)
        if one == other:
            raise Invalid(_("“%(label)s” cannot be compared with itself", label=question.option_label(one)))
        pairs.add(frozenset((one, other)))
    if len(pairs) < len(answer):
        raise Invalid(_("Your answer compares the same two options twice"))


def example_pairs(question: Question, chance: Random) -> Answer:
    """Make up what somebody says of the pairs that they are shown, the first options preferred more often."""
    codes = [option.code for option in question.offered]
    seeded = replace(question, pairs=question.pairs or 1, seed=f"{chance.random()}")
    found = []
    for pair in pairs_shown(seeded):
        one, other = sorted(pair, key=codes.index)
        found.append(chance.choice((f"{one}{WON}{other}", f"{one}{WON}{other}", f"{other}{WON}{one}", EVEN.join(pair))))
    return found


def show_pairs(question: Question, answer: Sequence[str] | None) -> str:
    """Return what was said of each pair, one on each line."""
    return lines_together([_in_words(question, said) for said in answer or ()])


def _in_words(question: Question, said: str) -> str:
    one, mark, other = parts_of(said)
    pattern = _("%(one)s rather than %(other)s") if mark == WON else _("%(one)s or %(other)s: cannot decide")
    return woven(pattern, one=question.option_label(one), other=question.option_label(other))


def preferred(question: Question, answer: Sequence[str] | None) -> tuple[str, ...]:
    """Return the options that were preferred in any pair, in the order of the options."""
    won = _won(answer or ())
    return tuple(option.code for option in question.options if won[option.code])


def pair_columns(question: Question) -> tuple[AnswerColumn, ...]:
    """Give the question a column for all that was said, and each option two: how often it won, and was shown."""
    said = AnswerColumn(name=question.key, label=question.label, takes_missing=False)
    of_options = [
        AnswerColumn(option=option.code, name=name, label=label, kind="number", values=MISSING)
        for option in question.options
        for name, label in (
            (
                f"{question.key}__{option.code}",
                _("%(label)s: how often “%(option)s” was preferred", label=question.label, option=option.label),
            ),
            (
                # No key or code can end or begin so that another column has this name.
                f"{question.key}____{option.code}",
                _("%(label)s: how often “%(option)s” was shown", label=question.label, option=option.label),
            ),
        )
    ]
    return (said, *of_options)


def pair_cells(question: Question, answer: Sequence[str] | None) -> tuple[str | int | None, ...]:
    """Fill these columns."""
    if not answer:
        return (None,) * (1 + 2 * len(question.options))
    won = _won(answer)
    shown = Counter(code for said in answer for code in parts_of(said)[::2])
    counted = (number for option in question.options for number in (won[option.code], shown[option.code]))
    return ("; ".join(answer), *counted)


def _won(answer: Sequence[str]) -> Counter[str]:
    return Counter(one for one, mark, _other in map(parts_of, answer) if mark == WON)


def pairs_on_paper(question: Question) -> list[Option]:
    """Return a box for each option of each pair, and one for who cannot decide."""
    found = []
    for number, pair in enumerate(pairs_shown(question), 1):
        labels = (*(question.option_label(code) for code in pair), _("cannot decide"))
        for said, label in zip(ways_of(pair), labels, strict=True):
            words = woven(_("Pair %(number)s: %(answer)s"), number=number, answer=label)
            found.append(Option(code=said, label=words))
    return found


PAIRWISE = Kind(
    name="pairwise",
    title=_l("Options to compare in pairs"),
    make_field=pairwise_field,
    read=read_pairs,
    from_text=pairs_from_text,
    check=check_pairs,
    example=example_pairs,
    show=show_pairs,
    counts=preferred,
    columns=pair_columns,
    cells=pair_cells,
    is_multiple=True,
    is_compared=True,
    types_missing=True,
    counted_as=_l("Counted here: who preferred each option in any pair that they were shown."),
    paper_hint=_l("Tick one box of each pair."),
    paper_options=pairs_on_paper,
)
"""The kind of question in which one of two options is chosen, several times over."""
