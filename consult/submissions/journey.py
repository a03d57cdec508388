"""One person's way through a questionnaire: where they are, what comes next, and what is still missing."""

from dataclasses import dataclass
from typing import Any, cast

from flask import redirect, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue
from sqlalchemy import and_, bindparam, select
from sqlalchemy.orm import Session

from consult.consultations.lifecycle import state_at
from consult.consultations.models import Activity, Consultation, State
from consult.contract.questions import Questionnaire, QuestionPage
from consult.kernel import tokens
from consult.kernel.db import database_now
from consult.kernel.errors import Closed, NotFound
from consult.kernel.prepared import Prepared
from consult.submissions import about_you
from consult.submissions.drafts import DRAFT_COLUMNS, OpenDraft, draft_from
from consult.submissions.instruments import questionnaire_for
from consult.submissions.models import Draft, Submission
from consult.web.filters import local_datetime

AREA = QuestionPage(id="where-you-live", title="Where do you live?", questions=())
CODES = "codes"

_SITTING = Prepared(
    select(
        Activity.id,
        Activity.kind,
        Activity.title,
        Activity.settings_version,
        Consultation.slug,
        Consultation.title.label("consultation_title"),
        Consultation.state,
        Consultation.opens_at,
        Consultation.closes_at,
        Consultation.notice,
        *DRAFT_COLUMNS,
    )
    .join(Consultation, Consultation.id == Activity.consultation_id)
    .outerjoin(Draft, and_(Draft.code_hash == bindparam("code_hash"), Draft.activity_id == Activity.id))
    .where(Activity.id == bindparam("activity_id"), Consultation.state != State.DRAFT.value)
)

_SENT = Prepared(select(*Submission.__table__.columns).where(Submission.code_hash == bindparam("code_hash")))


@dataclass(frozen=True)
class Sitting:
    """One person answering one activity on this device."""

    activity: Any
    state: State
    questionnaire: Questionnaire
    code: str | None
    draft: OpenDraft | None
    page: QuestionPage | None = None

    @property
    def is_open(self) -> bool:
        """Whether answers are taken now."""
        return self.state is State.OPEN

    def pages(self) -> list[QuestionPage]:
        """Return the pages on the path that the answers so far lead to."""
        asked = self.questionnaire
        pages = list(asked.reachable(self.draft.content.answers if self.draft else {}))
        if asked.asks_area:
            pages.append(AREA)
        # Equality answers are not asked again of somebody who only changes an answer.
        if asked.asks_about_you and not (self.draft and self.draft.changes_submission_id):
            pages.append(about_you.PAGE)
        return pages

    def page_before(self) -> str | None:
        """Return the page before this one."""
        ids = [page.id for page in self.pages()]
        place = ids.index(self.page.id) if self.page and self.page.id in ids else 0
        return ids[place - 1] if place else None

    def position(self) -> tuple[int, int]:
        """Return which page of how many this is."""
        ids = [page.id for page in self.pages()]
        return (ids.index(self.page.id) + 1 if self.page and self.page.id in ids else 1, len(ids))


def find_sitting(session: Session, activity_id: int, page: str | None = None) -> Sitting:
    """Return this device's sitting; raises `NotFound` for an unknown activity or page."""
    code = code_kept(activity_id)
    wanted = {"activity_id": activity_id, "code_hash": tokens.digest(code) if code else ""}
    row = _SITTING.first(session, wanted)
    if row is None:
        raise NotFound
    draft = draft_from(session, row)
    version = draft.questions_version if draft else row.settings_version
    asked = questionnaire_for(session, row.id, row.kind, version)
    if asked is None:
        raise NotFound
    state = state_at(cast(Consultation, row), database_now(session))
    sitting = Sitting(activity=row, state=state, questionnaire=asked, code=code, draft=draft)
    if page is None:
        return sitting
    found = next((one for one in sitting.pages() if one.id == page), None)
    if found is None:
        raise NotFound
    return Sitting(activity=row, state=state, questionnaire=asked, code=code, draft=draft, page=found)


def find_open_sitting(session: Session, activity_id: int, page: str | None = None) -> Sitting:
    """Return this device's sitting of an open activity; raises `Closed` for any other."""
    sitting = find_sitting(session, activity_id, page)
    if not sitting.is_open:
        raise _closed(session, sitting)
    return sitting


def _closed(session: Session, sitting: Sitting) -> Closed:
    row = sitting.activity
    closed_on = None if row.closes_at is None or row.closes_at > database_now(session) else row.closes_at
    error = Closed(
        f"This consultation closed on {local_datetime(closed_on)}, so answers can no longer be sent or changed."
        if closed_on
        else None
    )
    ways = [("Go to the consultation", url_for("consultations.show", slug=row.slug))]
    if sent_with(session, sitting.code):
        ways.insert(0, ("See the response you sent", url_for("answers.done", activity_id=row.id)))
    error.ways = ways
    return error


def next_page(sitting: Sitting, after: str, *, is_change: bool) -> str:
    """Return the page that follows: the first unseen one when an answer was changed, or `check`."""
    if is_change:
        return first_unseen(sitting)
    ids = [page.id for page in sitting.pages()]
    place = ids.index(after) if after in ids else len(ids) - 1
    return ids[place + 1] if place + 1 < len(ids) else "check"


def first_unseen(sitting: Sitting) -> str:
    """Return where somebody who comes back goes on."""
    seen = sitting.draft.content.seen if sitting.draft else []
    return next((page.id for page in sitting.pages() if page.id not in seen), "check")


def code_kept(activity_id: int) -> str | None:
    """Return the code that this device holds for an activity."""
    codes: dict[str, str] = cookie.get(CODES, {})
    return codes.get(str(activity_id))


def code_of_device(session: Session, activity_id: int) -> tuple[int, str | None]:
    """Return the activity's number and this device's code; what the code may do is decided when it is used."""
    return activity_id, code_kept(activity_id)


def keep_code(activity_id: int, code: str) -> None:
    """Let this device hold the code."""
    cookie[CODES] = {**cookie.get(CODES, {}), str(activity_id): code}


def forget_code(activity_id: int) -> None:
    """Let this device hold the code no longer."""
    cookie[CODES] = {key: code for key, code in cookie.get(CODES, {}).items() if key != str(activity_id)}


def sent_with(session: Session, code: str | None) -> Submission | None:
    """Return the submission that was sent with this code, for reading only."""
    if code is None:
        return None
    return cast(Submission | None, _SENT.first(session, {"code_hash": tokens.digest(code)}))


def way_to(activity_id: int, page_id: str) -> ResponseReturnValue:
    """Send the browser on to a page of the journey."""
    if page_id == "check":
        return redirect(url_for("submissions.check", activity_id=activity_id), 303)
    return redirect(url_for("submissions.page", activity_id=activity_id, page=page_id), 303)


def way_elsewhere(session: Session, sitting: Sitting) -> ResponseReturnValue:
    """Send a browser without a draft on: to what was sent already, or to the start."""
    endpoint = "answers.done" if sent_with(session, sitting.code) else "submissions.start"
    return redirect(url_for(endpoint, activity_id=sitting.activity.id), 303)
