"""Pages for whoever holds a code: save, return, receipt, change, withdraw, a copy by email, and forgetting it."""

from dataclasses import replace
from functools import partial

from flask import Blueprint, current_app, flash, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from consult.accounts.attempts import MAIL_LIMITS, TooManyAttempts, record_attempt
from consult.comments.models import HELD_REASONS
from consult.comments.queries import shown_publication
from consult.consultations.models import Activity
from consult.contract.exits import has_ended
from consult.contract.questions import Questionnaire
from consult.contract.references import Reference
from consult.journey import services
from consult.journey.admission_forms import AddressForm
from consult.journey.code_cookies import forget_codes, keep_code
from consult.journey.contacts import ask_for_news, mail_code, mail_reference
from consult.journey.drafts import Content, discard_draft, find_draft, start_draft
from consult.journey.forms import CodeForm, CopyForm, EmptyForm, SaveForm
from consult.journey.invitation_cookies import forget_invitations
from consult.journey.kiosk_cookies import is_kiosk
from consult.journey.new_questions import added_since
from consult.journey.progress import AREA, RespondentSession, first_unseen, stamp_of
from consult.journey.respondent_views import (
    find_open_session,
    find_own_session,
    find_respondent_session,
    redirect_to_page,
    redirect_to_start,
)
from consult.journey.services import CountsNoMore, SentResponse, content_of, sent_with
from consult.journey.stops import purge_drafts
from consult.journey.unsent_views import has_unsent_changes, unsent_page
from consult.journey.views import texts_of_page
from consult.kernel import tokens
from consult.kernel.db import lock_row
from consult.kernel.formats import local_datetime
from consult.kernel.messages import gettext as _
from consult.kernel.messages import spoken
from consult.steps.traces import trace_of
from consult.submissions import about_you
from consult.submissions.answer_files import file_keys, files_by_question, forget_files_of_draft
from consult.submissions.answer_texts import answer_rows
from consult.submissions.intake import about_you_of
from consult.submissions.models import Status, Submission
from consult.submissions.questionnaires import known_kinds, questionnaire_for
from consult.web.forms import render_form
from consult.web.guard import actor, loaded_by, permit
from consult.web.limits import takes_texts
from consult.web.transactions import database, db

bp = Blueprint("receipts", __name__, url_prefix="/take-part")


@bp.route("/<int:activity_id>/save", methods=["GET", "POST"])
@permit("submissions.answer", load=loaded_by(find_open_session))
def save(respondent: RespondentSession) -> ResponseReturnValue:
    """Show the code that finds the draft again, and email it if asked."""
    if respondent.draft is None or respondent.code is None:
        return redirect_to_start(db(), respondent)
    form = SaveForm()
    if form.validate_on_submit() and may_write(form):
        email = form.email.data or ""
        closes_at = respondent.activity.closes_at
        closes = local_datetime(closes_at) if closes_at else _("the consultation closes")
        mail_code(db(), email, respondent.activity.consultation_title, respondent.code, closes)
        flash(_("We have emailed your code to %(email)s", email=email), "success")
        return redirect(url_for("receipts.save", activity_id=respondent.activity.id), 303)
    stamp = stamp_of(respondent)
    return render_form("journey/save.html", form, respondent=respondent, go_on=first_unseen(respondent), stamp=stamp)


@bp.route("/<int:activity_id>/question/<page>/save", methods=["GET", "POST"])
@permit("submissions.answer")
@takes_texts(texts_of_page)
def save_page(activity_id: int, page: str) -> ResponseReturnValue:
    """Keep what stands on a page, then show the code that finds it again; what is still empty may stay so."""
    if request.method == "GET":
        return redirect_to_page(activity_id, page)
    answer_page = current_app.view_functions["journey.page"]
    kept = make_response(answer_page(activity_id=activity_id, page=page))
    if kept.status_code in {409, 422}:
        return kept
    return redirect(url_for("receipts.save", activity_id=activity_id), 303)


