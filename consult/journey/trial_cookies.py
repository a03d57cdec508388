"""What somebody tries out in a preview: in the browser alone, as far as the path depends on it; and which test runs."""

from collections.abc import Mapping

from flask import session as cookie
from sqlalchemy.orm import Session

from consult.contract.exits import has_ended
from consult.contract.link_values import seen_by_people
from consult.contract.questions import Answers, Questionnaire, QuestionPage
from consult.journey.progress import AREA
from consult.submissions import about_you
from consult.submissions.questionnaires import known_kinds

TRIAL = "preview"
TEST = "test"


def pages_for(asked: Questionnaire, answers: Mapping[str, object], *, is_willing: bool = False) -> list[QuestionPage]:
    """Return the pages that somebody with these answers is shown, who is willing to answer about themselves or not."""
    pages = seen_by_people(asked.reachable(answers))
    return pages if has_ended(pages) else [*pages, *last_pages(asked, is_willing=is_willing)]


def last_pages(asked: Questionnaire, *, is_willing: bool) -> list[QuestionPage]:
    """Return the pages that the core asks behind those of a questionnaire."""
    last = [
        (AREA, asked.asks_area),
        (about_you.GATE, asked.asks_about_you),
        (about_you.PAGE, asked.asks_about_you and is_willing),
    ]
    return [page for page, is_asked in last if is_asked]


def tried_answers(activity_id: int, asked: Questionnaire, page_id: str) -> Answers:
    """Return what was chosen in this browser on the pages before this one."""
    kept = cookie.get(TRIAL, {})
    answers: Answers = kept.get("answers", {}) if kept.get("activity") == activity_id else {}
    before: set[str] = set()
    for page in asked.pages:
        if page.id == page_id:
            break
        before.update(question.key for question in page.questions)
    return {key: answer for key, answer in answers.items() if key in before}


def keep_trial(session: Session, asked: Questionnaire, answers: Mapping[str, object]) -> None:
    """Keep in the browser alone what the path depends on; of a text, only that there is one."""
    asked_for = {*asked.shown_again, *(key for needed in asked.leading_to.values() for key in needed)}
    asked_for |= {key for question in asked.questions for key in question.compares}
    if not asked_for:
        return
    kinds = known_kinds(session)
    kept = {
        question.key: "…" if kinds[question.kind].is_free_text else answers[question.key]
        for question in asked.questions
        if question.key in asked_for and answers.get(question.key) is not None
    }
    cookie[TRIAL] = {"activity": asked.activity_id, "answers": kept}


def trial_here(activity_id: int) -> str | None:
    """Return the id of the test of an activity that is on its way in this browser."""
    kept: dict[str, str] = cookie.get(TEST, {})
    return kept.get(str(activity_id))


def hold_trial(activity_id: int, trial_id: str) -> None:
    """Let this browser hold a test, and no other one."""
    cookie[TEST] = {str(activity_id): trial_id}


def drop_trial() -> None:
    """Let this browser hold no test any longer."""
    cookie.pop(TEST, None)
