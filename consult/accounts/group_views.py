"""Looking after community groups: entering, verifying, and who speaks for them."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from sqlalchemy.orm import Session

from consult.accounts import forms, invitations, organisations
from consult.accounts.language_views import ask_for_language, chosen_language
from consult.accounts.models import Membership, Organisation
from consult.accounts.queries import find_organisation, find_person, names_of_people
from consult.accounts.queries import organisations as all_organisations
from consult.accounts.verification import refuse_verification
from consult.contract.deployment import own_language
from consult.kernel.errors import DomainError, Invalid, NotFound
from consult.kernel.formats import number
from consult.kernel.messages import gettext as _
from consult.web.cells import link_to, tag
from consult.web.forms import render_form
from consult.web.guard import actor, loaded_by, permit
from consult.web.transactions import db

bp = Blueprint("accounts_groups", __name__, url_prefix="/staff/groups")


@bp.get("")
@permit("accounts.read_groups")
def index() -> ResponseReturnValue:
    """List all community groups."""
    rows = [
        (
            link_to(group.name, url_for("accounts_groups.group", organisation_id=group.id)),
            len(group.members),
            number(group.represents) if group.represents else _("Not stated"),
            _standing(group),
        )
        for group in db().scalars(all_organisations())
    ]
    return render_template("accounts/groups.html", rows=rows)


def _standing(group: Organisation) -> Markup:
    if group.asked_at is not None:
        return tag(_("Waits to be verified"), "blue")
    if group.is_verified:
        return tag(_("Verified"), "green")
    return tag(_("Refused"), "red") if group.refused_at is not None else tag(_("Not verified"), "grey")


@bp.route("/new", methods=["GET", "POST"])
@permit("accounts.organisations")
def new() -> ResponseReturnValue:
    """Enter a community group."""
    form = forms.OrganisationForm()
    if form.validate_on_submit():
        try:
            made = organisations.create_organisation(
                db(),
                actor(),
                name=form.name.data,
                kind=form.kind.data or "community_group",
                represents=form.represents.data,
                basis=form.basis.data,
            )
        except Invalid as fault:
            form.take_errors(fault)
        else:
            flash(_("%(name)s is added.", name=made.name), "success")
            return redirect(url_for("accounts_groups.group", organisation_id=made.id), 303)
    return render_form("accounts/group_new.html", form)


@bp.get("/<int:organisation_id>")
@permit("accounts.read_groups", load=loaded_by(find_organisation))
def group(group: Organisation) -> ResponseReturnValue:
    """Show a community group and its members."""
    verified_by = names_of_people(db(), [group.verified_by_id] if group.verified_by_id else [])
    return render_template(
        "accounts/group.html",
        group=group,
        kind=organisations.KINDS.get(group.kind, group.kind),
        verified_by=verified_by.get(group.verified_by_id or 0, ""),
        members=[_member_row(group, member) for member in group.members],
    )


def _member_row(group: Organisation, member: Membership) -> list[str]:
    name, part = member.person.name, member.title or _("Member")
    if not actor().can("accounts.organisations"):
        return [name, part]
    address = url_for("accounts_groups.remove_member", organisation_id=group.id, person_id=member.person_id)
    return [name, part, member.person.email, link_to(_("Remove"), address, about=name)]


@bp.route("/<int:organisation_id>/edit", methods=["GET", "POST"])
@permit("accounts.organisations", load=loaded_by(find_organisation))
def edit(group: Organisation) -> ResponseReturnValue:
    """Change name, kind, number and basis of a group."""
    form = forms.OrganisationEditForm(obj=group)
    if form.validate_on_submit():
        try:
            organisations.edit_organisation(
                db(),
                actor(),
                group,
                name=form.name.data,
                kind=form.kind.data or "community_group",
                represents=form.represents.data,
                basis=form.basis.data,
                seen_version=form.seen_version(),
            )
        except DomainError as fault:
            form.take_errors(fault)
        else:
            flash(_("What is known of the group is changed."), "success")
            return redirect(url_for("accounts_groups.group", organisation_id=group.id), 303)
    return render_form("accounts/group_edit.html", form, group=group)


@bp.route("/<int:organisation_id>/verify", methods=["GET", "POST"])
@permit("accounts.verify_group", load=loaded_by(find_organisation))
def verify(group: Organisation) -> ResponseReturnValue:
    """Confirm that the group is what it says, on a ground."""
    form = forms.VerificationForm()
    if form.validate_on_submit():
        try:
            organisations.verify_organisation(
                db(),
                actor(),
                group,
                ground=form.ground.data,
                document=form.document.data,
                until=form.until.data,
            )
        except Invalid as fault:
            form.take_errors(fault)
        else:
            flash(_("%(name)s is verified.", name=group.name), "success")
            return redirect(url_for("accounts_groups.group", organisation_id=group.id), 303)
    return render_form("accounts/group_verify.html", form, group=group)


@bp.route("/<int:organisation_id>/refuse", methods=["GET", "POST"])
@permit("accounts.verify_group", load=loaded_by(find_organisation))
def refuse(group: Organisation) -> ResponseReturnValue:
    """Say why the group is not verified."""
    form = forms.RefuseVerificationForm()
    if form.validate_on_submit():
        refuse_verification(db(), actor(), group, form.reason.data or "")
        flash(_("%(name)s is not verified. Its members are told why.", name=group.name), "success")
        return redirect(url_for("accounts_groups.group", organisation_id=group.id), 303)
    return render_form("accounts/group_refuse.html", form, group=group)


@bp.post("/<int:organisation_id>/withdraw-verification")
@permit("accounts.verify_group", load=loaded_by(find_organisation))
def withdraw_verification(group: Organisation) -> ResponseReturnValue:
    """Take the confirmation back."""
    organisations.withdraw_verification(db(), actor(), group)
    flash(_("%(name)s is no longer verified.", name=group.name), "success")
    return redirect(url_for("accounts_groups.group", organisation_id=group.id), 303)


@bp.route("/<int:organisation_id>/invite", methods=["GET", "POST"])
@permit("accounts.organisations", load=loaded_by(find_organisation))
def invite(group: Organisation) -> ResponseReturnValue:
    """Invite somebody to speak for the group."""
    form = forms.InviteMemberForm(data={"language": own_language(db()).tag})
    ask_for_language(form)
    if form.validate_on_submit():
        try:
            invitations.invite(
                db(),
                actor(),
                email=form.email.data,
                name=form.name.data,
                organisation=group,
                language=chosen_language(form),
            )
        except Invalid as fault:
            form.take_errors(fault)
        else:
            flash(_("We have sent an invitation to %(data)s.", data=form.email.data), "success")
            return redirect(url_for("accounts_groups.group", organisation_id=group.id), 303)
    return render_form("accounts/group_invite.html", form, group=group)


def _find_membership(db: Session, organisation_id: int, person_id: int) -> Membership:
    found = db.get(Membership, (organisation_id, person_id))
    if found is None:
        raise NotFound
    return found


@bp.route("/<int:organisation_id>/members/<int:person_id>/remove", methods=["GET", "POST"])
@permit("accounts.organisations", load=loaded_by(_find_membership))
def remove_member(membership: Membership) -> ResponseReturnValue:
    """Ask, then let somebody no longer speak for the group."""
    form = forms.EmptyForm()
    group, name = membership.organisation, find_person(db(), membership.person_id).name
    if form.validate_on_submit():
        organisations.remove_member(db(), actor(), group, membership.person_id)
        flash(_("%(name)s no longer speaks for %(name_2)s.", name=name, name_2=group.name), "success")
        return redirect(url_for("accounts_groups.group", organisation_id=group.id), 303)
    return render_form("accounts/remove_member.html", form, group=group, name=name)
