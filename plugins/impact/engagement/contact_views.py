"""The list of bodies that can be invited, and the files from which it and the baseline are taken."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from consult.sdk.access import actor, loaded_by, permit
from consult.sdk.database import db
from consult.sdk.errors import Conflict, Invalid
from consult.sdk.files import import_page, takes_files
from consult.sdk.forms import render_form
from consult.sdk.messages import gettext as _
from consult.sdk.pages import link_to
from plugins.impact.engagement import contacts as listed
from plugins.impact.engagement.contacts import ContactFacts
from plugins.impact.engagement.forms import ContactFilter, ContactForm
from plugins.impact.engagement.imports import CONTACTS
from plugins.impact.engagement.models import Contact
from plugins.impact.engagement.queries import contacts, find_contact
from plugins.impact.engagement.terms import BODIES, PROTECTED

bp = Blueprint("impact_contacts", __name__, url_prefix="/staff/impact/contacts")


@bp.get("")
@permit("impact.engage")
def index() -> ResponseReturnValue:
    """List the bodies, of one kind, ward or characteristic if asked for."""
    form = ContactFilter()
    chosen = (form.kind.data or "", form.ward.data or "", form.characteristic.data or "")
    found = listed.matching(db().scalars(contacts()).all(), *chosen)
    rows = [
        (
            link_to(contact.name, url_for("impact_contacts.edit", contact_id=contact.id)),
            str(BODIES[contact.kind]),
            ", ".join(contact.wards),
            ", ".join(str(PROTECTED.get(code, code)) for code in contact.characteristics),
        )
        for contact in found
    ]
    return render_template("impact/engagement/contacts.html", filter=form, rows=rows)


@bp.route("/new", methods=["GET", "POST"])
@permit("impact.engage")
def new() -> ResponseReturnValue:
    """Enter a body."""
    return _write(None)


@bp.route("/<int:contact_id>", methods=["GET", "POST"])
@permit("impact.engage", load=loaded_by(find_contact))
def edit(contact: Contact) -> ResponseReturnValue:
    """Change what is known of a body."""
    return _write(contact)


@bp.post("/<int:contact_id>/remove")
@permit("impact.engage", load=loaded_by(find_contact))
def remove(contact: Contact) -> ResponseReturnValue:
    """Take a body from the list."""
    listed.remove_contact(db(), actor(), contact)
    flash(_("The body is no longer on the list. What it said stays."), "success")
    return redirect(url_for("impact_contacts.index"), 303)


@bp.route("/import", methods=["GET", "POST"])
@permit("impact.engage")
@takes_files
def import_file() -> ResponseReturnValue:
    """Take bodies from a file."""
    return import_page(CONTACTS, back=url_for("impact_contacts.index"))


def _write(contact: Contact | None) -> ResponseReturnValue:
    form = ContactForm(data=_shown(contact))
    if form.validate_on_submit():
        facts = ContactFacts(
            name=form.name.data or "",
            kind=form.kind.data or "",
            wards=_lines(form.wards.data),
            characteristics=list(form.characteristics.data or ()),
            communities=_lines(form.communities.data),
            contact_name=form.contact_name.data or "",
            email=form.email.data or "",
        )
        try:
            listed.save_contact(db(), actor(), contact, facts, seen=form.seen_version())
        except (Conflict, Invalid) as refused:
            form.take_errors(refused)
        else:
            flash(_("Saved."), "success")
            return redirect(url_for("impact_contacts.index"), 303)
    return render_form("impact/engagement/contact.html", form, contact=contact)


def _shown(contact: Contact | None) -> dict[str, object]:
    if contact is None:
        return {"version": "0"}
    return {
        "name": contact.name,
        "kind": contact.kind,
        "wards": "\n".join(contact.wards),
        "characteristics": contact.characteristics,
        "communities": "\n".join(contact.communities),
        "contact_name": contact.contact_name,
        "email": contact.email,
        "version": str(contact.version),
    }


def _lines(typed: str | None) -> list[str]:
    return [line.strip() for line in (typed or "").splitlines() if line.strip()]
