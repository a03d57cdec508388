"""What is to stand against what."""

from collections.abc import Mapping, Sequence

from consult.kernel.messages import lazy_gettext as _l
from consult.statistics.variables import Variable
from consult.web.forms import DataRequired, Length, QueryForm, RadioField, SelectField, SelectMultipleField, choice

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
