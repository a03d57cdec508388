"""Files that answer questions: whose they are, for how long, who may read them, and how much there may be of them."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from consult.consultations.policies import desk
from consult.contract.questions import Answers, Question, Questionnaire
from consult.files.intake import Kept
from consult.files.models import StoredFile
from consult.files.services import forget_file, record_file
from consult.kernel import clock, tokens
from consult.kernel.authz import Actor
from consult.kernel.errors import Invalid, NotFound
from consult.kernel.messages import gettext as _
from consult.submissions.models import AnswerFile, Draft, Submission

LARGEST = 10 * 1024 * 1024
"""The most bytes of a file that somebody without an account sends."""
MOST_UNSENT = 2 * 1024**3
"""The most bytes that the files of an activity have together which were not sent with a response yet."""
SAFE_FOR = timedelta(days=1)
"""So long after its draft was begun, a file that was not sent makes no room for others. Saving does not prolong it."""
MOST_IN_ALL = 20 * 1024**3
"""The most bytes that all files of an activity have together."""


def make_room(session: Session, activity_id: int, size: int) -> None:
    """Let files go whose drafts were begun a day ago and not sent, the oldest first, where there is no room.

    Raises `Invalid` when the files of an activity would take more than they may all the same.
    """
    unsent, sent = _taken(session, activity_id)
    missing = max(unsent + size - MOST_UNSENT, unsent + sent + size - MOST_IN_ALL)
    if missing > 0 and not _let_go(session, activity_id, missing):
        raise Invalid(_("We cannot take more files at the moment. Go on without a file, or come back later."))


def _let_go(session: Session, activity_id: int, missing: int) -> bool:
    """Delete files of old drafts until so many bytes are free; none where that is not enough."""
    old = (
        select(AnswerFile)
        .join(Draft, Draft.id == AnswerFile.draft_id)
        .where(Draft.activity_id == activity_id, Draft.begun_at <= clock.now() - SAFE_FOR)
        .order_by(AnswerFile.id)
    )
    going = list[AnswerFile]()
    for file in session.scalars(old):
        if missing > 0:
            going.append(file)
            missing -= file.file.size
    if missing > 0:
        return False
    _forget(session, going)
    return True


def _taken(session: Session, activity_id: int) -> tuple[int, int]:
    """Return how many bytes the files of an activity have that were not sent, and those that were."""
    kept = (
        select(func.sum(StoredFile.size), AnswerFile.submission_id.is_(None))
        .join(AnswerFile, AnswerFile.file_id == StoredFile.id)
        .outerjoin(Draft, Draft.id == AnswerFile.draft_id)
        .outerjoin(Submission, Submission.id == AnswerFile.submission_id)
        .where(or_(Draft.activity_id == activity_id, Submission.activity_id == activity_id))
        .group_by(AnswerFile.submission_id.is_(None))
    )
    taken = {bool(is_unsent): int(total) for total, is_unsent in session.execute(kept)}
    return taken.get(True, 0), taken.get(False, 0)


def hold_file(session: Session, draft_id: str, question: Question, name: str, kept: Kept) -> None:
    """Keep a file as a draft’s answer under its new name, in place of the one before, which is deleted."""
    drop_held(session, draft_id, question)
    file = record_file(session, name, kept)
    session.add(AnswerFile(name=name, question=question.key, file=file, draft_id=draft_id))
    session.flush()


def drop_held(session: Session, draft_id: str, question: Question) -> None:
    """Delete the file that a draft holds as the answer to a question."""
    held = select(AnswerFile).where(AnswerFile.draft_id == draft_id, AnswerFile.question == question.key)
    _forget(session, session.scalars(held))


def still_there(
    session: Session, asked: Questionnaire | None, draft_id: str, submission_id: int | None, answers: Answers
) -> Answers:
    """Return answers without those whose file is not there any more, or is none of this draft or submission."""
    keys = file_keys(asked) & answers.keys()
    if not keys:
        return answers
    own = {file.name for file in _own(session, draft_id, submission_id)}
    return {key: answer for key, answer in answers.items() if key not in keys or answer in own}


def give_to_submission(
    session: Session, asked: Questionnaire | None, draft_id: str, submission_id: int, answers: Mapping[str, object]
) -> None:
    """Let the files that the answers name belong to the submission, and delete what else it or its draft had."""
    if not file_keys(asked):
        return
    left = []
    for file in _own(session, draft_id, submission_id):
        if answers.get(file.question) == file.name:
            file.draft_id, file.submission_id = None, submission_id
        else:
            left.append(file)
    session.flush()
    _forget(session, left)


def forget_files_of(session: Session, submission_id: int) -> None:
    """Delete the files of a submission, and of drafts that would change it."""
    changing = select(Draft.id).where(Draft.changes_submission_id == submission_id)
    theirs = or_(AnswerFile.submission_id == submission_id, AnswerFile.draft_id.in_(changing))
    _forget(session, session.scalars(select(AnswerFile).where(theirs)))


def forget_files_of_draft(session: Session, draft_id: str) -> None:
    """Delete the files of a draft that is thrown away."""
    _forget(session, session.scalars(select(AnswerFile).where(AnswerFile.draft_id == draft_id)))


def delete_file(session: Session, file: AnswerFile) -> None:
    """Delete a file of a submission; the answer keeps its name."""
    _forget(session, [file])


def purge_answer_files(session: Session) -> int:
    """Delete the files whose draft ran out, or whose submission is gone; returns how many."""
    return _forget(
        session,
        session.scalars(select(AnswerFile).where(AnswerFile.draft_id.is_(None), AnswerFile.submission_id.is_(None))),
    )


def files_by_question(session: Session, submission_id: int) -> Mapping[str, AnswerFile]:
    """Return the files of a submission by the key of their question."""
    found = session.scalars(select(AnswerFile).where(AnswerFile.submission_id == submission_id))
    return {file.question: file for file in found}


def find_file_of_code(session: Session, activity_id: int, name: str, code: str | None) -> AnswerFile:
    """Return a file of the draft or the submission with this code; raises `NotFound`."""
    code_hash = tokens.digest(code or "")
    is_of_draft = (Draft.activity_id == activity_id) & (Draft.code_hash == code_hash)
    is_of_sent = (Submission.activity_id == activity_id) & (Submission.code_hash == code_hash)
    found = session.scalar(
        select(AnswerFile)
        .outerjoin(Draft, Draft.id == AnswerFile.draft_id)
        .outerjoin(Submission, Submission.id == AnswerFile.submission_id)
        .where(AnswerFile.name == name, or_(is_of_draft, is_of_sent))
    )
    if found is None or code is None:
        raise NotFound
    return found


def may_read_file(session: Session, file_id: int, actor: Actor) -> bool:
    """Whether a file answers a question of a response that was sent, and the actor may read responses."""
    sent = select(AnswerFile.id).where(AnswerFile.file_id == file_id, AnswerFile.submission_id.is_not(None))
    return desk.allows(actor) and session.scalar(sent) is not None


def file_keys(asked: Questionnaire | None) -> frozenset[str]:
    """Return the keys of the questions that are answered by a file."""
    return frozenset(question.key for question in asked.questions if question.endings) if asked else frozenset()


def _own(session: Session, draft_id: str, submission_id: int | None) -> list[AnswerFile]:
    own = AnswerFile.draft_id == draft_id
    if submission_id is not None:
        own = own | (AnswerFile.submission_id == submission_id)
    return list(session.scalars(select(AnswerFile).where(own)))


def _forget(session: Session, files: Iterable[AnswerFile]) -> int:
    gone = list(files)
    for one in gone:
        file = one.file
        session.delete(one)
        session.flush()
        forget_file(session, file)
    return len(gone)
