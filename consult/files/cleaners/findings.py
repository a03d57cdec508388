"""What a cleaned file still holds that its reader may not see at first: named, so that an officer decides."""

from dataclasses import dataclass

SENTENCES = {
    "hidden_sheets": "It holds hidden sheets: {detail}.",
    "hidden_rows": "It holds hidden rows or columns in: {detail}.",
    "pivot_data": "It holds a pivot table, which carries a copy of all rows it was made from.",
    "external_data": "It holds copies of cells from other workbooks.",
    "tracked_changes": "It holds tracked changes, deleted words among them: {detail}.",
    "comments": "It holds comments: {detail}.",
    "hidden_text": "It holds text that is marked as hidden.",
    "formulas": "It holds cells that a spreadsheet would run as formulas: {detail}.",
    "signature": "It was signed. Cleaning takes the signature away.",
}


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
