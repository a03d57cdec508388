"""The forms about who may answer."""

from consult.journey.admissions import MOST_AT_ONCE
from consult.journey.models import Access
from consult.kernel import tokens
from consult.kernel.messages import lazy_gettext as _l
from consult.web.choice_fields import RadioField, choice
from consult.web.fields import EmailField, IntegerField, StringField, render_options
from consult.web.forms import Form, HiddenField
from consult.web.validators import DataRequired

OPEN = "open"


class AccessForm(Form):
    """Who may answer."""

    access = RadioField(
        _l("Who may answer?"),
        choices=[
            choice(OPEN, _l("Everybody, without an account")),
            choice(
                Access.ACCOUNT,
                Access.ACCOUNT.label,
                hint=_l("Fewer people answer. Those who do can be counted once."),
            ),
            choice(
                Access.ADDRESS,
                Access.ADDRESS.label,
                hint=_l("We send a link to it. Nobody needs an account, but some people have several addresses."),
            ),
            choice(Access.INVITED, Access.INVITED.label, hint=_l("You send the links, for example by letter.")),
        ],
    )


class InvitationsForm(Form):
    """How many invitations to make."""

    seen = HiddenField()
    count = IntegerField(
        _l("How many invitations?"),
        [DataRequired(_l("Enter how many invitations to make"))],
        minimum=1,
        maximum=MOST_AT_ONCE,
        render_kw=render_options(width=5),
    )


class InvitationForm(Form):
    """The code of an invitation."""

    code = StringField(
        _l("Code of the invitation"),
        [DataRequired(_l("Enter the code of the invitation"))],
        description=_l("16 letters and numbers, like 7F3K-92QX-B41T-0ZMC. Capital letters and dashes do not matter."),
        render_kw=render_options(width=20, autocomplete="off", spellcheck=False),
    )

    def read(self) -> str:
        """Return the code as we write it."""
        return tokens.read_code(self.code.data)


class AddressForm(Form):
    """The address with which somebody wants to answer."""

    email = EmailField(_l("Email address"), [DataRequired(_l("Enter your email address"))])
