"""What a cleaned file still holds that its reader may not see at first: named, so that an officer decides."""

from dataclasses import dataclass

from consult.kernel.messages import lazy_gettext as _l

SENTENCES = {
    "hidden_sheets": _l("It holds hidden sheets: {detail}."),
    "hidden_rows": _l("It holds hidden rows or columns in: {detail}."),
    "pivot_data": _l("It holds a pivot table, which carries a copy of all rows it was made from."),
    "external_data": _l("It holds copies of cells from other workbooks."),
    "tracked_changes": _l("It holds tracked changes, deleted words among them: {detail}."),
    "comments": _l("It holds comments: {detail}."),
    "hidden_text": _l("It holds text that is marked as hidden."),
    "formulas": _l("It holds cells that a spreadsheet would run as formulas: {detail}."),
    "signature": _l("It was signed. Cleaning takes the signature away."),
}
TOO_COMPLICATED = _l(
    "The file could not be checked: it is damaged or too complicated. Save or print it anew and try again."
)


class Refused(Exception):
    """The file cannot be published; the message says why and what to do."""


@dataclass(frozen=True)
class Finding:
    """One thing that a file holds out of sight: its code, and which or how many."""

    code: str
    detail: str = ""

    @property
    def sentence(self) -> str:
        """What the officer reads."""
        return SENTENCES[self.code].format(detail=self.detail)
