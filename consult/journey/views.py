"""The journey of somebody who answers: start, one thing on each page, check, send."""

from dataclasses import replace

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from consult.contract.files_asked import file_asked_on
from consult.contract.link_values import seen_by_people, values_of_link
from consult.contract.option_orders import has_orders
from consult.contract.questions import QuestionPage
from consult.journey.admissions import NotAdmitted, why_not
from consult.journey.code_cookies import code_kept, keep_code
from consult.journey.drafts import Content, OpenDraft, PageAnswers, save_page, start_draft
from consult.journey.entry_views import added_here, later_list
from consult.journey.for_all import ids_of_all
from consult.journey.forms import (
    EmptyForm,
    clear_choices,
    clearable,
)
from consult.journey.invitation_cookies import admitted_here
from consult.journey.kiosk_cookies import is_kiosk
from consult.journey.late_views import Late, answers_more_than, late_page, why_late
from consult.journey.new_questions import added_since
from consult.journey.page_forms import form_of, has_answer, in_words, read_page, say_what_clashes
from consult.journey.progress import (
    RespondentSession,
    asking_more,
    first_unseen,
    next_page,
    stamp_of,
    standing_on,
)
from consult.journey.quota_views import require_room
from consult.journey.respondent_views import (
    find_open_session,
    find_own_session,
    find_page,
    find_respondent_session,
    redirect_to_file_page,
    redirect_to_page,
    redirect_to_start,
    require_open,
)
from consult.journey.services import CountsNoMore, sent_with, submit
from consult.journey.stamps import FIELD, make_stamp, read_stamp
from consult.journey.task_views import is_at_task_list, is_ready, task_list_page
from consult.journey.tasks import TASK_LIST
from consult.journey.unsent_views import has_unsent_changes, unsent_page
from consult.kernel.errors import ChangedMeanwhile, Closed, Gone, Invalid
from consult.kernel.messages import gettext as _
from consult.submissions.answer_texts import about_you_rows, answer_rows, by_entry, willing_row
from consult.submissions.models import Channel, Status
from consult.submissions.questionnaires import known_kinds
from consult.submissions.reader import longest_texts
from consult.web.forms import Form, render_form
from consult.web.guard import loaded_by, permit
from consult.web.limits import takes_texts
from consult.web.remembered import remembered
from consult.web.transactions import database, db

bp = Blueprint("journey", __name__, url_prefix="/take-part")


@bp.get("/<int:activity_id>")
@permit("submissions.answer", load=loaded_by(find_respondent_session))
def start(respondent: RespondentSession) -> ResponseReturnValue:
    """Say what will be asked and what becomes of it."""
    if not respondent.is_open:
        if respondent.draft is not None:
            return redirect(url_for("receipts.unsent", activity_id=respondent.activity.id), 303)
        return redirect(url_for("consultations.show", slug=respondent.activity.slug), 303)
    is_shared = is_kiosk(respondent.activity.id)
    if is_shared:
        respondent = replace(respondent, code=None, draft=None)
    go_on = first_unseen(respondent) if respondent.draft else None
    sent = sent_with(db(), respondent.code)
    refused = _why_not(respondent)
    has_changes = sent is not None and has_unsent_changes(db(), respondent, sent)
    came_with = values_of_link(respondent.questionnaire, request.args)

    shown = {
        "respondent": respondent,
        "go_on": go_on,
        "sent": sent,
        "has_changes": has_changes,
        "refused": refused,
        "is_shared": is_shared,
    }

    def render() -> str:
        has_new = sent is not None and bool(added_since(db(), respondent, sent))
        stamp = stamp_of(respondent)
        return render_template("journey/start.html", **shown, came_with=came_with, has_new=has_new, stamp=stamp)

    if go_on or sent or is_shared or respondent.activity.access:
        return render()
    return remembered(("start", *came_with.items(), *_known_of(respondent)), respondent.questionnaire, render)