@bp.route("/return", methods=["GET", "POST"])
@permit("submissions.answer")
def resume() -> ResponseReturnValue:
    """Find a draft or a sent response again by its code, on any device."""
    form = CodeForm()
    if not form.validate_on_submit():
        return render_form("journey/return.html", form)
    code = form.read()
    if tokens.is_reference(code):
        form.add_error("code", _("This is a reference. Enter your private code: it has 16 letters and numbers."))
        return render_form("journey/return.html", form)
    draft, sent = find_draft(db(), code), sent_with(db(), code)
    found = draft or sent
    if found is None:
        form.add_error("code", _("We do not know this code. Check each letter and number."))
        return render_form("journey/return.html", form)
    keep_code(db(), found.activity_id, code)
    respondent = find_respondent_session(db(), found.activity_id)
    if draft is not None and respondent.is_open:
        return redirect_to_page(draft.activity_id, first_unseen(replace(respondent, code=code, draft=draft)))
    endpoint = "receipts.unsent" if sent is None else "receipts.done"
    return redirect(url_for(endpoint, activity_id=found.activity_id), 303)


@bp.get("/<int:activity_id>/unsent")
@permit("submissions.answer", load=loaded_by(find_respondent_session))
def unsent(respondent: RespondentSession) -> ResponseReturnValue:
    """Show what a closing came before, to its author."""
    if respondent.draft is None:
        return redirect_to_start(db(), respondent)
    if respondent.is_open:
        return redirect_to_page(respondent.activity.id, "check")
    return unsent_page(db(), respondent)


@bp.post("/<int:activity_id>/drop-changes")
@permit("submissions.answer", load=loaded_by(find_own_session))
def discard_changes(respondent: RespondentSession) -> ResponseReturnValue:
    """Throw changes away that were not sent; what was sent stays as it is."""
    draft = respondent.draft
    if draft is not None and respondent.is_change:
        database().write(lambda opened: _discard(opened, draft.id))
        flash(_("Your response stays as you sent it"), "success")
    return redirect(url_for("receipts.done", activity_id=respondent.activity.id), 303)


def _discard(session: Session, draft_id: str) -> None:
    forget_files_of_draft(session, draft_id)
    discard_draft(session, draft_id)


@bp.post("/<int:activity_id>/finish")
@permit("submissions.answer", load=loaded_by(find_respondent_session))
def finish(respondent: RespondentSession) -> ResponseReturnValue:
    """Let this device forget every code it holds, for whoever uses it next."""
    forget_codes()
    forget_invitations()
    flash(_("This device no longer holds your answers or codes"), "success")
    if is_kiosk(respondent.activity.id):
        return redirect_to_start(db(), replace(respondent, code=None, draft=None))
    return redirect(url_for("consultations.show", slug=respondent.activity.slug), 303)


@bp.route("/<int:activity_id>/done", methods=["GET", "POST"])
@permit("submissions.answer", load=loaded_by(find_own_session))
def done(respondent: RespondentSession) -> ResponseReturnValue:
    """Show reference, code and answers of what was sent; email a copy if asked."""
    sent = sent_with(db(), respondent.code)
    if sent is None or respondent.code is None:
        return redirect_to_start(db(), respondent)
    asked = _asked_of(sent, respondent)
    rows = _rows_of(sent, asked)
    form = CopyForm()
    if form.validate_on_submit() and may_write(form):
        _write_what_is_wanted(form, respondent, sent, respondent.code)
        return redirect(url_for("receipts.done", activity_id=respondent.activity.id), 303)
    return render_form(
        "journey/done.html",
        form,
        respondent=respondent,
        sent=sent,
        rows=rows,
        files=files_by_question(db(), sent.id) if file_keys(asked) else {},
        counts=sent.status == Status.SUBMITTED,
        traced=trace_of(db(), actor(), Reference(Submission.__tablename__, sent.id)) if sent.is_cited else [],
        shown=shown_publication(db(), sent),
        held_reasons=HELD_REASONS,
        has_changes=has_unsent_changes(db(), respondent, sent),
        added=[question for added in added_since(db(), respondent, sent).values() for question in added],
        stamp=stamp_of(respondent),
        is_shared=is_kiosk(respondent.activity.id),
    )


def _write_what_is_wanted(form: CopyForm, respondent: RespondentSession, sent: SentResponse, code: str) -> None:
    email, wanted = form.email.data or "", form.wanted.data or []
    if "copy" in wanted:
        mail_reference(db(), email, respondent.activity.consultation_title, sent, code)
    if "updates" in wanted:
        ask_for_news(db(), respondent.activity.id, email)
    flash(_("We have written to %(email)s", email=email), "success")


