"""The officers' pages for weighing a view and for recording a step."""

from datetime import datetime, time

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from consult.sdk.access import actor, loaded_by, permit
from consult.sdk.database import clock, db
from consult.sdk.errors import ChangedMeanwhile, Invalid, NotFound
from consult.sdk.forms import render_form
from consult.sdk.messages import gettext as _
from consult.sdk.references import Reference, links
from consult.sdk.states import Withheld
from plugins.authorisation import considerations
from plugins.authorisation.forms import AuthorityForm, ConsiderForm, MoveForm, UrgentForm, WithholdForm
from plugins.authorisation.lifecycle import BY_SYSTEM, State
from plugins.authorisation.models import Case
from plugins.authorisation.moves import Words, move_case
from plugins.authorisation.queries import find_case
from plugins.authorisation.rules import NotReady
from plugins.authorisation.views_about import find_view

bp = Blueprint("authorisation_steps", __name__, url_prefix="/staff/authorisation")
FORMS: dict[State, type[MoveForm]] = {State.AUTHORISED: AuthorityForm, State.URGENT: UrgentForm}


def withheld_of(form: WithholdForm) -> Withheld | None:
    """Return until when and by which exemption something is withheld; raises `Invalid` when the date is missing."""
    if not form.exemption.data:
        return None
    until = form.public_from.data
    if until is None:
        raise Invalid(fields={"public_from": _("Enter from when this is public")})
    moment = clock.from_london(datetime.combine(until, time.min))
    if moment <= clock.now():
        raise Invalid(fields={"public_from": _("The day from which it is public must be in the future")})
    return Withheld(until=moment, exemption=form.exemption.data)


@bp.route("/cases/<int:case_id>/views/<kind>/<int:number>", methods=["GET", "POST"])
@permit("authorisation.consider", load=loaded_by(find_case), rest=("kind", "number"))
def consider(case: Case, kind: str, number: int) -> ResponseReturnValue:
    """Weigh one view, as a version of its own."""
    reference = Reference(kind, number)
    view = find_view(db(), case, reference)
    last = case.considered.get(reference)
    form = ConsiderForm(obj=last, version=last.number if last else 0)
    if form.validate_on_submit():
        try:
            considerations.consider(
                db(),
                actor(),
                case,
                reference,
                weighed=form.weighed.data or "",
                outcome=form.outcome.data or "",
                reason=form.reason.data or "",
                seen=form.seen_version(),
            )
        except (ChangedMeanwhile, Invalid) as error:
            form.take_errors(error)
        else:
            flash(_("“%(title)s” was considered.", title=view.viewpoint.link.title), "success")
            return redirect(url_for("authorisation_staff.case", case_id=case.id), 303)
    source = links(db(), actor(), [reference]).get(reference)
    return render_form("authorisation/consider.html", form, case=case, view=view, source=source)


@bp.route("/cases/<int:case_id>/steps/<state>", methods=["GET", "POST"])
@permit("authorisation.move", load=loaded_by(find_case), rest=("state",))
def move(case: Case, state: str) -> ResponseReturnValue:
    """Record that the case moved, and with which words."""
    if state not in set(State) - BY_SYSTEM:
        raise NotFound
    after = State(state)
    form = FORMS.get(after, MoveForm)(version=case.version)
    missing: list[object] = []
    if form.validate_on_submit():
        try:
            move_case(db(), actor(), case, after, _words(form), form.seen_version())
        except NotReady as refused:
            missing = list(refused.missing)
            form.take_errors(refused)
        except (ChangedMeanwhile, Invalid) as error:
            form.take_errors(error)
        else:
            flash(_("Case %(number)s: %(state)s.", number=case.number, state=after.label.lower()), "success")
            return redirect(url_for("authorisation_staff.case", case_id=case.id), 303)
    page, status = render_form("authorisation/move.html", form, case=case, after=after, missing=missing)
    return page, 409 if missing else status


def _words(form: MoveForm) -> Words:
    more = {name: form[name].data for name in ("necessity", "proportionality", "conditions", "ends_at") if name in form}
    return Words(reason=form.reason.data or "", withheld=withheld_of(form), **more)
