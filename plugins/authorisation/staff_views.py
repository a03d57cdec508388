"""The officers' pages: preparing a case, and saying what it stands on."""

from collections.abc import Callable, Sequence

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from consult.sdk.access import actor, loaded_by, permit
from consult.sdk.activities import announced
from consult.sdk.database import db
from consult.sdk.deadlines import ShownDeadline, next_deadlines, shown_deadlines, waiting_by_urgency
from consult.sdk.errors import ChangedMeanwhile, Conflict, Invalid, NotFound
from consult.sdk.forms import Form, choice, render_form
from consult.sdk.messages import gettext as _
from consult.sdk.pages import asked_number, link_to, tag
from consult.sdk.references import Link, WrongLines, links, reference_to
from consult.sdk.requirements import Unmet
from consult.sdk.texts import say_date
from plugins.authorisation import cases as writing
from plugins.authorisation import presentation
from plugins.authorisation.condition_forms import FindingForm, finding_form
from plugins.authorisation.condition_presentation import ShownList, place_of, request_of, shown_lists
from plugins.authorisation.course import COURSE, missing_for
from plugins.authorisation.forms import (
    DocumentForm,
    FoundationForm,
    OpenForm,
    PlanForm,
    ReasonForm,
    SectionForm,
    SourceForm,
)
from plugins.authorisation.lifecycle import BY_SYSTEM, MOVES
from plugins.authorisation.models import Case, Foundation, LinkedDocument, Source
from plugins.authorisation.queries import cases, find_case, lists_on_case
from plugins.authorisation.regimes import regime_on
from plugins.authorisation.rules import today
from plugins.authorisation.sections import ASSESSMENT, DOCUMENTS, RELIABILITY, SECTIONS
from plugins.authorisation.shown_views import view_page
from plugins.authorisation.step_views import withheld_of

bp = Blueprint("authorisation_staff", __name__, url_prefix="/staff/authorisation")


@bp.get("/")
@permit("authorisation.desk")
def index() -> ResponseReturnValue:
    """Show what waits for the officer, then every case."""
    all_cases = db().scalars(cases()).all()
    due = next_deadlines(db(), [reference_to(case) for case in all_cases])
    rows = [
        (
            link_to(case.number, url_for(".case", case_id=case.id)),
            case.operation,
            tag(case.stands_at.label, case.stands_at.colour),
            _due(due.get(reference_to(case))),
        )
        for case in all_cases
    ]
    return render_template(
        "authorisation/desk.html", rows=rows, found=waiting_by_urgency(db(), actor(), "authorisation")
    )


@bp.route("/cases/new", methods=["GET", "POST"])
@permit("authorisation.open")
def new() -> ResponseReturnValue:
    """Open a case, which has a public number from then on."""
    form = OpenForm()
    if form.validate_on_submit():
        try:
            case = writing.open_case(db(), actor(), form.operation.data or "", withheld=withheld_of(form))
        except Invalid as error:
            form.take_errors(error)
        else:
            return redirect(url_for(".case", case_id=case.id), 303)
    return render_form("authorisation/form.html", form, title=_("Open a case"), back=url_for(".index"), case=None)


@bp.get("/cases/<int:case_id>")
@permit("authorisation.desk", load=loaded_by(find_case))
def case(case: Case) -> ResponseReturnValue:
    """Show a case with what is missing before each step."""
    may_read = actor().can("authorisation.read_restricted")
    lists = shown_lists(db(), actor(), db().scalars(lists_on_case(case)).all())
    following = [state for state in MOVES[case.stands_at] if state not in BY_SYSTEM]
    return render_template(
        "authorisation/desk_case.html",
        case=case,
        rows=presentation.plan_rows(case),
        sections=presentation.shown_sections(db(), case, with_restricted=may_read),
        all_sections=SECTIONS.values(),
        source_rows=_source_rows(case) if may_read else None,
        document_rows=[
            (DOCUMENTS[document.kind], document.label, say_date(document.dated_on), say_date(document.review_on))
            for document in case.documents
        ],
        foundations=case.rests_on,
        links=links(db(), actor(), [foundation.reference for foundation in case.rests_on]),
        found=view_page(db(), case, case.minutes, asked_number("views")),
        deadlines=[due for due in shown_deadlines(db(), reference_to(case)) if not due.is_met],
        ahead=[(state, _offered(case, missing_for(db(), actor(), case, state))) for state in sorted(following)],
        lists=lists,
        request_of=request_of,
        place_of=place_of,
        finding_forms=_finding_forms(lists) if actor().can("authorisation.keep_conditions") else {},
        may_consider=actor().can("authorisation.consider", case),
        steps=COURSE.timeline(db(), case),
    )


def _finding_forms(lists: Sequence[ShownList]) -> dict[int, FindingForm]:
    open_lists = [found.asked for found in lists if found.asked.withdrawn_at is None]
    conditions = [condition for asked in open_lists for condition in asked.conditions]
    return {condition.id: finding_form(condition, is_one_of_many=True) for condition in conditions}


def _offered(case: Case, gaps: Sequence[Unmet]) -> list[tuple[str, Link | None]]:
    """Return what is missing, with the link to where it is mended for those whom that page lets in."""
    return [(gap.sentence, gap.link if gap.link and _is_for_them(gap.link, case) else None) for gap in gaps]


