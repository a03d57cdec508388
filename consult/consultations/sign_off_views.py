"""Asking for a sign-off on the desk, and giving it by a link."""

from flask import Blueprint, current_app, render_template, url_for
from flask.typing import ResponseReturnValue

from consult.consultations.desk_views import bp as desk_bp
from consult.consultations.forms import SignOffForm
from consult.consultations.models import Consultation, SignOff
from consult.consultations.queries import find_consultation
from consult.consultations.sign_offs import (
    answer_sign_off,
    ask_to_sign_off,
    changed_since,
    is_signed_off,
    sign_off_by_secret,
    sign_offs_of,
)
from consult.consultations.signed_texts import digest_of, texts_to_read
from consult.kernel.errors import DomainError
from consult.web.forms import render_form
from consult.web.guard import actor, loaded_by, permit
from consult.web.transactions import db

bp = Blueprint("sign_off", __name__, url_prefix="/sign-off")


@desk_bp.get("/consultations/<slug>/sign-off")
@permit("consultations.edit", load=find_consultation)
def sign_off(consultation: Consultation) -> ResponseReturnValue:
    """Show who was asked to sign a consultation off, and what they said."""
    return _desk_page(consultation)


@desk_bp.post("/consultations/<slug>/sign-off")
@permit("consultations.edit", load=find_consultation)
def sign_off_link(consultation: Consultation) -> ResponseReturnValue:
    """Make a link for a manager; it is shown this once, since only a digest is kept."""
    secret = ask_to_sign_off(db(), actor(), consultation)
    return _desk_page(consultation, url_for("sign_off.answer", secret=secret, _external=True))


@bp.route("/<secret>", methods=["GET", "POST"])
@permit("consultations.sign_off", load=loaded_by(sign_off_by_secret))
def answer(asked: SignOff) -> ResponseReturnValue:
    """Show a manager what is to be signed off, and take the answer."""
    consultation, form = db().get_one(Consultation, asked.consultation_id), SignOffForm()
    status = 200
    if asked.answered_at is None and form.validate_on_submit():
        try:
            answer_sign_off(
                db(),
                asked,
                name=form.name.data or "",
                is_agreed=form.outcome.data == "agreed",
                comment=form.comment.data or "",
                seen=form.seen.data or "",
            )
        except DomainError as error:
            form.take_errors(error)
    texts = [] if asked.answered_at else list(texts_to_read(db(), consultation))
    form.seen.data = digest_of(db(), consultation)
    page, status = render_form("consultations/sign_off.html", form, asked=asked, consultation=consultation, texts=texts)
    response = current_app.make_response((page, status))
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _desk_page(consultation: Consultation, made: str = "") -> ResponseReturnValue:
    return render_template(
        "consultations/sign_off_desk.html",
        consultation=consultation,
        asked=sign_offs_of(db(), consultation),
        is_signed_off=is_signed_off(db(), consultation),
        changed=changed_since(db(), consultation),
        made=made,
    )
