"""The staff pages for a consultation's documents."""

from dataclasses import asdict, dataclass
from typing import Any

from flask import current_app, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from itsdangerous import BadSignature, URLSafeTimedSerializer

from consult.consultations.desk_views import bp
from consult.consultations.documents import add_document, add_kept_document, remove_document
from consult.consultations.forms import DocumentForm, OpenDocumentForm, RemovalForm
from consult.consultations.lifecycle import BEFORE_OPENING, state_at
from consult.consultations.models import Consultation, Document
from consult.consultations.queries import find_consultation, find_document
from consult.files.cleaners.findings import Finding
from consult.files.intake import HoldsHidden, Kept
from consult.files.services import KEPT_WITHOUT_RECORD
from consult.kernel.db import database_now
from consult.kernel.errors import DomainError
from consult.kernel.messages import gettext as _
from consult.web.forms import Form, render_form
from consult.web.guard import actor, permit
from consult.web.limits import takes_files
from consult.web.transactions import db

# Well before the sweep takes a file that nobody decided about.
WAITS = int(KEPT_WITHOUT_RECORD.total_seconds() / 2)


@bp.route("/consultations/<slug>/documents", methods=["GET", "POST"])
@permit("consultations.edit", load=find_consultation)
@takes_files
def documents(consultation: Consultation) -> ResponseReturnValue:
    """List the documents, and take another one."""
    form = DocumentForm() if _is_before_opening(consultation) else OpenDocumentForm()
    waiting = _waiting()
    if waiting is not None:
        form.file.validators = []
    if form.validate_on_submit():
        try:
            _add(consultation, form, waiting)
        except HoldsHidden as held:
            waiting = _Waiting(_name_sent(form), held.kept)
        except DomainError as error:
            form.add_error("file", str(error))
        else:
            flash(_("The document is added."), "success")
            return _to_documents(consultation)
        if waiting is not None:
            form.add_error(None, _("Read what this file holds out of sight, then decide"), place="out-of-sight")
    return render_form(
        "consultations/documents.html",
        form,
        consultation=consultation,
        findings=waiting.kept.findings if waiting else (),
        waiting=_signer().dumps(waiting.packed()) if waiting else "",
    )


@dataclass(frozen=True)
class _Waiting:
    """A file that is cleaned and kept, until its officer has decided about what it holds out of sight."""

    name: str
    kept: Kept

    def packed(self) -> dict[str, object]:
        """Return it as plain data, for the page to carry."""
        return asdict(self)


def _waiting() -> _Waiting | None:
    """Return the file that the page carries, unless another one was chosen instead."""
    carried = request.form.get("waiting", "")
    chosen = request.files.get("file")
    if not carried or (chosen is not None and chosen.filename):
        return None
    try:
        packed = _signer().loads(carried, max_age=WAITS)
    except BadSignature:
        return None
    findings = tuple(Finding(**finding) for finding in packed["kept"].pop("findings"))
    return _Waiting(packed["name"], Kept(**packed["kept"], findings=findings))


def _add(consultation: Consultation, form: DocumentForm, waiting: _Waiting | None) -> None:
    given: dict[str, Any] = {
        "title": form.title.data,
        "reason": _reason(form),
        "is_material": _is_material(form),
    }
    if waiting is not None:
        add_kept_document(db(), actor(), consultation, name=waiting.name, kept=waiting.kept, **given)
        return
    upload = form.file.data
    assert upload is not None  # noqa: S101 (the form requires it)
    add_document(db(), actor(), consultation, name=upload.filename or "", content=upload.stream, **given)


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.secret_key), salt="document-waiting")


@bp.route("/consultations/<slug>/documents/<int:document_id>/remove", methods=["GET", "POST"])
@permit("consultations.edit", load=find_document)
def removal(document: Document) -> ResponseReturnValue:
    """Ask before a document is removed, and remove it."""
    consultation = document.consultation
    is_draft = _is_before_opening(consultation)
    form = Form() if is_draft else RemovalForm()
    if form.validate_on_submit():
        try:
            remove_document(db(), actor(), document, reason=_reason(form), is_material=_is_material(form))
        except DomainError as error:
            form.take_errors(error)
        else:
            flash(_("The document is removed."), "success")
            return _to_documents(consultation)
    return render_form("consultations/remove_document.html", form, document=document, consultation=consultation)


def _reason(form: Form) -> str:
    return form["reason"].data if "reason" in form else ""


def _is_material(form: Form) -> bool:
    return "is_material" in form and form["is_material"].data == "yes"


def _is_before_opening(consultation: Consultation) -> bool:
    return state_at(consultation, database_now(db())) in BEFORE_OPENING


def _name_sent(form: DocumentForm | OpenDocumentForm) -> str:
    upload = form.file.data
    return upload.filename or "" if upload is not None else ""


def _to_documents(consultation: Consultation) -> ResponseReturnValue:
    return redirect(url_for("consultations_staff.documents", slug=consultation.slug), 303)
