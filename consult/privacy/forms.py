"""What is asked before personal data is handed over or erased."""

from consult.privacy.services import IDENTITY_CHECKS
from consult.web.forms import Form, HiddenField, RadiosField, TextField, YesField, choice, longest, look, needed


class FindForm(Form):
    """Whose data it is about."""

    subject = TextField(
        "Email address or response reference",
        [needed("Enter an email address or a response reference"), longest(254)],
        description="For example name@example.com or CN-7F3K-92QX",
        render_kw=look(autocomplete="off", spellcheck=False),
    )


def _checked_by() -> RadiosField:
    return RadiosField(
        "How did you check who is asking?",
        [needed("Say how you checked who is asking")],
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
    is_meant = YesField(
        "I understand that this cannot be undone", [needed("Confirm that you understand that this cannot be undone")]
    )
