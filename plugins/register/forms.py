"""The forms of the public pages."""

from consult.sdk.forms import DateField, Length, QueryForm, SelectField, StringField, choice
from consult.sdk.messages import lazy_gettext as _l
from plugins.register.lifecycle import STAGES
from plugins.register.queries import SORTS, Asked


class FilterForm(QueryForm):
    """How the list is narrowed and sorted."""

    q = StringField(_l("Place, ward, number or purpose"), [Length(max=100)])
    since = DateField(_l("From this day"))
    until = DateField(_l("Until this day"))
    stage = SelectField(_l("Stage"), choices=[choice("", _l("All")), *(choice(stage, stage.label) for stage in STAGES)])
    sort = SelectField(_l("Order"), choices=[choice(name, words) for name, (words, _columns) in SORTS.items()])

    def asked(self) -> Asked:
        """Return what was asked for; what is not valid is left out."""
        return Asked(
            words="" if self.q.errors else str(self.q.data or ""),
            since=None if self.since.errors else self.since.data,
            until=None if self.until.errors else self.until.data,
            stage="" if self.stage.errors else str(self.stage.data or ""),
        )

    def order(self) -> str:
        """Return in which order the rows are asked for."""
        return str(self.sort.data) if self.sort.data in SORTS else "newest"
