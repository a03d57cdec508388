"""Looking after people: who has an account, which roles, and who is invited."""

from collections.abc import Mapping
from itertools import islice
from urllib.parse import urlencode

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from consult.accounts import email_changes, forms, invitations, second_factor, services
from consult.accounts.language_views import ask_for_language, chosen_language
from consult.accounts.models import JOIN, Invitation, Person
from consult.accounts.queries import (
    after_person,
    confirmed_factor,
    find_person,
    matching_people,
    names_of_organisations,
    names_of_people,
    open_invitations,
)
from consult.contract.deployment import own_language
from consult.kernel import clock
from consult.kernel.authz import Role
from consult.kernel.errors import Conflict, Invalid, NotFound
from consult.kernel.messages import gettext as _
from consult.web.addresses import asked_number
from consult.web.cells import link_to, tag
from consult.web.forms import render_form
from consult.web.guard import actor, loaded_by, permit
from consult.web.transactions import db

bp = Blueprint("accounts_staff", __name__, url_prefix="/staff")
PAGE = 50


@bp.get("/people")
@permit("accounts.administer")
def index() -> ResponseReturnValue:
    """List people, by name, role and standing."""
    form = forms.PeopleFilter()
    if not form.validate():
        return render_form("accounts/people.html", form, rows=[], next_page=None, first_page=None)
    last = db().get(Person, asked_number("after"))
    found = matching_people(form.q.data, form.role.data or "", form.standing.data or "active")
    shown = db().scalars(after_person(found, last).limit(PAGE + 1)).all()
    chosen = {name: value for name, value in request.args.items() if name != "after"}
    next_page = "?" + urlencode({**chosen, "after": shown[PAGE - 1].id}) if len(shown) > PAGE else None
    first_page = "?" + urlencode(chosen) if last else None
    return render_template(
        "accounts/people.html",
        form=form,
        rows=[_row_of(person) for person in islice(shown, PAGE)],
        next_page=next_page,
        first_page=first_page,
    )


def _row_of(person: Person) -> tuple[str, ...]:
    return (
        link_to(person.name, url_for("accounts_staff.person", person_id=person.id)),
        person.email,
        ", ".join(str(role.label) for role in sorted(person.roles)) or _("None"),
        _("Open") if person.is_active else tag(_("Closed"), "grey"),
    )


@bp.get("/people/<int:person_id>")
@permit("accounts.administer", load=loaded_by(find_person))
def person(person: Person) -> ResponseReturnValue:
    """Show one person's account."""
    factor = db().scalar(confirmed_factor(person.id))
    return render_template("accounts/person.html", person=person, factor=factor)


@bp.route("/people/<int:person_id>/roles", methods=["GET", "POST"])
@permit("accounts.administer", load=loaded_by(find_person), fresh=True)
def roles(person: Person) -> ResponseReturnValue:
    """Grant and withdraw a person's roles."""
    form = forms.RolesForm(data={"roles": [grant.role for grant in person.grants]})
    if form.validate_on_submit():
        try:
            services.set_roles(db(), actor(), person, {Role(value) for value in form.roles.data})
        except services.LastAdministrator as refused:
            form.add_error("roles", str(refused))
        else:
            flash(_("The roles of %(name)s are saved.", name=person.name), "success")
            return redirect(url_for("accounts_staff.person", person_id=person.id), 303)
    return render_form("accounts/roles.html", form, person=person)


@bp.route("/people/<int:person_id>/close", methods=["GET", "POST"])
@permit("accounts.administer", load=loaded_by(find_person), fresh=True)
def close(person: Person) -> ResponseReturnValue:
    """Ask, then close a person's account."""
    form = forms.EmptyForm()
    if form.validate_on_submit():
        services.deactivate_person(db(), actor(), person)
        flash(_("The account of %(name)s is closed.", name=person.name), "success")
        return redirect(url_for("accounts_staff.person", person_id=person.id), 303)
    return render_form("accounts/close.html", form, person=person)


