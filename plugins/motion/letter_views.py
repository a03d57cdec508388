"""Letters: written from a template and signed off by officers, read by everybody once they are sent."""

from flask import Blueprint, Response, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from consult.sdk.access import actor, loaded_by, permit
from consult.sdk.database import address_of, db
from consult.sdk.errors import Invalid, NotFound
from consult.sdk.forms import render_form
from consult.sdk.messages import gettext as _
from consult.sdk.publishing import DOCX, make_docx, make_pdf
from plugins.motion.actions import Action
from plugins.motion.correspondence import Letter
from plugins.motion.letter_forms import LetterForm
from plugins.motion.letter_queries import document_of_letter, file_name, find_letter, words_for
from plugins.motion.queries import find_action
from plugins.motion.services.letters import sign_letter

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
            sign_letter(
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
            flash(_("The letter is signed off. Send it, then record on which day it was sent."), "success")
            return redirect(url_for("motion.page", number=action.motion.number, _anchor=f"action-{action.number}"), 303)
    return render_form("motion/letter.html", form, action=action, motion=action.motion)


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
