"""The pages of the evidence form, and the officer's forms."""

from collections.abc import Mapping

from consult.sdk.files import FileField
from consult.sdk.forms import (
    BooleanField,
    Choice,
    DataRequired,
    DateField,
    Form,
    IntegerField,
    Length,
    MaxWords,
    RadioField,
    RequiredIf,
    SelectMultipleField,
    StringField,
    TextAreaField,
    VersionedForm,
    choice,
    render_options,
)
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.messages import shaped
from plugins.impact import terms
from plugins.impact.models import Evidence
from plugins.impact.pages import FormPage, page_version


def choices(options: terms.Terms, **more: str) -> list[Choice]:
    """Return the choices of a list of words; what follows a colon becomes the hint."""
    made = []
    for code, words in options.items():
        made.append(choice(code, shaped(words, _label), hint=shaped(words, _hint), reveals=more.get(code, "")))
    return made


def _label(words: str) -> str:
    return words.partition(": ")[0]


def _hint(words: str) -> str:
    return words.partition(": ")[2].capitalize()


class StartForm(Form):
    """For which of one's groups the evidence is."""

    organisation = RadioField(_l("Which group do you file evidence for?"), [DataRequired(_l("Select a group"))])


class PageForm(VersionedForm):
    """One page of the evidence."""


class GroupForm(PageForm):
    """Who the group speaks for."""

    represented = IntegerField(
        _l("How many people does your group speak for in this evidence?"),
        [DataRequired(_l("Enter a number, or an estimate"))],
        description=_l("An estimate will do. Enter 0 if you cannot say."),
        minimum=0,
        maximum=100_000_000,
    )
    basis = TextAreaField(
        _l("On what basis do you speak for them?"),
        [DataRequired(_l("Say on what basis you speak for them")), MaxWords(200)],
        description=_l("For example, they are members, they came to a meeting, or they answered a survey."),
        render_kw=render_options(rows=4),
    )
    contact_role = StringField(
        _l("What is the role in your group of the person we may contact?"),
        [DataRequired(_l("Enter a role, for example secretary")), Length(max=100)],
        description=_l("A role, not a name. For example, secretary or youth worker."),
    )


class PlaceForm(PageForm):
    """Where and when."""

    place = StringField(
        _l("Where did it happen, or where would it happen?"),
        [DataRequired(_l("Enter a place or area")), Length(max=200)],
        description=_l("A street, a ward, a building, or the whole borough."),
    )
    happened_on = DateField(_l("When did it happen, or begin? (optional)"), description=_l("For example, 27 3 2022"))
    until_on = DateField(
        _l("If it went on for some time, when did it end? (optional)"), description=_l("Leave empty if it was one day")
    )

    def validate(self, extra_validators: Mapping[str, object] | None = None) -> bool:
        """Check also that the end is not before the beginning."""
        if not super().validate(extra_validators):
            return False
        begun, ended = self.happened_on.data, self.until_on.data
        if ended and not begun:
            self.add_error("happened_on", _l("Enter when it began, or leave the end empty"))
        elif ended and begun and ended < begun:
            self.add_error("until_on", _l("The end must be the same day as the beginning, or later"))
        return not self.errors


class TypeForm(PageForm):
    """What kind of evidence it is."""

    evidence_type = RadioField(
        _l("What kind of evidence is it?"),
        [DataRequired(_l("Select the kind of evidence"))],
        choices=choices(terms.EVIDENCE_TYPES),
    )
    first_hand = RadioField(
        _l("How does your group know?"),
        [DataRequired(_l("Select how your group knows"))],
        choices=choices(terms.FIRST_HAND),
    )


class StatementForm(PageForm):
    """What happened."""

    statement = TextAreaField(
        _l("What happened, or what do you expect to happen?"),
        [DataRequired(_l("Say what happened, or what you expect to happen")), MaxWords(2000)],
        description=_l("Do not name or describe anybody in a way that shows who they are, unless they agreed to it."),
        render_kw=render_options(rows=14, spellcheck=True),
    )


class AffectedForm(PageForm):
    """Who is affected."""

    affected = TextAreaField(
        _l("Which people or communities are affected?"),
        [DataRequired(_l("Say who is affected")), MaxWords(200)],
        render_kw=render_options(rows=4),
    )
    characteristics = SelectMultipleField(
        _l("Are they affected because of any of these?"),
        [DataRequired(_l("Select at least one, or “None of these”"))],
        description=_l("The law protects people from being treated worse for these reasons. Select all that apply."),
        choices=[
            *choices({code: label for code, label in terms.CHARACTERISTICS.items() if code != "none"}),
            choice("none", terms.CHARACTERISTICS["none"], divider="or", exclusive=True),
        ],
    )


class ImpactForm(PageForm):
    """What it affects."""

    areas = SelectMultipleField(
        _l("What does it affect?"),
        [DataRequired(_l("Select at least one"))],
        description=_l("Select all that apply."),
        choices=choices(terms.AREAS),
    )
    direction = RadioField(
        _l("Is it harm or benefit?"),
        [DataRequired(_l("Select harm, benefit or both"))],
        choices=choices(terms.DIRECTIONS),
    )


