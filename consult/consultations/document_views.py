"""The staff pages for a consultation's documents."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from consult.consultations.desk import bp
from consult.consultations.forms import DocumentForm, OpenDocumentForm, RemovalForm
from consult.consultations.lifecycle import BEFORE_OPENING, state_at
from consult.consultations.models import Consultation, Document
from consult.consultations.queries import find_consultation, find_document
from consult.consultations.services import add_document, remove_document
from consult.kernel.db import database_now
from consult.kernel.errors import DomainError
from consult.web.forms import Form, render_form
from consult.web.guard import actor, permit
from consult.web.limits import takes_files
from consult.web.transactions import session


@bp.route("/consultations/<slug>/documents", methods=["GET", "POST"])
@permit("consultations.edit", load=find_consultation)
@takes_files
def documents(consultation: Consultation) -> ResponseReturnValue:
    """List the documents, and take another one."""
    form = DocumentForm() if _is_before_opening(consultation) else OpenDocumentForm()
    if form.validate_on_submit():
        upload = form.file.data
        assert upload is not None  # noqa: S101 (the form requires it)
        try:
            add_document(
                session(),
                actor(),
                consultation,
                title=form.title.data,
                name=upload.filename or "",
                content=upload.stream,
                reason=_reason(form),
                is_material=_is_material(form),
            )
        except DomainError as error:
            form.add_error("file", str(error))
        else:
            flash("The document is added.", "success")
            return _to_documents(consultation)
    return render_form("consultations/documents.html", form, consultation=consultation)


@bp.route("/consultations/<slug>/documents/<int:document_id>/remove", methods=["GET", "POST"])
@permit("consultations.edit", load=find_document)
def removal(document: Document) -> ResponseReturnValue:
    """Ask before a document is removed, and remove it."""
    consultation = document.consultation
    is_draft = _is_before_opening(consultation)
    form = Form() if is_draft else RemovalForm()
    if form.validate_on_submit():
        try:
            remove_document(session(), actor(), document, reason=_reason(form), is_material=_is_material(form))
        except DomainError as error:
            form.take_errors(error)
        else:
            flash("The document is removed.", "success")
            return _to_documents(consultation)
    return render_form("consultations/remove_document.html", form, document=document, consultation=consultation)


def _reason(form: Form) -> str:
    return form["reason"].data if "reason" in form else ""


def _is_material(form: Form) -> bool:
    return "is_material" in form and form["is_material"].data == "yes"


def _is_before_opening(consultation: Consultation) -> bool:
    return state_at(consultation, database_now(session())) in BEFORE_OPENING


def _to_documents(consultation: Consultation) -> ResponseReturnValue:
    return redirect(url_for("consultations_staff.documents", slug=consultation.slug), 303)
