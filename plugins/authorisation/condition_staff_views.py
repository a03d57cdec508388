"""The officers' pages for conditions: entering what was asked for, and noting what was found of it."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from consult.sdk.access import actor, loaded_by, permit
from consult.sdk.database import db
from consult.sdk.errors import ChangedMeanwhile, Conflict, Invalid, NotFound
from consult.sdk.forms import Form, render_form
from consult.sdk.messages import gettext as _
from consult.sdk.pages import asked_number
from consult.sdk.references import Reference, WrongLines, read_references
from plugins.authorisation import conditions as writing
from plugins.authorisation.condition_forms import ConditionForm, ListForm, finding_form
from plugins.authorisation.condition_models import Condition, ConditionList, Status
from plugins.authorisation.forms import ReasonForm
from plugins.authorisation.models import Case
from plugins.authorisation.queries import find_by_number, find_condition, find_list

bp = Blueprint("authorisation_conditions_staff", __name__, url_prefix="/staff/authorisation/conditions")


@bp.route("/new", methods=["GET", "POST"])
@permit("authorisation.keep_conditions")
def new() -> ResponseReturnValue:
    """Enter that conditions were asked for."""
    asked_of = request.args.get("case")
    form = ListForm(data={"applies_to": "case", "case_number": asked_of} if asked_of else None)
    title = _("Enter conditions that were asked for")
    back = url_for("authorisation_conditions.index")

    def save() -> str:
        found = writing.enter_list(db(), actor(), _asked(form))
        return url_for(".add", list_id=found.id)

    return _saved(form, title, back, save)


@bp.route("/<int:list_id>/conditions/new", methods=["GET", "POST"])
@permit("authorisation.keep_conditions", load=loaded_by(find_list))
def add(found: ConditionList) -> ResponseReturnValue:
    """Add a condition under a permanent code."""
    form = ConditionForm(version=len(found.conditions))
    back = _page(found)

    def save() -> str:
        topic, text = form.topic.data or "", form.text.data or ""
        writing.add_condition(db(), actor(), found, topic=topic, text=text, seen=form.seen_version())
        return back

    return _saved(form, _("Add a condition to %(number)s", number=found.number), back, save)


@bp.route("/findings/<int:condition_id>", methods=["GET", "POST"])
@permit("authorisation.keep_conditions", load=loaded_by(find_condition))
def find(condition: Condition) -> ResponseReturnValue:
    """Note whether a condition is met."""
    form = finding_form(condition)
    case_id = asked_number("case")
    back = url_for("authorisation_staff.case", case_id=case_id, _anchor="asked") if case_id else _page(condition.asked)

    def save() -> str:
        if form.found_on.data is None:
            raise Invalid(fields={"found_on": _("Enter the day on which it was so")})
        found = writing.Found(
            status=Status(str(form.status.data)),
            reason=form.reason.data or "",
            evidence=form.evidence.data or "",
            cited=tuple(read_references(db(), actor(), form.typed.data or "")),
            found_on=form.found_on.data,
        )
        writing.note_finding(db(), actor(), condition, found, form.seen_version())
        return back

    return _saved(form, _("Is condition %(code)s met?", code=condition.code), back, save)


@bp.route("/<int:list_id>/withdraw", methods=["GET", "POST"])
@permit("authorisation.keep_conditions", load=loaded_by(find_list))
def withdraw(found: ConditionList) -> ResponseReturnValue:
    """Note that the conditions are asked for no longer."""
    form = ReasonForm()
    back = _page(found)

    def save() -> str:
        writing.withdraw_list(db(), actor(), found, form.reason.data or "")
        return back

    return _saved(form, _("Why are the conditions %(number)s asked for no longer?", number=found.number), back, save)


def _page(found: ConditionList) -> str:
    return url_for("authorisation_conditions.page", number=found.number)


def _asked(form: ListForm) -> writing.Asked:
    if form.asked_on.data is None:
        raise Invalid(fields={"asked_on": _("Enter when it was asked for")})
    return writing.Asked(
        title=form.title.data or "",
        asked_by=form.asked_by.data or "",
        asked_on=form.asked_on.data,
        source=form.source.data or "",
        cited=_cited(form),
        ward=form.ward.data or "" if form.applies_to.data == "ward" else "",
        case=_case(form) if form.applies_to.data == "case" else None,
        asks_suspension=bool(form.asks_suspension.data),
        is_reported=bool(form.is_reported.data),
        answer_by=form.answer_by.data,
    )


def _cited(form: ListForm) -> Reference | None:
    found = read_references(db(), actor(), form.typed.data or "")
    if len(found) > 1:
        raise Invalid(fields={"typed": _("Enter one reference: a list of conditions has one source")})
    return found[0] if found else None


def _case(form: ListForm) -> Case:
    try:
        return find_by_number(db(), form.case_number.data or "")
    except NotFound:
        raise Invalid(fields={"case_number": _("There is no case of this number. Check it on the list")}) from None


def _saved(form: Form, title: str, back: str, save: Callable[[], str]) -> ResponseReturnValue:
    """Save what was sent and go on, or show the form with what stands against it."""
    if form.validate_on_submit():
        try:
            following = save()
        except WrongLines as wrong:
            form.add_error("typed", " ".join(wrong.lines))
        except (ChangedMeanwhile, Invalid) as error:
            form.take_errors(error)
        except Conflict as error:
            form.take_errors(error)
            return render_form("authorisation/form.html", form, title=title, case=None, back=back)[0], 409
        else:
            flash(_("“%(title)s” was saved.", title=title), "success")
            return redirect(following, 303)
    return render_form("authorisation/form.html", form, title=title, case=None, back=back)
