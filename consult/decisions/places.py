"""The place on the public page of a decision that plugins may fill."""

from consult.consultations.models import Consultation
from consult.contract.places import Place

DECISION_PAGE: Place[Consultation] = Place("decision_page")
