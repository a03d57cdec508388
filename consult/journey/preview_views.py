"""The preview of an activity's journey: for officers, and by a link for people without an account."""

from dataclasses import dataclass, replace
from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.consultations.queries import find_activity
from consult.contract.link_values import asked_of_people, seen_by_people
from consult.contract.questions import Answers, Questionnaire, QuestionPage
from consult.journey.forms import AboutYouForm, WillingForm, area_form, fields_of, say_when_asked
from consult.journey.models import PreviewLink
from consult.journey.previews import (
    activity_by_secret,
    links_of,
    make_link,
    previewed,
    revoke_link,
)
from consult.journey.progress import AREA
from consult.journey.trial_cookies import keep_trial, last_pages, pages_for, tried_answers
from consult.kernel.authz import Actor
from consult.kernel.errors import NotFound
from consult.kernel.messages import gettext as _
from consult.kernel.messages import spoken
from consult.submissions import about_you
from consult.submissions.questionnaires import known_kinds
from consult.submissions.reader import longest_texts, read_form
from consult.web.forms import Form, render_form
from consult.web.guard import actor, loaded_by, permit
from consult.web.limits import takes_texts
from consult.web.transactions import db

staff_bp = Blueprint("preview_desk", __name__, url_prefix="/staff")
bp = Blueprint("previews", __name__, url_prefix="/preview")


@dataclass(frozen=True)
class Preview:
    """What is looked at: an activity's questions, at one page of them or none, and the secret of who has a link."""

    activity: Activity
    asked: Questionnaire
    page: QuestionPage | None = None
    secret: str = ""

    def redirect_to_page(self, page: str = "") -> str:
        """Return the address of a page of the preview, or of its beginning."""
        if self.secret and page:
            return url_for("previews.page", secret=self.secret, page=page)
        if self.secret:
            return url_for("previews.start", secret=self.secret)
        if page:
            return url_for("preview_desk.page", activity_id=self.activity.id, page=page)
        return url_for("preview_desk.show", activity_id=self.activity.id)

    def own_pages(self) -> list[QuestionPage]:
        """Return the pages of the questionnaire that people see."""
        return seen_by_people(self.asked.pages)

    def every_page(self) -> list[QuestionPage]:
        """Return all pages, whatever is answered, in their order."""
        return [*self.own_pages(), *last_pages(self.asked, is_willing=True)]

    def at(self, page: str) -> "Preview":
        """Return the preview at a page; raises `NotFound` when there is none of this name."""
        found = next((question_page for question_page in self.every_page() if question_page.id == page), None)
        if found is None:
            raise NotFound
        return replace(self, page=found)


def _find_preview(db: Session, activity_id: int, actor: Actor) -> Preview:
    activity = find_activity(db, activity_id, actor)
    return Preview(activity, previewed(db, activity, spoken().tag))


def _find_preview_page(db: Session, activity_id: int, page: str, actor: Actor) -> Preview:
    return _find_preview(db, activity_id, actor).at(page)


def _find_by_link(db: Session, secret: str) -> Preview:
    activity = activity_by_secret(db, secret)
    return Preview(activity, previewed(db, activity, spoken().tag), secret=secret)


def _find_page_by_link(db: Session, secret: str, page: str) -> Preview:
    return _find_by_link(db, secret).at(page)


def _find_link(db: Session, activity_id: int, link_id: int, actor: Actor) -> tuple[Preview, PreviewLink]:
    preview = _find_preview(db, activity_id, actor)
    link = db.get(PreviewLink, link_id)
    if link is None or link.activity_id != activity_id:
        raise NotFound
    return preview, link


def _texts_of_page(db: Session, activity_id: int, page: str) -> int:
    return _longest_on(db, _find_preview_page(db, activity_id, page, actor()))


def _texts_by_link(db: Session, secret: str, page: str) -> int:
    return _longest_on(db, _find_page_by_link(db, secret, page))


def _longest_on(db: Session, found: Preview) -> int:
    return longest_texts(found.page.questions if found.page else (), known_kinds(db))


@staff_bp.get("/activities/<int:activity_id>/preview")
@permit("submissions.preview", load=_find_preview)
def show(found: Preview) -> ResponseReturnValue:
    """Show an officer what people will be asked, and who may look at it by a link."""
    return _desk_page(found)


@staff_bp.post("/activities/<int:activity_id>/preview-links")
@permit("submissions.share_preview", load=_find_preview)
def share(found: Preview) -> ResponseReturnValue:
    """Make a link to the preview; it is shown this once, since only a digest is kept."""
    secret = make_link(db(), actor(), found.activity)
    return _desk_page(found, url_for("previews.start", secret=secret, _external=True))


