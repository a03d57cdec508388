"""The pages of the evidence form, and the officer's forms."""

from typing import Any

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
from plugins.impact import terms
from plugins.impact.models import Evidence
from plugins.impact.pages import FormPage, page_version


def choices(options: terms.Terms, **more: str) -> list[Any]:
    """Return the choices of a list of words; what follows a colon becomes the hint."""
    made = []
    for code, words in options.items():
        label, _, hint = words.partition(": ")
        made.append(choice(code, label, hint=hint.capitalize(), reveals=more.get(code, "")))
    return made


class StartForm(Form):
    """For which of one's groups the evidence is."""

    organisation = RadiosField("Which group do you file evidence for?", [needed("Select a group")])


class PageForm(VersionedForm):
    """One page of the evidence."""


class GroupForm(PageForm):
    """Who the group speaks for."""

    represented = WholeNumberField(
        "How many people does your group speak for in this evidence?",
        [needed("Enter a number, or an estimate")],
        description="An estimate will do. Enter 0 if you cannot say.",
        least=0,
        most=100_000_000,
    )
    basis = LongTextField(
        "On what basis do you speak for them?",
        [needed("Say on what basis you speak for them"), longest_words(200)],
        description="For example, they are members, they came to a meeting, or they answered a survey.",
        render_kw=look(rows=4),
    )
    contact_role = TextField(
        "What is the role in your group of the person we may contact?",
        [needed("Enter a role, for example secretary"), longest(100)],
        description="A role, not a name. For example, secretary or youth worker.",
    )


