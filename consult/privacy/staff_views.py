"""Requests about personal data: find, hand over, erase; the address looked for never stands in a page's address."""

import orjson
from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from consult.kernel.errors import DomainError, Invalid
from consult.kernel.messages import gettext as _
from consult.kernel.messages import ngettext
from consult.privacy.forms import EraseForm, FindForm, HandOverForm
from consult.privacy.services import Subject, amount, collect, erase, find_subject, hand_over
from consult.web.forms import Form, render_form
from consult.web.guard import actor, permit
from consult.web.transactions import db

bp = Blueprint("privacy_staff", __name__, url_prefix="/staff")


@bp.route("/privacy", methods=["GET", "POST"])
@permit("privacy.handle", fresh=True)
def index() -> ResponseReturnValue:
    """Find what is held on somebody, by email address or by a response's reference."""
    form = FindForm()
    if form.validate_on_submit():
        try:
            found = find_subject(db(), form.subject.data)
        except Invalid as nothing:
            form.take_errors(nothing)
        else:
            return _found(found, HandOverForm(formdata=None, subject=found.typed))
    return render_form("privacy/find.html", form)


def _found(found: Subject, form: Form) -> ResponseReturnValue:
    held = {name: amount(value) for name, value in collect(db(), found).items()}
    rows = [
        (name.replace("_", " ").replace(".", ": ").capitalize(), ngettext("%(num)s record", "%(num)s records", count))
        for name, count in held.items()
    ]
    return render_form("privacy/found.html", form, subject=found, rows=rows)


@bp.post("/privacy/hand-over")
@permit("privacy.handle", fresh=True)
def give() -> ResponseReturnValue:
    """Hand over all that is held, as a file."""
    form = HandOverForm()
    subject = find_subject(db(), form.subject.data or "")
    if not form.validate():
        return _found(subject, form)
    document = hand_over(db(), actor(), subject, form.checked_by.data or "")
    response = Response(orjson.dumps(document, option=orjson.OPT_INDENT_2), mimetype="application/json")
    response.headers["Content-Disposition"] = 'attachment; filename="personal-data.json"'
    return response


@bp.post("/privacy/erase")
@permit("privacy.handle", fresh=True)
def ask_to_erase() -> ResponseReturnValue:
    """Ask whether the data is really to be erased."""
    form = FindForm()
    subject = find_subject(db(), form.subject.data)
    return render_template("privacy/erase.html", form=EraseForm(formdata=None, subject=subject.typed), subject=subject)


@bp.post("/privacy/erase/confirmed")
@permit("privacy.handle", fresh=True)
def remove() -> ResponseReturnValue:
    """Erase all that is held."""
    form = EraseForm()
    subject = find_subject(db(), form.subject.data or "")
    if form.validate():
        try:
            erase(db(), actor(), subject, form.checked_by.data or "")
        except DomainError as refused:
            form.add_error(None, str(refused))
        else:
            flash(_("The data is erased."), "success")
            return redirect(url_for("privacy_staff.index"), 303)
    return render_form("privacy/erase.html", form, subject=subject)
