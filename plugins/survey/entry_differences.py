"""What changes about repeated pages: for how many entries a question is asked, and what one is called."""

from collections.abc import Iterator

from consult.sdk.messages import gettext as _
from plugins.survey.definition import Definition, page_title, words
from plugins.survey.difference import SECOND_OFFICER, Difference, additive, reworded
from plugins.survey.entries import times_asked, unrolled
from plugins.survey.models import ChangeClass


def of_entries(before: Definition, after: Definition) -> Iterator[Difference]:
    """Yield what changes about entries; a second officer confirms that fewer are asked for."""
    old, new = times_asked(before), times_asked(after)
    for key, item in unrolled(after, most=1).items_by_key.items():
        if key not in old or old[key] == new[key]:
            continue
        told = {"label": words(item.label), "key": key, "old": old[key], "new": new[key]}
        if old[key] < new[key]:
            yield additive(
                _("The question “%(label)s” (%(key)s) is asked for up to %(new)s entries, not %(old)s.", **told)
            )
        else:
            sentence = _("The question “%(label)s” (%(key)s) is asked for only %(new)s entries, not %(old)s.", **told)
            yield Difference(ChangeClass.BREAKING, sentence, SECOND_OFFICER, may_be_confirmed=True)
    yield from _of_words(before, after)


def _of_words(before: Definition, after: Definition) -> Iterator[Difference]:
    repeats = {page.id: page.repeat for page in before.pages if page.repeat is not None}
    for page in after.pages:
        old = repeats.get(page.id)
        if old is not None and page.repeat is not None and old.entry != page.repeat.entry:
            called = _("An entry of the page “%(title)s” has another name", title=page_title(page))
            yield reworded(called, old.entry, page.repeat.entry)
