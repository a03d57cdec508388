"""What the page of a draft says while people write on it; `{…}` is filled in on the page."""

from consult.sdk.messages import gettext as _


def words_of_page() -> dict[str, str]:
    """Return the sentences of the page in the language that is spoken."""
    return {
        "add": _("Add a clause"),
        "clause": _("Clause {number}, {section}"),
        "comments": _("Comments"),
        "commented": _("Comments: {count}"),
        "count": _("{words} of at most {limit} words"),
        "over": _("{words} words. The most are {limit}"),
        "delete": _("Delete"),
        "deleted": _("{clause} is deleted. You can put it back below."),
        "down": _("Move down"),
        "editing": _("{name} is writing in {clause}."),
        "history": _("Earlier versions"),
        "here": _("{names} writing here"),
        "moved": _("Moved. It is {clause} now."),
        "redo": _("Redo"),
        "restore": _("Put back"),
        "undo": _("Undo"),
        "up": _("Move up"),
        "saved": _("All changes saved"),
        "saving": _("Saving"),
        "offline": _("Not saved. The service does not answer. Keep this page open: we try again, and nothing is lost."),
        "signed-out": _("Not saved. You are signed out. Keep this page open, and sign in on another page."),
        "ended": _("You cannot write this draft any more. Copy from the page what you want to keep."),
        "frozen": _("This motion is not a draft any more. Copy from the page what you want to keep."),
        "refused": _("Your last change cannot be saved. Copy your words, then load the page again."),
    }
