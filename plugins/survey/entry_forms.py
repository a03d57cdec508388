"""The part of the page form that says of what a page is asked again and again."""

from dataclasses import replace
from typing import Any

from consult.sdk.errors import Invalid
from consult.sdk.forms import IntegerField, Length, StringField, render_options
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from plugins.survey import edits
from plugins.survey.definition import LANGUAGE, Definition, Option, Page, Repeat
from plugins.survey.entries import keys_taken
from plugins.survey.entry_schemas import FEWEST_ENTRIES, MOST_ENTRIES

USUAL_ENTRIES = 10


class EntryFields:
    """The fields that ask whether a page is asked for each of several things."""

    entry = StringField(
        _l("What do people add, one after another?"),
        [Length(max=40)],
        description=_l(
            "What one is called, such as “journey” or “child”. Then this page is asked for each. "
            "Leave it empty to ask the page once."
        ),
        render_kw=render_options(width=20, optional=True),
    )
    most_entries = IntegerField(
        _l("How many at most?"),
        minimum=FEWEST_ENTRIES,
        maximum=MOST_ENTRIES,
        description=_l("2 to 20. Each one has columns of its own in files, and a place on paper."),
        render_kw=render_options(width=2, optional=True),
    )
    another = StringField(
        _l("How do you ask for another one?"),
        [Length(max=1_000)],
        description=_l("Leave it empty for “Do you want to add another journey?”"),
        render_kw=render_options(optional=True),
    )


def entry_values(page: Page) -> dict[str, str | int | None]:
    """Return what these fields show of a page."""
    repeat = page.repeat
    if repeat is None:
        return {}
    asked = repeat.another.label.get(LANGUAGE, "")
    return {"entry": repeat.entry.get(LANGUAGE, ""), "most_entries": repeat.most, "another": asked}


def repeat_in(form: Any, definition: Definition, before: Repeat | None = None) -> Repeat | None:
    """Return of what a page is asked again, as the form says; raises `Invalid` with the field at fault."""
    entry, most, asked = form.entry.data, form.most_entries.data, form.another.data
    if not entry:
        if most or asked:
            raise Invalid(None, {"entry": _("Enter what one of them is called, or empty the two fields below")})
        return None
    label = asked or _("Do you want to add another %(entry)s?", entry=entry)
    if before is None:
        key = edits.key_from(f"another {entry}", keys_taken(definition))
        asking = edits.new_item(definition, "yes_no", key, label)
        # Whether there is one more is no opinion, so that the public needs no table of it.
        before = Repeat(USUAL_ENTRIES, {}, replace(asking, options=_yes_and_no(), required=True, public=False))
    another = replace(before.another, label=edits.put_words(before.another.label, label))
    return Repeat(most or before.most, edits.put_words(before.entry, entry), another)


def _yes_and_no() -> tuple[Option, ...]:
    return (Option("yes", edits.put_words({}, _("Yes"))), Option("no", edits.put_words({}, _("No"))))
