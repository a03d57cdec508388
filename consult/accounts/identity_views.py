"""Asking somebody who is known to show again that it is they: by password, and by code where they have one."""

from typing import TypeVar

from consult.accounts import attempts, events, forms
from consult.accounts.models import Person
from consult.accounts.second_factor import WrongCode, check_code, has_second_factor
from consult.accounts.services import WrongPassword, check_password
from consult.accounts.views import count_code, count_sign_in
from consult.audit.services import record
from consult.kernel.messages import lazy_gettext as _l
from consult.web.forms import Form
from consult.web.guard import actor
from consult.web.transactions import db, keep_despite_error

ProofForm = TypeVar("ProofForm", forms.ConfirmForm, forms.ChangePasswordForm, forms.ChangeEmailForm)
NOT_RIGHT = _l("The password is not right. Check it and try again")


def asked_of(person: Person, form: ProofForm) -> ProofForm:
    """Return the form without the field for a code when the person has none to give."""
    if not has_second_factor(db(), person.id):
        del form.code
    return form


def is_proved(person: Person, form: Form, field: str = "password", sentence: str = NOT_RIGHT) -> bool:
    """Tell whether the form has the person's password and, where it asks for one, a code; raises `TooManyAttempts`.

    Attempts are counted in transactions of their own, so before anything is written in this request's.
    """
    needs_code = "code" in form
    counted = count_sign_in(person.email)
    try:
        check_password(db(), person.email, form[field].data)
    except WrongPassword:
        record(db(), events.SignInFailed(), by=actor())
        keep_despite_error()
        form.add_error(field, sentence)
        return False
    if needs_code and not is_their_code(person, form):
        return False
    attempts.forget_attempt(db(), counted)
    return True


def is_their_code(person: Person, form: Form) -> bool:
    """Tell whether the form has a code of this person; raises `TooManyAttempts`."""
    counted = count_code(person.email)
    try:
        check_code(db(), person, form["code"].data)
    except WrongCode as wrong:
        record(db(), events.CodeRefused(person_id=person.id), by=actor())
        keep_despite_error()
        form.take_errors(wrong)
        return False
    attempts.forget_attempt(db(), counted)
    return True