@bp.route("/people/<int:person_id>/email", methods=["GET", "POST"])
@permit("accounts.administer", load=loaded_by(find_person), fresh=True)
def email(person: Person) -> ResponseReturnValue:
    """Change the address of somebody who cannot do it themselves."""
    form = forms.ReplaceEmailForm()
    if form.validate_on_submit():
        try:
            email_changes.replace_email(db(), actor(), person, form.email.data, form.reason.data or "")
        except Invalid as fault:
            form.take_errors(fault)
        except Conflict as refused:
            form.add_error("email", str(refused))
            return render_template("accounts/person_email.html", form=form, person=person), 409
        else:
            flash(_("The email address of %(name)s is changed.", name=person.name), "success")
            return redirect(url_for("accounts_staff.person", person_id=person.id), 303)
    return render_form("accounts/person_email.html", form, person=person)


@bp.route("/people/<int:person_id>/two-step", methods=["GET", "POST"])
@permit("accounts.administer", load=loaded_by(find_person), fresh=True)
def two_step(person: Person) -> ResponseReturnValue:
    """Reset the two-step sign-in of somebody who can no longer use it."""
    form = forms.ResetSecondFactorForm()
    if form.validate_on_submit():
        second_factor.reset_second_factor(db(), actor(), person, form.reason.data or "")
        flash(_("The two-step sign-in of %(name)s is reset.", name=person.name), "success")
        return redirect(url_for("accounts_staff.person", person_id=person.id), 303)
    return render_form("accounts/person_two_step.html", form, person=person)


@bp.post("/people/<int:person_id>/open")
@permit("accounts.administer", load=loaded_by(find_person))
def reopen(person: Person) -> ResponseReturnValue:
    """Open a closed account again."""
    services.reactivate_person(db(), actor(), person)
    flash(_("The account of %(name)s is open again.", name=person.name), "success")
    return redirect(url_for("accounts_staff.person", person_id=person.id), 303)


@bp.get("/people/invitations")
@permit("accounts.administer")
def pending() -> ResponseReturnValue:
    """List invitations that nobody has accepted yet."""
    waiting = db().scalars(open_invitations(clock.now())).all()
    inviters = names_of_people(db(), {invitation.invited_by_id for invitation in waiting if invitation.invited_by_id})
    groups = names_of_organisations(
        db(), {invitation.organisation_id for invitation in waiting if invitation.organisation_id}
    )
    return render_template(
        "accounts/invitations.html",
        invitations=[
            (invitation, _purpose_of(invitation, groups), inviters.get(invitation.invited_by_id or 0, _("Consult")))
            for invitation in waiting
        ],
    )


def _purpose_of(invitation: Invitation, groups: Mapping[int, str]) -> str:
    if invitation.organisation_id:
        return _("Speak for %(group)s", group=groups.get(invitation.organisation_id, _("a group")))
    return str(invitation.role.label) if invitation.role else ""


@bp.route("/people/invite", methods=["GET", "POST"])
@permit("accounts.administer", fresh=True)
def invite() -> ResponseReturnValue:
    """Invite somebody to a role."""
    form = forms.InviteForm(data={"language": own_language(db()).tag})
    ask_for_language(form)
    if form.validate_on_submit():
        role = Role(form.role.data or "")
        try:
            invitations.invite(
                db(), actor(), email=form.email.data, name=form.name.data, role=role, language=chosen_language(form)
            )
        except Invalid as fault:
            form.take_errors(fault)
        else:
            flash(_("We have sent an invitation to %(data)s.", data=form.email.data), "success")
            return redirect(url_for("accounts_staff.pending"), 303)
    return render_form("accounts/invite.html", form)


def _find_pending(db: Session, token_hash: str) -> Invitation:
    found = db.get(Invitation, token_hash) if token_hash.isalnum() else None
    if found is None or found.purpose != JOIN or found.used_at is not None:
        raise NotFound
    return found


@bp.post("/people/invitations/<token_hash>/cancel")
@permit("accounts.administer", load=loaded_by(_find_pending))
def cancel(invitation: Invitation) -> ResponseReturnValue:
    """Take an invitation back."""
    invitations.cancel_invitation(db(), actor(), invitation)
    flash(_("The invitation of %(email)s is cancelled.", email=invitation.email), "success")
    return redirect(url_for("accounts_staff.pending"), 303)
