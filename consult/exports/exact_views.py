"""Published exact counts for everybody: a page, and the same numbers as a file."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.consultations.queries import find_activity_of
from consult.contract.deployment import deployment_of
from consult.exports.editions import newest_edition
from consult.exports.exact_tables import COLUMNS, Shown, exact_rows, exact_sheets, shown_exact_counts
from consult.exports.formats import Format, csv_chunks, json_lines_chunks
from consult.exports.models import Edition
from consult.exports.xlsx import xlsx_chunks
from consult.kernel.authz import Actor
from consult.kernel.errors import NotFound
from consult.kernel.messages import gettext as _
from consult.web.guard import permit
from consult.web.transactions import database

bp = Blueprint("exports_exact", __name__)
FORMATS = {"csv": Format.CSV, "jsonl": Format.JSON, "xlsx": Format.XLSX}


@dataclass(frozen=True)
class Found:
    """An activity, its edition, and the exact counts that stand with it."""

    activity: Activity
    edition: Edition
    exact: Shown


def find_exact_counts(session: Session, slug: str, activity_id: int, actor: Actor) -> Found:
    """Return the exact counts of an activity that everybody may see; raises `NotFound` where there are none."""
    activity = find_activity_of(session, slug, activity_id, actor)
    edition = newest_edition(session, activity.id)
    exact = shown_exact_counts(session, edition) if edition else None
    if edition is None or exact is None:
        raise NotFound(_("No exact counts have been published here."))
    return Found(activity, edition, exact)


@bp.get("/consultations/<slug>/results/<int:activity_id>/exact-counts")
@permit("exports.results", load=find_exact_counts)
def show(found: Found) -> ResponseReturnValue:
    """Show the exact counts, why they were published, and who signed."""
    return render_template(
        "exports/exact_counts.html",
        consultation=found.activity.consultation,
        activity=found.activity,
        edition=found.edition,
        exact=found.exact,
    )


@bp.get("/consultations/<slug>/results/<int:activity_id>/exact-counts.<any(csv, jsonl, xlsx):ending>")
@permit("exports.results", load=find_exact_counts, rest=("ending",))
def exact_file(found: Found, ending: str) -> ResponseReturnValue:
    """Send the exact counts as a file."""
    rows = exact_rows(deployment_of(database()).settings, found.activity, found.edition, found.exact)
    response = Response(b"".join(_written(rows, ending, found)), mimetype=None)
    response.headers["Content-Type"] = FORMATS[ending].media_type
    name = f"{found.activity.consultation.slug}-{found.activity.id}-exact-counts.{ending}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _written(rows: list[tuple[object, ...]], ending: str, found: Found) -> Iterator[bytes]:
    names = [column.name for column in COLUMNS]
    if ending == "csv":
        return csv_chunks(names, rows)
    if ending == "xlsx":
        return xlsx_chunks(exact_sheets(rows), made_at=found.exact.signed_at)
    return json_lines_chunks(names, rows)
