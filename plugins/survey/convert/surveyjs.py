"""SurveyJS: a JSON document of pages with elements becomes a definition."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from consult.sdk.messages import gettext as _
from plugins.survey.beneath import OFFERING
from plugins.survey.convert.answers import Choice
from plugins.survey.convert.assembly import Asked, Assembly
from plugins.survey.convert.comparing import Compared as ComparedAnswers
from plugins.survey.convert.entries import Group, called_by
from plugins.survey.convert.expressions import Compared
from plugins.survey.convert.outcome import Converted, NotConverted
from plugins.survey.convert.surveyjs_answers import (
    choices_of,
    kind_of,
    limits_of,
    rating_choices,
    scale_of,
    yes_and_no,
)
from plugins.survey.convert.surveyjs_losses import (
    lost_of_holder,
    lost_of_matrix,
    lost_of_panel,
    lost_of_question,
    lost_of_survey,
    must_answer_each_row,
)
from plugins.survey.convert.surveyjs_panels import REPEATED, most_of, template_of
from plugins.survey.convert.surveyjs_rules import rules_of
from plugins.survey.convert.words import beside, tag_of
from plugins.survey.definition import CHOICES, Text

_DEEPEST = 20
_PIPED = re.compile(r"\{(?P<name>[^{}]{1,200})\}")
Element = Mapping[str, Any]


def convert_surveyjs(document: object) -> Converted:
    """Return the definition that a SurveyJS document says; raises `NotConverted` with what is wrong with it."""
    if not isinstance(document, Mapping) or not is_surveyjs(document):
        raise NotConverted(_("This JSON is no SurveyJS survey: it has neither pages nor elements."))
    return _Conversion(document).run()


def is_surveyjs(document: Mapping[str, Any]) -> bool:
    """Whether a JSON document looks like a SurveyJS survey."""
    return "schema" not in document and any(
        isinstance(document.get(name), list) for name in ("pages", "elements", "questions")
    )


def _elements(holder: Element) -> Iterator[Element]:
    for name in ("elements", "questions"):
        listed = holder.get(name)
        if isinstance(listed, list):
            yield from (one for one in listed if isinstance(one, Mapping))


class _Conversion:
    """One document on its way."""

    def __init__(self, document: Element) -> None:
        self.document = document
        self.into = Assembly()
        self.default = tag_of(str(document.get("locale") or "default"))

    def run(self) -> Converted:
        self._report(_("survey"), lost_of_survey(self.document))
        if any(one.get("type") == "complete" for one in _listed(self.document.get("triggers"))):
            self.into.report(_("survey"), _("It ends early for some people: here all go on. Add an exit for them."))
        pages = self.document.get("pages")
        pages = pages if isinstance(pages, list) else [self.document]
        for number, page in enumerate(pages, start=1):
            if isinstance(page, Mapping):
                self._page(page, number, is_whole=page is self.document)
        title, description = (self.text(self.document.get(name), _("survey")) for name in ("title", "description"))
        return self.into.finish(title, description, self.default)

    def _report(self, place: str, sentences: Iterable[str]) -> None:
        for said in dict.fromkeys(sentences):
            self.into.report(place, said)

    def text(self, said: object, place: str) -> dict[str, str]:
        """Return words by language."""
        by_language = said if isinstance(said, Mapping) else {"default": said}
        text: dict[str, str] = {}
        for language, words in by_language.items():
            if isinstance(words, str | int | float) and not isinstance(words, bool) and str(words).strip():
                tag = self.default if language == "default" else tag_of(str(language))
                text.setdefault(tag, str(words))
        return self.into.worded(text, _PIPED, place)

    def _page(self, page: Element, number: int, *, is_whole: bool) -> None:
        name = str(page.get("name") or _("page %(number)s", number=number))
        title = {} if is_whole else self.text(page.get("title"), name)
        when = self._when(page)
        if page.get("visible") is False and not when:
            self.into.report(name, _("It is never asked, so it was left out."))
            return
        self._report(name, () if is_whole else lost_of_holder(page))
        text = {} if is_whole else self.text(page.get("description"), name)
        if text:
            self.into.note(text, name, when=when, together=name, title=title or text)
        self._walk(page, name, when=when, together=(number, name), title=title, depth=0)

    @staticmethod
    def _when(element: Element) -> tuple[str, ...]:
        said = element.get("visibleIf")
        return (said,) if isinstance(said, str) and said.strip() else ()

    def _walk(
        self, holder: Element, path: str, *, when: tuple[str, ...], together: object, title: Text, depth: int
    ) -> None:
        if depth > _DEEPEST:
            raise NotConverted(_("Panels in this file are nested too deeply."))
        for element in _elements(holder):
            place = f"{path}, {element.get('name') or element.get('type') or '?'}"
            asked_when = (*when, *self._when(element))
            if element.get("visible") is False and not self._when(element):
                self.into.report(place, _("It is never asked, so it was left out."))
            elif str(element.get("type")) in REPEATED:
                self._repeat(element, place, asked_when, together, depth)
            elif element.get("type") == "panel":
                self._panel(element, place, asked_when, together, title, depth)
            else:
                self._element(element, place, asked_when, together, title)

    def _panel(
        self, element: Element, place: str, when: tuple[str, ...], together: object, title: Text, depth: int
    ) -> None:
        self._report(place, lost_of_panel(element))
        own = self.text(element.get("title"), place)
        heading = beside(title, own) if title and own else own or title
        about = self.text(element.get("description"), place)
        self.into.note(about, place, when=when, together=together, title=heading or about)
        self._walk(element, place, when=when, together=together, title=heading, depth=depth + 1)

    def _repeat(self, element: Element, place: str, when: tuple[str, ...], together: object, depth: int) -> None:
        """Ask what stands in a panel for each entry; its names mean nothing outside, but for those of the first."""
        name = str(element.get("name") or "entry")
        title = self.text(element.get("title"), place)
        self._report(place, lost_of_question(element))
        outside = dict(self.into.variables)
        begun = self.into.begin_group()
        about = self.text(element.get("description"), place)
        self.into.note(about, place, when=when, together=together, title=title)
        self._walk(template_of(element), place, when=when, together=together, title=title, depth=depth + 1)
        self.into.end_group(begun, Group(name, called_by(title, name, self.default), place, most_of(element)))
        inside = {own: one for own, one in self.into.variables.items() if outside.get(own) is not one}
        self.into.variables = {**outside, **{f"{name}[0].{own}": one for own, one in inside.items()}}

    def _element(self, element: Element, place: str, when: tuple[str, ...], together: object, title: Text) -> None:
        kind = str(element.get("type", "text"))
        self._report(place, lost_of_question(element))
        if kind == "html":
            text = self.text(element.get("html"), place)
            self.into.note(text, place, when=when, together=together, title=title or text)
        elif kind == "matrix":
            self._matrix(element, place, when, together, title)
        elif kind == "multipletext":
            self._several_texts(element, place, when, together, title)
        elif kind == "expression":
            label = self.text(element.get("title") or element.get("name"), place)
            asked = Asked(str(element.get("name") or "question"), kind, label, place, when=when)
            # Its functions take what was not answered for nothing.
            self.into.compute(asked, str(element.get("expression") or ""), skips=True, together=together, title=title)
        elif kind_of(element) is None:
            self.into.report(place, _("There is no kind of question for “%(kind)s”, so it was left out.", kind=kind))
        else:
            self._question(element, place, when, together, title)

    def _question(self, element: Element, place: str, when: tuple[str, ...], together: object, title: Text) -> None:
        kind = str(kind_of(element))
        name = str(element.get("name") or "question")
        if str(element.get("inputType")) in {"datetime-local", "week", "password", "color"}:
            self.into.report(place, _("It is asked in another way here: as “%(kind)s”.", kind=kind))
        if element.get("type") == "imagepicker":
            self.into.report(place, _("Its pictures are not kept: people choose among their words."))
        asked = Asked(
            name=name,
            kind=kind,
            label=self.text(element.get("title") or name, place),
            hint=self.text(element.get("description"), place),
            place=place,
            required=element.get("isRequired") is True,
            choices=self._choices(element, kind, place),
            aliases=yes_and_no(element) if kind == "yes_no" else {},
            when=when,
            order="random" if element.get("choicesOrder") == "random" else "fixed",
            rules=self._rules(element, kind, place),
            **limits_of(element, kind),
        )
        key = self.into.ask(asked, together=together, title=title)
        if key is not None and kind in CHOICES:
            self._other(element, asked, together, title)

    def _rules(self, element: Element, kind: str, place: str) -> tuple[ComparedAnswers, ...]:
        rules, lost = rules_of(element, kind, lambda said: self.text(said, place))
        self._report(place, (_("Its rule “%(rule)s” is not kept.", rule=said[:200]) for said in lost))
        return rules

    def _choices(self, element: Element, kind: str, place: str) -> tuple[Choice, ...]:
        if kind == "rating":
            return rating_choices(element, lambda said: self.text(said, place))
        if kind == "yes_no":
            said = {"yes": element.get("labelTrue") or _("Yes"), "no": element.get("labelFalse") or _("No")}
            return tuple(Choice(code, self.text(words, place)) for code, words in said.items())
        return choices_of(element, lambda said: self.text(said, place))

    def _other(self, element: Element, asked: Asked, together: object, title: Text) -> None:
        """Ask for the words of “other” after a question that offers it."""
        if not (element.get("showOtherItem") or element.get("hasOther")):
            return
        words = self.text(element.get("otherText") or _("Other"), asked.place)
        condition = Compared(asked.name, "has", ("other",))
        # Beneath its answer it needs no more words; elsewhere it says what it is about.
        of = {} if asked.kind in OFFERING else asked.label
        label = {tag: f"{of.get(tag, '')}: {said}".strip(": ") for tag, said in words.items()}
        told = Asked(
            name=f"{asked.name}-Comment",
            kind="short_text",
            label=label,
            place=asked.place,
            when=(*asked.when, condition),
        )
        self.into.ask(told, together=together, title=title)

    def _matrix(self, element: Element, place: str, when: tuple[str, ...], together: object, title: Text) -> None:
        name = str(element.get("name") or "question")
        heading = self.text(element.get("title") or name, place)
        choices = scale_of(element.get("columns"), lambda said: self.text(said, place))
        self._report(place, lost_of_matrix(element))
        self._rules(element, "likert", place)
        is_each = must_answer_each_row(element)
        for row in _listed(element.get("rows")) or [{"value": "", "text": ""}]:
            value = str(row.get("value", ""))
            label = beside(heading, self.text(row.get("text") or value, place))
            asked = Asked(
                name=f"{name}.{value}" if value else name,
                kind="likert",
                label=label,
                hint=self.text(element.get("description"), place),
                place=place,
                required=is_each,
                choices=choices,
                when=(*when, *self._when(row)),
            )
            self.into.ask(asked, together=(together, name), title=title or heading)

    def _several_texts(
        self, element: Element, place: str, when: tuple[str, ...], together: object, title: Text
    ) -> None:
        name = str(element.get("name") or "question")
        heading = self.text(element.get("title") or name, place)
        for one in _listed(element.get("items")):
            inner = str(one.get("name") or "")
            kind = kind_of({**one, "type": "text"}) or "short_text"
            self._report(place, lost_of_question({**one, "type": "text"}))
            asked = Asked(
                name=f"{name}.{inner}",
                kind=kind,
                label=beside(heading, self.text(one.get("title") or inner, place)),
                hint=self.text(element.get("description"), place),
                place=place,
                required=one.get("isRequired") is True,
                when=when,
                rules=self._rules(one, kind, place),
                **limits_of(one, kind),
            )
            self.into.ask(asked, together=(together, name), title=title or heading)


def _listed(rows: object) -> Sequence[Element]:
    listed = rows if isinstance(rows, list) else []
    return [row if isinstance(row, Mapping) else {"value": row, "text": row} for row in listed]
