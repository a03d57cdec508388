"""What happens to personal data; the facts never say whose address was looked for."""

from dataclasses import dataclass

from consult.kernel.events import Event
from consult.kernel.messages import lazy_gettext as _l


@dataclass(frozen=True, kw_only=True)
class PersonalDataHandedOver(Event):
    """All that is held on somebody was handed over to them."""

    name = "privacy.data_handed_over"
    sentence = _l("{actor} handed over personal data ({subject}); identity checked by {checked_by}")

    subject: str
    checked_by: str
    person_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class PersonalDataErased(Event):
    """All that is held on somebody was erased, as far as the law lets it be."""

    name = "privacy.data_erased"
    sentence = _l("{actor} erased personal data ({subject}, {rows} records); identity checked by {checked_by}")

    subject: str
    checked_by: str
    rows: int
    person_id: int | None = None
    listed_as: str = ""


EVENTS: tuple[type[Event], ...] = (
    PersonalDataHandedOver,
    PersonalDataErased,
)
