"""Letters: written from a template and signed off by officers, read by everybody once they are sent."""

from flask import Blueprint, Response, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from consult.sdk.access import actor, loaded_by, permit
from consult.sdk.database import address_of, db
from consult.sdk.errors import Invalid, NotFound, SavedOtherwise
from consult.sdk.forms import render_form
from consult.sdk.messages import gettext as _
from consult.sdk.publishing import DOCX, make_docx, make_pdf
from plugins.motion.actions import Action
from plugins.motion.correspondence import Letter, Way
from plugins.motion.letter_forms import LetterForm, SendForm
from plugins.motion.letter_queries import document_of_letter, file_name, find_letter, words_for
from plugins.motion.queries import find_action
from plugins.motion.services.letters import send_letter, sign_letter

bp = Blueprint("motion_letters", __name__)
WRITERS = {"docx": (make_docx, DOCX), "pdf": (make_pdf, "application/pdf")}


@bp.route("/staff/motions/actions/<int:action_id>/letters/new", methods=["GET", "POST"])
@permit("motion.track", load=loaded_by(find_action))
def new(action: Action) -> ResponseReturnValue:
    """Write a letter from the template, and sign it off."""
    address = address_of(db(), f"/motions/{action.motion.number}")
    form = LetterForm(
        data={"recipient": action.addressee, "signatory": action.owner, "body": words_for(action, address)}
    )
    if form.validate_on_submit():
        try:
            letter = sign_letter(
                db(),
                actor(),
                action,
                recipient=form.recipient.data or "",
                body=form.body.data or "",
                signatory=form.signatory.data or "",
            )
        except Invalid as error:
            form.take_errors(error)
        else:
            flash(_("The letter is signed off. Now send it."), "success")
            return redirect(url_for(".send", letter_id=letter.id), 303)
    return render_form("motion/letter.html", form, action=action, motion=action.motion)


@bp.route("/staff/motions/letters/<int:letter_id>/send", methods=["GET", "POST"])
@permit("motion.track", load=find_letter)
def send(letter: Letter) -> ResponseReturnValue:
    """Send a signed letter by email, or record that it was posted."""
    form = SendForm()
    if form.validate_on_submit():
        try:
            send_letter(
                db(),
                actor(),
                letter,
                way=Way(str(form.way.data)),
                address=form.address.data or "",
                sent_on=form.sent_on.data,
            )
        except (Invalid, SavedOtherwise) as error:
            form.take_errors(_at_its_field(error))
        else:
            flash(_("The letter is recorded as sent. Everybody can read it now."), "success")
            place = f"action-{letter.action.number}"
            return redirect(url_for("motion.page", number=letter.action.motion.number, _anchor=place), 303)
    document = document_of_letter(db(), letter)
    return render_form("motion/send.html", form, letter=letter, motion=letter.action.motion, document=document)


def _at_its_field(error: Exception) -> Exception:
    """Say what is wrong with an address or a day beside it."""
    if isinstance(error, Invalid):
        if "happened_on" in error.fields:
            return Invalid(fields={"sent_on": error.fields["happened_on"]})
        if not error.fields:
            return Invalid(fields={"address": str(error)})
    return error


@bp.get("/motions/letters/<int:letter_id>/<kind>")
@permit("motion.list", load=find_letter, rest=("kind",))
def file(letter: Letter, kind: str) -> ResponseReturnValue:
    """Send a letter as a file."""
    if kind not in WRITERS:
        raise NotFound
    write, media_type = WRITERS[kind]
    response = Response(write(document_of_letter(db(), letter)), content_type=media_type)
    response.headers.set("Content-Disposition", "attachment", filename=file_name(letter, kind))
    return response
