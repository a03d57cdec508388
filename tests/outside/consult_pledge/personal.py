"""Officers whose act is noted beside a pledge; of residents nothing is known."""

from consult.sdk.people import acts_in_office
from tests.outside.consult_pledge.models import Pledge

PLEDGES = acts_in_office(Pledge.reported_by_id)
