"""The pages of the evidence form, and the officer's forms."""

from typing import Any

from consult.sdk.files import UploadField
from consult.sdk.forms import (
    CheckboxesField,
    DateField,
    Form,
    LongTextField,
    RadiosField,
    TextField,
    VersionedForm,
    WholeNumberField,
    YesField,
    choice,
    longest,
    longest_words,
    look,
    needed,
    needed_when,
)
from consult.sdk.messages import lazy_gettext as _l
from plugins.impact import terms
from plugins.impact.models import Evidence
from plugins.impact.pages import FormPage, page_version


def choices(options: terms.Terms, **more: str) -> list[Any]:
    """Return the choices of a list of words; what follows a colon becomes the hint."""
    made = []
    for code, words in options.items():
        label, _ignored, hint = words.partition(": ")
        made.append(choice(code, label, hint=hint.capitalize(), reveals=more.get(code, "")))
    return made


class StartForm(Form):
    """For which of one's groups the evidence is."""

    organisation = RadiosField(_l("Which group do you file evidence for?"), [needed(_l("Select a group"))])


class PageForm(VersionedForm):
    """One page of the evidence."""


class GroupForm(PageForm):
    """Who the group speaks for."""

    represented = WholeNumberField(
        _l("How many people does your group speak for in this evidence?"),
        [needed(_l("Enter a number, or an estimate"))],
        description=_l("An estimate will do. Enter 0 if you cannot say."),
        least=0,
        most=100_000_000,
    )
    basis = LongTextField(
        _l("On what basis do you speak for them?"),
        [needed(_l("Say on what basis you speak for them")), longest_words(200)],
        description=_l("For example, they are members, they came to a meeting, or they answered a survey."),
        render_kw=look(rows=4),
    )
    contact_role = TextField(
        _l("What is the role in your group of the person we may contact?"),
        [needed(_l("Enter a role, for example secretary")), longest(100)],
        description=_l("A role, not a name. For example, secretary or youth worker."),
    )


class PlaceForm(PageForm):
    """Where and when."""

    place = TextField(
        _l("Where did it happen, or where would it happen?"),
        [needed(_l("Enter a place or area")), longest(200)],
        description=_l("A street, a ward, a building, or the whole borough."),
    )
    happened_on = DateField(_l("When did it happen, or begin? (optional)"), description=_l("For example, 27 3 2022"))
    until_on = DateField(
        _l("If it went on for some time, when did it end? (optional)"), description=_l("Leave empty if it was one day")
    )

    def validate(self, extra_validators: Any = None) -> bool:
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

    evidence_type = RadiosField(
        _l("What kind of evidence is it?"),
        [needed(_l("Select the kind of evidence"))],
        choices=choices(terms.EVIDENCE_TYPES),
    )
    first_hand = RadiosField(
        _l("How does your group know?"), [needed(_l("Select how your group knows"))], choices=choices(terms.FIRST_HAND)
    )


class StatementForm(PageForm):
    """What happened."""

    statement = LongTextField(
        _l("What happened, or what do you expect to happen?"),
        [needed(_l("Say what happened, or what you expect to happen")), longest_words(2000)],
        description=_l("Do not name or describe anybody in a way that shows who they are, unless they agreed to it."),
        render_kw=look(rows=14, spellcheck=True),
    )


class AffectedForm(PageForm):
    """Who is affected."""

    affected = LongTextField(
        _l("Which people or communities are affected?"),
        [needed(_l("Say who is affected")), longest_words(200)],
        render_kw=look(rows=4),
    )
    characteristics = CheckboxesField(
        _l("Are they affected because of any of these?"),
        [needed(_l("Select at least one, or “None of these”"))],
        description=_l("The law protects people from being treated worse for these reasons. Select all that apply."),
        choices=[
            *choices({code: label for code, label in terms.CHARACTERISTICS.items() if code != "none"}),
            choice("none", terms.CHARACTERISTICS["none"], divider="or", exclusive=True),
        ],
    )


class ImpactForm(PageForm):
    """What it affects."""

    areas = CheckboxesField(
        _l("What does it affect?"),
        [needed(_l("Select at least one"))],
        description=_l("Select all that apply."),
        choices=choices(terms.AREAS),
    )
    direction = RadiosField(
        _l("Is it harm or benefit?"), [needed(_l("Select harm, benefit or both"))], choices=choices(terms.DIRECTIONS)
    )


