"""The pages on which staff keep the list of people in office."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from consult.accounts.queries import people
from consult.file_imports.views import import_page
from consult.kernel.errors import DomainError
from consult.kernel.messages import gettext as _
from consult.office.facts import period
from consult.office.forms import (
    AccountForm,
    DayForm,
    EndForm,
    HolderForm,
    NewMemberForm,
    NewRoleForm,
    edit_form,
)
from consult.office.imports import TERMS_FILE
from consult.office.list_views import tables_of
from consult.office.models import OfficeHolder, OfficeTerm
from consult.office.queries import all_terms, find_holder, find_term, terms_of, terms_on, vacant_seats_on
from consult.office.records import TERM
from consult.office.services import add_term, edit_term, end_term, link_account
from consult.records.shown import shown_row
from consult.web.cells import link_to
from consult.web.forms import render_form
from consult.web.guard import actor, loaded_by, permit
from consult.web.limits import takes_files
from consult.web.transactions import db

bp = Blueprint("office_staff", __name__, url_prefix="/staff/office")


@bp.get("")
@permit("office.desk")
def index() -> ResponseReturnValue:
    """List who is in office on a day, the members of the council first."""
    form = DayForm()
    form.validate()
    terms = db().scalars(terms_on(form.asked())).all()
    return render_form(
        "office/desk.html",
        form,
        day=form.asked(),
        **tables_of(terms, vacant_seats_on(db(), form.asked()), linked=True),
    )


@bp.route("/members/new", methods=["GET", "POST"])
@permit("office.keep")
def new_member() -> ResponseReturnValue:
    """Add a seat that somebody took."""
    return _new(NewMemberForm(), _("Add a member of the council"))


@bp.route("/roles/new", methods=["GET", "POST"])
@permit("office.keep")
def new_role() -> ResponseReturnValue:
    """Add a role that somebody took."""
    return _new(NewRoleForm(), _("Add a role or a police officer"))


def _new(form: NewMemberForm | NewRoleForm, title: str) -> ResponseReturnValue:
    _offer_holders(form)
    if form.validate_on_submit():
        try:
            holder = find_holder(db(), form.holder_id()) if form.holder_id() else None
            term = add_term(db(), actor(), form.facts(), holder=holder)
        except DomainError as error:
            form.take_errors(error)
        else:
            flash(_("%(name)s is on the list.", name=term.name), "success")
            return redirect(url_for(".show", term_id=term.id), 303)
    return render_form("office/new.html", form, title=title)


def _offer_holders(form: HolderForm) -> None:
    newest = {term.holder_id: term for term in db().scalars(all_terms())}
    form.offer((number, f"{term.name} ({term.post}, {period(term)})") for number, term in newest.items())


@bp.get("/<int:term_id>")
@permit("office.desk", load=loaded_by(find_term))
def show(term: OfficeTerm) -> ResponseReturnValue:
    """Show a term, what was corrected in it, the person's other terms, and their account."""
    return render_template(
        "office/term.html",
        term=term,
        reading=shown_row(db(), TERM, term),
        term_rows=[
            (link_to(other.post, url_for(".show", term_id=other.id)), other.name, period(other))
            for other in db().scalars(terms_of(term.holder_id))
        ],
        period=period,
    )


@bp.route("/<int:term_id>/edit", methods=["GET", "POST"])
@permit("office.keep", load=loaded_by(find_term))
def edit(term: OfficeTerm) -> ResponseReturnValue:
    """Correct what a term says."""
    form = edit_form(term)(obj=term)
    if form.validate_on_submit():
        try:
            edit_term(db(), actor(), term, form.facts(), reason=form.reason.data, version=form.seen_version())
        except DomainError as error:
            form.take_errors(error)
        else:
            flash(_("The term is corrected. What it said before stays readable."), "success")
            return redirect(url_for(".show", term_id=term.id), 303)
    return render_form("office/edit.html", form, term=term)


@bp.route("/<int:term_id>/end", methods=["GET", "POST"])
@permit("office.keep", load=loaded_by(find_term))
def end(term: OfficeTerm) -> ResponseReturnValue:
    """Give a term its last day."""
    form = EndForm()
    if form.validate_on_submit() and form.last_day.data is not None:
        try:
            end_term(db(), actor(), term, form.last_day.data)
        except DomainError as error:
            form.take_errors(error)
        else:
            flash(_("The term of %(name)s has its last day.", name=term.name), "success")
            return redirect(url_for(".show", term_id=term.id), 303)
    return render_form("office/end.html", form, term=term)


@bp.route("/holders/<int:holder_id>/account", methods=["GET", "POST"])
@permit("office.keep", load=loaded_by(find_holder))
def account(holder: OfficeHolder) -> ResponseReturnValue:
    """Say which account belongs to somebody in office."""
    terms = db().scalars(terms_of(holder.id)).all()
    form = AccountForm(data={"person_id": holder.person_id, "version": holder.version})
    form.offer(
        (person.id, _("%(name)s (account %(id)s)", name=person.name, id=person.id))
        for person in db().scalars(people())
        if person.is_active
    )
    if form.validate_on_submit():
        try:
            link_account(db(), actor(), holder, form.chosen(), version=form.seen_version())
        except DomainError as error:
            form.take_errors(error)
        else:
            flash(_("The account is saved. No name on the list has changed."), "success")
            return redirect(url_for(".show", term_id=terms[-1].id), 303)
    return render_form("office/account.html", form, holder=holder, term=terms[-1])


@bp.route("/import", methods=["GET", "POST"])
@permit("office.keep")
@takes_files
def take_file() -> ResponseReturnValue:
    """Take people in office from a file, all of it or nothing."""
    return import_page(TERMS_FILE, back=url_for(".index"))
