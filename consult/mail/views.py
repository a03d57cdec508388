"""The page about a mail that did not arrive."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from consult.kernel.messages import gettext as _
from consult.mail.models import MailMessage
from consult.mail.queries import find_refused_mail
from consult.mail.services import dismiss_refusal, read_letter
from consult.web.forms import Form, render_form
from consult.web.guard import permit
from consult.web.transactions import database, db

bp = Blueprint("mail", __name__)


@bp.route("/mail/<mail_id>/refused", methods=["GET", "POST"])
@permit("mail.refused", load=find_refused_mail)
def refused(mail: MailMessage) -> ResponseReturnValue:
    """Say to whom a mail did not arrive, and let it be dismissed."""
    form = Form()
    if form.validate_on_submit():
        dismiss_refusal(db(), mail)
        flash(_("The email is no longer on your list."), "success")
        return redirect(url_for("pages.waiting"), 303)
    return render_form("mail/refused.html", form, mail=mail, letter=read_letter(database().keys, mail))
