"""The form of a letter."""

from consult.sdk.forms import DataRequired, Form, Length, StringField, TextAreaField, render_options
from consult.sdk.messages import lazy_gettext as _l


class LetterForm(Form):
    """A letter that is to be signed off."""

    recipient = StringField(
        _l("Who does it go to?"), [DataRequired(_l("Enter who the letter goes to")), Length(max=200)]
    )
    body = TextAreaField(
        _l("What the letter says"),
        [DataRequired(_l("Enter what the letter says")), Length(max=20_000)],
        description=_l("Everybody can read it once it is sent. Do not name private people."),
        render_kw=render_options(rows=14),
    )
    signatory = StringField(
        _l("Who signs it?"),
        [DataRequired(_l("Enter who signs it")), Length(max=200)],
        description=_l("A post, not a person’s name."),
    )
