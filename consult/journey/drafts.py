"""Answers on their way: sealed, saved page by page, found again by the code that only their author has."""

import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import orjson
from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from consult.contract.questions import Answers
from consult.kernel import clock, tokens
from consult.kernel.crypto import Unreadable
from consult.kernel.db import begin_write, database_of, first_row
from consult.kernel.errors import ChangedMeanwhile, Gone
from consult.kernel.messages import gettext as _
from consult.submissions import about_you
from consult.submissions.models import Draft

KEPT_FOR = timedelta(days=60)
UNTOUCHED_KEPT_FOR = timedelta(days=2)
"""So long is a draft kept in which nothing was ever saved: longer than the cookie of the device that began it."""
TABLE = "submission_draft"


DRAFT_COLUMNS = (
    Draft.id.label("draft_id"),
    Draft.activity_id.label("draft_activity_id"),
    Draft.questions_version,
    Draft.revision.label("draft_revision"),
    Draft.changes_submission_id,
    Draft.sealed,
    Draft.begun_at,
    Draft.expires_at,
)
"""What makes a `DraftRow`, in its order."""
_BY_CODE = select(*DRAFT_COLUMNS).where(Draft.code_hash == bindparam("code_hash"))
_LOCK_BY_CODE = _BY_CODE.with_for_update()
_DISCARD = delete(Draft).where(Draft.id == bindparam("draft_id"))
_BEGIN = insert(Draft).inline()
_SAVE = (
    update(Draft)
    .where(Draft.id == bindparam("draft_id"), Draft.revision == bindparam("read_revision"))
    .values(
        sealed=bindparam("now_sealed"),
        expires_at=bindparam("now_expires_at"),
        revision=bindparam("now_revision"),
        last_page=bindparam("now_last_page"),
    )
)


class DraftRow(NamedTuple):
    """The columns of a draft; all are empty where a row was looked for beside something else and there is none."""

    id: str | None
    activity_id: int
    questions_version: int
    revision: int
    changes_submission_id: int | None
    sealed: bytes
    begun_at: datetime | None
    expires_at: datetime


@dataclass
class Content:
    """What a draft holds: answers by question, the area, the about-you answers, and the pages already seen.

    `willing` says whether they will answer about themselves: `about_you.YES`, `about_you.NO` or nothing yet. From the
    `seed` the order of options is drawn.
    """

    answers: Answers = field(default_factory=dict)
    area: str = ""
    about_you: dict[str, str] = field(default_factory=dict)
    seen: list[str] = field(default_factory=list)
    willing: str = ""
    seed: str = ""

    def __post_init__(self) -> None:
        """Take whoever answered about themselves for willing to, also where they were not asked first."""
        if self.about_you and not self.willing:
            self.willing = about_you.YES

    def last_of(self, pages: Collection[str]) -> str:
        """Return which of these pages was the last to be saved for the first time; empty where none was."""
        return next((page for page in reversed(self.seen) if page in pages), "")

    @property
    def has_settled_about_you(self) -> bool:
        """Whether the about-you answers stand as they are meant to, so that what is empty is to be empty."""
        return about_you.GATE.id in self.seen or about_you.PAGE.id in self.seen


@dataclass(frozen=True)
class OpenDraft:
    """A draft that was found by its code, unsealed."""

    id: str
    activity_id: int
    questions_version: int
    revision: int
    changes_submission_id: int | None
    begun_at: datetime | None
    content: Content


def start_draft(
    session: Session,
    activity_id: int,
    version: int,
    *,
    content: Content | None = None,
    of_link: Answers | None = None,
    changes: int | None = None,
    code: str | None = None,
) -> str:
    """Begin a draft and return the code that finds it again; only a digest of the code is kept.

    It begins with this content, or with what came with the link alone.
    """
    code = code or tokens.new_code()
    draft_id, at = secrets.token_hex(16), clock.now()
    holds = content or Content(answers={**(of_link or {})}, seed=tokens.new_seed())
    begin_write(session).execute(
        _BEGIN,
        {
            "id": draft_id,
            "activity_id": activity_id,
            "code_hash": tokens.digest(code),
            "sealed": _seal(session, draft_id, holds),
            "questions_version": version,
            "revision": 1,
            "changes_submission_id": changes,
            "begun_at": at,
            "expires_at": at + (KEPT_FOR if content is not None else UNTOUCHED_KEPT_FOR),
            "last_page": "",
        },
    )
    return code


def find_draft(session: Session, code: str, *, for_update: bool = False) -> OpenDraft | None:
    """Return the draft with this code, or `None` when there is none or it has run out."""
    if for_update:
        begin_write(session)
    query = _LOCK_BY_CODE if for_update else _BY_CODE
    row = first_row(session, query, {"code_hash": tokens.digest(code)})
    return None if row is None else open_draft(session, DraftRow._make(row))


