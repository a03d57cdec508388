"""What authors of an assessment fill in: one form for each part, made from its fields."""

from collections.abc import Mapping
from datetime import date

from wtforms.fields.core import Field as FormField

from consult.sdk.forms import (
    DataRequired,
    DateField,
    Form,
    IntegerField,
    Length,
    MaxWords,
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
from consult.sdk.references import ReferencesField
from plugins.impact.assessments.catalogue import FORMS
from plugins.impact.assessments.exemptions import Exemption
from plugins.impact.assessments.fields import Content, DocumentField
from plugins.impact.assessments.parts import Part
from plugins.impact.assessments.terms import EXEMPTIONS

LONGEST, WIDEST = 2_000, 200


class BeginForm(Form):
    """Which form of assessment is begun, and about what."""

    form = RadioField(
        _l("Which assessment do you begin?"),
        [DataRequired(_l("Select which assessment you begin"))],
        choices=[choice(form.code, form.title) for form in FORMS.values()],
    )
    title = StringField(
        _l("What does it assess?"),
        [DataRequired(_l("Enter what it assesses")), Length(max=200)],
        description=_l("For example, the operation and its place."),
    )
    consultation = SelectField(_l("Which consultation does it go with? (optional)"))


class EntryForm(VersionedForm):
    """A section or a row; its fields are those of its part."""


class ReasonForm(Form):
    """Why a version is returned."""

    reason = TextAreaField(
        _l("What must the authors change?"),
        [DataRequired(_l("Say what must change")), MaxWords(300)],
        description=_l("The authors read this."),
        render_kw=render_options(rows=5),
    )


class RenewForm(Form):
    """Why a further version is begun."""

    reason = TextAreaField(
        _l("Why do you begin a new version?"),
        [DataRequired(_l("Give the reason")), MaxWords(300)],
        description=_l("The public reads this once the version is signed."),
        render_kw=render_options(rows=5),
    )


class DropForm(Form):
    """Why a version is dropped before it was signed."""

    reason = TextAreaField(
        _l("Why do you drop this version?"),
        [DataRequired(_l("Give the reason")), MaxWords(300)],
        description=_l(
            "The public reads this if an earlier version is signed. What was written is kept in the history."
        ),
        render_kw=render_options(rows=5),
    )


class ReviewForm(Form):
    """What happened that brings the review of a signed assessment forward."""

    cause = RadioField(_l("What brings the review forward?"), [DataRequired(_l("Select what brings it forward"))])
    happened = TextAreaField(
        _l("What happened?"),
        [DataRequired(_l("Say what happened")), MaxWords(300)],
        description=_l("The public reads this at once."),
        render_kw=render_options(rows=4),
    )


class WithholdForm(Form):
    """Which words are withheld from the public, and why."""

    field = RadioField(_l("In which field?"), [DataRequired(_l("Select the field"))])
    passage = TextAreaField(
        _l("Which words? (optional)"),
        [Length(max=5_000)],
        description=_l("Exactly as they stand there. Leave this empty to withhold the whole field."),
        render_kw=render_options(rows=3),
    )
    exemption = RadioField(
        _l("Under which exemption of the Freedom of Information Act 2000?"),
        [DataRequired(_l("Select the exemption"))],
        choices=[choice(code, words) for code, words in EXEMPTIONS.items()],
    )
    reason = TextAreaField(
        _l("Why does it apply?"),
        [DataRequired(_l("Say why it applies")), MaxWords(200)],
        description=_l("The public reads this in the place of the words. Do not repeat what you withhold."),
        render_kw=render_options(rows=4),
    )
    until_on = DateField(
        _l("Until which day? (optional)"), description=_l("From that day on everybody reads the words.")
    )


def exemption_of(form: WithholdForm, field: str) -> Exemption:
    """Return what somebody wants to withhold of a field."""
    return Exemption(
        field=field,
        passage=form.passage.data or "",
        exemption=form.exemption.data or "",
        reason=form.reason.data or "",
        until_on=form.until_on.data,
    )


class LevelsForm(VersionedForm):
    """What each level of tension is called."""

    level_1 = StringField(_l("Level 1, the calmest"), [Length(max=100)])
    level_2 = StringField(_l("Level 2"), [Length(max=100)])
    level_3 = StringField(_l("Level 3"), [Length(max=100)])
    level_4 = StringField(_l("Level 4"), [Length(max=100)])
    level_5 = StringField(_l("Level 5"), [Length(max=100)])
    level_6 = StringField(_l("Level 6, the most tense"), [Length(max=100)])


def entry_form(part: Part, levels: Mapping[str, str]) -> type[EntryForm]:
    """Return the form for a part."""
    made: dict[str, object] = {asked.key: _field(asked, levels) for asked in part.fields}
    if part.cites:
        made["kept"] = SelectMultipleField(_l("What it cites"), choices=[])
        made["cites"] = ReferencesField(_l("What else do you cite? (optional)"))
    return type("PartForm", (EntryForm,), made)


def filled(part: Part, content: Content) -> dict[str, object]:
    """Return what a form shows of what was saved."""
    return {
        asked.key: date.fromisoformat(str(value)) if asked.kind == "date" and value else value
        for asked in part.fields
        if (value := content.get(asked.key)) is not None
    }


def content_of(part: Part, form: EntryForm, levels: Mapping[str, str]) -> dict[str, object]:
    """Return what was filled in, as it is saved; a level is kept with the words that it has today."""
    found: dict[str, object] = {}
    for asked in part.fields:
        value = form[asked.key].data
        if value in (None, "", []):
            continue
        found[asked.key] = value.isoformat() if isinstance(value, date) else value
        if asked.kind == "level":
            found[f"{asked.key}_name"] = levels.get(str(value), "")
    return found


def _field(asked: DocumentField, levels: Mapping[str, str]) -> FormField:
    label = asked.label if asked.needed else _l("%(label)s (optional)", label=asked.label)
    needed = [DataRequired(asked.needed)] if asked.needed else []
    offered = [choice(code, words) for code, words in (levels if asked.kind == "level" else asked.options).items()]
    match asked.kind:
        case "line":
            return StringField(label, [*needed, Length(max=WIDEST)], description=asked.hint)
        case "number":
            return IntegerField(label, needed, minimum=0, maximum=100_000_000, description=asked.hint)
        case "date":
            return DateField(label, needed, description=asked.hint or _l("For example, 27 3 2026"))
        case "choices":
            return SelectMultipleField(label, needed, choices=offered, description=asked.hint)
        case "choice" | "level":
            return SelectField(label, needed, choices=[choice("", _l("Select")), *offered], description=asked.hint)
    look = render_options(rows=5)
    return TextAreaField(label, [*needed, MaxWords(LONGEST)], description=asked.hint, render_kw=look)
