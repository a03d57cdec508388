"""The staff pages of templates: saving one, the list of them, beginning a draft with one, and removing one."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from consult.consultations.desk_views import bp, to_desk
from consult.consultations.forms import CopyForm, TemplateForm
from consult.consultations.models import Consultation, Template
from consult.consultations.queries import find_consultation
from consult.consultations.templates import begin_with, find_template, remove_template, save_template, templates
from consult.kernel.errors import DomainError
from consult.kernel.messages import gettext as _
from consult.web.forms import render_form
from consult.web.guard import actor, permit
from consult.web.transactions import db


@bp.route("/consultations/<slug>/template", methods=["GET", "POST"])
@permit("consultations.save_template", load=find_consultation)
def save_as_template(consultation: Consultation) -> ResponseReturnValue:
    """Save what a consultation says and asks as a template."""
    form = TemplateForm()
    if form.validate_on_submit():
        try:
            save_template(db(), actor(), consultation, form.name.data or "", form.description.data or "")
        except DomainError as error:
            form.take_errors(error)
        else:
            flash(_("The template is saved. Everybody on the desk can begin a consultation with it."), "success")
            return redirect(url_for("consultations_staff.list_templates"), 303)
    return render_form("consultations/save_template.html", form, consultation=consultation)


@bp.get("/templates")
@permit("consultations.desk")
def list_templates() -> ResponseReturnValue:
    """List the templates."""
    return render_template("consultations/templates.html", templates=templates(db()))


@bp.route("/templates/<int:template_id>", methods=["GET", "POST"])
@permit("consultations.save_template", load=find_template)
def begin_with_template(template: Template) -> ResponseReturnValue:
    """Begin a draft with a template."""
    form = CopyForm()
    if form.validate_on_submit():
        try:
            made = begin_with(db(), actor(), template, form.title.data or "", form.seen_key())
        except DomainError as error:
            form.take_errors(error)
        else:
            flash(_("This is a new draft. Give it dates, and add its documents."), "success")
            return to_desk(made)
    return render_form("consultations/begin_with_template.html", form, begun_with=template)


@bp.post("/templates/<int:template_id>/remove")
@permit("consultations.save_template", load=find_template)
def remove_a_template(template: Template) -> ResponseReturnValue:
    """Remove a template."""
    name = template.name
    remove_template(db(), actor(), template)
    flash(_("The template “%(name)s” is removed. Drafts that began with it stay.", name=name), "success")
    return redirect(url_for("consultations_staff.list_templates"), 303)
