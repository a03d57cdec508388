"""The record of consideration as everybody reads it: one volume as a page, and as a file."""

import csv
import io
from collections.abc import Callable

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
from consult.decisions.volume import HEADINGS, index_of, table_of, volume_of
from consult.decisions.volume_document import document_of
from consult.kernel.authz import Actor
from consult.kernel.errors import NotFound
from consult.kernel.messages import gettext as _
from consult.kernel.spreadsheet import safe_row
from consult.publishing.blocks import PublishedDocument
from consult.publishing.docx import DOCX, make_docx
from consult.publishing.page import make_html
from consult.publishing.pdf import make_pdf
from consult.records.shown import shown_row
from consult.web.guard import permit
from consult.web.transactions import db

bp = Blueprint("volume", __name__)
WRITERS: dict[str, tuple[Callable[[PublishedDocument], bytes], str]] = {
    "html": (make_html, "text/html; charset=utf-8"),
    "pdf": (make_pdf, "application/pdf"),
    "docx": (make_docx, DOCX),
}


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
    published = names_of_cited(db(), [considered.issue for considered in volume])
    return render_template(
        "decisions/volume.html",
        consultation=consultation,
        decision=decision,
        volume=volume,
        is_withheld=has_withheld(decision),
        published=published,
        index=index_of(volume, published, consultation.slug),
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
    return _named(response, consultation, "csv")


@bp.get("/consultations/<slug>/outcome/record.<any(html, pdf, docx):ending>")
@permit("decisions.read", load=_find, rest=("ending",))
def document(consultation: Consultation, ending: str) -> ResponseReturnValue:
    """Send the record of consideration as one document."""
    write, media_type = WRITERS[ending]
    made = write(document_of(db(), _newest(consultation)))
    return _named(Response(made, content_type=media_type), consultation, ending)


def _named(response: Response, consultation: Consultation, ending: str) -> Response:
    response.headers["Content-Disposition"] = f'attachment; filename="{consultation.slug}-record.{ending}"'
    return response
