"""What to look for in the audit log."""

from collections.abc import Iterable, Mapping

from consult.audit.lines import kind_label
from consult.audit.queries import Wanted
from consult.kernel.messages import lazy_gettext as _l
from consult.web.addresses import asked_number
from consult.web.forms import DateField, Length, QueryForm, SelectField, StringField, choice


class TrailFilter(QueryForm):
    """By consultation, kind, person and date."""

    consultation = SelectField(_l("Consultation"), choices=[choice("", _l("All"))], default="")
    kind = SelectField(_l("What happened"), choices=[choice("", _l("Everything"))], default="")
    person = StringField(_l("Who did it"), [Length(max=200)], description=_l("Part of a name"))
    since = DateField(_l("From"))
    until = DateField(_l("To"))

    def offer(self, consultations: Mapping[int, str], names: Iterable[str]) -> None:
        """Fill the lists with what there is."""
        told = sorted(consultations.items(), key=lambda item: item[1].casefold())
        self.consultation.choices = [choice("", _l("All")), *(choice(str(number), title) for number, title in told)]
        known = sorted(set(names))
        features = sorted({name.partition(".")[0] for name in known})
        self.kind.choices = [
            choice("", _l("Everything")),
            *(
                choice(feature, _l("%(kind_label)s: all", kind_label=kind_label(feature).capitalize()))
                for feature in features
            ),
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
