"""The places on the pages of a consultation, and on the officers' desk, that plugins and core features may fill."""

from consult.consultations.models import Activity, Consultation
from consult.contract.places import Place
from consult.kernel.authz import Actor

CONSULTATION_MAIN: Place[Consultation] = Place("consultation_main")
WAY_OF_TAKING_PART: Place[Activity] = Place("way_of_taking_part")
CONSULTATION_OUTCOME: Place[Consultation] = Place("consultation_outcome")
CONSULTATION_AFTERWARDS: Place[Consultation] = Place("consultation_afterwards")
RESULTS_PAGE: Place[Consultation] = Place("results_page")
CONSULTATION_DESK: Place[Consultation] = Place("consultation_desk")
DESK_PAGE: Place[Actor] = Place("desk_page")
PLACES = (
    CONSULTATION_MAIN,
    WAY_OF_TAKING_PART,
    CONSULTATION_OUTCOME,
    CONSULTATION_AFTERWARDS,
    RESULTS_PAGE,
    CONSULTATION_DESK,
    DESK_PAGE,
)
