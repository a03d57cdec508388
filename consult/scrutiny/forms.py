"""Which steps to look at."""

from collections.abc import Iterable, Sequence
from datetime import date

from consult.contract.scrutiny import ThinRecordSource
from consult.kernel.formats import say_date
from consult.kernel.messages import lazy_gettext as _l
from consult.scrutiny.queries import LATE, LATE_TITLE, Wanted
from consult.web.forms import QueryForm, SelectField, choice

MONTHS = 36


class ScrutinyFilter(QueryForm):
    """By kind, ward and month."""

    kind = SelectField(_l("Kind"), choices=[choice("", _l("All"))], default="")
    ward = SelectField(_l("Ward"), choices=[choice("", _l("All"))], default="")
    month = SelectField(_l("Month"), choices=[choice("", _l("All"))], default="")

    def offer(self, sources: Iterable[ThinRecordSource], wards: Sequence[str], today: date) -> None:
        """Fill the lists with what there is."""
        everything = choice("", _l("All"))
        rules = [choice(source.name, source.title) for source in sources]
        self.kind.choices = [everything, choice(LATE, LATE_TITLE), *rules]
        self.ward.choices = [everything, *(choice(ward) for ward in wards)]
        months = [_earlier(today, back) for back in range(MONTHS)]
        # A month is said as a date is, without the day.
        named = (choice(f"{month:%Y-%m}", say_date(month).partition(" ")[2]) for month in months)
        self.month.choices = [everything, *named]

    def wanted(self) -> Wanted:
        """Return what was asked for."""
        month = date.fromisoformat(f"{self.month.data}-01") if self.month.data else None
        return Wanted(kind=self.kind.data or "", ward=self.ward.data or "", month=month)


def _earlier(day: date, months: int) -> date:
    count = day.year * 12 + day.month - 1 - months
    return date(count // 12, count % 12 + 1, 1)
