"""What is to stand against what."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from consult.kernel.messages import lazy_gettext as _l
from consult.statistics.variables import Variable
from consult.statistics.weighting import Target
from consult.web.forms import (
    DataRequired,
    DecimalField,
    Length,
    QueryForm,
    RadioField,
    SelectField,
    SelectMultipleField,
    choice,
    render_options,
)

MOST_TABLES = 6


class CompareForm(QueryForm):
    """One question in rows, one or more in columns."""

    rows = SelectField(_l("In rows"), [DataRequired(_l("Select what stands in rows"))], choices=[])
    columns = SelectMultipleField(
        _l("In columns"),
        [
            DataRequired(_l("Select at least one that stands in columns")),
            Length(max=MOST_TABLES, message=_l("Select at most %(most)s", most=MOST_TABLES)),
        ],
        choices=[],
    )
    share = RadioField(
        _l("Per cent of"),
        choices=[choice("column", _l("each column")), choice("row", _l("each row"))],
        default="column",
    )

    def offer(self, variables: Sequence[Variable]) -> None:
        """Fill the lists with what can be counted."""
        offered = [choice(variable.key, variable.title) for variable in variables]
        self.rows.choices = [choice("", _l("Select")), *offered]
        self.columns.choices = offered

    def validate(self, extra_validators: Mapping[str, object] | None = None) -> bool:
        """Whether the form can be answered; nothing stands against itself."""
        is_valid = super().validate(extra_validators)
        if is_valid and self.rows.data in self.columns.data:
            self.columns.errors = [*self.columns.errors, _l("Select something other than what stands in rows")]
            return False
        return is_valid


class WeightForm(QueryForm):
    """To which figures people are weighted, how far, and which answers are shown so."""

    targets = SelectMultipleField(
        _l("Figures to weight to"), [DataRequired(_l("Select the figures to weight to"))], choices=[]
    )
    questions = SelectMultipleField(
        _l("Answers to show"),
        [
            DataRequired(_l("Select at least one question")),
            Length(max=MOST_TABLES, message=_l("Select at most %(most)s", most=MOST_TABLES)),
        ],
        choices=[],
    )
    cap = DecimalField(
        _l("Largest weight"),
        [DataRequired(_l("Enter the largest weight"))],
        minimum=1.1,
        maximum=100,
        description=_l("How many times the mean weight one person may have, at most."),
        default=Decimal(5),
        render_kw=render_options(width=4),
    )
    tolerance = DecimalField(
        _l("Tolerance in percentage points"),
        [DataRequired(_l("Enter the tolerance"))],
        minimum=0.001,
        maximum=5,
        description=_l("How far a weighted share may be from the share of the figures."),
        default=Decimal("0.1"),
        render_kw=render_options(width=4),
    )

    def offer(self, targets: Sequence[Target], variables: Sequence[Variable]) -> None:
        """Fill the lists with the figures that fit, and with what can be counted."""
        self.targets.choices = [choice(target.key, target.title) for target in targets]
        self.questions.choices = [choice(variable.key, variable.title) for variable in variables]
