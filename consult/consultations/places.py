"""The places on the pages of a consultation that plugins and core features may fill."""

from consult.consultations.models import Consultation
from consult.web.slots import offer_place

CONSULTATION_MAIN = offer_place("consultation_main", Consultation)
CONSULTATION_OUTCOME = offer_place("consultation_outcome", Consultation)
CONSULTATION_DESK = offer_place("consultation_desk", Consultation)