@bp.post("/<int:activity_id>/start")
@permit("submissions.answer", load=loaded_by(find_open_session))
def begin(respondent: RespondentSession) -> ResponseReturnValue:
    """Begin a draft on this device; where it holds answers already, ask what should become of them."""
    if is_kiosk(respondent.activity.id):
        return _begin_anew(respondent)
    draft, sent = respondent.draft, sent_with(db(), respondent.code)
    if draft is not None and not draft.content.seen and sent is None:
        return redirect_to_page(respondent.activity.id, first_unseen(respondent))
    if draft is not None or (sent is not None and sent.status == Status.SUBMITTED):
        return redirect(url_for("journey.start", activity_id=respondent.activity.id), 303)
    if _why_not(respondent):
        return redirect_to_start(db(), respondent)
    return _begin_anew(respondent)


@bp.route("/<int:activity_id>/start-again", methods=["GET", "POST"])
@permit("submissions.answer", load=loaded_by(find_open_session))
def start_again(respondent: RespondentSession) -> ResponseReturnValue:
    """Begin other answers on a device that holds some, after asking once more."""
    sent = sent_with(db(), respondent.code)
    if (respondent.draft is None and sent is None) or _why_not(respondent):
        return redirect_to_start(db(), respondent)
    form = EmptyForm()
    if form.validate_on_submit():
        return _begin_anew(respondent)
    stamp = stamp_of(respondent)
    return render_form("journey/start_again.html", form, respondent=respondent, sent=sent, stamp=stamp)


def _why_not(respondent: RespondentSession) -> str:
    if not respondent.activity.access:
        return ""
    activity_id = respondent.activity.id
    return why_not(db(), activity_id, admitted_here(db(), activity_id))


def _begin_anew(respondent: RespondentSession) -> ResponseReturnValue:
    row = respondent.activity
    came_with = values_of_link(respondent.questionnaire, request.args)
    code = database().write(lambda opened: start_draft(opened, row.id, row.settings_version, of_link=came_with))
    keep_code(db(), row.id, code)
    if respondent.questionnaire.parts:
        return redirect_to_page(row.id, TASK_LIST.id)
    pages = seen_by_people(respondent.questionnaire.reachable(came_with)) or replace(respondent, draft=None).pages
    return redirect_to_page(row.id, pages[0].id if pages else "check")


def texts_of_page(db: Session, activity_id: int, page: str) -> int:
    """Return how many characters the answers on a page may have."""
    asked = find_page(db, activity_id, page).page
    return longest_texts(asked.questions if asked else (), known_kinds(db))


@bp.route("/<int:activity_id>/question/<page>", methods=["GET", "POST"])
@permit("submissions.answer", load=loaded_by(find_page))
@takes_texts(texts_of_page)
def page(respondent: RespondentSession) -> ResponseReturnValue:
    """Ask one thing, and keep the answer."""
    if request.method == "POST":
        late = why_late(db(), respondent, read_stamp(request.form.get(FIELD)))
        if late is not None:
            return late_page(db(), respondent, late)
    if file_asked_on(respondent.page) is not None:
        return redirect_to_file_page(respondent)
    require_open(db(), respondent)
    require_room(db(), respondent)
    if respondent.draft is None or respondent.code is None or respondent.page is None:
        return redirect_to_start(db(), respondent)
    if not respondent.is_on_path:
        go_on = first_unseen(respondent)
        return render_template("journey/late.html", respondent=respondent, late=Late.PASSED_BY, typed=[], go_on=go_on)
    if is_at_task_list(respondent):
        return task_list_page(respondent)
    later = later_list(respondent) if request.method == "GET" else ""
    if later:
        return redirect_to_page(respondent.activity.id, later)
    return _asked(respondent, respondent.page, respondent.code, respondent.draft)