def open_draft(session: Session, row: DraftRow) -> OpenDraft | None:
    """Return the draft in a row, unsealed: `None` for no draft, one that has run out, and one whose key is lost."""
    if row.id is None or row.expires_at <= clock.now():
        return None
    try:
        content = _unseal(session, row.id, row.sealed)
    except Unreadable:
        return None
    return OpenDraft(
        id=row.id,
        activity_id=row.activity_id,
        questions_version=row.questions_version,
        revision=row.revision,
        changes_submission_id=row.changes_submission_id,
        begun_at=row.begun_at,
        content=content,
    )


@dataclass(frozen=True, kw_only=True)
class PageAnswers:
    """What one page adds to a draft; an answer of `None` takes the earlier answer away.

    Whoever answers about themselves is willing to; whoever is not takes those answers away.
    A page left `is_half` done counts as not seen, so that whoever comes back is shown it again; so do the pages that
    `asks_more` names, on which the answers lead to a question that was not asked before.
    """

    page: str
    answers: Mapping[str, Any] = field(default_factory=dict)
    area: str | None = None
    about_you: Mapping[str, str] | None = None
    willing: str | None = None
    is_half: bool = False
    asks_more: frozenset[str] = frozenset()

    def places_in(self, content: Content) -> list[object]:
        """Return what the content holds now in the places that this page fills."""
        is_about_you = self.about_you is not None or self.willing is not None
        return [
            {key: content.answers.get(key) for key in self.answers},
            content.area if self.area is not None else None,
            (dict(content.about_you), content.willing) if is_about_you else None,
        ]

    def added_to(self, content: Content) -> Content:
        """Return the content with the page's answers in it."""
        answers = {**content.answers, **self.answers}
        again = self.asks_more | ({self.page} if self.is_half else set())
        seen = [page for page in content.seen if page not in again]
        if self.page not in seen and not self.is_half:
            seen.append(self.page)
        about, willing = self.about_you, self.willing
        if about is not None:
            willing = about_you.YES
        elif willing == about_you.NO:
            about, seen = {}, [page for page in seen if page != about_you.PAGE.id]
        return Content(
            answers={key: answer for key, answer in answers.items() if answer is not None},
            area=content.area if self.area is None else self.area,
            about_you=dict(content.about_you if about is None else about),
            seen=seen,
            willing=content.willing if willing is None else willing,
            seed=content.seed,
        )


def save_page(
    session: Session, code: str, given: PageAnswers, read: OpenDraft | None = None, *, of_all: Collection[str] = ()
) -> None:
    """Keep what was answered on one page, beside what any other tab or device kept meanwhile.

    Outside the seal is told which of the pages `of_all` was saved last: they are asked of everybody.
    `read` is the draft as it was just read, which spares reading it again unless somebody else saved since; if that
    somebody saved this very page, it raises `ChangedMeanwhile`. Raises `Gone` when the draft was sent or has run out.
    """
    begin_write(session)
    draft = read or find_draft(session, code, for_update=True)
    stood = given.places_in(draft.content) if draft is not None else None
    if draft is not None and _save(session, draft, given.added_to(draft.content), of_all):
        return
    draft = find_draft(session, code, for_update=True)
    if draft is None:
        raise Gone(
            _("These answers were already sent, or we have deleted them. Start again, or use your code."),
            title=_("These answers are no longer here"),
        )
    answered = given.added_to(draft.content)
    # What somebody else saved is replaced only where it was seen, or says the same.
    if given.places_in(draft.content) not in (stood, given.places_in(answered)):
        raise ChangedMeanwhile
    _save(session, draft, answered, of_all)


def _save(session: Session, draft: OpenDraft, content: Content, of_all: Collection[str]) -> bool:
    kept = {
        "draft_id": draft.id,
        "read_revision": draft.revision,
        "now_revision": draft.revision + 1,
        "now_sealed": _seal(session, draft.id, content),
        "now_expires_at": clock.now() + KEPT_FOR,
        "now_last_page": content.last_of(of_all),
    }
    return begin_write(session).execute(_SAVE, kept).rowcount == 1


def discard_draft(session: Session, draft_id: str) -> None:
    """Delete a draft."""
    begin_write(session).execute(_DISCARD, {"draft_id": draft_id})


def _seal(session: Session, draft_id: str, content: Content) -> bytes:
    return database_of(session).keys.seal(orjson.dumps(content), table=TABLE, row=draft_id, column="sealed")


def _unseal(session: Session, draft_id: str, sealed: bytes) -> Content:
    return Content(**orjson.loads(database_of(session).keys.open(sealed, table=TABLE, row=draft_id, column="sealed")))
