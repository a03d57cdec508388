"""The preview of an activity's journey, and tests of it: for officers, and by a link for people without an account."""

from dataclasses import dataclass, replace
from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.consultations.queries import find_activity
from consult.contract.files_asked import file_asked_on
from consult.contract.link_values import asked_of_people, seen_by_people
from consult.contract.questions import Answers, Questionnaire, QuestionPage
from consult.journey.drafts import Content, PageAnswers
from consult.journey.entries import Added, added_to
from consult.journey.file_forms import name_instead, tried_file_form
from consult.journey.forms import AboutYouForm, WillingForm, area_form, fields_of, link_form, read_area, say_when_asked
from consult.journey.models import PreviewLink
from consult.journey.previews import (
    activity_by_secret,
    links_of,
    make_link,
    previewed,
    revoke_link,
)
from consult.journey.progress import AREA
from consult.journey.task_views import check_row, completed_of, faulty, row_of
from consult.journey.tasks import CHECK, TASK_LIST, along, next_in_tasks, tasks_of
from consult.journey.trial_cookies import keep_trial, last_pages, pages_for, trial_here, tried_answers
from consult.journey.trials import OpenTrial, open_trial, save_trial_page
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
    """What is looked at: an activity's questions, at one page of them or none, and the secret of who has a link.

    There is a `trial` where a test is on its way in this browser, which keeps what is answered.
    """

    activity: Activity
    asked: Questionnaire
    page: QuestionPage | None = None
    secret: str = ""
    trial: OpenTrial | None = None

    def redirect_to_page(self, page: str = "") -> str:
        """Return the address of a page of the preview, or of its beginning."""
        if self.secret and page:
            return url_for("previews.page", secret=self.secret, page=page)
        if self.secret:
            return url_for("previews.start", secret=self.secret)
        if page:
            return url_for("preview_desk.page", activity_id=self.activity.id, page=page)
        return url_for("preview_desk.show", activity_id=self.activity.id)

    def test_address(self, step: str) -> str:
        """Return the address at which a test begins, is checked or is stopped."""
        if self.secret:
            return url_for(f"trials.{step}_by_link", secret=self.secret)
        return url_for(f"trials.{step}", activity_id=self.activity.id)

    def address_to_remove(self, page: str) -> str:
        """Return the address at which an entry is taken out of a test."""
        if self.secret:
            return url_for("trial_entries.remove_by_link", secret=self.secret, page=page)
        return url_for("trial_entries.remove", activity_id=self.activity.id, page=page)

    def pages_on_path(self) -> list[QuestionPage]:
        """Return the pages that the answers of the test lead to."""
        held = self.trial.content if self.trial else Content()
        return pages_for(self.asked, held.answers, is_willing=held.willing == about_you.YES)

    def own_pages(self) -> list[QuestionPage]:
        """Return the pages of the questionnaire that people see."""
        return seen_by_people(self.asked.pages)

    def every_page(self) -> list[QuestionPage]:
        """Return all pages, whatever is answered, in their order."""
        return [*self.own_pages(), *last_pages(self.asked, is_willing=True)]

    def at(self, page: str) -> "Preview":
        """Return the preview at a page; raises `NotFound` when there is none of this name."""
        pages = [*self.every_page(), *([TASK_LIST] if self.asked.parts else [])]
        found = next((question_page for question_page in pages if question_page.id == page), None)
        if found is None:
            raise NotFound
        return replace(self, page=found)


def find_preview(db: Session, activity_id: int, actor: Actor) -> Preview:
    """Return the preview of an activity, for officers."""
    activity = find_activity(db, activity_id, actor)
    return Preview(activity, previewed(db, activity, spoken().tag), trial=_trial(db, activity))


def _find_preview_page(db: Session, activity_id: int, page: str, actor: Actor) -> Preview:
    return find_preview(db, activity_id, actor).at(page)


def find_by_link(db: Session, secret: str) -> Preview:
    """Return the preview to which a link leads."""
    activity = activity_by_secret(db, secret)
    return Preview(activity, previewed(db, activity, spoken().tag), secret=secret, trial=_trial(db, activity))


def _trial(db: Session, activity: Activity) -> OpenTrial | None:
    return open_trial(db, activity.id, trial_here(activity.id))


