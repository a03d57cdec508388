"""What to look for in the audit log."""

import re
from collections.abc import Iterable, Mapping

from consult.audit.lines import kind_label
from consult.audit.queries import Subject, Wanted
from consult.kernel.events import Event
from consult.kernel.messages import lazy_gettext as _l
from consult.web.addresses import asked_number
from consult.web.forms import DateField, HiddenField, Length, QueryForm, SelectField, StringField, choice

_ID = re.compile(r"[0-9]{1,18}")


class AuditFilter(QueryForm):
    """By consultation, kind, person and date."""

    consultation = SelectField(_l("Consultation"), choices=[choice("", _l("All"))], default="")
    kind = SelectField(_l("What happened"), choices=[choice("", _l("Everything"))], default="")
    person = StringField(_l("Who did it"), [Length(max=200)], description=_l("Part of a name"))
    since = DateField(_l("From"))
    until = DateField(_l("To"))
    about = HiddenField()

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

    def subject(self, events: Mapping[str, type[Event]]) -> Subject | None:
        """Return the one row that is asked about, such as `motion_id:12`; nothing where no event tells of such rows."""
        fact, _colon, number = (self.about.data or "").partition(":")
        telling = [name for name, event in events.items() if fact in event.schema()]
        return Subject(fact, int(number), telling) if telling and _ID.fullmatch(number) else None

    def wanted(self, about: Subject | None = None) -> Wanted:
        """Return what was asked for."""
        return Wanted(
            consultation_id=asked_number(self.consultation.name) or None,
            kind=self.kind.data or "",
            person=self.person.data,
            since=self.since.data,
            until=self.until.data,
            about=about,
        )
