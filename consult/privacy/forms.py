"""What is asked before personal data is handed over or erased."""

from consult.kernel.messages import lazy_gettext as _l
from consult.privacy.services import IDENTITY_CHECKS
from consult.web.forms import (
    BooleanField,
    DataRequired,
    Form,
    HiddenField,
    Length,
    RadioField,
    StringField,
    choice,
    render_options,
)


class FindForm(Form):
    """Whose data it is about."""

    subject = StringField(
        _l("Email address or response reference"),
        [DataRequired(_l("Enter an email address or a response reference")), Length(max=254)],
        description=_l("For example name@example.com or CN-7F3K-92QX"),
        render_kw=render_options(autocomplete="off", spellcheck=False),
    )


def _checked_by() -> RadioField:
    return RadioField(
        _l("How did you check who is asking?"),
        [DataRequired(_l("Say how you checked who is asking"))],
        choices=[choice(code, sentence) for code, sentence in IDENTITY_CHECKS.items()],
    )


class HandOverForm(Form):
    """Whose data is handed over, and how we know that it is theirs."""

    subject = HiddenField()
    checked_by = _checked_by()


class EraseForm(Form):
    """Whose data is erased, how we know that it is theirs, and that it is meant."""

    subject = HiddenField()
    checked_by = _checked_by()
    is_meant = BooleanField(
        _l("I understand that this cannot be undone"),
        [DataRequired(_l("Confirm that you understand that this cannot be undone"))],
    )
