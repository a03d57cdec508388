"""Words and pictures that another question or answer had before: what people chose then now says something else."""

from collections.abc import Collection, Iterator, Mapping

from consult.sdk.messages import gettext as _
from consult.sdk.texts import folded
from plugins.survey.beneath import beneath_options
from plugins.survey.definition import Definition, Item, Option, Text, words
from plugins.survey.difference import Difference, breaking

Marks = Collection[tuple[str, str]]


def of_question_owners(before: Definition, after: Definition) -> Iterator[Difference]:
    """Yield the questions that have words which another question had, in any language."""
    # What says more of an answer is known by that answer: such lines often have the same words.
    beneath = {
        item.key for version in (before, after) for page in version.pages for item, _code in beneath_options(page)
    }
    old = {key: _said(item.label) for key, item in before.items_by_key.items() if key not in beneath}
    for key in old:
        item = after.items_by_key.get(key)
        owner = None if item is None else _first_owner(key, _said(item.label), old)
        if item is not None and owner is not None:
            sentence = _(
                "The question %(key)s has the words “%(words)s”, which were those of the question %(owner)s.",
                key=key,
                words=words(item.label),
                owner=owner,
            )
            yield breaking(sentence)


def of_option_owners(name: str, before: Item, after: Item) -> Iterator[Difference]:
    """Yield the answers to a question, called `name`, that have words or a picture which another answer had."""
    for option in after.options:
        owner = _first_owner(option.code, _said(option.label), {one.code: _said(one.label) for one in before.options})
        if owner is not None:
            sentence = _(
                "%(name)s: the words “%(words)s” of the answer %(code)s were those of the answer %(owner)s.",
                name=name,
                words=words(option.label),
                code=option.code,
                owner=owner,
            )
            yield breaking(sentence, _("Give it other words."))
        shown = {one.code: _shown(one) for one in before.options}
        owner = _first_owner(option.code, _shown(option), shown)
        if owner is not None:
            sentence = _(
                "%(name)s: the picture of the answer %(code)s was that of the answer %(owner)s.",
                name=name,
                code=option.code,
                owner=owner,
            )
            yield breaking(sentence, _("Give it another picture."))


def _said(text: Text) -> Marks:
    return {(tag, folded(said)) for tag, said in text.items() if said}


def _shown(option: Option) -> Marks:
    return set() if option.picture is None else {("picture", option.picture.sha256)}


def _first_owner(name: str, marks: Marks, before: Mapping[str, Marks]) -> str | None:
    """Return who else had any of these marks before that this one did not have; `None` for nobody."""
    new = {*marks} - {*before.get(name, ())}
    return next((other for other, had in before.items() if other != name and not new.isdisjoint(had)), None)
