"""What somebody added again and again: the list of it, and taking one entry away so that the later ones move up."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from consult.contract.entries import Entry
from consult.contract.own_words import in_words_for
from consult.contract.question_kinds import Kind
from consult.contract.questions import Answers, Question, Questionnaire, QuestionPage
from consult.journey.drafts import Content, PageAnswers


@dataclass(frozen=True)
class Added:
    """One entry that was added: which, the page that asks it, and each question with the answer in words."""

    entry: Entry
    page: str
    rows: tuple[tuple[str, str], ...]


def added_to(asked: Questionnaire, kinds: Mapping[str, Kind], answers: Mapping[str, object], group: str) -> list[Added]:
    """Return the entries of a group on the path of these answers, in order, for the person whose they are."""
    on_path = asked.said_on_path(answers)
    entries, _lists = _pages_of(asked.reachable(answers), group)
    return [
        Added(page.entry, page.id, tuple(_row(question, kinds, on_path) for question in page.questions))
        for page in entries
        if page.entry is not None
    ]


def _row(question: Question, kinds: Mapping[str, Kind], on_path: Answers) -> tuple[str, str]:
    answer = kinds[question.kind].show(question, on_path.get(question.key))
    return in_words_for(question, on_path).in_full, answer


def is_passed(asked: Questionnaire, page: QuestionPage, content: Content) -> bool:
    """Whether a page is a list behind which more was added already, so that a later one lists all of it."""
    if page.entry is None or not page.entry.is_list:
        return False
    entries, _lists = _pages_of(asked.reachable(content.answers), page.entry.group)
    return any(_was_begun(entry, content) for entry in entries[page.entry.number :])


def list_of_all(asked: Questionnaire, group: str, content: Content) -> str:
    """Return the page that lists all that was added to a group, or where it begins if nothing was."""
    entries, lists = _pages_of(asked.reachable(content.answers), group)
    if not any(_was_begun(page, content) for page in entries):
        return group
    return next((page.id for page in lists if not is_passed(asked, page, content)), group)


def standing_in(asked: Questionnaire, group: str, content: Content) -> dict[str, object]:
    """Return all that the content holds of a group."""
    entries, lists = _pages_of(asked.pages, group)
    return {key: content.answers.get(key) for page in (*entries, *lists) for key in _keys_of(page)}


def without_entry(asked: Questionnaire, content: Content, removed: Entry) -> PageAnswers:
    """Return what takes an entry that is on the path out of a draft, so that those behind it move up by one.

    What was said on the last list stays said on the one that is then the last. A page counts as seen where the page
    from which its answers come did.
    """
    entries, lists = _pages_of(asked.pages, removed.group)
    last = len(_pages_of(asked.reachable(content.answers), removed.group)[0]) - 1
    answers: Answers = dict.fromkeys(standing_in(asked, removed.group, content))
    unseen = {page.id for page in (*entries[last:], *lists[last:])}
    kept = [page for page in entries[: last + 1] if page.entry != removed]
    sources, targets = (*kept, *lists[: last - 1], lists[last]), (*entries[:last], *lists[:last])
    for source, target in zip(sources, targets, strict=False):
        # The list behind the last entry that fits asks nothing, so that the one before it is asked again.
        answers.update(zip(_keys_of(target), map(content.answers.get, _keys_of(source)), strict=False))
        if source.id not in content.seen or not source.questions:
            unseen.add(target.id)
    return PageAnswers(page=entries[last].id, answers=answers, is_half=True, asks_more=frozenset(unseen))


def _pages_of(pages: Iterable[QuestionPage], group: str) -> tuple[list[QuestionPage], list[QuestionPage]]:
    """Return which of these pages ask the entries of a group, and which are the lists behind them, in order."""
    of_group = [page for page in pages if page.entry is not None and page.entry.group == group]
    return [page for page in of_group if not _is_list(page)], [page for page in of_group if _is_list(page)]


def _is_list(page: QuestionPage) -> bool:
    return page.entry is not None and page.entry.is_list


def _was_begun(page: QuestionPage, content: Content) -> bool:
    return page.id in content.seen or any(key in content.answers for key in _keys_of(page))


def _keys_of(page: QuestionPage) -> list[str]:
    return [question.key for question in page.questions]
