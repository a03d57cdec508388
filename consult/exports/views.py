"""Published results: a page for everybody, and the same numbers as a file."""

import orjson
from flask import Blueprint, Response, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from consult.consultations.models import Activity, Consultation, State
from consult.consultations.places import CONSULTATION_OUTCOME
from consult.consultations.queries import find_consultation
from consult.contract.deployment import deployment_of
from consult.exports.descriptions import COLUMNS, description, result_rows
from consult.exports.formats import Format, csv_chunks, json_lines_chunks
from consult.exports.models import PublishedResults
from consult.exports.public_rows import why_suppressed
from consult.exports.releases import newest_results
from consult.exports.responses import columns
from consult.exports.result_charts import published_charts
from consult.exports.services import published_activities
from consult.kernel.authz import Actor
from consult.kernel.errors import NotFound
from consult.kernel.messages import gettext as _
from consult.web.guard import permit
from consult.web.transactions import database, db

bp = Blueprint("exports", __name__)
BEFORE_ANY_RESULTS = frozenset({State.DRAFT, State.SCHEDULED})


def find_results(db: Session, slug: str, actor: Actor) -> tuple[Consultation, list[tuple[Activity, PublishedResults]]]:
    """Return a consultation with the newest published results of each activity; `NotFound` when there are none."""
    consultation = find_consultation(db, slug, actor)
    found = [(activity, newest_results(db, activity.id)) for activity in consultation.activities]
    published = [(one, results) for one, results in found if results is not None]
    if not published:
        raise NotFound(_("No results have been published yet."))
    return consultation, published


@bp.get("/consultations/<slug>/results")
@permit("exports.results", load=find_results)
def results(found: tuple[Consultation, list[tuple[Activity, PublishedResults]]]) -> ResponseReturnValue:
    """Show the published results."""
    consultation, published = found
    shown = [
        {
            "activity": one,
            "results": results,
            "charts": published_charts(results.shown["tables"]),
            "suppressed": _suppressed_of(one),
        }
        for one, results in published
    ]
    return render_template("exports/results.html", consultation=consultation, shown=shown)


def _suppressed_of(activity: Activity) -> list[tuple[str, str]]:
    why = why_suppressed(db(), activity.id)
    labels = {column.name: column.label for column in columns(db(), activity.id)} if why else {}
    return [(labels.get(name, name), sentence) for name, sentence in why.items()]


@bp.get("/consultations/<slug>/results.<any(csv, jsonl):ending>")
@permit("exports.results", load=find_results, rest=("ending",))
def results_file(
    found: tuple[Consultation, list[tuple[Activity, PublishedResults]]], ending: str
) -> ResponseReturnValue:
    """Send the published results as a file."""
    consultation, published = found
    names = [column.name for column in COLUMNS]
    rows = result_rows(deployment_of(database()).settings, consultation, published)
    chunks = csv_chunks(names, rows) if ending == "csv" else json_lines_chunks(names, rows)
    media_type = (Format.CSV if ending == "csv" else Format.JSON).media_type
    response = Response(b"".join(chunks), mimetype=None)
    response.headers["Content-Type"] = media_type
    response.headers["Content-Disposition"] = f'attachment; filename="{consultation.slug}-results.{ending}"'
    described = url_for("exports.results_description", slug=consultation.slug)
    response.headers["Link"] = f'<{described}>; rel="describedby"; type="application/csvm+json"'
    return response


@bp.get("/consultations/<slug>/results.csv-metadata.json")
@permit("exports.results", load=find_results)
def results_description(found: tuple[Consultation, list[tuple[Activity, PublishedResults]]]) -> ResponseReturnValue:
    """Say what the published numbers are, beside the CSV file."""
    consultation, published = found
    described = description(deployment_of(database()).settings, consultation, published)
    return Response(orjson.dumps(described, option=orjson.OPT_INDENT_2), content_type="application/csvm+json")


def results_link(consultation: Consultation) -> str | None:
    """Return the link to the published results for the consultation's page, once there are any."""
    if consultation.state in BEFORE_ANY_RESULTS:
        return None
    if not published_activities(db(), [activity.id for activity in consultation.activities]):
        return None
    return render_template("exports/_link.html", consultation=consultation)


RESULTS_SLOT = CONSULTATION_OUTCOME.slot(results_link)
