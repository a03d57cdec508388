"""The forms of the officers' pages."""

from collections.abc import Mapping

from consult.sdk.forms import (
    DataRequired,
    DateField,
    Form,
    HiddenField,
    Length,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    VersionedForm,
    choice,
)
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.pages import row_number
from consult.sdk.references import ReferencesField
from plugins.register.accuracy_columns import KEY, LABELS
from plugins.register.accuracy_columns import LENGTHS as RESULT_LENGTHS
from plugins.register.figures import FIGURES, LENGTHS
from plugins.register.models import DeploymentType
from plugins.register.versions import NO_REASON
from plugins.register.withholding import EXEMPTIONS

LONGEST_REASON = 2_000
_MAY_CHANGE = tuple(name for name in LABELS if name not in KEY)


class PlanForm(Form):
    """A deployment before it takes place."""

    held_on = DateField(_l("Day"), [DataRequired(_l("Enter the day"))])
    location = StringField(_l("Place"), [DataRequired(_l("Enter the place")), Length(max=200)])
    ward = StringField(_l("Ward"), [Length(max=100)])
    operator = StringField(_l("Police force"), [Length(max=200)])
    purpose = StringField(_l("Purpose or use case"), [Length(max=200)])
    deployment_type = SelectField(_l("With what"), choices=[choice(kind, kind.label) for kind in DeploymentType])


class ReasonForm(Form):
    """Why something is done, which everybody reads."""

    reason = TextAreaField(_l("Reason, which everybody reads"), [DataRequired(NO_REASON), Length(max=LONGEST_REASON)])


class SettleForm(ReasonForm):
    """What becomes of changes that files brought."""

    changes = HiddenField()
    outcome = RadioField(
        _l("What is right?"),
        [DataRequired(_l("Select what is right"))],
        choices=[
            choice("confirmed", _l("What the file says: make new versions")),
            choice("left", _l("What the register says: leave it")),
        ],
    )

    def seen(self) -> list[int]:
        """Return the numbers of the changes that the page showed."""
        return [row_number(number) for number in str(self.changes.data).split()]


class CorrectionForm(VersionedForm):
    """The figures of a row, each as it is published; one field for each figure."""

    reason = TextAreaField(_l("Reason, which everybody reads"), [DataRequired(NO_REASON), Length(max=LONGEST_REASON)])

    def cells(self) -> dict[str, str]:
        """Return what was typed, by figure."""
        return {figure.name: str(self[figure.name].data or "").strip() for figure in FIGURES}


def correction_form(cells: dict[str, str], version: int) -> CorrectionForm:
    """Return the form for a row that says this."""
    fields = {figure.name: StringField(figure.label, [Length(max=LENGTHS.get(figure.name, 50))]) for figure in FIGURES}
    made: type[CorrectionForm] = type("FiguresForm", (CorrectionForm,), fields)
    return made(data={**{figure.name: cells.get(figure.name, "") for figure in FIGURES}, "version": version})


class ResultForm(VersionedForm):
    """What a result of accuracy says, as it is published; one field for each column by which it is not known."""

    reason = TextAreaField(_l("Reason, which everybody reads"), [DataRequired(NO_REASON), Length(max=LONGEST_REASON)])

    def cells(self) -> dict[str, str]:
        """Return what was typed, by column."""
        return {name: str(self[name].data or "").strip() for name in _MAY_CHANGE}


def result_form(cells: Mapping[str, str], version: int) -> ResultForm:
    """Return the form for a result that says this."""
    fields = {name: StringField(LABELS[name], [Length(max=RESULT_LENGTHS.get(name, 50))]) for name in _MAY_CHANGE}
    made: type[ResultForm] = type("ResultFieldsForm", (ResultForm,), fields)
    return made(data={**{name: cells.get(name, "") for name in _MAY_CHANGE}, "version": version})


class WithholdForm(Form):
    """Why and until when a row is withheld."""

    exemption = SelectField(
        _l("Exemption"),
        [DataRequired(_l("Select the exemption"))],
        choices=[choice("", _l("Select one")), *(choice(code, words) for code, words in EXEMPTIONS.items())],
    )
    until = DateField(_l("Until this day"), [DataRequired(_l("Enter the day on which this ends"))])


class LinksForm(Form):
    """On what a deployment stands."""

    consultations = SelectMultipleField(_l("Consultations"))
    references = ReferencesField(_l("Case, assessment, conditions and anything else"))
    note = StringField(_l("How they belong together"), [Length(max=200)])


class PauseForm(Form):
    """That use is suspended."""

    area = StringField(_l("Area"), [DataRequired(_l("Enter the area, for example Newham")), Length(max=200)])
    paused_on = DateField(_l("First day of the pause"), [DataRequired(_l("Enter the first day"))])
    reason = TextAreaField(_l("Reason, which everybody reads"), [DataRequired(NO_REASON), Length(max=LONGEST_REASON)])
    source = StringField(_l("Source"), [Length(max=500)])


class ResumeForm(ReasonForm):
    """That it is used again."""

    resumed_on = DateField(_l("First day on which it is used again"), [DataRequired(_l("Enter the day"))])
