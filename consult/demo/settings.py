"""The settings a demonstration begins with; the environment may say otherwise."""

from consult.demo.sources import OUTLINE, WARDS, path_of, read_source

_WARD_NAMES = read_source(WARDS).decode().splitlines()[1:]

SETTINGS: dict[str, str] = {
    "CONSULT_COUNCIL_NAME": "Newham (demonstration)",
    "CONSULT_COUNCIL_SHORT_NAME": "Newham (demonstration)",
    "CONSULT_COUNCIL_COLOUR": "#6b2c5f",
    "CONSULT_CONTACT_EMAIL": "consultations@newham.example",
    "CONSULT_TELEPHONE": "020 7946 0018",
    "CONSULT_OPENING_HOURS": "Monday to Friday, 9am to 5pm",
    "CONSULT_POST_ADDRESS": "Consultations (demonstration), Town Hall, 1 Example Street, Newham",
    "CONSULT_AREAS": ",".join(_WARD_NAMES),
    "CONSULT_LANGUAGES": "en-GB,cy",
    "CONSULT_OUTLINES": path_of(OUTLINE),
    "CONSULT_OUTLINES_CREDIT": "A rough sketch of Newham, drawn for this demonstration",
}