@staff_bp.post("/activities/<int:activity_id>/preview-links/<int:link_id>/revoke")
@permit("submissions.share_preview", load=_find_link)
def revoke(found: tuple[Preview, PreviewLink]) -> ResponseReturnValue:
    """Take a link to the preview back."""
    preview, link = found
    revoke_link(db(), actor(), preview.activity, link)
    flash(_("The link no longer works."), "success")
    return redirect(preview.redirect_to_page(), 303)


@staff_bp.route("/activities/<int:activity_id>/preview/<page>", endpoint="page", methods=["GET", "POST"])
@permit("submissions.preview", load=_find_preview_page)
@takes_texts(_texts_of_page)
def desk_page(found: Preview) -> ResponseReturnValue:
    """Show an officer one page of the journey."""
    return _asked(found)


@bp.get("/<secret>")
@permit("submissions.look_at_preview", load=loaded_by(_find_by_link))
def start(found: Preview) -> ResponseReturnValue:
    """Show whoever has a link where the journey begins."""
    return _unlisted(render_template("journey/preview.html", preview=found, activity=found.activity))


@bp.route("/<secret>/<page>", methods=["GET", "POST"])
@permit("submissions.look_at_preview", load=loaded_by(_find_page_by_link))
@takes_texts(_texts_by_link)
def page(found: Preview) -> ResponseReturnValue:
    """Show whoever has a link one page of the journey."""
    return _unlisted(_asked(found))


def _desk_page(found: Preview, made: str = "") -> ResponseReturnValue:
    links = db().scalars(links_of(found.activity.id)).all()
    shown: dict[str, Any] = {"preview": found, "activity": found.activity, "links": links, "made": made}
    return render_template("journey/preview_desk.html", **shown)


def _asked(found: Preview) -> ResponseReturnValue:
    """Show a page as it will be, check what is entered as it will be checked, and lead on as it will lead."""
    asked, here = found.asked, found.page
    assert here is not None  # noqa: S101 (the loader made sure)
    answers = tried_answers(found.activity.id, asked, here.id)
    whole, (here, before) = here, asked.as_shown(here, answers)
    form = _form_of(here)
    if form.is_submitted():
        given = _read(here, form, before)
        if given is not None:
            answers |= given
            keep_trial(db(), asked, answers)
            return redirect(_next(found, answers), 303)
    ids = [question_page.id for question_page in pages_for(asked, answers, is_willing=here is about_you.PAGE)]
    place = ids.index(here.id) if here.id in ids else None
    return render_form(
        "journey/preview_page.html",
        form,
        preview=found,
        activity=found.activity,
        page=here,
        left_out=[one for one in asked_of_people(whole) if one.key not in form],
        place=None if place is None else (place + 1, len(ids)),
        before=ids[place - 1] if place else "",
    )


def _next(found: Preview, answers: dict[str, object]) -> str:
    every = [question_page.id for question_page in found.every_page()]
    after = every[every.index(found.page.id) + 1 :] if found.page else every
    is_willing = answers.get(about_you.WILLING.key) == about_you.YES
    on_path = pages_for(found.asked, answers, is_willing=is_willing)
    following = next((question_page.id for question_page in on_path if question_page.id in after), None)
    if following is None:
        flash(_("That was the last page. Next, people check their answers and send them. Nothing was kept."))
        return found.redirect_to_page()
    return found.redirect_to_page(following)


def _form_of(here: QuestionPage) -> Form:
    if here is AREA:
        return area_form(current_app.config["COUNCIL"].areas)()
    if here is about_you.PAGE:
        return AboutYouForm()
    if here is about_you.GATE:
        return WillingForm()
    form: Form = type("PreviewForm", (Form,), fields_of(here, known_kinds(db())))()
    return say_when_asked(form, here)


def _read(here: QuestionPage, form: Form, before: Answers) -> dict[str, Any] | None:
    if here is about_you.GATE:
        return {about_you.WILLING.key: form[about_you.WILLING.key].data} if form.validate() else None
    if here in (AREA, about_you.PAGE):
        return {} if form.validate() else None
    read = read_form(form, (replace(here, is_asked=None),), known_kinds(db()), before=before)
    return None if read is None else dict(read.answers)


def _unlisted(answer: ResponseReturnValue) -> ResponseReturnValue:
    response = current_app.make_response(answer)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
