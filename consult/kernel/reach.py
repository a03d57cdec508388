"""What a program may do in place of a person; never more than the person herself."""

from enum import StrEnum

from consult.kernel.messages import lazy_gettext as _l


class Reach(StrEnum):
    """What an access token allows."""

    DEFINITIONS = "definitions"
    RESPONSES = "responses"

    @property
    def label(self) -> str:
        """What it allows as people say it."""
        return _LABELS[self]


_LABELS = {
    Reach.DEFINITIONS: _l("Read what surveys ask"),
    Reach.RESPONSES: _l("Read the counted responses"),
}