def _keep_given(
    respondent: RespondentSession, asked: QuestionPage, code: str, draft: OpenDraft, form: Form, given: PageAnswers
) -> ResponseReturnValue:
    """Keep what was answered on a page and go on, or show what stands in the way."""
    is_change, stamp = "change" in request.args, read_stamp(request.form.get(FIELD))
    more = asking_more(respondent.questionnaire, draft.content, given.added_to(draft.content))
    given = replace(given, asks_more=more - {asked.id})
    kept, after = standing_on(asked, draft.content), given.added_to(draft.content)
    try:
        if not stamp.has_seen(code, kept) and standing_on(asked, after) != kept:
            raise ChangedMeanwhile
        of_all = ids_of_all(respondent.questionnaire)
        database().write(lambda opened: save_page(opened, code, given, draft, of_all=of_all))
    except ChangedMeanwhile:
        return _both_texts(respondent, asked, form, is_change=is_change)
    except Gone:
        fresh = find_page(db(), respondent.activity.id, asked.id)
        return late_page(db(), fresh, why_late(db(), fresh, stamp) or Late.RAN_OUT)
    if "clear" in request.form:
        change = 1 if is_change else None
        return redirect(url_for("journey.page", activity_id=respondent.activity.id, page=asked.id, change=change), 303)
    answered = replace(respondent, draft=replace(draft, content=after))
    return redirect_to_page(respondent.activity.id, next_page(answered, asked.id, is_change=is_change))


def _asked(respondent: RespondentSession, asked: QuestionPage, code: str, draft: OpenDraft) -> ResponseReturnValue:
    is_change, stamp = "change" in request.args, make_stamp(code, standing_on(asked, draft.content))
    is_same_for_all = not (asked.is_personal or has_orders(asked.questions))
    if request.method != "POST" and is_same_for_all and not has_answer(draft.content, asked):
        return remembered(
            (*_known_of(respondent), asked.asked_on, is_change, respondent.page_before(), *respondent.position()),
            respondent.questionnaire,
            lambda: _page(respondent, asked, form_of(respondent, draft.content, asked), stamp, is_change=is_change)[0],
            own=stamp,
        )
    form = form_of(respondent, draft.content, asked)
    if request.method == "POST":
        has_seen = read_stamp(request.form.get(FIELD)).has_seen(code, standing_on(asked, draft.content))
        if not has_seen and answers_more_than(form):
            return late_page(db(), respondent, Late.GONE)
        is_cleared = "clear" in request.form
        if is_cleared:
            clear_choices(form, asked)
        is_half = is_cleared or request.endpoint == "receipts.save_page"
        given = read_page(asked, form, respondent.before, is_half=is_half)
        if given is not None:
            given = replace(given, is_half=is_half)
            return _keep_given(respondent, asked, code, draft, form, given)
        stamp = request.form.get(FIELD) or stamp
        return _page(respondent, asked, form, stamp, is_change=is_change)
    say_what_clashes(form, respondent.questionnaire, draft.content)
    # Nothing wrong was sent: what is said was kept before an earlier answer was changed.
    return _page(respondent, asked, form, stamp, is_change=is_change)[0]


def _page(
    respondent: RespondentSession, asked: QuestionPage, form: Form, stamp: str, *, is_change: bool
) -> tuple[str, int]:
    return render_form(
        "journey/page.html",
        form,
        respondent=respondent,
        page=asked,
        is_change=is_change,
        clearable=clearable(form, asked),
        added=added_here(respondent),
        stamp=stamp,
    )


def _both_texts(
    respondent: RespondentSession, asked: QuestionPage, form: Form, *, is_change: bool
) -> ResponseReturnValue:
    fresh = find_page(db(), respondent.activity.id, asked.id)
    content = fresh.draft.content if fresh.draft else Content()
    form.add_error(
        None, _("You saved other answers here in another tab. Compare both, then save again."), place="saved"
    )
    page = render_template(
        "journey/page.html",
        form=form,
        respondent=fresh,
        page=asked,
        is_change=is_change,
        clearable=clearable(form, asked),
        added=added_here(fresh),
        stamp=make_stamp(fresh.code, standing_on(asked, content)),
        saved=in_words(asked, content),
    )
    return page, 409


