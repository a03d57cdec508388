"""The language of mail: chosen on one's own account, and for an invitation by whoever sends it."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from consult.accounts import forms, services
from consult.accounts.queries import find_person
from consult.contract.deployment import deployment_of, language_named
from consult.kernel.messages import gettext as _
from consult.web.choice_fields import Choice, choice
from consult.web.forms import render_form
from consult.web.guard import actor, permit
from consult.web.transactions import db

bp = Blueprint("accounts_language", __name__)


@bp.route("/account/language", methods=["GET", "POST"])
@permit("accounts.own")
def mail_language() -> ResponseReturnValue:
    """Choose the language of the mail to oneself."""
    person = find_person(db(), actor().person_id or 0)
    form = forms.MailLanguageForm(data={"language": language_named(db(), person.language).tag})
    form.language.choices = _choices()
    if form.validate_on_submit():
        services.choose_mail_language(db(), actor(), person, form.language.data or "")
        flash(_("The language of your emails is changed."), "success")
        return redirect(url_for("accounts.account"), 303)
    return render_form("accounts/language.html", form)


def ask_for_language(form: forms.InvitationForm) -> None:
    """Offer the languages that an invitation can be in; nothing is asked where there is but one."""
    offered = _choices()
    if len(offered) == 1:
        del form.language
    else:
        form.language.choices = offered


def chosen_language(form: forms.InvitationForm) -> str | None:
    """Return the language that was chosen for an invitation; `None` where there is but one."""
    return form.language.data if "language" in form else None


def _choices() -> list[Choice]:
    return [choice(language.tag, language.name) for language in deployment_of(db()).languages]