def _find_page_by_link(db: Session, secret: str, page: str) -> Preview:
    return find_by_link(db, secret).at(page)


def _find_link(db: Session, activity_id: int, link_id: int, actor: Actor) -> tuple[Preview, PreviewLink]:
    preview = find_preview(db, activity_id, actor)
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
@permit("submissions.preview", load=find_preview)
def show(found: Preview) -> ResponseReturnValue:
    """Show an officer what people will be asked, and who may look at it by a link."""
    return _desk_page(found)


@staff_bp.post("/activities/<int:activity_id>/preview-links")
@permit("submissions.share_preview", load=find_preview)
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
@permit("submissions.look_at_preview", load=loaded_by(find_by_link))
def start(found: Preview) -> ResponseReturnValue:
    """Show whoever has a link where the journey begins."""
    link = link_form(found.asked)
    return unlisted(render_template("journey/preview.html", preview=found, activity=found.activity, link_form=link))


@bp.route("/<secret>/<page>", methods=["GET", "POST"])
@permit("submissions.look_at_preview", load=loaded_by(_find_page_by_link))
@takes_texts(_texts_by_link)
def page(found: Preview) -> ResponseReturnValue:
    """Show whoever has a link one page of the journey."""
    return unlisted(_asked(found))


def _desk_page(found: Preview, made: str = "") -> ResponseReturnValue:
    links = db().scalars(links_of(found.activity.id)).all()
    shown: dict[str, Any] = {"preview": found, "activity": found.activity, "links": links, "made": made}
    shown["link_form"] = link_form(found.asked)
    return render_template("journey/preview_desk.html", **shown)


def _asked(found: Preview) -> ResponseReturnValue:
    """Show a page as it will be, check what is entered as it will be checked, and lead on as it will lead."""
    asked, here, trial = found.asked, found.page, found.trial
    assert here is not None  # noqa: S101 (the loader made sure)
    if here is TASK_LIST:
        return _tasks(found)
    answers = dict(trial.content.answers) if trial else tried_answers(found.activity.id, asked, here.id)
    whole, (here, before) = here, asked.as_shown(here, answers)
    form = _form_of(here, trial.content if trial else Content())
    if form.is_submitted():
        given = _read(here, form, before)
        if given is not None:
            return redirect(_kept(found, answers, given), 303)
    place, of, back = _place(found, here, answers)
    return render_form(
        "journey/preview_page.html",
        form,
        preview=found,
        activity=found.activity,
        page=here,
        left_out=[one for one in asked_of_people(whole) if one.key not in form],
        place=None if place is None else (place + 1, of),
        before=back,
        added=_added(found, here),
    )


def _place(found: Preview, here: QuestionPage, answers: Answers) -> tuple[int | None, int, str]:
    """Return where a page is among how many that follow each other, and the page before it."""
    trial = found.trial
    is_willing = here is about_you.PAGE or (trial is not None and trial.content.willing == about_you.YES)
    on_path = pages_for(found.asked, answers, is_willing=is_willing)
    ids = [question_page.id for question_page in along(found.asked, on_path, here.id)]
    place = ids.index(here.id) if here.id in ids else None
    return place, len(ids), ids[place - 1] if place else (TASK_LIST.id if found.asked.parts else "")


def _tasks(found: Preview) -> ResponseReturnValue:
    """Show the list of tasks; without a test, which keeps what is seen, each part that asks something can be opened."""
    asked, trial = found.asked, found.trial
    held = trial.content if trial else Content(answers=tried_answers(found.activity.id, asked, ""))
    faults = faulty(asked, held.answers)
    tasks = tasks_of(asked, pages_for(asked, held.answers, is_willing=held.willing == about_you.YES), held.seen, faults)
    opened = [task.pages and not (trial and task.is_waiting) for task in tasks]
    rows = [
        row_of(task, found.redirect_to_page(task.opens_at) if is_open else "")
        for task, is_open in zip(tasks, opened, strict=True)
    ]
    check = found.test_address("check") if trial and not faults else ""
    return render_template(
        "journey/preview_tasks.html",
        preview=found,
        rows=[*rows, check_row(_("Check your answers and send them"), check)],
        completed=completed_of(tasks),
        all=len(tasks),
        may_send=bool(check),
    )