@bp.post("/<int:activity_id>/change")
@permit("submissions.answer", load=loaded_by(find_open_session))
def change(respondent: RespondentSession) -> ResponseReturnValue:
    """Begin to change what was sent; nothing changes until it is sent again."""
    sent, code = sent_with(db(), respondent.code), respondent.code
    if sent is None or code is None:
        return redirect_to_start(db(), respondent)
    if sent.status != Status.SUBMITTED:
        raise CountsNoMore
    if respondent.draft is None:
        content = _content_to_change(sent, respondent)
        database().write(lambda opened: _begin_change(opened, sent, code, content))
        # What was just written is not in what this request reads.
        with database().reading() as afterwards:
            respondent = find_respondent_session(afterwards, respondent.activity.id)
        return redirect_to_page(respondent.activity.id, first_unseen(respondent))
    return redirect_to_page(respondent.activity.id, "check")


@bp.route("/<int:activity_id>/withdraw", methods=["GET", "POST"])
@permit("submissions.answer", load=loaded_by(find_open_session))
def withdraw(respondent: RespondentSession) -> ResponseReturnValue:
    """Withdraw what was sent, after asking once more."""
    sent, code = sent_with(db(), respondent.code), respondent.code
    if sent is None or code is None:
        return redirect_to_start(db(), respondent)
    form = EmptyForm()
    if form.validate_on_submit():
        database().write(lambda opened: services.withdraw(opened, code))
        return redirect(url_for("receipts.done", activity_id=respondent.activity.id), 303)
    return render_form("journey/withdraw.html", form, respondent=respondent, sent=sent, stamp=stamp_of(respondent))


def _content_to_change(sent: SentResponse, respondent: RespondentSession) -> Content:
    content = content_of(sent)
    content.about_you = about_you_of(db(), sent.id)
    asked, added = _asked_of(sent, respondent), added_since(db(), respondent, sent)
    pages = [page.id for page in asked.reachable(content.answers) if page.id not in added] if asked else []
    content.seen = pages if _was_led_out(asked, sent) else [AREA.id, about_you.GATE.id, *pages]
    if content.about_you:
        content.willing = about_you.YES
        content.seen.append(about_you.PAGE.id)
    return content


def _begin_change(db: Session, sent: SentResponse, code: str, content: Content) -> None:
    # The lock lets a double click find what the first one began.
    lock_row(db, db.get_one(Submission, sent.id))
    if find_draft(db, code) is not None:
        return
    purge_drafts(db)  # a change that ran out would still hold the code
    # What is asked now may be more than what was asked then.
    version = db.get_one(Activity, sent.activity_id).settings_version
    start_draft(db, sent.activity_id, version, content=content, changes=sent.id, code=code)


def may_write(form: SaveForm | CopyForm | AddressForm, refused: str = "") -> bool:
    """Count that a mail is asked for; the form says so where there were too many."""
    email, network = form.email.data or "", request.remote_addr or ""
    try:
        database().write(partial(record_attempt, purpose="mail", limits=MAIL_LIMITS, email=email, address=network))
    except TooManyAttempts:
        usual = _("We have been asked for too many emails. Wait an hour, or write your code down.")
        form.add_error("email", refused or usual)
        return False
    return True


def _asked_of(sent: SentResponse, respondent: RespondentSession) -> Questionnaire | None:
    kind, version = respondent.activity.kind, sent.questions_version
    return questionnaire_for(db(), sent.activity_id, kind, version, language=spoken().tag)


def _rows_of(sent: SentResponse, asked: Questionnaire | None) -> list[tuple[str, str, str, str]]:
    if asked is None:
        return []
    rows = answer_rows(asked, known_kinds(db()), sent.answers, is_own=True)
    if not asked.asks_area or _was_led_out(asked, sent):
        return rows
    return [*rows, (AREA.id, "area", _("Where you live"), sent.area)]


def _was_led_out(asked: Questionnaire | None, sent: SentResponse) -> bool:
    return asked is not None and has_ended(asked.reachable(sent.answers))
