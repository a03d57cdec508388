"""What does not come along when a question is kept in the library: all that means other questions of its survey."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from consult.contract.questions import Question, QuestionPage
from consult.kernel.messages import lazy_gettext as _l

LOSSES: Mapping[str, str] = {
    "condition": _l("It was asked of some people only. The copy is asked of everybody."),
    "answers": _l("Some answers were offered to some people only. The copy offers all of them."),
    "rules": _l("It was held against an earlier answer. That rule is left out."),
    "words": _l("Its words showed an earlier answer. The copy names the question instead."),
    "entries": _l("It was asked for each of several things. The copy is asked once."),
}
"""What may be left out, with what officers are told of it."""


def losses_of(page: QuestionPage, question: Question, kept: Collection[str]) -> list[str]:
    """Return what is left out of a question that is kept with those of these keys."""
    return [*_losses_of(page, question, kept)]


def _losses_of(page: QuestionPage, question: Question, kept: Collection[str]) -> Iterator[str]:
    if page.is_asked is not None or question.is_asked is not None:
        yield "condition"
    if any(option.is_asked is not None for option in question.offered):
        yield "answers"
    if not question.compares <= {*kept}:
        yield "rules"
    if question.shows:
        yield "words"
    if page.entry is not None:
        yield "entries"


def told(losses: Sequence[str]) -> list[str]:
    """Return a sentence for each thing that was left out."""
    return [str(LOSSES[loss]) for loss in losses]
