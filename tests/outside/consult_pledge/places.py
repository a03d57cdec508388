"""Where other plugins may add to the pages of this one."""

from consult.sdk.pages import Place
from tests.outside.consult_pledge.models import Pledge

UNDER_PLEDGE: Place[Pledge] = Place("pledge_under")
