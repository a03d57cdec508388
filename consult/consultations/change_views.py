"""The staff pages for changes after opening."""

from flask import flash
from flask.typing import ResponseReturnValue

from consult.consultations.changes import change_consultation, extend
from consult.consultations.desk_views import bp, clash_page, to_desk
from consult.consultations.forms import ChangeForm, ExtensionForm
from consult.consultations.models import Consultation
from consult.consultations.queries import find_consultation
from consult.kernel.errors import ChangedMeanwhile, DomainError
from consult.kernel.messages import gettext as _
from consult.web.forms import render_form
from consult.web.guard import actor, permit
from consult.web.transactions import db


@bp.route("/consultations/<slug>/change", methods=["GET", "POST"])
@permit("consultations.edit", load=find_consultation)
def change(consultation: Consultation) -> ResponseReturnValue:
    """Change a consultation after it opened, in public."""
    form = ChangeForm(obj=consultation)
    if form.validate_on_submit():
        try:
            change_consultation(
                db(),
                actor(),
                consultation,
                version=form.seen_version(),
                reason=form.reason.data,
                is_material=form.is_material.data == "yes",
                values=form.values(),
            )
        except ChangedMeanwhile:
            return clash_page("consultations/change_form.html", form, consultation)
        except DomainError as error:
            form.take_errors(error)
        else:
            flash(_("The change is made and public."), "success")
            return to_desk(consultation)
    return render_form("consultations/change_form.html", form, consultation=consultation, clashes=[])


@bp.route("/consultations/<slug>/extend", methods=["GET", "POST"])
@permit("consultations.move", load=find_consultation)
def extension(consultation: Consultation) -> ResponseReturnValue:
    """Give people more time."""
    form = ExtensionForm(obj=consultation)
    if form.validate_on_submit():
        assert form.closes_at.data is not None  # noqa: S101 (the form requires it)
        try:
            extend(
                db(),
                actor(),
                consultation,
                form.closes_at.data,
                form.reason.data,
                version=form.seen_version(),
            )
        except DomainError as error:
            form.take_errors(error)
        else:
            flash(_("The closing date is later now. We email everybody who asked for news."), "success")
            return to_desk(consultation)
    return render_form("consultations/extension.html", form, consultation=consultation)