class PlaceForm(PageForm):
    """Where and when."""

    place = TextField(
        "Where did it happen, or where would it happen?",
        [needed("Enter a place or area"), longest(200)],
        description="A street, a ward, a building, or the whole borough.",
    )
    happened_on = DateField("When did it happen, or begin? (optional)", description="For example, 27 3 2022")
    until_on = DateField(
        "If it went on for some time, when did it end? (optional)", description="Leave empty if it was one day"
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """Check also that the end is not before the beginning."""
        if not super().validate(extra_validators):
            return False
        begun, ended = self.happened_on.data, self.until_on.data
        if ended and not begun:
            self.add_error("happened_on", "Enter when it began, or leave the end empty")
        elif ended and begun and ended < begun:
            self.add_error("until_on", "The end must be the same day as the beginning, or later")
        return not self.errors


class TypeForm(PageForm):
    """What kind of evidence it is."""

    evidence_type = RadiosField(
        "What kind of evidence is it?",
        [needed("Select the kind of evidence")],
        choices=choices(terms.EVIDENCE_TYPES),
    )
    first_hand = RadiosField(
        "How does your group know?", [needed("Select how your group knows")], choices=choices(terms.FIRST_HAND)
    )


class StatementForm(PageForm):
    """What happened."""

    statement = LongTextField(
        "What happened, or what do you expect to happen?",
        [needed("Say what happened, or what you expect to happen"), longest_words(2000)],
        description="Do not name or describe anybody in a way that shows who they are, unless they agreed to it.",
        render_kw=look(rows=14, spellcheck=True),
    )


class AffectedForm(PageForm):
    """Who is affected."""

    affected = LongTextField(
        "Which people or communities are affected?",
        [needed("Say who is affected"), longest_words(200)],
        render_kw=look(rows=4),
    )
    characteristics = CheckboxesField(
        "Are they affected because of any of these?",
        [needed("Select at least one, or “None of these”")],
        description="The law protects people from being treated worse for these reasons. Select all that apply.",
        choices=[
            *choices({code: label for code, label in terms.CHARACTERISTICS.items() if code != "none"}),
            choice("none", terms.CHARACTERISTICS["none"], divider="or", exclusive=True),
        ],
    )


class ImpactForm(PageForm):
    """What it affects."""

    areas = CheckboxesField(
        "What does it affect?",
        [needed("Select at least one")],
        description="Select all that apply.",
        choices=choices(terms.AREAS),
    )
    direction = RadiosField(
        "Is it harm or benefit?", [needed("Select harm, benefit or both")], choices=choices(terms.DIRECTIONS)
    )


class ExtentForm(PageForm):
    """How serious, how often, how many."""

    severity = RadiosField(
        "How serious is it?", [needed("Select how serious it is")], choices=choices(terms.SEVERITIES)
    )
    frequency = RadiosField(
        "How often does it happen?", [needed("Select how often it happens")], choices=choices(terms.FREQUENCIES)
    )
    reach = RadiosField("How many people does it reach?", [needed("Select how many")], choices=choices(terms.REACHES))


class SourceForm(PageForm):
    """Where the evidence comes from."""

    source = LongTextField(
        "What is the source?",
        [needed("Say what the source is"), longest_words(200)],
        description="For example, twelve of our members, or a report with its title and year.",
        render_kw=look(rows=4),
    )
    gathered = LongTextField(
        "How was it gathered?",
        [needed("Say how it was gathered"), longest_words(300)],
        description="For example, who asked, whom, what, when, and how many answered.",
        render_kw=look(rows=5),
    )


class MitigationForm(PageForm):
    """What would help."""

    mitigation = LongTextField(
        "What should the council or the police do about it? (optional)",
        [longest_words(500)],
        description="What would prevent or lessen the harm, or keep the benefit.",
        render_kw=look(rows=6),
    )


class DeclarationsForm(PageForm):
    """Personal data and interests."""

    personal_data = RadiosField(
        "Could anybody be recognised from what you wrote?",
        [needed("Select yes or no")],
        description="For example by a name, a job, a place and time, or a rare event.",
        choices=choices(terms.PERSONAL_DATA, yes="personal_note"),
    )
    personal_note = LongTextField(
        "Who could be recognised, and did they agree?",
        [needed_when("personal_data", "yes", message="Say who could be recognised"), longest_words(200)],
        render_kw=look(rows=3),
    )
    conflict = RadiosField(
        "Does your group have an interest in the outcome that readers should know of?",
        [needed("Select yes or no")],
        description="For example a contract, funding, or a court case.",
        choices=choices(terms.CONFLICTS, yes="interest"),
    )
    interest = LongTextField(
        "What is the interest?",
        [needed_when("conflict", "yes", message="Say what the interest is"), longest_words(200)],
        render_kw=look(rows=3),
    )


class PublicationForm(PageForm):
    """Who may read it."""

    publication = RadiosField(
        "May the council publish this evidence?",
        [needed("Select whether it may be published")],
        description=(
            "An officer reads it first and takes out what could show who somebody is. Without your group’s name we "
            "also leave out the place, the dates and whom you speak for."
        ),
        choices=choices(terms.PUBLICATIONS),
    )
    has_consent = YesField(
        "We agree that the council keeps and uses this evidence for this decision, and everybody whose experience it "
        "tells has agreed to that",
        [needed("Confirm that you agree, or ask the people concerned first")],
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


class SubmitForm(VersionedForm):
    """Sending what was checked."""


class QueryAnswerForm(Form):
    """The group's answer to a question."""

    answer = LongTextField("Your answer", [needed("Enter your answer"), longest_words(1000)], render_kw=look(rows=8))
    is_public = YesField(
        "Publish the question and our answer beside our evidence",
        description="It is published only if your evidence is, with your group’s name. If not, only officers read it.",
    )


class AppealReasonForm(Form):
    """Why a group appeals."""

    reason = LongTextField(
        "Why does your evidence belong to this consultation?",
        [needed("Say why it belongs to this consultation"), longest_words(500)],
        render_kw=look(rows=8),
    )


class ChoiceForm(Form):
    """Who may read evidence that was sent."""

    publication = RadiosField(
        "May the council publish this evidence?",
        [needed("Select whether it may be published")],
        choices=choices(terms.PUBLICATIONS),
    )
    has_consent = YesField(
        "Everybody whose experience it tells agrees to this",
        description="Needed only if more people than now may read it. An officer then reads it again first.",
    )