class ExtentForm(PageForm):
    """How serious, how often, how many."""

    severity = RadioField(
        _l("How serious is it?"), [DataRequired(_l("Select how serious it is"))], choices=choices(terms.SEVERITIES)
    )
    frequency = RadioField(
        _l("How often does it happen?"),
        [DataRequired(_l("Select how often it happens"))],
        choices=choices(terms.FREQUENCIES),
    )
    reach = RadioField(
        _l("How many people does it reach?"), [DataRequired(_l("Select how many"))], choices=choices(terms.REACHES)
    )


class SourceForm(PageForm):
    """Where the evidence comes from."""

    source = TextAreaField(
        _l("What is the source?"),
        [DataRequired(_l("Say what the source is")), MaxWords(200)],
        description=_l("For example, twelve of our members, or a report with its title and year."),
        render_kw=render_options(rows=4),
    )
    gathered = TextAreaField(
        _l("How was it gathered?"),
        [DataRequired(_l("Say how it was gathered")), MaxWords(300)],
        description=_l("For example, who asked, whom, what, when, and how many answered."),
        render_kw=render_options(rows=5),
    )


class MitigationForm(PageForm):
    """What would help."""

    mitigation = TextAreaField(
        _l("What should the council or the police do about it? (optional)"),
        [MaxWords(500)],
        description=_l("What would prevent or lessen the harm, or keep the benefit."),
        render_kw=render_options(rows=6),
    )


class DeclarationsForm(PageForm):
    """Personal data and interests."""

    personal_data = RadioField(
        _l("Could anybody be recognised from what you wrote?"),
        [DataRequired(_l("Select yes or no"))],
        description=_l("For example by a name, a job, a place and time, or a rare event."),
        choices=choices(terms.PERSONAL_DATA, yes="personal_note"),
    )
    personal_note = TextAreaField(
        _l("Who could be recognised, and did they agree?"),
        [RequiredIf("personal_data", "yes", message=_l("Say who could be recognised")), MaxWords(200)],
        render_kw=render_options(rows=3),
    )
    conflict = RadioField(
        _l("Does your group have an interest in the outcome that readers should know of?"),
        [DataRequired(_l("Select yes or no"))],
        description=_l("For example a contract, funding, or a court case."),
        choices=choices(terms.CONFLICTS, yes="interest"),
    )
    interest = TextAreaField(
        _l("What is the interest?"),
        [RequiredIf("conflict", "yes", message=_l("Say what the interest is")), MaxWords(200)],
        render_kw=render_options(rows=3),
    )


class PublicationForm(PageForm):
    """Who may read it."""

    publication = RadioField(
        _l("May the council publish this evidence?"),
        [DataRequired(_l("Select whether it may be published"))],
        description=(
            _l(
                "An officer reads it first and takes out what could show who somebody is. Without your group’s name we "
                "also leave out the place, the dates and whom you speak for."
            )
        ),
        choices=choices(terms.PUBLICATIONS),
    )
    has_consent = BooleanField(
        _l(
            "We agree that the council keeps and uses this evidence for this decision, and everybody whose experience "
            "it tells has agreed to that"
        ),
        [DataRequired(_l("Confirm that you agree, or ask the people concerned first"))],
    )


FORMS: dict[str, type[PageForm]] = {
    "group": GroupForm,
    "place": PlaceForm,
    "type": TypeForm,
    "statement": StatementForm,
    "affected": AffectedForm,
    "impact": ImpactForm,
    "extent": ExtentForm,
    "source": SourceForm,
    "mitigation": MitigationForm,
    "declarations": DeclarationsForm,
    "publication": PublicationForm,
}


def page_form(page: FormPage, evidence: Evidence) -> PageForm:
    """Return the form of a page, with what the draft holds."""
    kept = {column: getattr(evidence, column) for column in page.columns}
    kept.update({key: evidence.text(key) for key in page.texts})
    return FORMS[page.id](data={**kept, "version": str(page_version(evidence, page))})


class AttachmentForm(Form):
    """A file to add to a piece of evidence."""

    file = FileField(
        _l("File"),
        [DataRequired(_l("Select a file"))],
        description=_l(
            "PDF, Word (docx), JPEG or PNG. We take out who wrote it, where a picture was taken, and scripts"
        ),
        render_kw=render_options(accept=".pdf,.docx,.jpg,.jpeg,.png"),
    )


class SubmitForm(VersionedForm):
    """Sending what was checked."""


class QueryAnswerForm(Form):
    """The group's answer to a question."""

    answer = TextAreaField(
        _l("Your answer"), [DataRequired(_l("Enter your answer")), MaxWords(1000)], render_kw=render_options(rows=8)
    )
    is_public = BooleanField(
        _l("Publish the question and our answer beside our evidence"),
        description=_l(
            "It is published only if your evidence is, with your group’s name. If not, only officers read it."
        ),
    )


class AppealReasonForm(Form):
    """Why a group appeals."""

    reason = TextAreaField(
        _l("Why does your evidence belong to this consultation?"),
        [DataRequired(_l("Say why it belongs to this consultation")), MaxWords(500)],
        render_kw=render_options(rows=8),
    )


class ChoiceForm(Form):
    """Who may read evidence that was sent."""

    publication = RadioField(
        _l("May the council publish this evidence?"),
        [DataRequired(_l("Select whether it may be published"))],
        choices=choices(terms.PUBLICATIONS),
    )
    has_consent = BooleanField(
        _l("Everybody whose experience it tells agrees to this"),
        description=_l("Needed only if more people than now may read it. An officer then reads it again first."),
    )