def _known_of(respondent: RespondentSession) -> tuple[object, ...]:
    # All that the templates of the journey show of an activity, beside its questions.
    row = respondent.activity
    return (row.id, row.title, row.slug, row.consultation_title, row.closes_at, row.notice)


@bp.get("/<int:activity_id>/check")
@permit("submissions.answer", load=loaded_by(find_respondent_session))
def check(respondent: RespondentSession) -> ResponseReturnValue:
    """Show all answers before they are sent."""
    if respondent.draft is None:
        require_open(db(), respondent)
        return redirect_to_start(db(), respondent)
    if not respondent.is_open:
        return redirect(url_for("receipts.unsent", activity_id=respondent.activity.id), 303)
    require_room(db(), respondent)
    if not is_ready(respondent):
        return redirect_to_page(respondent.activity.id, TASK_LIST.id)
    return _check_page(respondent, EmptyForm())


def _code_of_device(db: Session, activity_id: int) -> tuple[int, str | None]:
    # What the code may do is decided when it is used.
    return activity_id, code_kept(db, activity_id)


@bp.post("/<int:activity_id>/check")
@permit("submissions.answer", load=loaded_by(_code_of_device))
def send(found: tuple[int, str | None]) -> ResponseReturnValue:
    """Send the answers; sending them again changes nothing."""
    activity_id, code = found
    stamp = read_stamp(request.form.get(FIELD))
    if code is None or not stamp.is_of(code):
        find_own_session(db(), activity_id)  # says so when they are other answers
        return redirect(url_for("journey.start", activity_id=activity_id), 303)
    address, admitted = request.remote_addr or "", admitted_here(db(), activity_id)
    channel = Channel.KIOSK if is_kiosk(activity_id) else Channel.WEB
    try:
        database().write(
            lambda opened: submit(
                opened,
                code,
                address=address,
                admitted=admitted,
                channel=channel,
                is_seen=lambda draft: stamp.has_seen(code, draft.revision),
            )
        )
    except Closed:
        return _sent_too_late(find_respondent_session(db(), activity_id))
    except (NotAdmitted, ChangedMeanwhile, Invalid) as error:
        return _check_again(find_open_session(db(), activity_id), error)
    except CountsNoMore as error:
        error.ways = [(_("See the response you sent"), url_for("receipts.done", activity_id=activity_id))]
        raise
    return redirect(url_for("receipts.done", activity_id=activity_id), 303)


def _check_again(respondent: RespondentSession, error: NotAdmitted | ChangedMeanwhile | Invalid) -> ResponseReturnValue:
    form = EmptyForm()
    if isinstance(error, ChangedMeanwhile):
        form.add_error(None, _("Your answers have changed since you opened this page. Check them, then send them."))
    elif isinstance(error, NotAdmitted):
        form.add_error(None, str(error))
    elif error.fields:
        for key, sentence in error.fields.items():
            form.add_error(None, sentence, place=f"answer-{key}")
    else:
        form.take_errors(error)
    return _check_page(respondent, form, status=None if isinstance(error, Invalid) else 409)


def _sent_too_late(respondent: RespondentSession) -> ResponseReturnValue:
    if respondent.draft is None:
        require_open(db(), respondent)
    return unsent_page(db(), respondent), 409


def _check_page(respondent: RespondentSession, form: EmptyForm, status: int | None = None) -> ResponseReturnValue:
    content = respondent.draft.content if respondent.draft else None
    if content is None:
        return redirect_to_start(db(), respondent)
    activity_id = respondent.activity.id
    ways = {
        page.id: url_for("journey.page", page=page.id, activity_id=activity_id, change=1) for page in respondent.pages
    }
    rows = answer_rows(respondent.questionnaire, known_kinds(db()), content.answers, is_own=True)
    html, usual = render_form(
        "journey/check.html",
        form,
        respondent=respondent,
        groups=by_entry(respondent.questionnaire, rows),
        about=about_you_rows(content.about_you),
        willing=willing_row(content.willing),
        ways=ways,
        stamp=stamp_of(respondent),
    )
    return html, status or usual
