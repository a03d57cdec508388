"""One act for many responses: chosen for a list, looked at, done, stopped and undone."""

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from consult.comments.queries import asks_consent
from consult.comments.services import is_closed
from consult.consultations.models import Activity
from consult.consultations.queries import find_activity
from consult.desk.assignments import readers
from consult.desk.bulk import services
from consult.desk.bulk.acts import ACTS
from consult.desk.bulk.forms import BulkForm
from consult.desk.bulk.models import BulkAct, BulkKind, BulkState, Step
from consult.desk.bulk.queries import activity_of_act, acts_of, find_bulk_act, first_of, steps_of
from consult.desk.queries import listed, numbers_in
from consult.desk.staff_forms import filters_of
from consult.desk.tags import find_or_make_tag, tags_of
from consult.kernel.errors import DomainError
from consult.kernel.messages import gettext as _
from consult.kernel.row_numbers import row_number
from consult.submissions.owners import require_desk
from consult.web.errors import problem
from consult.web.forms import render_form
from consult.web.guard import actor, permit
from consult.web.transactions import db

bp = Blueprint("bulk_acts", __name__, url_prefix="/staff")
SHOWN = 5
LISTED = 20


@bp.route("/activities/<int:activity_id>/responses/bulk", methods=["GET", "POST"])
@permit("submissions.act_on_many", load=find_activity)
def plan(activity: Activity) -> ResponseReturnValue:
    """Say what is to be done with all responses that fit, or with those that are ticked."""
    require_desk(db(), activity)
    filters, picked = filters_of(request.args), _picked()
    if picked is None:
        back = url_for("desk.index", activity_id=activity.id, **filters.as_arguments())
        sentence = _("You have ticked no response. Go back to the list and tick those that you mean.")
        return problem(422, sentence, [(_("Back to the list"), back)], title=_("Tick at least one response"))
    numbers = numbers_in(db(), listed(db(), activity.id, filters), picked)
    form = BulkForm()
    may_publish = asks_consent(db(), activity) and is_closed(db(), activity)
    form.offer(readers(db()), actor().person_id, tags_of(db(), activity.id), may_publish=may_publish)
    if form.validate_on_submit():
        try:
            act = services.plan_act(
                db(),
                actor(),
                activity,
                numbers,
                BulkKind(str(form.kind.data)),
                _value(activity, form),
                form.reason.data or "",
            )
        except DomainError as error:
            form.take_errors(error)
        else:
            return redirect(url_for("bulk_acts.show", bulk_act_id=act.id), 303)
    return render_form(
        "desk/bulk/plan.html",
        form,
        activity=activity,
        number=len(numbers),
        picked=picked,
        filters=filters,
        acts=[(act, _named(activity, act)) for act in db().scalars(acts_of(activity.id).limit(LISTED))],
    )


@bp.get("/bulk-acts/<int:bulk_act_id>")
@permit("submissions.act_on_many", load=find_bulk_act)
def show(act: BulkAct) -> ResponseReturnValue:
    """Show what is to be done, how far it is, or what became of it."""
    activity, steps = activity_of_act(db(), act), steps_of(db(), act)
    return render_form(
        "desk/bulk/show.html",
        BulkForm(formdata=None),
        act=act,
        activity=activity,
        named=_named(activity, act),
        steps=steps,
        number=sum(steps.values()),
        first=first_of(db(), act, SHOWN),
        done=sum(steps.values()) - steps.get(Step.MADE if act.state == BulkState.UNDOING else Step.WAITING, 0),
        is_own=act.by_id == actor().person_id,
        Step=Step,
    )


@bp.post("/bulk-acts/<int:bulk_act_id>/begin")
@permit("submissions.act_on_many", load=find_bulk_act)
def begin(act: BulkAct) -> ResponseReturnValue:
    """Do what was planned."""
    services.begin_act(db(), actor(), act)
    return redirect(url_for("bulk_acts.show", bulk_act_id=act.id), 303)


@bp.post("/bulk-acts/<int:bulk_act_id>/stop")
@permit("submissions.act_on_many", load=find_bulk_act)
def stop(act: BulkAct) -> ResponseReturnValue:
    """Stop what is being done."""
    services.stop_act(db(), actor(), act)
    return redirect(url_for("bulk_acts.show", bulk_act_id=act.id), 303)


@bp.post("/bulk-acts/<int:bulk_act_id>/undo")
@permit("submissions.act_on_many", load=find_bulk_act)
def undo(act: BulkAct) -> ResponseReturnValue:
    """Take back what was done."""
    services.undo_act(db(), actor(), act)
    return redirect(url_for("bulk_acts.show", bulk_act_id=act.id), 303)


@bp.post("/bulk-acts/<int:bulk_act_id>/discard")
@permit("submissions.act_on_many", load=find_bulk_act)
def discard(act: BulkAct) -> ResponseReturnValue:
    """Forget what was planned."""
    activity = activity_of_act(db(), act)
    services.discard_act(db(), act)
    flash(_("Nothing was changed."), "success")
    return redirect(url_for("desk.index", activity_id=activity.id), 303)


def _picked() -> Sequence[int] | None:
    """Return the numbers of the responses that are ticked in a list; none where all that fit are meant.

    It is `None` where those that are ticked are meant and none is.
    """
    given = request.args.getlist("pick")
    numbers = sorted({row_number(text) for text in given} - {0})
    return None if not numbers and (given or "ticked" in request.args) else numbers


def _value(activity: Activity, form: BulkForm) -> str:
    """Return what the act gives, as it is kept: a tag by its number."""
    return str(find_or_make_tag(db(), activity, form.value).id) if form.kind.data == BulkKind.TAG else form.value


def _named(activity: Activity, act: BulkAct) -> str:
    return ACTS[act.kind].in_words(db(), activity, act.value) or _("Not on offer any more")