def _added(found: Preview, here: QuestionPage) -> list[Added]:
    """Return what a test added so far, where the page lists it; a preview keeps no answers to list."""
    if found.trial is None or here.entry is None or not here.entry.is_list:
        return []
    return added_to(found.asked, known_kinds(db()), found.trial.content.answers, here.entry.group)[: here.entry.number]


def _kept(found: Preview, answers: Answers, given: PageAnswers) -> str:
    """Keep what a page adds, in a test with all that is answered, and return where that leads."""
    if found.trial is not None:
        held = save_trial_page(db(), found.trial.id, given)
        tested = replace(found, trial=replace(found.trial, content=held))
        return _next_to_test(tested, given.page)
    answers = {**answers, **given.answers}
    keep_trial(db(), found.asked, answers)
    return _next(found, answers, is_willing=given.willing == about_you.YES)


def _next_to_test(found: Preview, after: str) -> str:
    """Return the page that follows in a test, or from the check the first one that was not seen, or the check."""
    held = found.trial.content if found.trial else Content()
    if found.asked.parts:
        is_change = "change" in request.args
        page_id = next_in_tasks(found.asked, found.pages_on_path(), after, held.seen, is_change=is_change)
        return found.test_address("check") if page_id == CHECK else found.redirect_to_page(page_id)
    ids = [question_page.id for question_page in found.pages_on_path()]
    if "change" in request.args:
        following = [page for page in ids if page not in held.seen]
    else:
        following = ids[ids.index(after) + 1 :] if after in ids else []
    return found.redirect_to_page(following[0]) if following else found.test_address("check")


def _next(found: Preview, answers: Answers, *, is_willing: bool) -> str:
    if found.asked.parts and found.page is not None:
        pages = pages_for(found.asked, answers, is_willing=is_willing)
        return found.redirect_to_page(next_in_tasks(found.asked, pages, found.page.id, (), is_change=False))
    every = [question_page.id for question_page in found.every_page()]
    after = every[every.index(found.page.id) + 1 :] if found.page else every
    on_path = pages_for(found.asked, answers, is_willing=is_willing)
    following = next((question_page.id for question_page in on_path if question_page.id in after), None)
    if following is None:
        flash(_("That was the last page. Next, people check their answers and send them. Nothing was kept."))
        return found.redirect_to_page()
    return found.redirect_to_page(following)


def _form_of(here: QuestionPage, held: Content) -> Form:
    if here is AREA:
        areas = current_app.config["COUNCIL"].areas
        place = "ward" if held.area in areas else "district"
        return area_form(areas)(data={place: held.area})
    if here is about_you.PAGE:
        return AboutYouForm()
    if here is about_you.GATE:
        return WillingForm(data={about_you.WILLING.key: held.willing})
    question = file_asked_on(here)
    if question is not None:
        return tried_file_form(question, is_held=question.key in held.answers)
    made: type[Form] = type("PreviewForm", (Form,), fields_of(here, known_kinds(db()), held.seed))
    return say_when_asked(made(data={key: held.answers[key] for key in held.answers if key in made.__dict__}), here)


def _read(here: QuestionPage, form: Form, before: Answers) -> PageAnswers | None:
    if here in (AREA, about_you.PAGE, about_you.GATE):
        return _read_last(here, form) if form.validate() else None
    question = file_asked_on(here)
    if question is not None:
        name = name_instead(form, question) if form.validate() else None
        return None if form.errors else PageAnswers(page=here.id, answers={question.key: name})
    read = read_form(form, (replace(here, is_asked=None),), known_kinds(db()), before=before)
    if read is None:
        return None
    answers = {question.key: read.answers.get(question.key) for question in here.questions}
    return PageAnswers(page=here.id, answers=answers)


def _read_last(here: QuestionPage, form: Form) -> PageAnswers:
    if here is AREA:
        return PageAnswers(page=here.id, area=read_area(form))
    if here is about_you.GATE:
        return PageAnswers(page=here.id, willing=form[about_you.WILLING.key].data or "")
    return PageAnswers(page=here.id, about_you={})  # such answers are checked, and not kept of a test


def unlisted(answer: ResponseReturnValue) -> ResponseReturnValue:
    """Return an answer that search engines leave out."""
    response = current_app.make_response(answer)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
