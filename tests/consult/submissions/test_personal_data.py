"""What is held on the author of a response: all of it is handed over, and erasing leaves none of it anywhere."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.desk.exclusions import exclude
from consult.desk.queries import Filters, listed
from consult.journey.drafts import Content, PageAnswers, find_draft, save_page, start_draft
from consult.journey.services import content_of, submit
from consult.kernel.authz import Role
from consult.records.models import Redaction, SealedText
from consult.submissions.models import AboutYou, Draft, EarlierAnswers, Submission
from consult.submissions.personal_data import collect_submission, erase_submission
from consult.submissions.questionnaires import all_versions, known_kinds
from consult.submissions.tallies import counts_of, recount
from tests.factories import canary, make_actor, make_submission
from tests.support.redaction import redact
from tests.support.tables import rows_with


def word(name: str) -> str:
    """Return a word that occurs nowhere else, in a form that no index changes."""
    return "".join(letter for letter in canary(name).lower() if letter.isalnum()) + "9x"


def life_of_a_response(session: Session, activity: Activity, said: str) -> tuple[Submission, str]:
    """Send a response, change it, let an officer redact and exclude it, and begin another change."""
    officer = make_actor(session, Role.OFFICER)
    content = Content(answers={"reasons": f"{said} first"}, area="Abbey", about_you={"religion": said})
    code = start_draft(session, activity.id, 1, content=content)
    reference = submit(session, code)
    sent = session.scalars(select(Submission).where(Submission.reference == reference)).one()
    start_draft(session, activity.id, 1, content=content_of(sent), changes=sent.id, code=code)
    save_page(session, code, PageAnswers(page="reasons", answers={"reasons": f"{said} second, and more"}))
    submit(session, code)
    session.refresh(sent)
    redact(session, officer, activity, sent, question="reasons", passage="and more", code="personal")
    exclude(session, officer, activity, sent, "duplicate", f"{said} noted")
    start_draft(session, activity.id, 1, content=content_of(sent), changes=sent.id, code=code)
    return sent, code


def test_everything_is_handed_over(session: Session, activity: Activity) -> None:
    said = canary("held")
    sent, _ = life_of_a_response(session, activity, said)
    held = collect_submission(session, sent.id)
    assert held["answers"]["reasons"] == f"{said} second, [redacted: personal details]"
    assert [earlier_answer["answers"]["reasons"] for earlier_answer in held["earlier_answers"]] == [f"{said} first"]
    assert [redacted_original["original"] for redacted_original in held["redacted_originals"]] == [
        f"{said} second, and more"
    ]
    assert held["about_you"] == {"religion": said}
    assert (held["reference"], held["status"], held["area"]) == (sent.reference, "excluded", "Abbey")


def test_nothing_of_anybody_else_is_handed_over(session: Session, activity: Activity) -> None:
    mine, hers = canary("mine"), canary("hers")
    own, _ = life_of_a_response(session, activity, mine)
    life_of_a_response(session, activity, hers)
    held = str(collect_submission(session, own.id))
    assert mine in held
    assert hers not in held


def test_erasing_leaves_no_word_in_any_table_and_no_way_in(session: Session, activity: Activity) -> None:
    said, kept = word("erased"), word("kept")
    sent, code = life_of_a_response(session, activity, said)
    other = make_submission(session, activity, answers={"reasons": kept})
    assert set(rows_with(session, said)) == {"submission", "submission_earlier", "submission_search"}
    erase_submission(session, sent.id)
    assert rows_with(session, said) == []
    assert "submission" in rows_with(session, kept)
    of_response: Any = (EarlierAnswers, Redaction, SealedText, AboutYou, Draft)
    assert [model for model in of_response if session.scalars(select(model)).first() is not None] == []
    assert find_draft(session, code) is None
    assert (sent.code_hash, sent.answers, sent.area, sent.exclusion_note) == (None, {}, "", "")
    assert list(session.scalars(listed(session, activity.id, Filters(words=kept)))) == [other]


def test_counts_stay_honest_after_erasing_and_erasing_twice_changes_nothing(
    session: Session, activity: Activity
) -> None:
    sent, _ = life_of_a_response(session, activity, canary("counted"))
    make_submission(session, activity)
    for _ in range(2):
        erase_submission(session, sent.id)
        counts = counts_of(session, activity.id)
        assert counts["status"] == {"submitted": 1, "withdrawn": 1}
        assert counts == recount(session, activity.id, all_versions(session, activity), known_kinds(session))
