"""Parts of a questionnaire as tasks: which there are on somebody's way, which are done, and which have to wait.

A task waits while a part before it is not completed on which something in it depends. So nothing is asked that an
answer still to come would take away, and the first task that is not completed never waits.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from consult.contract.exits import has_ended
from consult.contract.parts import Part
from consult.contract.questions import Questionnaire, QuestionPage
from consult.kernel.messages import lazy_gettext as _l
from consult.submissions import about_you, consent

TASK_LIST = QuestionPage(id="task-list", title=_l("All parts"), questions=())
"""The page from which people open the parts and to which each part leads back."""
CHECK = "check"
WITH_THE_ONE_BEFORE = {about_you.PAGE.id: about_you.GATE.id, consent.NAME_PAGE.id: consent.CONSENT_PAGE.id}
"""What the core asks on two pages, of which the second is only for some: it counts as one."""


class Standing(StrEnum):
    """How far a task is."""

    COMPLETED = "completed"
    INCOMPLETE = "incomplete"
    WAITING = "waiting"


@dataclass(frozen=True)
class Task:
    """A part as somebody sees it: its pages on their way, and the one at which they go on."""

    title: str
    pages: tuple[QuestionPage, ...]
    standing: Standing
    opens_at: str

    @property
    def is_waiting(self) -> bool:
        """Whether it cannot be started yet."""
        return self.standing is Standing.WAITING


def tasks_of(
    asked: Questionnaire, pages: Sequence[QuestionPage], seen: Collection[str], faults: Collection[str] = ()
) -> list[Task]:
    """Return the tasks of whoever is led to these pages, has seen some, and whose answers to some have `faults`.

    One that asks them nothing is left out, unless it may still ask something once an earlier one is completed.
    """
    found: list[Task] = []
    unfinished: set[str] = set()
    for part in (*asked.parts, *_last_parts(asked, pages)):
        own = tuple(page for page in pages if page.id in part.pages)
        is_waiting = not _waited_for(asked, part).isdisjoint(unfinished)
        task = _task(part, own, _to_do(own, seen, faults), is_waiting=is_waiting)
        found.append(task)
        if task.standing is not Standing.COMPLETED:
            unfinished.add(part.id)
    is_over = has_ended(pages)
    return [task for task in found if task.pages or (task.is_waiting and not is_over)]


def _task(part: Part, own: tuple[QuestionPage, ...], to_do: list[str], *, is_waiting: bool) -> Task:
    standing = Standing.INCOMPLETE if to_do else Standing.COMPLETED
    opens_at = next(iter(to_do), own[0].id if own else TASK_LIST.id)
    return Task(part.title, own, Standing.WAITING if is_waiting else standing, opens_at)


def _to_do(own: Sequence[QuestionPage], seen: Collection[str], faults: Collection[str]) -> list[str]:
    return [page.id for page in own if page.id not in seen or _is_faulty(page, faults)]


def _is_faulty(page: QuestionPage, faults: Collection[str]) -> bool:
    return any(question.key in faults for question in page.questions)


def along(asked: Questionnaire, pages: Sequence[QuestionPage], page_id: str) -> list[QuestionPage]:
    """Return the pages that are asked one after another with this one: those of its task, or all without tasks."""
    if not asked.parts:
        return [*pages]
    whole = next((part.pages for part in asked.parts if page_id in part.pages), None)
    if whole is None:
        return [page for page in pages if _counted_as(page.id) == _counted_as(page_id)]
    return [page for page in pages if page.id in whole]


def next_in_tasks(
    asked: Questionnaire, pages: Sequence[QuestionPage], after: str, seen: Collection[str], *, is_change: bool
) -> str:
    """Return where a page of a task leads: on in its task, back to the list, or to the check where it came from."""
    ids = [page.id for page in along(asked, pages, after)]
    if not is_change:
        following = ids[ids.index(after) + 1 :] if after in ids else []
        return next(iter(following), TASK_LIST.id)
    is_finished = all(page.id in seen for page in pages)
    return next((page for page in ids if page not in seen), CHECK if is_finished else TASK_LIST.id)


def _last_parts(asked: Questionnaire, pages: Iterable[QuestionPage]) -> list[Part]:
    """Return the parts of what the core asks behind the questions of a questionnaire."""
    known = {page_id for part in asked.parts for page_id in part.pages}
    heads = [page for page in pages if page.id not in known and _counted_as(page.id) == page.id]
    behind: dict[str, set[str]] = {page.id: {page.id} for page in heads}
    for second, first in WITH_THE_ONE_BEFORE.items():
        behind.get(first, set()).add(second)
    return [Part(id=page.id, title=page.title, pages=frozenset(behind[page.id])) for page in heads]


def _counted_as(page_id: str) -> str:
    return WITH_THE_ONE_BEFORE.get(page_id, page_id)


def _waited_for(asked: Questionnaire, part: Part) -> set[str]:
    """Return the other parts with a question on whose answer it depends what a part asks and says."""
    needed = _needed(asked, part)
    return {other.id for other in asked.parts if other.id != part.id and not needed.isdisjoint(_put_in(asked, other))}


def _put_in(asked: Questionnaire, part: Part) -> set[str]:
    """Return the questions that a part puts to people."""
    return {question.key for page in _pages_of(asked, part) for question in page.questions if not question.is_hidden}


def _pages_of(asked: Questionnaire, part: Part) -> list[QuestionPage]:
    return [page for page in asked.pages if page.id in part.pages]


def _needed(asked: Questionnaire, part: Part) -> set[str]:
    """Return the questions on whose answers it depends what a part asks and says."""
    own = _pages_of(asked, part)
    # What the core asks is asked of everybody whom no exit led out.
    pages = own or [page for page in asked.pages if page.is_exit]
    needed = {key for page in pages for key in (*page.depends_on, *page.shows)}
    for question in (question for page in own for question in page.questions):
        needed |= {*asked.leading_to[question.key], *question.shows}
    return _with_what_is_behind(asked, needed)


def _with_what_is_behind(asked: Questionnaire, needed: set[str]) -> set[str]:
    # Nobody answers what is worked out or comes with the link: it waits for what decides it.
    found: set[str] = set()
    while needed - found:
        found |= needed
        hidden = [question.key for question in asked.questions if question.is_hidden and question.key in found]
        needed = {behind for key in hidden for behind in asked.leading_to[key]}
    return found
