"""What changes about quotas: each counts the responses that its page has counted since it was published."""

from collections.abc import Iterator

from consult.sdk.messages import gettext as _
from plugins.survey.conditions import resolved
from plugins.survey.definition import Definition, page_title
from plugins.survey.difference import SECOND_OFFICER, Difference, additive, breaking
from plugins.survey.models import ChangeClass


def of_quotas(before: Definition, after: Definition) -> Iterator[Difference]:
    """Yield what changes about quotas; a second officer confirms what turns more people away."""
    old, new = ({page.id: page for page in version.pages if page.quota} for version in (before, after))
    for page_id in {**old, **new}:
        earlier, later = old.get(page_id), new.get(page_id)
        name = _("The quota “%(title)s”", title=page_title(later or earlier or after.pages[0]))
        if later is None or earlier is None:
            yield additive(_("%(name)s is gone.", name=name)) if later is None else _stricter(name)
        elif resolved(earlier.show_if, before.named) != resolved(later.show_if, after.named):
            yield breaking(_("%(name)s counts other responses.", name=name), _("Undo it, or add a page for it."))
        elif (later.quota or 0) < (earlier.quota or 0):
            yield _stricter(name)
        elif later.quota != earlier.quota:
            yield additive(_("%(name)s takes more responses.", name=name))


def _stricter(name: str) -> Difference:
    sentence = _("%(name)s takes fewer responses than before.", name=name)
    return Difference(ChangeClass.BREAKING, sentence, SECOND_OFFICER, may_be_confirmed=True)
