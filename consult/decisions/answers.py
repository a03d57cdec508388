"""What an answer to an issue must say beside its reason, by what was done with the issue."""

from dataclasses import dataclass

from consult.decisions.models import Disposition, Issue
from consult.kernel.errors import Compared
from consult.kernel.messages import lazy_gettext as _l
from consult.kernel.text import clean_line, clean_text

LABELS = {
    "authority": _l("On what authority?"),
    "look_again": _l("What would make us look again?"),
    "who_can_act": _l("Who can act on it?"),
    "changed_document_id": _l("Which document changed?"),
    "changed_paragraph": _l("Which paragraph changed?"),
}
NEEDED = {
    Disposition.CHANGED: {"changed_paragraph": _l("Name the paragraph that changed")},
    Disposition.NOT_CHANGED: {
        "authority": _l("Name the law, policy or evidence on which this rests"),
        "look_again": _l("Say what would make us look again"),
    },
    Disposition.OUT_OF_SCOPE: {"who_can_act": _l("Name who can act on it")},
}
SAYS_WHAT_CHANGED = frozenset(
    {Disposition.CHANGED, Disposition.NEW_OPTION, Disposition.ANALYSIS_IMPROVED, Disposition.FACT_CORRECTED}
)


@dataclass(frozen=True, kw_only=True)
class AnswerDetails:
    """What belongs to some dispositions: each field is a column of the issue, and empty where it does not belong."""

    authority: str = ""
    look_again: str = ""
    who_can_act: str = ""
    changed_document_id: int | None = None
    changed_paragraph: str = ""

    def cleaned(self, disposition: Disposition) -> "AnswerDetails":
        """Return what belongs to a disposition, as it is kept."""
        is_kept, says_what_changed = disposition is Disposition.NOT_CHANGED, disposition in SAYS_WHAT_CHANGED
        return AnswerDetails(
            authority=clean_text(self.authority).strip() if is_kept else "",
            look_again=clean_text(self.look_again).strip() if is_kept else "",
            who_can_act=clean_line(self.who_can_act) if disposition is Disposition.OUT_OF_SCOPE else "",
            changed_document_id=self.changed_document_id if says_what_changed else None,
            changed_paragraph=clean_line(self.changed_paragraph) if says_what_changed else "",
        )

    def compared(self, issue: Issue) -> list[Compared]:
        """Return each beside what is saved."""
        return [
            Compared(LABELS[name], getattr(issue, name) or "", value or "")
            for name, value in vars(self).items()
            if value or getattr(issue, name)
        ]


NO_DETAILS = AnswerDetails()


def lacking(disposition: Disposition, said: AnswerDetails | Issue) -> dict[str, str]:
    """Return what an answer of this kind still needs, each with the sentence that asks for it."""
    needed = NEEDED.get(disposition, {})
    return {name: str(sentence) for name, sentence in needed.items() if not getattr(said, name)}