class ExtentForm(PageForm):
    """How serious, how often, how many."""

    severity = RadiosField(
        _l("How serious is it?"), [needed(_l("Select how serious it is"))], choices=choices(terms.SEVERITIES)
    )
    frequency = RadiosField(
        _l("How often does it happen?"), [needed(_l("Select how often it happens"))], choices=choices(terms.FREQUENCIES)
    )
    reach = RadiosField(
        _l("How many people does it reach?"), [needed(_l("Select how many"))], choices=choices(terms.REACHES)
    )


class SourceForm(PageForm):
    """Where the evidence comes from."""

    source = LongTextField(
        _l("What is the source?"),
        [needed(_l("Say what the source is")), longest_words(200)],
        description=_l("For example, twelve of our members, or a report with its title and year."),
        render_kw=look(rows=4),
    )
    gathered = LongTextField(
        _l("How was it gathered?"),
        [needed(_l("Say how it was gathered")), longest_words(300)],
        description=_l("For example, who asked, whom, what, when, and how many answered."),
        render_kw=look(rows=5),
    )


class MitigationForm(PageForm):
    """What would help."""

    mitigation = LongTextField(
        _l("What should the council or the police do about it? (optional)"),
        [longest_words(500)],
        description=_l("What would prevent or lessen the harm, or keep the benefit."),
        render_kw=look(rows=6),
    )


class DeclarationsForm(PageForm):
    """Personal data and interests."""

    personal_data = RadiosField(
        _l("Could anybody be recognised from what you wrote?"),
        [needed(_l("Select yes or no"))],
        description=_l("For example by a name, a job, a place and time, or a rare event."),
        choices=choices(terms.PERSONAL_DATA, yes="personal_note"),
    )
    personal_note = LongTextField(
        _l("Who could be recognised, and did they agree?"),
        [needed_when("personal_data", "yes", message=_l("Say who could be recognised")), longest_words(200)],
        render_kw=look(rows=3),
    )
    conflict = RadiosField(
        _l("Does your group have an interest in the outcome that readers should know of?"),
        [needed(_l("Select yes or no"))],
        description=_l("For example a contract, funding, or a court case."),
        choices=choices(terms.CONFLICTS, yes="interest"),
    )
    interest = LongTextField(
        _l("What is the interest?"),
        [needed_when("conflict", "yes", message=_l("Say what the interest is")), longest_words(200)],
        render_kw=look(rows=3),
    )


class PublicationForm(PageForm):
    """Who may read it."""

    publication = RadiosField(
        _l("May the council publish this evidence?"),
        [needed(_l("Select whether it may be published"))],
        description=(
            _l(
                "An officer reads it first and takes out what could show who somebody is. Without your group’s name we "
                "also leave out the place, the dates and whom you speak for."
            )
        ),
        choices=choices(terms.PUBLICATIONS),
    )
    has_consent = YesField(
        _l(
            "We agree that the council keeps and uses this evidence for this decision, and everybody whose experience "
            "it tells has agreed to that"
        ),
        [needed(_l("Confirm that you agree, or ask the people concerned first"))],
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

    file = UploadField(
        _l("File"),
        [needed(_l("Select a file"))],
        description=_l(
            "PDF, Word (docx), JPEG or PNG. We take out who wrote it, where a picture was taken, and scripts"
        ),
        render_kw=look(accept=".pdf,.docx,.jpg,.jpeg,.png"),
    )


class SubmitForm(VersionedForm):
    """Sending what was checked."""


class QueryAnswerForm(Form):
    """The group's answer to a question."""

    answer = LongTextField(
        _l("Your answer"), [needed(_l("Enter your answer")), longest_words(1000)], render_kw=look(rows=8)
    )
    is_public = YesField(
        _l("Publish the question and our answer beside our evidence"),
        description=_l(
            "It is published only if your evidence is, with your group’s name. If not, only officers read it."
        ),
    )


class AppealReasonForm(Form):
    """Why a group appeals."""

    reason = LongTextField(
        _l("Why does your evidence belong to this consultation?"),
        [needed(_l("Say why it belongs to this consultation")), longest_words(500)],
        render_kw=look(rows=8),
    )


class ChoiceForm(Form):
    """Who may read evidence that was sent."""

    publication = RadiosField(
        _l("May the council publish this evidence?"),
        [needed(_l("Select whether it may be published"))],
        choices=choices(terms.PUBLICATIONS),
    )
    has_consent = YesField(
        _l("Everybody whose experience it tells agrees to this"),
        description=_l("Needed only if more people than now may read it. An officer then reads it again first."),
    )
