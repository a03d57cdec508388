"""What becomes of each row that says something else than before, and of all of them at once."""

from collections.abc import Sequence
from typing import Any

from consult.imports.clashes import Clash
from consult.imports.plan import OnConflict
from consult.kernel.messages import lazy_gettext as _l
from consult.web.forms import DataRequired, Form, HiddenField, RadioField, choice

CHOICES = (
    choice(OnConflict.LEAVE, _l("Keep what is here")),
    choice(OnConflict.TAKE, _l("Take the file’s")),
    choice(OnConflict.SEPARATE, _l("Keep both: take the file’s as a separate response")),
)


class ClashesForm(Form):
    """One choice for each row of a page; `clashes_form` adds the fields."""

    clashes: Sequence[Clash]

    def choices(self) -> dict[int, tuple[str, OnConflict]]:
        """Return what was chosen, by the row's number, with what was seen of both; rows left open are not in it."""
        return {
            number: (self[f"seen_{number}"].data or "", OnConflict(self[f"choice_{number}"].data))
            for number in (clash.number for clash in self.clashes)
            if self[f"choice_{number}"].data
        }


class AllClashesForm(Form):
    """One choice for all."""

    for_all = RadioField(
        _l("What happens with them?"),
        choices=CHOICES,
        validators=[DataRequired(_l("Select what happens with these rows"))],
    )
    only_open = HiddenField()


def clashes_form(clashes: Sequence[Clash], unit: str) -> type[ClashesForm]:
    """Return the form that asks what becomes of each of these rows."""
    fields: dict[str, Any] = {"clashes": clashes}
    for clash in clashes:
        fields[f"choice_{clash.number}"] = RadioField(
            _l("What happens with %(unit)s %(number)s?", unit=unit, number=clash.number),
            choices=CHOICES,
            default=clash.choice,
        )
        fields[f"seen_{clash.number}"] = HiddenField(default=clash.seen)
    return type("ClashesOfPageForm", (ClashesForm,), fields)
