"""All entries of what can be added again and again, counted together: exact, for officers alone."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from consult.contract.questions import Questionnaire, QuestionPage
from consult.disclosure.tables import Line, Table
from consult.exports.question_summary import QuestionSummary

_ANSWERS = frozenset({Line.ANSWER, Line.PREFERRED_NOT_TO_SAY})


@dataclass(frozen=True)
class Together:
    """How many entries have each answer to a question: of all `answered` ones, and of how many `people`.

    One person can have told of several. So no count is one of people, and none may be published beside the tables of
    single entries, from which it could be told apart.
    """

    title: str
    answered: int
    people: int
    rows: tuple[tuple[str, int], ...]


def entries_together(asked: Questionnaire | None, summaries: Sequence[QuestionSummary]) -> Iterator[Together]:
    """Yield each repeated question of the newest version that has a table, with all its entries."""
    by_key = {summary.question.key: summary for summary in summaries}
    for pages in _groups(asked.pages if asked else ()).values():
        for of_question in zip(*(page.questions for page in pages), strict=True):
            yield from _counted([by_key[question.key] for question in of_question if question.key in by_key])


def _counted(found: Sequence[QuestionSummary]) -> Iterator[Together]:
    """Yield one question with all its entries, if each of them has a table."""
    tables = [summary.table for summary in found if summary.table is not None]
    if tables and len(tables) == len(found):
        answered = sum(one.base.answered + one.base.preferred_not for one in found)
        yield Together(found[0].question.label, answered, found[0].base.asked, _summed(tables))


def _groups(pages: Sequence[QuestionPage]) -> Mapping[str, list[QuestionPage]]:
    groups: dict[str, list[QuestionPage]] = {}
    for page in pages:
        if page.entry is not None and not page.entry.is_list:
            groups.setdefault(page.entry.group, []).append(page)
    return groups


def _summed(tables: Sequence[Table]) -> tuple[tuple[str, int], ...]:
    labels: dict[str, str] = {}
    sums: dict[str, int] = {}
    for table in tables:
        for code, label, kind, count in zip(
            table.rows.codes, table.rows.labels, table.rows.kinds, table.counts, strict=True
        ):
            if kind in _ANSWERS:
                labels.setdefault(code, label)
                sums[code] = sums.get(code, 0) + count
    return tuple((label, sums[code]) for code, label in labels.items())
