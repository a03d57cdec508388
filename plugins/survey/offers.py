"""Answers that are offered to some people only, set from the builder's form of their question."""

from dataclasses import replace
from typing import Any

from consult.sdk.errors import Invalid
from consult.sdk.messages import gettext as _
from plugins.survey import edits
from plugins.survey.condition_forms import condition_in
from plugins.survey.definition import Definition, Item
from plugins.survey.saying_more import options_named


def with_offers(definition: Definition, key: str, form: Any) -> Definition:
    """Offer the answers that the form names to whom it says; raises `Invalid` with the field at fault."""
    page, item = definition.page_of_item(key), definition.find_item(key)
    condition = condition_in(form, definition.items_before(page.id), None, before="offer_")
    named = {option.code for option in options_named(item, form["limited"].data or "", "limited")}
    if condition is not None and not named:
        raise Invalid(None, {"limited": _("Enter the answers for which this holds, one on each line")})
    options = (replace(one, show_if=condition) if one.code in named else one for one in item.options)
    changed: Item = replace(item, options=tuple(options))
    items = tuple(changed if one is item else one for one in page.items)
    return edits.edit_page(definition, page.id, lambda there: replace(there, items=items))
