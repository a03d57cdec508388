"""What to look for on the trail."""

from collections.abc import Iterable, Mapping

from consult.audit.lines import kind_label
from consult.audit.queries import Wanted
from consult.web.addresses import asked_number
from consult.web.forms import DateField, QueryForm, SelectField, TextField, choice, longest


class TrailFilter(QueryForm):
    """By consultation, kind, person and date."""

    consultation = SelectField("Consultation", choices=[choice("", "All")], default="")
    kind = SelectField("What happened", choices=[choice("", "Everything")], default="")
    person = TextField("Who did it", [longest(200)], description="Part of a name")
    since = DateField("From")
    until = DateField("To")

    def offer(self, consultations: Mapping[int, str], names: Iterable[str]) -> None:
        """Fill the lists with what there is."""
        told = sorted(consultations.items(), key=lambda item: item[1].casefold())
        self.consultation.choices = [choice("", "All"), *(choice(str(number), title) for number, title in told)]
        known = sorted(set(names))
        features = sorted({name.partition(".")[0] for name in known})
        self.kind.choices = [
            choice("", "Everything"),
            *(choice(feature, f"{kind_label(feature).capitalize()}: all") for feature in features),
            *(choice(name, kind_label(name), group=kind_label(name).partition(":")[0]) for name in known),
        ]

    def wanted(self) -> Wanted:
        """Return what was asked for."""
        return Wanted(
            consultation_id=asked_number(self.consultation.name) or None,
            kind=self.kind.data or "",
            person=self.person.data,
            since=self.since.data,
            until=self.until.data,
        )
