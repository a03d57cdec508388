"""The record of consideration as everybody reads it: one volume as a page, and as a file."""

import csv
import io

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from consult.analysis.themes.endpoint import DROPPED
from consult.analysis.themes.learning_views import counted_statements
from consult.consultations.models import Consultation
from consult.consultations.queries import find_consultation
from consult.decisions.lost_quotations import has_withheld
from consult.decisions.models import Decision
from consult.decisions.presentation import names_of_cited
from consult.decisions.queries import newest_published
from consult.decisions.records import DECISION
from consult.decisions.volume import HEADINGS, table_of, volume_of
from consult.kernel.authz import Actor
from consult.kernel.errors import NotFound
from consult.kernel.messages import gettext as _
from consult.kernel.spreadsheet import safe_row
from consult.records.shown import shown_row
from consult.web.guard import permit
from consult.web.transactions import db

bp = Blueprint("volume", __name__)


def _find(session: Session, slug: str, actor: Actor) -> Consultation:
    consultation = find_consultation(session, slug=slug, actor=actor)
    if newest_published(session, consultation.id) is None:
        raise NotFound(_("Nothing has been decided here yet, so there is no record of consideration."))
    return consultation


def _newest(consultation: Consultation) -> Decision:
    found = newest_published(db(), consultation.id)
    assert found is not None  # noqa: S101 (the loader found it)
    return found


@bp.get("/consultations/<slug>/outcome/record")
@permit("decisions.read", load=_find)
def show(consultation: Consultation) -> ResponseReturnValue:
    """Show each issue of the decision that holds with its points, its answer and what changed."""
    decision = _newest(consultation)
    volume = volume_of(db(), decision)
    return render_template(
        "decisions/volume.html",
        consultation=consultation,
        decision=decision,
        volume=volume,
        is_withheld=has_withheld(decision),
        published=names_of_cited(db(), [considered.issue for considered in volume]),
        statements=counted_statements(consultation),
        reasons=DROPPED,
        coverage=(decision.issues or {}).get("coverage"),
        shown=shown_row(db(), DECISION, decision),
    )


@bp.get("/consultations/<slug>/outcome/record.csv")
@permit("decisions.read", load=_find)
def file(consultation: Consultation) -> ResponseReturnValue:
    """Send the record of consideration as a file."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(HEADINGS)
    writer.writerows(map(safe_row, table_of(volume_of(db(), _newest(consultation)))))
    response = Response(written.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{consultation.slug}-record.csv"'
    return response