def _is_for_them(link: Link, case: Case) -> bool:
    permission: str = getattr(current_app.view_functions[link.endpoint], "permission", "")
    return actor().can(permission, case)


@bp.route("/cases/<int:case_id>/plan", methods=["GET", "POST"])
@permit("authorisation.edit", load=loaded_by(find_case))
def plan(case: Case) -> ResponseReturnValue:
    """Write where, when and for which use."""
    form = PlanForm(obj=case)
    uses = regime_on(db(), today(db())).use_cases
    form.use_case.choices = [choice(key, words) for key, words in uses.items()]

    def save() -> None:
        kept = writing.Plan(
            operation=form.operation.data or "",
            place=form.place.data or "",
            ward=form.ward.data or "",
            use_case=form.use_case.data or "",
            starts_at=form.starts_at.data,
            ends_at=form.ends_at.data,
        )
        writing.save_plan(db(), actor(), case, kept, form.seen_version())

    return _saved(form, case, _("Plan"), save)


@bp.route("/cases/<int:case_id>/sections/<section>", methods=["GET", "POST"])
@permit("authorisation.move", load=loaded_by(find_case), rest=("section",))
def write(case: Case, section: str) -> ResponseReturnValue:
    """Write a section, as a version of its own."""
    if section not in SECTIONS:
        raise NotFound
    about, newest = SECTIONS[section], case.newest.get(section)
    form = SectionForm(text=newest.text if newest else "", version=newest.number if newest else 0)
    form.text.description = about.hint

    def save() -> None:
        writing.write_section(db(), actor(), case, about, form.text.data or "", form.seen_version())

    return _saved(form, case, about.title, save)


@bp.route("/cases/<int:case_id>/sources/new", methods=["GET", "POST"])
@permit("authorisation.edit", load=loaded_by(find_case))
def source(case: Case) -> ResponseReturnValue:
    """Add a graded source to the intelligence case."""
    form = SourceForm()

    def save() -> None:
        found = Source()
        form.populate_obj(found)
        writing.add_source(db(), actor(), case, found)

    return _saved(form, case, _("Source of the intelligence case"), save)


@bp.route("/cases/<int:case_id>/documents/new", methods=["GET", "POST"])
@permit("authorisation.move", load=loaded_by(find_case))
def document(case: Case) -> ResponseReturnValue:
    """Link one version of a standing document."""
    form = DocumentForm()

    def save() -> None:
        found = LinkedDocument()
        form.populate_obj(found)
        writing.link_document(db(), actor(), case, found)

    return _saved(form, case, _("Standing document"), save)


@bp.route("/cases/<int:case_id>/foundations", methods=["GET", "POST"])
@permit("authorisation.move", load=loaded_by(find_case))
def foundation(case: Case) -> ResponseReturnValue:
    """Say what the case stands on."""
    form = FoundationForm()
    form.consultations.choices = [choice(str(found.id), found.title) for found in db().scalars(announced())]

    def save() -> None:
        chosen = [int(number) for number in form.consultations.data or []]
        writing.rest_on_typed(db(), actor(), case, form.typed.data or "", chosen)

    return _saved(form, case, _("What the case stands on"), save)


@bp.route("/cases/<int:case_id>/foundations/<int:foundation_id>/drop", methods=["GET", "POST"])
@permit("authorisation.edit", load=loaded_by(find_case), rest=("foundation_id",))
def drop(case: Case, foundation_id: int) -> ResponseReturnValue:
    """Let the case stand on something no longer."""
    found = next((found for found in case.foundations if found.id == foundation_id), None)
    if found is None:
        raise NotFound
    form = ReasonForm()
    title = _("Why does the case not stand on “%(title)s”?", title=found.title)
    return _saved(form, case, title, lambda: _drop(form, case, found))


def _drop(form: ReasonForm, case: Case, found: Foundation) -> None:
    writing.drop_foundation(db(), actor(), case, found, form.reason.data or "")


def _saved(form: Form, case: Case, title: str, save: Callable[[], object]) -> ResponseReturnValue:
    """Save what was sent and go back to the case, or show the form with what stands against it."""
    if form.validate_on_submit():
        try:
            save()
        except WrongLines as wrong:
            form.add_error("typed", " ".join(wrong.lines))
        except (ChangedMeanwhile, Invalid) as error:
            form.take_errors(error)
        except Conflict as error:
            form.take_errors(error)
            back = url_for(".case", case_id=case.id)
            page = render_form("authorisation/form.html", form, title=title, case=case, back=back)[0]
            return page, 409
        else:
            flash(_("“%(title)s” was saved.", title=title), "success")
            return redirect(url_for(".case", case_id=case.id), 303)
    back = url_for(".case", case_id=case.id)
    return render_form("authorisation/form.html", form, title=title, case=case, back=back)


def _due(deadline: ShownDeadline | None) -> str:
    if deadline is None:
        return ""
    text = f"{deadline.text}: {say_date(deadline.due_on)}"
    return _("Overdue: %(text)s", text=text) if deadline.is_overdue else text


def _source_rows(case: Case) -> list[tuple[object, ...]]:
    return [
        (
            source.summary,
            RELIABILITY[source.reliability],
            ASSESSMENT[source.assessment],
            say_date(source.from_on),
            say_date(source.to_on),
        )
        for source in case.sources
    ]
