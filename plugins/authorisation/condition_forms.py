"""What is asked for conditions: who asked for them and of what, each condition, and what was found of it."""

from consult.sdk.forms import (
    BooleanField,
    DataRequired,
    DateField,
    Form,
    Length,
    RadioField,
    StringField,
    TextAreaField,
    VersionedForm,
    choice,
)
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.references import ReferencesField
from plugins.authorisation.condition_models import Condition, Status, Topic

LONG = 20_000


class ListForm(Form):
    """Entering that conditions were asked for."""

    title = StringField(
        _l("What is asked for, in one line"), [DataRequired(_l("Enter what is asked for")), Length(max=200)]
    )
    asked_by = StringField(_l("Who asked for it?"), [DataRequired(_l("Enter who asked for it")), Length(max=200)])
    asked_on = DateField(_l("When was it asked for?"), [DataRequired(_l("Enter when it was asked for"))])
    source = StringField(
        _l("Where is it read?"),
        [DataRequired(_l("Enter where it is read")), Length(max=300)],
        description=_l("For example, the minutes of a meeting and their date."),
    )
    typed = ReferencesField(_l("Resolution on this site (optional)"))
    is_reported = BooleanField(_l("The exact words were not found: this is as it was reported"))
    applies_to = RadioField(
        _l("What is it asked of?"),
        [DataRequired(_l("Select what it is asked of"))],
        choices=[
            choice("area", _l("Every use in the council’s area")),
            choice("ward", _l("Every use in one ward"), reveals="ward"),
            choice("case", _l("One case"), reveals="case_number"),
        ],
    )
    ward = StringField(_l("Ward"), [DataRequired(_l("Enter the ward")), Length(max=100)])
    case_number = StringField(
        _l("Number of the case"),
        [DataRequired(_l("Enter the number of the case")), Length(max=12)],
        description=_l("Such as A-2026-001."),
    )
    answer_by = DateField(
        _l("By when is an answer asked for? (optional)"),
        description=_l("Officers are reminded until it is said of each condition whether it is met."),
    )
    asks_suspension = BooleanField(
        _l("It was asked that use is suspended until all of it is met"),
        description=_l("It is shown as a request: the council cannot stop the police from using it."),
    )


class ConditionForm(VersionedForm):
    """One condition."""

    topic = RadioField(
        _l("What is the condition about?"),
        [DataRequired(_l("Select what the condition is about"))],
        choices=[choice(topic, topic.label) for topic in Topic],
    )
    text = TextAreaField(_l("Condition"), [DataRequired(_l("Enter the condition")), Length(max=LONG)])


class FindingForm(VersionedForm):
    """What was found of a condition."""

    status = RadioField(
        _l("Is the condition met?"),
        [DataRequired(_l("Select whether the condition is met"))],
        choices=[choice(status, status.label) for status in Status],
    )
    reason = TextAreaField(_l("Reason"), [DataRequired(_l("Give the reason")), Length(max=LONG)])
    evidence = TextAreaField(
        _l("What shows it (optional)"),
        [Length(max=LONG)],
        description=_l("Documents and where they are read."),
    )
    typed = ReferencesField(_l("What shows it on this site (optional)"))
    found_on = DateField(_l("On which day was it so?"), [DataRequired(_l("Enter the day on which it was so"))])


def finding_form(condition: Condition, *, is_one_of_many: bool = False) -> FindingForm:
    """Return the form for what was found of a condition; one of many on a page has names of its own for its parts."""
    last = condition.newest
    form = FindingForm(obj=last, version=last.number if last else 0)
    form.reason.description = condition.text
    if is_one_of_many:
        for part in form:
            part.id = f"{part.id}-{condition.id}"
            part.label.field_id = part.id
    return form
