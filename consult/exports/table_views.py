"""One cross-table of published results for everybody, and a filter by one condition: both are looked up."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.consultations.queries import find_activity_of
from consult.exports.crossed import sides_of
from consult.exports.editions import crossed_editions
from consult.exports.forms import TableForm
from consult.exports.lookups import look_up, partners_of, shown_only, shown_whole
from consult.exports.models import Edition
from consult.kernel.authz import Actor
from consult.kernel.errors import NotFound
from consult.kernel.messages import gettext as _
from consult.web.forms import render_form
from consult.web.guard import permit

bp = Blueprint("exports_tables", __name__)


def find_tables(session: Session, slug: str, activity_id: int, actor: Actor) -> tuple[Activity, Edition]:
    """Return an activity and the edition that has its cross-tables; raises `NotFound` where there are none."""
    activity = find_activity_of(session, slug, activity_id, actor)
    for edition in crossed_editions(session, activity.id):
        return activity, edition
    raise NotFound(_("No cross-tables have been published here."))


@bp.get("/consultations/<slug>/results/<int:activity_id>/table")
@permit("exports.results", load=find_tables)
def show(found: tuple[Activity, Edition]) -> ResponseReturnValue:
    """Show one question by another, as it stands in the edition."""
    activity, edition = found
    partners, sides = partners_of(edition), sides_of(edition)
    form = TableForm()
    form.offer([(name, sides[name].title) for name in sides if name in partners])
    shown, only = None, []
    if request.args and form.validate():
        rows, columns = form.rows.data or "", form.columns.data or ""
        table = look_up(edition, rows, columns)
        if table is None:
            form.add_error("columns", _("There is no table of these two. Select another"))
        else:
            code = request.args.get("only", "")
            shown = (shown_only(table, code) if code else None) or shown_whole(table)
            only = list(zip(table.columns.codes, table.columns.labels, strict=True))
    return render_form(
        "exports/results_table.html",
        form,
        consultation=activity.consultation,
        activity=activity,
        edition=edition,
        shown=shown,
        only=only,
    )
