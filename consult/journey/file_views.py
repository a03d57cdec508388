"""The page of the journey that asks for a file: taken from whoever holds a draft, cleaned, and shown to its sender."""

from dataclasses import dataclass, replace
from functools import partial
from threading import BoundedSemaphore

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage

from consult.accounts.attempts import FILE_LIMITS, TooManyAttempts, record_attempt
from consult.contract.files_asked import file_asked_on, new_file_name
from consult.contract.questions import Question, QuestionPage
from consult.files.intake import Kept, TooLarge
from consult.files.kinds import kind_of
from consult.files.services import keep_public_file
from consult.files.views import as_attachment
from consult.journey.code_cookies import code_kept
from consult.journey.drafts import OpenDraft, PageAnswers, save_page
from consult.journey.file_forms import FilePageForm, file_form
from consult.journey.for_all import ids_of_all
from consult.journey.late_views import Late, late_page, why_late
from consult.journey.progress import RespondentSession, asking_more, next_page, standing_on
from consult.journey.quota_views import require_room as require_room_in_quotas
from consult.journey.respondent_views import find_page, redirect_to_page, redirect_to_start, require_open
from consult.journey.stamps import FIELD, make_stamp, read_stamp
from consult.journey.task_views import is_at_task_list, task_list_page
from consult.kernel.errors import ChangedMeanwhile, Gone, Invalid, NotFound
from consult.kernel.messages import gettext as _
from consult.submissions.answer_files import LARGEST, drop_held, find_file_of_code, hold_file, make_room
from consult.submissions.models import AnswerFile
from consult.web.forms import render_form
from consult.web.guard import loaded_by, permit
from consult.web.limits import LARGEST_FORM, takes_one_file
from consult.web.transactions import database, db

bp = Blueprint("answer_files", __name__, url_prefix="/take-part")
PATIENCE = 10
"""How many seconds a file waits until the one before it is cleaned."""
_TURN = BoundedSemaphore()


def find_own_file(session: Session, activity_id: int, name: str) -> AnswerFile:
    """Return a file that was sent with the code on this device; raises `NotFound`."""
    return find_file_of_code(session, activity_id, name, code_kept(session, activity_id))


@dataclass(frozen=True)
class FilePage:
    """A page on the path of a draft that asks for a file."""

    respondent: RespondentSession
    page: QuestionPage
    question: Question
    draft: OpenDraft
    code: str

    @property
    def activity_id(self) -> int:
        """The activity that asks."""
        return self.respondent.activity.id


def find_file_page(session: Session, activity_id: int, page: str) -> RespondentSession:
    """Return this device’s session at a page that asks for a file; raises `NotFound` for any other page."""
    respondent = find_page(session, activity_id, page)
    if not any(one.id == page and file_asked_on(one) for one in respondent.questionnaire.pages):
        raise NotFound
    return respondent


def require_draft(session: Session, activity_id: int, page: str) -> None:
    """Let nobody send a file but whoever holds a draft that asks for it now, and none that is too large."""
    respondent = find_file_page(session, activity_id, page)
    require_open(session, respondent)
    if _asked(respondent) is None:
        error = Gone(
            _("There are no answers on this device to which this file belongs. Start, or use your code."),
            title=_("The file was not sent"),
        )
        error.ways = [
            (_("Go to the start page"), url_for("journey.start", activity_id=activity_id)),
            (_("I have a code"), url_for("receipts.resume")),
        ]
        raise error
    if (request.content_length or 0) > LARGEST + LARGEST_FORM:
        too_large = TooLarge(_("The file must be smaller than 10 MB. Make it smaller and try again."))
        back = url_for("answer_files.page", activity_id=activity_id, page=page)
        too_large.ways = [(_("Go back to the question"), back)]
        raise too_large


def _asked(respondent: RespondentSession) -> FilePage | None:
    page, draft, code = respondent.page, respondent.draft, respondent.code
    question = file_asked_on(page)
    if page is None or question is None or draft is None or code is None or not respondent.is_on_path:
        return None
    return FilePage(respondent, page, question, draft, code)


