"""The words of engagement: kinds of body, ways of engaging, and views."""

from collections.abc import Mapping

from consult.sdk.messages import lazy_gettext as _l
from plugins.impact.terms import CHARACTERISTICS

BODIES: Mapping[str, str] = {
    "advisory": _l("Independent advisory group"),
    "safety_board": _l("Safer neighbourhood board"),
    "ward_panel": _l("Ward panel"),
    "councillors": _l("Councillors or scrutiny"),
    "faith": _l("Faith group"),
    "youth": _l("Young people"),
    "residents": _l("Residents"),
    "business": _l("Business"),
    "disability": _l("Disabled people"),
    "lgbt": _l("LGBT+ people"),
    "liberties": _l("Civil liberties group"),
    "other": _l("Other"),
}
MODES: Mapping[str, str] = {
    "told": _l("Told: they heard what is planned"),
    "consulted": _l("Consulted: they were asked before it was settled"),
    "codesigned": _l("Co-designed: they shaped it together with the police"),
}
SHORT_MODES: Mapping[str, str] = {"told": _l("Told"), "consulted": _l("Consulted"), "codesigned": _l("Co-designed")}
VIEWS: Mapping[str, str] = {
    "support": _l("Supports it"),
    "oppose": _l("Opposes it"),
    "mixed": _l("Mixed"),
    "none": _l("Took no view"),
    "no_reply": _l("Did not come or reply"),
}
PROTECTED: Mapping[str, str] = {code: words for code, words in CHARACTERISTICS.items() if code != "none"}
HEARD = frozenset({"support", "oppose", "mixed", "none"})
"""Views of bodies that were there or replied."""
ASKED = frozenset({"consulted", "codesigned"})
"""Ways of engaging in which a body could still change something."""
