"""The journey of somebody who answers: start, one thing on each page, check, send."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from consult.contract.questions import QuestionPage
from consult.journey.drafts import Content, OpenDraft, PageAnswers, save_page, start_draft
from consult.journey.forms import (
    AboutYouForm,
    EmptyForm,
    WillingForm,
    area_form,
    clear_choices,
    clearable,
    page_form,
    read_area,
)
from consult.journey.late_views import Late, late_page, why_late
from consult.journey.progress import (
    AREA,
    Sitting,
    code_kept,
    find_open_sitting,
    find_own_sitting,
    find_page,
    find_sitting,
    first_unseen,
    keep_code,
    next_page,
    require_open,
    stamp_of,
    standing_on,
    way_elsewhere,
    way_to,
)
from consult.journey.services import sent_with, submit
from consult.journey.stamps import FIELD, make_stamp, read_stamp
from consult.journey.unsent_views import has_unsent_changes, unsent_page
from consult.kernel.errors import ChangedMeanwhile, Closed, Gone, Invalid
from consult.kernel.messages import gettext as _
from consult.submissions import about_you
from consult.submissions.models import Status
from consult.submissions.questionnaires import known_kinds
from consult.submissions.reader import longest_texts, read_form
from consult.submissions.showing import about_you_rows, answer_rows, willing_row
from consult.web.forms import render_form
from consult.web.guard import permit
from consult.web.limits import takes_texts
from consult.web.remembered import remembered
from consult.web.transactions import database, session

bp = Blueprint("journey", __name__, url_prefix="/take-part")


@bp.get("/<int:activity_id>")
@permit("submissions.answer", load=find_sitting)
def start(sitting: Sitting) -> ResponseReturnValue:
    """Say what will be asked and what becomes of it."""
    if not sitting.is_open:
        if sitting.draft is not None:
            return redirect(url_for("receipts.unsent", activity_id=sitting.activity.id), 303)
        return redirect(url_for("consultations.show", slug=sitting.activity.slug), 303)
    go_on = first_unseen(sitting) if sitting.draft else None
    sent = sent_with(session(), sitting.code)
    has_changes = sent is not None and has_unsent_changes(session(), sitting, sent)

    def render() -> str:
        stamp = stamp_of(sitting)
        return render_template(
            "journey/start.html", sitting=sitting, go_on=go_on, sent=sent, has_changes=has_changes, stamp=stamp
        )

    if go_on or sent:
        return render()
    return remembered(("start", *_known_of(sitting)), sitting.questionnaire, render)


@bp.post("/<int:activity_id>/start")
@permit("submissions.answer", load=find_open_sitting)
def begin(sitting: Sitting) -> ResponseReturnValue:
    """Begin a draft on this device; where it holds answers already, ask what should become of them."""
    draft, sent = sitting.draft, sent_with(session(), sitting.code)
    if draft is not None and not draft.content.seen and sent is None:
        return way_to(sitting.activity.id, first_unseen(sitting))
    if draft is not None or (sent is not None and sent.status == Status.SUBMITTED):
        return redirect(url_for("journey.start", activity_id=sitting.activity.id), 303)
    return _begin_anew(sitting)


@bp.route("/<int:activity_id>/start-again", methods=["GET", "POST"])
@permit("submissions.answer", load=find_open_sitting)
def start_again(sitting: Sitting) -> ResponseReturnValue:
    """Begin other answers on a device that holds some, after asking once more."""
    sent = sent_with(session(), sitting.code)
    if sitting.draft is None and sent is None:
        return way_elsewhere(session(), sitting)
    form = EmptyForm()
    if form.validate_on_submit():
        return _begin_anew(sitting)
    stamp = stamp_of(sitting)
    return render_form("journey/start_again.html", form, sitting=sitting, sent=sent, stamp=stamp)


def _begin_anew(sitting: Sitting) -> ResponseReturnValue:
    row = sitting.activity
    code = database().write(lambda opened: start_draft(opened, row.id, row.settings_version))
    keep_code(session(), row.id, code)
    pages = replace(sitting, draft=None).pages
    return way_to(row.id, pages[0].id if pages else "check")


def texts_of_page(opened: Session, activity_id: int, page: str) -> int:
    """Return how many characters the answers on a page may have."""
    asked = find_page(opened, activity_id, page).page
    return longest_texts(asked.questions if asked else (), known_kinds(opened))


@bp.route("/<int:activity_id>/question/<page>", methods=["GET", "POST"])
@permit("submissions.answer", load=find_page)
@takes_texts(texts_of_page)
def page(sitting: Sitting) -> ResponseReturnValue:
    """Ask one thing, and keep the answer."""
    if request.method == "POST":
        late = why_late(session(), sitting, read_stamp(request.form.get(FIELD)))
        if late is not None:
            return late_page(session(), sitting, late)
    require_open(session(), sitting)
    if sitting.draft is None or sitting.code is None or sitting.page is None:
        return way_elsewhere(session(), sitting)
    if not sitting.is_on_path:
        go_on = first_unseen(sitting)
        return render_template("journey/late.html", sitting=sitting, late=Late.PASSED_BY, typed=[], go_on=go_on)
    return _asked(sitting, sitting.page, sitting.code, sitting.draft)


def _keep_given(
    sitting: Sitting, asked: QuestionPage, code: str, draft: OpenDraft, form: object, given: PageAnswers
) -> ResponseReturnValue:
    """Keep what was answered on a page and go on, or show what stands in the way."""
    is_change, stamp = "change" in request.args, read_stamp(request.form.get(FIELD))
    kept, after = standing_on(asked, draft.content), given.added_to(draft.content)
    try:
        if not stamp.has_seen(code, kept) and standing_on(asked, after) != kept:
            raise ChangedMeanwhile
        database().write(lambda opened: save_page(opened, code, given, draft))
    except ChangedMeanwhile:
        return _both_texts(sitting, asked, form, is_change=is_change)
    except Gone:
        fresh = find_page(session(), sitting.activity.id, asked.id)
        return late_page(session(), fresh, why_late(session(), fresh, stamp) or Late.RAN_OUT)
    if "clear" in request.form:
        change = 1 if is_change else None
        return redirect(url_for("journey.page", activity_id=sitting.activity.id, page=asked.id, change=change), 303)
    answered = replace(sitting, draft=replace(draft, content=after))
    return way_to(sitting.activity.id, next_page(answered, asked.id, is_change=is_change))


def _asked(sitting: Sitting, asked: QuestionPage, code: str, draft: OpenDraft) -> ResponseReturnValue:
    form = _form_of(sitting, draft.content, asked)
    sent: Mapping[str, str] = request.form if form.is_submitted() else {}
    is_change, is_cleared = "change" in request.args, "clear" in sent
    if is_cleared:
        clear_choices(form, asked)
    kept, sent_stamp = standing_on(asked, draft.content), sent.get(FIELD)
    given = _read(asked, form) if form.is_submitted() else None
    if given is not None:
        given = replace(given, is_half=is_cleared or request.endpoint == "receipts.save_page")
        return _keep_given(sitting, asked, code, draft, form, given)
    stamp = sent_stamp if form.errors and sent_stamp else make_stamp(code, kept)
    shown = {"form": form, "sitting": sitting, "page": asked, "is_change": is_change, "stamp": stamp}
    shown["clearable"] = clearable(form, asked)
    if form.errors or _has_answer(draft.content, asked):
        return render_form("journey/page.html", **shown)
    return remembered(
        (*_known_of(sitting), asked.id, is_change, sitting.page_before(), *sitting.position()),
        sitting.questionnaire,
        lambda: render_template("journey/page.html", **shown),
        own=str(stamp),
    )


def _both_texts(sitting: Sitting, asked: QuestionPage, form: Any, *, is_change: bool) -> ResponseReturnValue:
    fresh = find_page(session(), sitting.activity.id, asked.id)
    content = fresh.draft.content if fresh.draft else Content()
    form.add_error(
        None, _("You saved other answers here in another tab. Compare both, then save again."), place="saved"
    )
    page = render_template(
        "journey/page.html",
        form=form,
        sitting=fresh,
        page=asked,
        is_change=is_change,
        clearable=clearable(form, asked),
        stamp=make_stamp(fresh.code, standing_on(asked, content)),
        saved=_in_words(asked, content),
    )
    return page, 409


def _in_words(asked: QuestionPage, content: Content) -> list[tuple[str, str]]:
    if asked is AREA:
        return [(asked.title, content.area)]
    if asked is about_you.PAGE:
        return about_you_rows(content.about_you)
    if asked is about_you.GATE:
        return [willing_row(content.willing)]
    kinds = known_kinds(session())
    return [(one.label, kinds[one.kind].show(one, content.answers.get(one.key))) for one in asked.questions]


def _known_of(sitting: Sitting) -> tuple[Any, ...]:
    # All that the templates of the journey show of an activity, beside its questions.
    row = sitting.activity
    return (row.id, row.title, row.slug, row.consultation_title, row.closes_at, row.notice)


@bp.get("/<int:activity_id>/check")
@permit("submissions.answer", load=find_sitting)
def check(sitting: Sitting) -> ResponseReturnValue:
    """Show all answers before they are sent."""
    if sitting.draft is None:
        require_open(session(), sitting)
        return way_elsewhere(session(), sitting)
    if not sitting.is_open:
        return redirect(url_for("receipts.unsent", activity_id=sitting.activity.id), 303)
    return _check_page(sitting, EmptyForm())


def _code_of_device(opened: Session, activity_id: int) -> tuple[int, str | None]:
    # What the code may do is decided when it is used.
    return activity_id, code_kept(opened, activity_id)


@bp.post("/<int:activity_id>/check")
@permit("submissions.answer", load=_code_of_device)
def send(found: tuple[int, str | None]) -> ResponseReturnValue:
    """Send the answers; sending them again changes nothing."""
    activity_id, code = found
    stamp = read_stamp(request.form.get(FIELD))
    if code is None or not stamp.is_of(code):
        find_own_sitting(session(), activity_id)  # says so when they are other answers
        return redirect(url_for("journey.start", activity_id=activity_id), 303)
    address = request.remote_addr or ""
    try:
        database().write(
            lambda opened: submit(
                opened,
                code,
                address=address,
                is_seen=lambda draft: stamp.has_seen(code, draft.revision),
            )
        )
    except Closed:
        return _sent_too_late(find_sitting(session(), activity_id))
    except ChangedMeanwhile:
        form = EmptyForm()
        form.add_error(None, _("Your answers have changed since you opened this page. Check them, then send them."))
        return _check_page(find_open_sitting(session(), activity_id), form, status=409)
    except Invalid as error:
        form = EmptyForm()
        for key, sentence in error.fields.items():
            form.add_error(None, sentence, place=f"answer-{key}")
        if not error.fields:
            form.take_errors(error)
        return _check_page(find_open_sitting(session(), activity_id), form)
    return redirect(url_for("receipts.done", activity_id=activity_id), 303)


def _sent_too_late(sitting: Sitting) -> ResponseReturnValue:
    if sitting.draft is None:
        require_open(session(), sitting)
    return unsent_page(session(), sitting), 409


def _has_answer(content: Content, asked: QuestionPage) -> bool:
    if asked is AREA:
        return bool(content.area)
    if asked is about_you.PAGE:
        return bool(content.about_you)
    if asked is about_you.GATE:
        return bool(content.willing)
    return any(one.key in content.answers for one in asked.questions)


def _check_page(sitting: Sitting, form: EmptyForm, status: int | None = None) -> ResponseReturnValue:
    content = sitting.draft.content if sitting.draft else None
    if content is None:
        return way_elsewhere(session(), sitting)
    rows = answer_rows(sitting.questionnaire, known_kinds(session()), content.answers)
    activity_id = sitting.activity.id
    ways = {page.id: url_for("journey.page", page=page.id, activity_id=activity_id, change=1) for page in sitting.pages}
    html, usual = render_form(
        "journey/check.html",
        form,
        sitting=sitting,
        rows=rows,
        about=about_you_rows(content.about_you),
        willing=willing_row(content.willing),
        ways=ways,
        stamp=stamp_of(sitting),
    )
    return html, status or usual


def _form_of(sitting: Sitting, content: Content, asked: QuestionPage) -> Any:
    if asked is AREA:
        areas = current_app.config["COUNCIL"].areas
        in_ward = content.area in areas
        return area_form(areas)(
            data={"ward": content.area if in_ward else "", "district": "" if in_ward else content.area}
        )
    if asked is about_you.PAGE:
        return AboutYouForm(data=content.about_you)
    if asked is about_you.GATE:
        return WillingForm(data={about_you.WILLING.key: content.willing})
    form = page_form(sitting.questionnaire, asked, known_kinds(session()))
    return form(data={key: value for key, value in content.answers.items() if key in form.__dict__})


def _read(asked: QuestionPage, form: Any) -> PageAnswers | None:
    if asked is AREA:
        return PageAnswers(page=asked.id, area=read_area(form)) if form.validate() else None
    if asked is about_you.PAGE:
        if not form.validate():
            return None
        given = {one.key: form[one.key].data for one in about_you.QUESTIONS if form[one.key].data}
        return PageAnswers(page=asked.id, about_you=given)
    if asked is about_you.GATE:
        is_valid, chosen = form.validate(), form[about_you.WILLING.key].data
        return PageAnswers(page=asked.id, willing=chosen or "") if is_valid else None
    # That the page is asked of this person was decided when it was found.
    read = read_form(form, (replace(asked, is_asked=None),), known_kinds(session()))
    if read is None:
        return None
    return PageAnswers(page=asked.id, answers={one.key: read.answers.get(one.key) for one in asked.questions})