@bp.route("/<int:activity_id>/file/<page>", methods=["GET", "POST"])
@permit("submissions.answer", load=loaded_by(find_file_page))
@takes_one_file(require_draft, LARGEST)
def page(respondent: RespondentSession) -> ResponseReturnValue:
    """Ask for a file, and keep it with the draft."""
    if request.method == "POST":
        late = why_late(db(), respondent, read_stamp(request.form.get(FIELD)))
        if late is not None:
            return late_page(db(), respondent, late)
    require_open(db(), respondent)
    require_room_in_quotas(db(), respondent)
    if respondent.draft is None:
        return redirect_to_start(db(), respondent)
    if is_at_task_list(respondent):
        return task_list_page(respondent)
    asked = _asked(respondent)
    if asked is None:
        return late_page(db(), respondent, Late.PASSED_BY)
    form = file_form(asked.question)
    if request.method == "POST" and form.validate():
        try:
            return _taken(asked, form)
        except (Invalid, TooLarge) as refused:
            form.add_error("file", str(refused))
        except ChangedMeanwhile:  # as by a second click: the page shows which file is there
            return redirect(_here(asked), 303)
    return _shown(asked, form)


@bp.get("/<int:activity_id>/files/<name>")
@permit("submissions.answer", load=loaded_by(find_own_file))
def download(file: AnswerFile) -> ResponseReturnValue:
    """Send somebody the file that they sent, for as long as this device holds their code."""
    return as_attachment(file.file)


def _shown(asked: FilePage, form: FilePageForm) -> ResponseReturnValue:
    return render_form(
        "journey/file.html",
        form,
        respondent=asked.respondent,
        page=asked.page,
        held=_held(asked),
        is_change="change" in request.args,
        stamp=make_stamp(asked.code, standing_on(asked.page, asked.draft.content)),
    )


def _held(asked: FilePage) -> AnswerFile | None:
    name = asked.draft.content.answers.get(asked.question.key)
    try:
        return find_file_of_code(db(), asked.activity_id, name, asked.code) if name else None
    except NotFound:  # it was taken down meanwhile
        return None


def _taken(asked: FilePage, form: FilePageForm) -> ResponseReturnValue:
    """Keep what was sent or take away what was there, and go on; raises `Invalid` with a sentence."""
    if "remove" in request.form:
        _save(asked, None)
        drop_held(db(), asked.draft.id, asked.question)
        return redirect(_here(asked), 303)
    upload, held = form.file.data, _held(asked)
    answered = _kept(asked, upload) if upload is not None else _save(asked, held.name if held else None)
    if "later" in request.form:
        return redirect(url_for("receipts.save", activity_id=asked.activity_id), 303)
    return redirect_to_page(asked.activity_id, next_page(answered, asked.page.id, is_change="change" in request.args))


def _here(asked: FilePage) -> str:
    change = 1 if "change" in request.args else None
    return url_for("answer_files.page", activity_id=asked.activity_id, page=asked.page.id, change=change)


def _kept(asked: FilePage, upload: FileStorage) -> RespondentSession:
    kept = _cleaned(asked.question, upload)
    make_room(db(), asked.activity_id, kept.size)
    name = new_file_name(asked.question, kind_of(upload.filename or "").ending)
    answered = _save(asked, name)
    hold_file(db(), asked.draft.id, asked.question, name, kept)
    return answered


def _cleaned(question: Question, upload: FileStorage) -> Kept:
    """Return a file written anew without what cannot be seen, one after another; it has no record yet."""
    name = upload.filename or ""
    kind_of(name, question.endings)
    limited = partial(record_attempt, purpose="file", limits=FILE_LIMITS, email="", address=request.remote_addr or "")
    try:
        database().write(limited)
    except TooManyAttempts as error:
        raise Invalid(
            _(
                "Too many files came from your network. Wait %(wait)s and try again, or go on without a file.",
                wait=error.wait,
            )
        ) from error
    if not _TURN.acquire(timeout=PATIENCE):
        raise Invalid(_("Many people are sending files. Wait a minute, then send yours again."))
    try:
        return keep_public_file(db(), question.label, name, upload.stream, largest=LARGEST)
    finally:
        _TURN.release()


def _save(asked: FilePage, answer: str | None) -> RespondentSession:
    """Keep the name of a file, or that there is none, in the draft, and return the session after it."""
    draft = asked.draft
    given = PageAnswers(page=asked.page.id, answers={asked.question.key: answer}, is_half="remove" in request.form)
    more = asking_more(asked.respondent.questionnaire, draft.content, given.added_to(draft.content))
    given = replace(given, asks_more=more - {asked.page.id})
    save_page(db(), asked.code, given, draft, of_all=ids_of_all(asked.respondent.questionnaire))
    return replace(asked.respondent, draft=replace(draft, content=given.added_to(draft.content)))
