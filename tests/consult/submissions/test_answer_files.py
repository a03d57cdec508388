"""Files that answer questions: they go with their draft or their submission, and there is an end to how many."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from consult.accounts.attempts import FILE_LIMITS
from consult.consultations.models import Activity
from consult.contract.questions import Question, Questionnaire, QuestionPage
from consult.files.intake import Kept
from consult.files.models import StoredFile
from consult.journey.drafts import PageAnswers, find_draft, save_page, start_draft
from consult.kernel import clock
from consult.kernel.authz import ANONYMOUS, Role
from consult.kernel.errors import Invalid, NotFound
from consult.kernel.types import UtcDateTime
from consult.submissions import answer_files
from consult.submissions.answer_files import (
    drop_held,
    files_by_question,
    find_file_of_code,
    forget_files_of,
    forget_files_of_draft,
    give_to_submission,
    hold_file,
    make_room,
    may_read_file,
    purge_answer_files,
    still_there,
)
from consult.submissions.models import AnswerFile, Draft, Submission
from consult.submissions.personal_data import collect_submission, erase_submission
from tests.factories import make_actor, make_submission

PHOTO = Question(key="photo", kind="file", label="A photo", endings=("jpg",))
ASKED = Questionnaire(activity_id=1, version=1, title="T", pages=(QuestionPage(id="p", title="P", questions=(PHOTO,)),))


def name_of(number: int) -> str:
    """Return the name of a file."""
    return f"photo-{number:016x}.jpg"


@pytest.fixture
def code(session: Session, activity: Activity) -> str:
    """The code of a draft."""
    return start_draft(session, activity.id, 1)


def holding(session: Session, code: str, number: int = 1, size: int = 5) -> str:
    """Let the draft with a code hold a file, and return the draft."""
    draft = find_draft(session, code)
    assert draft is not None
    hold_file(session, draft.id, PHOTO, name_of(number), Kept(f"key{number}", "image/jpeg", size, "0" * 64))
    return draft.id


def counted(session: Session) -> tuple[int, int]:
    """Return how many files answer questions, and how many are kept."""
    return tuple(session.scalar(select(func.count()).select_from(one)) or 0 for one in (AnswerFile, StoredFile))  # type: ignore[return-value]


def test_a_draft_holds_one_file_for_each_question(session: Session, code: str) -> None:
    holding(session, code)
    draft = holding(session, code, 2)
    assert counted(session) == (1, 1)
    assert session.scalars(select(AnswerFile.name)).one() == name_of(2)
    drop_held(session, draft, PHOTO)
    assert counted(session) == (0, 0)


def test_what_is_sent_belongs_to_the_submission_and_the_rest_goes(
    session: Session, activity: Activity, code: str
) -> None:
    draft, sent = holding(session, code), make_submission(session, activity)
    give_to_submission(session, ASKED, draft, sent.id, {"photo": name_of(1)})
    assert files_by_question(session, sent.id)["photo"].draft_id is None
    again = holding(session, start_draft(session, activity.id, 1, changes=sent.id), 2)
    give_to_submission(session, ASKED, again, sent.id, {"photo": name_of(2)})
    assert [file.name for file in files_by_question(session, sent.id).values()] == [name_of(2)]
    give_to_submission(session, ASKED, again, sent.id, {})
    assert counted(session) == (0, 0)


def test_nothing_beside_the_file_of_a_response_says_at_what_time_it_came() -> None:
    columns = [column for model in (AnswerFile, StoredFile) for column in model.__table__.columns]
    assert [column.name for column in columns if isinstance(column.type, UtcDateTime)] == []


def test_an_answer_whose_file_is_gone_or_of_somebody_else_is_let_go(
    session: Session, activity: Activity, code: str
) -> None:
    draft, other = holding(session, code), holding(session, start_draft(session, activity.id, 1), 2)
    said = {"photo": name_of(1), "words": "x"}
    assert still_there(session, ASKED, draft, None, said) == said
    assert still_there(session, ASKED, other, None, said) == {"words": "x"}
    assert still_there(session, None, other, None, said) == said


def test_files_whose_draft_ran_out_are_purged_and_others_stay(session: Session, activity: Activity, code: str) -> None:
    draft = holding(session, code)
    holding(session, start_draft(session, activity.id, 1), 2)
    session.execute(delete(Draft).where(Draft.id == draft))
    session.expire_all()
    assert purge_answer_files(session) == 1
    assert purge_answer_files(session) == 0
    assert session.scalars(select(AnswerFile.name)).one() == name_of(2)


def test_files_of_an_activity_that_is_deleted_are_purged(session: Session, activity: Activity, code: str) -> None:
    draft, sent = holding(session, code), make_submission(session, activity)
    give_to_submission(session, ASKED, draft, sent.id, {"photo": name_of(1)})
    holding(session, start_draft(session, activity.id, 1), 2)
    session.execute(delete(Submission).where(Submission.activity_id == activity.id))
    session.execute(delete(Draft).where(Draft.activity_id == activity.id))
    session.expire_all()
    assert purge_answer_files(session) == 2
    assert counted(session) == (0, 0)


def test_an_erased_response_leaves_no_file_and_its_own_copy_named_it(
    session: Session, activity: Activity, code: str
) -> None:
    draft, sent = holding(session, code), make_submission(session, activity)
    give_to_submission(session, ASKED, draft, sent.id, {"photo": name_of(1)})
    told = {"question": "photo", "name": name_of(1), "size": 5, "sha256": "0" * 64}
    assert collect_submission(session, sent.id)["files"] == [told]
    holding(session, start_draft(session, activity.id, 1, changes=sent.id), 2)
    erase_submission(session, sent.id)
    assert counted(session) == (0, 0)


def test_a_draft_that_is_thrown_away_takes_its_files(session: Session, code: str) -> None:
    forget_files_of_draft(session, holding(session, code))
    assert counted(session) == (0, 0)


def test_other_submissions_keep_their_files(session: Session, activity: Activity, code: str) -> None:
    draft, sent, other = holding(session, code), make_submission(session, activity), make_submission(session, activity)
    give_to_submission(session, ASKED, draft, sent.id, {"photo": name_of(1)})
    forget_files_of(session, other.id)
    assert counted(session) == (1, 1)


def test_only_who_holds_the_code_finds_a_file_by_its_name(session: Session, activity: Activity, code: str) -> None:
    holding(session, code)
    assert find_file_of_code(session, activity.id, name_of(1), code).name == name_of(1)
    for place, wrong in ((activity.id, "other"), (activity.id, None), (activity.id + 1, code)):
        with pytest.raises(NotFound):
            find_file_of_code(session, place, name_of(1), wrong)


def test_officers_and_auditors_read_what_was_sent_and_nobody_else(
    session: Session, activity: Activity, code: str
) -> None:
    draft, sent = holding(session, code), make_submission(session, activity)
    file_id = session.scalars(select(AnswerFile.file_id)).one()
    assert not may_read_file(session, file_id, make_actor(session, Role.OFFICER))
    give_to_submission(session, ASKED, draft, sent.id, {"photo": name_of(1)})
    readers = [make_actor(session, role) for role in (Role.OFFICER, Role.AUDITOR, Role.COUNCILLOR)]
    assert [may_read_file(session, file_id, one) for one in (*readers, ANONYMOUS)] == [True, True, False, False]


def test_the_files_of_an_activity_take_so_much_room_and_those_of_another_none_of_it(
    session: Session, activity: Activity, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answer_files, "MOST_UNSENT", 10)
    monkeypatch.setattr(answer_files, "MOST_IN_ALL", 20)
    draft = holding(session, code, size=8)
    make_room(session, activity.id, 2)
    make_room(session, activity.id + 1, 10)
    with pytest.raises(Invalid, match="We cannot take more files at the moment"):
        make_room(session, activity.id, 3)
    sent = make_submission(session, activity)
    give_to_submission(session, ASKED, draft, sent.id, {"photo": name_of(1)})
    make_room(session, activity.id, 10)
    with pytest.raises(Invalid):
        make_room(session, activity.id, 13)


def test_files_of_drafts_begun_a_day_ago_make_room_the_oldest_first(
    session: Session, activity: Activity, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answer_files, "MOST_UNSENT", 30)
    for number, hours in ((1, 30), (2, 25), (3, 1)):
        with clock.set_clock(clock.now() - timedelta(hours=hours)):
            holding(session, start_draft(session, activity.id, 1), number, 10)
    make_room(session, activity.id, 10)
    assert session.scalars(select(AnswerFile.name).order_by(AnswerFile.id)).all() == [name_of(2), name_of(3)]
    with pytest.raises(Invalid):
        make_room(session, activity.id, 21)  # what would go would not be enough, so nothing goes
    assert counted(session) == (2, 2)
    make_room(session, activity.id, 20)
    assert session.scalars(select(AnswerFile.name)).all() == [name_of(3)]


def test_a_draft_that_is_saved_again_and_again_keeps_no_room_for_ever(
    session: Session, activity: Activity, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answer_files, "MOST_UNSENT", 10)
    with clock.set_clock(clock.now() - timedelta(hours=25)):
        held = start_draft(session, activity.id, 1)
        holding(session, held, 1, 10)
    save_page(session, held, PageAnswers(page="position", answers={"position": "support"}))
    make_room(session, activity.id, 10)
    assert counted(session) == (0, 0)


def test_one_network_cannot_fill_what_was_not_sent() -> None:
    longest = max(FILE_LIMITS, key=lambda limit: limit.within)
    assert longest.within == answer_files.SAFE_FOR
    assert longest.maximum * answer_files.LARGEST < answer_files.MOST_UNSENT
