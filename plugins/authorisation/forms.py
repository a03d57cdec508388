"""What is asked for a case: its plan, its sections and sources, what it stands on, and each step."""

from consult.sdk.forms import (
    DataRequired,
    DateField,
    DateTimeField,
    Form,
    Length,
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    VersionedForm,
    choice,
)
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.references import ReferencesField
from plugins.authorisation.lifecycle import EXEMPTIONS
from plugins.authorisation.sections import ASSESSMENT, DOCUMENTS, OUTCOMES, RELIABILITY

LONG = 20_000


class WithholdForm(Form):
    """Whether something is public at once, or at a stated date by an exemption."""

    exemption = RadioField(
        _l("When is this public?"),
        choices=[choice("", _l("At once")), *(choice(key, words) for key, words in EXEMPTIONS.items())],
        default="",
        description=_l("The public always reads that there is a step, which exemption withholds it, and until when."),
    )
    public_from = DateField(_l("Public from"), description=_l("Needed where an exemption withholds it."))


class OpenForm(WithholdForm):
    """Opening a case."""

    operation = StringField(
        _l("Name of the operation"), [DataRequired(_l("Enter what the operation is called")), Length(max=200)]
    )


class PlanForm(VersionedForm):
    """Where, when and for which use."""

    operation = StringField(
        _l("Name of the operation"), [DataRequired(_l("Enter what the operation is called")), Length(max=200)]
    )
    place = StringField(_l("Place"), [DataRequired(_l("Enter the place")), Length(max=200)])
    ward = StringField(
        _l("Ward (optional)"),
        [Length(max=100)],
        description=_l("What was asked for in this ward then stands beside the decision."),
    )
    use_case = RadioField(_l("What would it be used for?"), [DataRequired(_l("Select what it would be used for"))])
    starts_at = DateTimeField(_l("Start"), [DataRequired(_l("Enter when it would start"))])
    ends_at = DateTimeField(_l("End"), [DataRequired(_l("Enter when it would end"))])


class SectionForm(VersionedForm):
    """The text of one section."""

    text = TextAreaField(_l("Text"), [DataRequired(_l("Enter the text")), Length(max=LONG)])


class SourceForm(Form):
    """A graded source of the intelligence case."""

    summary = TextAreaField(
        _l("What the source says"), [DataRequired(_l("Enter what the source says")), Length(max=LONG)]
    )
    reliability = RadioField(
        _l("How reliable is the source?"),
        [DataRequired(_l("Select how reliable the source is"))],
        choices=[choice(key, words) for key, words in RELIABILITY.items()],
    )
    assessment = RadioField(
        _l("How is it known?"),
        [DataRequired(_l("Select how it is known"))],
        choices=[choice(key, words) for key, words in ASSESSMENT.items()],
    )
    from_on = DateField(_l("First day it covers"), [DataRequired(_l("Enter the first day that it covers"))])
    to_on = DateField(_l("Last day it covers"), [DataRequired(_l("Enter the last day that it covers"))])


class DocumentForm(Form):
    """One version of a standing document."""

    kind = RadioField(
        _l("Which document is it?"),
        [DataRequired(_l("Select which document it is"))],
        choices=[choice(key, words) for key, words in DOCUMENTS.items()],
    )
    label = StringField(_l("Version"), [DataRequired(_l("Enter which version it is")), Length(max=100)])
    address = StringField(_l("Address of the document (optional)"), [Length(max=500)])
    dated_on = DateField(_l("Date of the document"), [DataRequired(_l("Enter the date of the document"))])
    review_on = DateField(_l("To be reviewed by"), [DataRequired(_l("Enter by when it is to be reviewed"))])


class FoundationForm(Form):
    """What a case stands on."""

    consultations = SelectMultipleField(_l("Consultations"), description=_l("Select all on which the case stands."))
    typed = ReferencesField(_l("Assessments and anything else"))


class ReasonForm(Form):
    """A reason that the public reads."""

    reason = TextAreaField(_l("Reason"), [DataRequired(_l("Give the reason")), Length(max=LONG)])


class ConsiderForm(VersionedForm):
    """How a view was weighed."""

    weighed = TextAreaField(
        _l("What did you weigh?"),
        [DataRequired(_l("Enter what you weighed")), Length(max=LONG)],
        description=_l("What the view says for and against, beside what else is known."),
    )
    outcome = RadioField(
        _l("What came of it?"),
        [DataRequired(_l("Select what came of it"))],
        choices=[choice(key, words) for key, words in OUTCOMES.items()],
    )
    reason = TextAreaField(
        _l("Answer and reason"),
        [DataRequired(_l("Give the reason")), Length(max=LONG)],
        description=_l("The public, and whoever put the view, read this."),
    )


class MoveForm(VersionedForm, WithholdForm):
    """Recording a step, with its reason."""

    reason = TextAreaField(_l("Reason"), [DataRequired(_l("Give the reason")), Length(max=LONG)])


class UrgentForm(MoveForm):
    """Recording an urgent authority."""

    ends_at = DateTimeField(_l("The authority ends"), [DataRequired(_l("Enter when the authority ends"))])


class AuthorityForm(UrgentForm):
    """Recording an authority with its reasoning."""

    necessity = TextAreaField(
        _l("Why it is necessary"), [DataRequired(_l("Say why it is necessary")), Length(max=LONG)]
    )
    proportionality = TextAreaField(
        _l("Why it is proportionate"), [DataRequired(_l("Say why it is proportionate")), Length(max=LONG)]
    )
    conditions = TextAreaField(_l("Under which conditions (optional)"), [Length(max=LONG)])
