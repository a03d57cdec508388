"""Responses and their earlier versions as records: passages can be taken out of every free text in them."""

from collections.abc import Iterator, Mapping
from typing import cast

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, object_session

from consult.consultations.models import Activity
from consult.contract.records import Record, RecordField
from consult.kernel.authz import Actor, rule, staff
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.submissions.models import Cause, EarlierAnswers, Submission
from consult.submissions.owners import owner_of
from consult.submissions.questionnaires import activity_type, free_texts, is_free_text, known_kinds, questionnaire_of
from consult.submissions.revision import Values, revise


def _submission_texts(submission: Submission) -> Iterator[tuple[tuple[str | int, ...], str]]:
    yield from _texts(submission, submission.answers)


def _marked_texts(row: Submission | EarlierAnswers) -> Iterator[tuple[tuple[str | int, ...], str]]:
    said = {key: mark.get("said") for key, mark in row.marks.items()}
    for path, label in _texts(row if isinstance(row, Submission) else _submission(row), said):
        yield (*path, "said"), _("%(label)s (on the original)", label=label)


def _earlier_texts(earlier: EarlierAnswers) -> Iterator[tuple[tuple[str | int, ...], str]]:
    yield from _texts(_submission(earlier), earlier.answers)


def _texts(submission: Submission, answers: Mapping[str, object]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    session = _session(submission)
    asked = questionnaire_of(session, _activity(submission), submission.questions_version)
    kinds = known_kinds(session)
    offered = activity_type(session, _activity(submission).kind)
    labels = offered.text_labels if offered else {}
    for key, answer in answers.items():
        if is_free_text(asked, kinds, key, answer):
            question = asked.by_key.get(key) if asked else None
            yield (key,), question.label if question else labels.get(key, key)


def texts_to_consider(submission: Submission) -> dict[str, str]:
    """Return what somebody wrote to be considered, by its place."""
    session = _session(submission)
    asked = questionnaire_of(session, _activity(submission), submission.questions_version)
    return free_texts(asked, known_kinds(session), submission.answers, submission.marks)


def _session(row: object) -> Session:
    session = object_session(row)
    assert session is not None  # noqa: S101 (a row that was read belongs to a session)
    return session


def _activity(submission: Submission) -> Activity:
    return _session(submission).get_one(Activity, submission.activity_id)


def _submission(earlier: EarlierAnswers) -> Submission:
    return _session(earlier).get_one(Submission, earlier.submission_id)


@rule("may handle it by its plugin's own rule")
def _by_owner(actor: Actor, row: Submission | EarlierAnswers) -> bool:
    submission = row if isinstance(row, Submission) else _submission(row)
    session = _session(row)
    owner = owner_of(session, _activity(submission))
    return owner is None or owner.may_handle is None or owner.may_handle(session, actor, submission.id)


def _page(submission: Submission) -> tuple[str, Mapping[str, object]]:
    owner = owner_of(_session(submission), _activity(submission))
    endpoint = owner.submission_endpoint if owner else "desk.read"
    return endpoint, {"submission_id": submission.id}


def _rows(_session: Session, consultation_id: int) -> Select[object]:
    of_activity = Activity.consultation_id == consultation_id
    return select(Submission).join(Activity, Activity.id == Submission.activity_id).where(of_activity)


def _earlier_rows(session: Session, consultation_id: int) -> Select[object]:
    ids = _rows(session, consultation_id).with_only_columns(Submission.id)
    return select(EarlierAnswers).where(EarlierAnswers.submission_id.in_(ids))


def _write(session: Session, actor: Actor, submission: Submission, values: Mapping[str, object]) -> None:
    activity = _activity(submission)
    revise(session, activity, submission, Cause.REDACTION, by=actor, **cast(Values, values))


SUBMISSION = Record(
    model=Submission,
    title=_l("Response"),
    fields=(
        RecordField(column="answers", label=_l("Answers"), parts=_submission_texts),
        RecordField(column="marks", label=_l("On the original"), parts=_marked_texts),
    ),
    name=lambda submission: submission.reference,
    page=_page,
    rows=_rows,
    consultation_id=lambda _session, submission: _activity(submission).consultation_id,
    rule=staff & _by_owner,
    write=_write,
)
EARLIER = Record(
    model=EarlierAnswers,
    title=_l("Earlier answers of response"),
    fields=(
        RecordField(column="answers", label=_l("Answers"), parts=_earlier_texts),
        RecordField(column="marks", label=_l("On the original"), parts=_marked_texts),
        RecordField(column="reason", label=_l("Why it was corrected")),
    ),
    name=lambda earlier: _submission(earlier).reference,
    page=lambda earlier: _page(_submission(earlier)),
    rows=_earlier_rows,
    consultation_id=lambda _session, earlier: _activity(_submission(earlier)).consultation_id,
    rule=staff & _by_owner,
    parent=EarlierAnswers.submission_id,
)
RECORDS = (SUBMISSION, EARLIER)
