"""The staff pages from which drafts come and by which they go: copying, the address of a draft, and its deletion."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from consult.consultations.copies import copy_consultation
from consult.consultations.desk_views import bp, to_desk
from consult.consultations.drafts import choose_address, delete_draft
from consult.consultations.forms import AddressForm, CopyForm
from consult.consultations.models import Consultation
from consult.consultations.queries import find_consultation
from consult.kernel.errors import DomainError
from consult.kernel.messages import gettext as _
from consult.web.forms import Form, render_form
from consult.web.guard import actor, permit
from consult.web.transactions import db


@bp.route("/consultations/<slug>/address", methods=["GET", "POST"])
@permit("consultations.edit", load=find_consultation)
def address(consultation: Consultation) -> ResponseReturnValue:
    """Choose the address of a draft's page."""
    form = AddressForm(obj=consultation)
    if form.validate_on_submit():
        try:
            choose_address(db(), actor(), consultation, form.slug.data, form.seen_version())
        except DomainError as error:
            form.take_errors(error)
        else:
            flash(_("Saved."), "success")
            return to_desk(consultation)
    return render_form("consultations/address.html", form, consultation=consultation)


@bp.route("/consultations/<slug>/copy", methods=["GET", "POST"])
@permit("consultations.copy", load=find_consultation)
def copy(consultation: Consultation) -> ResponseReturnValue:
    """Begin a draft with the texts and questions of this consultation."""
    form = CopyForm(data={"title": consultation.title})
    if form.validate_on_submit():
        try:
            made = copy_consultation(db(), actor(), consultation, form.title.data or "", form.seen_key())
        except DomainError as error:
            form.take_errors(error)
        else:
            flash(_("This is a new draft. Give it dates, and add its documents."), "success")
            return to_desk(made)
    return render_form("consultations/copy.html", form, consultation=consultation)


@bp.route("/consultations/<slug>/delete", methods=["GET", "POST"])
@permit("consultations.edit", load=find_consultation)
def deletion(consultation: Consultation) -> ResponseReturnValue:
    """Ask before a draft is deleted, and delete it."""
    form = Form()
    if form.validate_on_submit():
        title = consultation.title
        delete_draft(db(), actor(), consultation)
        flash(_("The draft “%(title)s” is deleted.", title=title), "success")
        return redirect(url_for("consultations_staff.index"), 303)
    return render_form("consultations/delete.html", form, consultation=consultation)
