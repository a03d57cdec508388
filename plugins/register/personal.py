"""The register names people only as those who acted for the council."""

from consult.sdk.people import acts_in_office
from plugins.register.accuracy_models import ResultChange, ResultVersion
from plugins.register.models import Change, Pause, Version

PERSONAL_DATA = (
    acts_in_office(Version.made_by_id),
    acts_in_office(Change.proposed_by_id, Change.settled_by_id),
    acts_in_office(ResultVersion.made_by_id),
    acts_in_office(ResultChange.proposed_by_id, ResultChange.settled_by_id),
    acts_in_office(Pause.noted_by_id),
)
