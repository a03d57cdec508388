"""The stated matrix by which an impact is rated: likelihood times severity."""

from collections.abc import Mapping

from consult.sdk.messages import lazy_gettext as _l
from plugins.impact.assessments.fields import Content

LOW, MEDIUM, HIGH = "low", "medium", "high"
RATINGS: Mapping[str, str] = {LOW: _l("Low"), MEDIUM: _l("Medium"), HIGH: _l("High")}
LIKELIHOODS: Mapping[str, str] = {
    "1": _l("1: rare"),
    "2": _l("2: unlikely"),
    "3": _l("3: possible"),
    "4": _l("4: likely"),
    "5": _l("5: almost certain"),
}
SEVERITIES: Mapping[str, str] = {
    "1": _l("1: negligible"),
    "2": _l("2: minor"),
    "3": _l("3: moderate"),
    "4": _l("4: major"),
    "5": _l("5: severe"),
}
MEDIUM_FROM, HIGH_FROM = 5, 15
COLOURS: Mapping[str, str] = {LOW: "green", MEDIUM: "yellow", HIGH: "red"}


def rating_of(likelihood: int, severity: int) -> str:
    """Return the rating of an impact: low below 5, medium below 15, high from there on."""
    product = likelihood * severity
    return HIGH if product >= HIGH_FROM else MEDIUM if product >= MEDIUM_FROM else LOW


def rating_in(content: Content) -> str:
    """Return the rating of a row; nothing when it has no likelihood or no severity."""
    likelihood, severity = content.get("likelihood"), content.get("severity")
    return rating_of(int(str(likelihood)), int(str(severity))) if likelihood and severity else ""


def matrix() -> list[tuple[str, list[str]]]:
    """Return the matrix as rows: each likelihood in words, and the rating for each severity."""
    return [
        (words, [rating_of(int(code), int(severity)) for severity in SEVERITIES]) for code, words in LIKELIHOODS.items()
    ]
