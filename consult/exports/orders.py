"""The order in which each person was shown the options of a question, where it is not the same for all."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from consult.contract.option_orders import FIXED, codes_shown
from consult.contract.plugin import Column
from consult.contract.questions import Question, Questionnaire
from consult.kernel.messages import gettext as _

Versions = Mapping[int, Questionnaire | None]
Cells = Callable[[int, str, Mapping[str, Any]], list[str | None]]


def order_columns(versions: Versions) -> list[Column]:
    """Return a column for each question whose options any version shows in different orders.

    No column of an option can have this name. Not for the public: an order is nearly a mark of its row.
    """
    return [
        Column(name=_name(question), label=_("Order in which the answers were shown: %(label)s", label=question.label))
        for question in _ordered(versions).values()
    ]


def order_cells(versions: Versions, wanted: frozenset[str]) -> Cells:
    """Return the function from version, seed and answers to the cells of the wanted columns, in their order.

    A cell has codes with spaces between them, and nothing where the question was not asked, or on paper.
    """
    keys = [key for key, question in _ordered(versions).items() if _name(question) in wanted]

    def cells(version: int, seed: str, answers: Mapping[str, Any]) -> list[str | None]:
        asked = versions.get(version)
        if not keys or not seed or asked is None:
            return [None] * len(keys)
        shown = {question.key: question for _page, question in asked.path(answers) if question.key in keys}
        return [_codes(shown.get(key), seed) for key in keys]

    return cells


def _codes(question: Question | None, seed: str) -> str | None:
    return None if question is None or question.order == FIXED else " ".join(codes_shown(question, seed))


def _name(question: Question) -> str:
    return f"{question.key}___order"


def _ordered(versions: Versions) -> dict[str, Question]:
    asked: Sequence[Question] = [
        question for number in sorted(versions, reverse=True) if (one := versions[number]) for question in one.questions
    ]
    found: dict[str, Question] = {}
    for question in asked:
        if question.order != FIXED:
            found.setdefault(question.key, question)
    return found
