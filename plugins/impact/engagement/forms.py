"""What authors fill in about contacts and engagements."""

from consult.sdk.forms import (
    BooleanField,
    DataRequired,
    DateField,
    Form,
    IntegerField,
    Length,
    MaxWords,
    QueryForm,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    VersionedForm,
    choice,
    render_options,
)
from consult.sdk.messages import lazy_gettext as _l
from plugins.impact.engagement.terms import BODIES, MODES, PROTECTED, VIEWS
from plugins.impact.forms import choices

KINDS = [choice("", _l("Select")), *(choice(code, words) for code, words in BODIES.items())]
CODES = [choice(code, words) for code, words in PROTECTED.items()]


class ContactForm(VersionedForm):
    """A body that can be invited."""

    name = StringField(_l("Name of the body"), [DataRequired(_l("Enter the name of the body")), Length(max=200)])
    kind = SelectField(_l("Kind of body"), [DataRequired(_l("Select the kind of body"))], choices=KINDS)
    wards = TextAreaField(_l("Wards (optional)"), description=_l("One on each line."), render_kw=render_options(rows=3))
    characteristics = SelectMultipleField(_l("For whom does it speak? (optional)"), choices=CODES)
    communities = TextAreaField(
        _l("Communities (optional)"),
        description=_l("One on each line, as the baseline names them."),
        render_kw=render_options(rows=3),
    )
    contact_name = StringField(_l("Who is written to? (optional)"), [Length(max=200)])
    email = StringField(_l("Email address (optional)"), [Length(max=320)])


class ContactFilter(QueryForm):
    """Which contacts are listed."""

    kind = SelectField(_l("Kind"), choices=[choice("", _l("All")), *KINDS[1:]])
    ward = StringField(_l("Ward"))
    characteristic = SelectField(_l("Characteristic"), choices=[choice("", _l("All")), *CODES])


class EngagementForm(VersionedForm):
    """One time at which bodies are engaged."""

    title = StringField(
        _l("What is it?"),
        [DataRequired(_l("Say what it is")), Length(max=200)],
        description=_l("For example, meeting of the ward panel, or letter to places of worship."),
    )
    mode = RadioField(
        _l("How are they engaged?"), [DataRequired(_l("Select how they are engaged"))], choices=choices(MODES)
    )
    held_on = DateField(
        _l("On which day, or by which day do they reply?"),
        [DataRequired(_l("Enter the day"))],
        description=_l("For example, 27 3 2026"),
    )
    place = StringField(_l("Where? (optional)"), [Length(max=200)])
    question = TextAreaField(_l("What are they asked? (optional)"), [MaxWords(500)], render_kw=render_options(rows=5))
    minutes = TextAreaField(
        _l("Minutes (optional)"),
        [MaxWords(3000)],
        description=_l("The public reads them with the signed assessment. Name nobody who did not agree."),
        render_kw=render_options(rows=10),
    )


class VoiceForm(VersionedForm):
    """What a body said, and what it was answered."""

    name = StringField(_l("Which body?"), [DataRequired(_l("Enter the name of the body")), Length(max=200)])
    kind = SelectField(_l("Kind of body"), [DataRequired(_l("Select the kind of body"))], choices=KINDS)
    is_named = BooleanField(_l("It agreed to be named in public"))
    view = RadioField(
        _l("What is its view?"),
        [DataRequired(_l("Select its view"))],
        choices=[choice(code, words) for code, words in VIEWS.items()],
    )
    present = IntegerField(_l("How many people were there or replied?"), minimum=0, maximum=1_000_000, default=0)
    residents = IntegerField(_l("How many of them are residents of the area?"), minimum=0, maximum=1_000_000, default=0)
    said = TextAreaField(_l("What did they say? (optional)"), [MaxWords(2000)], render_kw=render_options(rows=6))
    answer = TextAreaField(
        _l("What were they answered, and what changed? (optional)"), [MaxWords(2000)], render_kw=render_options(rows=6)
    )


class InviteForm(Form):
    """Whom to write to."""

    contacts = SelectMultipleField(
        _l("Whom do you invite?"), [DataRequired(_l("Select at least one body"))], choices=[]
    )


class GapForm(Form):
    """What was done about a part of the community that was not reached."""

    gap = SelectField(_l("Who is missing?"), [DataRequired(_l("Select who is missing"))], choices=[])
    done = TextAreaField(
        _l("What was done about it?"),
        [DataRequired(_l("Say what was done")), MaxWords(300)],
        description=_l("The public reads this."),
        render_kw=render_options(rows=4),
    )
