"""Published results: a page for everybody, and the same numbers as a file."""

from collections.abc import Iterator
from datetime import datetime

import orjson
from flask import Blueprint, Response, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from consult.consultations.models import Activity, Consultation, State
from consult.consultations.places import CONSULTATION_OUTCOME
from consult.consultations.queries import find_consultation
from consult.contract.deployment import deployment_of
from consult.exports.crossed import COLUMNS as CROSSED_COLUMNS
from consult.exports.crossed import crossed_of, crossed_rows
from consult.exports.descriptions import COLUMNS, description, result_rows, result_sheets
from consult.exports.editions import crossed_editions, published_editions, with_public_tables
from consult.exports.exact_tables import shown_exact_counts
from consult.exports.formats import Format, csv_chunks, json_lines_chunks
from consult.exports.models import Edition
from consult.exports.result_charts import notes_of, published_charts, scales_of
from consult.exports.xlsx import xlsx_chunks
from consult.kernel.authz import Actor
from consult.kernel.errors import NotFound
from consult.kernel.messages import gettext as _
from consult.submissions.questionnaires import all_versions
from consult.web.guard import permit
from consult.web.transactions import database, db

bp = Blueprint("exports", __name__)
FORMATS = {"csv": Format.CSV, "jsonl": Format.JSON, "xlsx": Format.XLSX}
BEFORE_ANY_RESULTS = frozenset({State.DRAFT, State.SCHEDULED})


def find_results(db: Session, slug: str, actor: Actor) -> tuple[Consultation, list[tuple[Activity, Edition]]]:
    """Return a consultation with the standing edition of each activity; `NotFound` when there are none."""
    consultation = find_consultation(db, slug, actor)
    published = published_editions(db, consultation)
    if not published:
        raise NotFound(_("No results have been published yet."))
    return consultation, published


@bp.get("/consultations/<slug>/results")
@permit("exports.results", load=find_results)
def results(found: tuple[Consultation, list[tuple[Activity, Edition]]]) -> ResponseReturnValue:
    """Show the published results."""
    consultation, published = found
    shown = [
        {
            "activity": activity,
            "edition": edition,
            "notes": notes_of(edition),
            "exact": shown_exact_counts(db(), edition),
            "charts": published_charts(edition, scales_of(all_versions(db(), activity).values())),
        }
        for activity, edition in published
    ]
    crossed = with_public_tables(db(), [activity.id for activity, _edition in published])
    return render_template("exports/results.html", consultation=consultation, shown=shown, crossed=crossed)


@bp.get("/consultations/<slug>/results.<any(csv, jsonl, xlsx):ending>")
@permit("exports.results", load=find_results, rest=("ending",))
def results_file(found: tuple[Consultation, list[tuple[Activity, Edition]]], ending: str) -> ResponseReturnValue:
    """Send the published results as a file."""
    consultation, published = found
    rows = result_rows(deployment_of(database()).settings, consultation, published)
    newest = max(edition.made_at for _activity, edition in published)
    response = Response(b"".join(_written(rows, ending, newest)), mimetype=None)
    response.headers["Content-Type"] = FORMATS[ending].media_type
    response.headers["Content-Disposition"] = f'attachment; filename="{consultation.slug}-results.{ending}"'
    described = url_for("exports.results_description", slug=consultation.slug)
    response.headers["Link"] = f'<{described}>; rel="describedby"; type="application/csvm+json"'
    return response


def _written(rows: list[tuple[object, ...]], ending: str, made_at: datetime) -> Iterator[bytes]:
    names = [column.name for column in COLUMNS]
    if ending == "csv":
        return csv_chunks(names, rows)
    return xlsx_chunks(result_sheets(rows), made_at=made_at) if ending == "xlsx" else json_lines_chunks(names, rows)


@bp.get("/consultations/<slug>/results-tables.csv")
@permit("exports.results", load=find_results)
def results_tables(found: tuple[Consultation, list[tuple[Activity, Edition]]]) -> ResponseReturnValue:
    """Send the published cross-tables as one file; they were made once, so an earlier edition may have them."""
    consultation, published = found
    crossed = [
        crossed_of(activity, one) for activity, _newest in published for one in crossed_editions(db(), activity.id)
    ]
    if not crossed:
        raise NotFound(_("No cross-tables have been published here."))
    # Written while it is sent, when the database is not read any more.
    rows = (row for one in crossed for row in crossed_rows(one))
    chunks = csv_chunks([column.name for column in CROSSED_COLUMNS], rows)
    response = Response(chunks, mimetype=None)
    response.headers["Content-Type"] = Format.CSV.media_type
    response.headers["Content-Disposition"] = f'attachment; filename="{consultation.slug}-results-tables.csv"'
    return response


@bp.get("/consultations/<slug>/results.csv-metadata.json")
@permit("exports.results", load=find_results)
def results_description(found: tuple[Consultation, list[tuple[Activity, Edition]]]) -> ResponseReturnValue:
    """Say what the published numbers are, beside the CSV file."""
    consultation, published = found
    described = description(deployment_of(database()).settings, consultation, published)
    return Response(orjson.dumps(described, option=orjson.OPT_INDENT_2), content_type="application/csvm+json")


def results_link(consultation: Consultation) -> str | None:
    """Return the link to the published results for the consultation's page, once there are any."""
    if consultation.state in BEFORE_ANY_RESULTS:
        return None
    if not published_editions(db(), consultation):
        return None
    return render_template("exports/_link.html", consultation=consultation)


RESULTS_SLOT = CONSULTATION_OUTCOME.slot(results_link)
