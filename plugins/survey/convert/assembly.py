"""Puts together, question by question, what was read from another program’s file."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from consult.sdk.database import JsonObject
from consult.sdk.messages import gettext as _
from plugins.survey.answer_marks import marks_in
from plugins.survey.beneath import WRITTEN
from plugins.survey.conditions import Comparison, Condition, comparisons, condition_as_json, shape_fault
from plugins.survey.convert.answers import Answers, Choice
from plugins.survey.convert.bounds import TOO_LONG, require_room, said_in
from plugins.survey.convert.comparing import Compared, rules_among
from plugins.survey.convert.entries import LONGEST_KEY_OF_ENTRY, Entries, Group
from plugins.survey.convert.expressions import Tree, read_expression
from plugins.survey.convert.fitting import Variable, fit
from plugins.survey.convert.layout import MOST_ON_PAGE, OpenPage, Placed, joined, laid_out
from plugins.survey.convert.limits import limits_from, told_without_least
from plugins.survey.convert.offering import conditions_of
from plugins.survey.convert.outcome import Converted, DoesNotFit, Line, NotConverted
from plugins.survey.convert.repeated import marked, without
from plugins.survey.convert.sums import formula_of
from plugins.survey.convert.wording import LONGEST_HINT, LONGEST_TEXT, lost_of_question, lost_of_text
from plugins.survey.convert.words import key_for, languages_of, lines_of, plain
from plugins.survey.definition import (
    CHOICES,
    COMPUTED,
    FILE,
    LANGUAGE,
    LONGEST_LABEL,
    NUMBERS,
    ORDERS,
    SCHEMA,
    Text,
)
from plugins.survey.document import LONGEST_DEFINITION, FaultyDefinition, as_json, read_definition
from plugins.survey.entry_schemas import LONGEST_KEY
from plugins.survey.files_asked import MOST_FILES
from plugins.survey.formulas import formula_as_json

FIXED = "fixed"
MOST_QUESTIONS = 2_000
MOST_OPTIONS = 200
MOST_OPTIONS_IN_ALL = 15_000
"""More than fit in the longest definition, so that a file of very many is not read to its end."""
_FIXED = frozenset({"yes_no", "declaration"})


@dataclass(frozen=True)
class Asked:
    """A question, as another program has it, with the kind that it becomes.

    `aliases` are other names of its answers, by which conditions may call our codes.
    """

    name: str
    kind: str
    label: Text
    place: str
    hint: Text = field(default_factory=dict)
    required: bool = False
    choices: tuple[Choice, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    whole: bool = False
    aliases: Mapping[str, str] = field(default_factory=dict)
    when: tuple[str | Tree, ...] = ()
    rules: tuple[Compared, ...] = ()
    order: str = FIXED
    formula: object = None


class Assembly:
    """A survey in the making, with the lines of its report.

    Questions share a page when they give the same `together`. One with a condition about another one of the page begins
    the next page, but what says more of the answer right above it stands beneath that.
    """

    def __init__(self) -> None:
        self.variables: dict[str, Variable] = {}
        self.lines: list[Line] = []
        self._sections: list[tuple[Text, list[OpenPage]]] = [({}, [])]
        self._page: OpenPage | None = None
        self._keys: set[str] = set()
        self._files = 0
        self._labels: dict[str, Text] = {}
        self._options = 0
        self._said = 0
        self._without_least: list[str] = []
        self._entries = Entries(self.lines, self._keys)

    def report(self, place: str, said: str) -> None:
        """Note what was not brought over as it was; raises `NotConverted` where that is more than anybody reads."""
        require_room(self.lines)
        self.lines.append(Line(place, said))

    def _tell(self, place: str, sentences: Iterable[str]) -> None:
        for sentence in sentences:
            self.report(place, sentence)

    def worded(self, text: Text, pattern: re.Pattern[str], place: str) -> dict[str, str]:
        """Return words that show the earlier answers which the other program’s words repeat."""
        made, is_lost = marked(text, pattern, self.variables)
        if is_lost:
            self.report(place, _("Its words repeat an answer that cannot be shown there: “…” stands there."))
        self._tell_of_first((mark.key for words in made.values() for mark in marks_in(words)), place)
        return made

    def _tell_of_first(self, keys: Iterable[str], place: str) -> None:
        """Report that what names answers of a repeated group looks at its first entry."""
        said = self._entries.first_of(keys)
        if said and Line(place, said) not in self.lines[-20:]:
            self.report(place, said)

    def begin_section(self, title: Text) -> None:
        """Put what follows into a section of its own."""
        self._page = None
        self._sections.append((without(title, self._keys), []))

    def begin_group(self) -> int:
        """Begin what another program repeats; returns where its pages begin."""
        self._page = None
        self._entries.depth += 1
        return len(self._sections[-1][1])

    def end_group(self, begun: int, group: Group) -> None:
        """Ask all since `begun` for each entry, where it fits on a page."""
        self._page = None
        self._entries.depth -= 1
        self._entries.gather(self._sections[-1][1], begun, group)

    def note(
        self, text: Text, place: str, *, when: Sequence[str | Tree] = (), together: object = None, title: Text
    ) -> None:
        """Show a text before what follows."""
        parts = self._parts(when, place)
        if parts is None or not any(text.values()):
            return
        self._tell(place, lost_of_text(text))
        page = self._page_for(parts, together, title, is_text=True)
        for tag, words in text.items():
            page.text[tag] = "\n\n".join(filter(None, [page.text.get(tag), plain(words)]))[:LONGEST_TEXT]

    def ask(self, asked: Asked, *, together: object = None, title: Text | None = None) -> str | None:
        """Add a question and return its key; nothing where it cannot be asked."""
        if len(self._keys) >= MOST_QUESTIONS:
            raise NotConverted(
                _("This file asks more than %(most)s questions. Divide it, and try again.", most=f"{MOST_QUESTIONS:,}")
            )
        parts = self._parts(asked.when, asked.place)
        asked = replace(asked, label=self._label_of(asked))
        if parts is None:
            self.report(asked.place, _("It is never asked, so it was left out."))
            return None
        if not self._can_be_asked(asked):
            return None
        if asked.kind == FILE:
            asked, together = self._of_file(asked), None
        longest = LONGEST_KEY_OF_ENTRY if self._entries.depth else LONGEST_KEY
        key = key_for(asked.name, self._entries.taken, longest=longest)
        self._keys.add(key)
        variable, options = self._options_of(asked, key)
        offered = self._offered(asked, variable, options)
        item: JsonObject = {
            "id": f"i{len(self._keys)}",
            "key": key,
            "kind": asked.kind,
            "label": asked.label,
            "hint": lines_of(asked.hint, LONGEST_HINT),
            "required": asked.required,
            "options": options,
            **self._limits_of(asked, key),
            **self._more_of(asked),
        }
        rules, lost = rules_among(asked.rules, asked.kind, self.variables, self._labels)
        item |= {"rules": rules} if rules else {}
        self._tell_of_first((str(rule["q"]) for rule in rules), asked.place)
        for name in lost:
            self.report(asked.place, _("That it is compared with “%(name)s” is not kept.", name=name))
        above = self._above(asked, parts)
        page = self._page if above is not None else None
        page = page or self._page_for(parts, together, title or {}, offered=offered)
        self._show_no_answers_of(page, item, asked.place)
        page.placed.append(Placed(item, parts, above, lines_of(title or {}, 200)))
        page.token = None if asked.kind == FILE else page.token
        self.variables[asked.name], self._labels[key] = variable, asked.label
        if key != asked.name.casefold():
            self.report(asked.place, _("“%(name)s” is called “%(key)s” here.", name=asked.name, key=key))
        return key

    def compute(
        self, asked: Asked, said: str, *, skips: bool = False, together: object = None, title: Text | None = None
    ) -> None:
        """Add a value that is worked out from earlier answers; where ours cannot be, it is left out and told."""
        try:
            formula = formula_of(said, self.variables, skips=skips)
            self._entries.require_one_answer(formula)
        except DoesNotFit as reason:
            sentence = _(
                "Its value “%(formula)s” is not worked out here, so it was left out: %(reason)s.",
                formula=said[:200],
                reason=reason,
            )
            self.report(asked.place, sentence)
            return
        self.ask(replace(asked, kind=COMPUTED, formula=formula_as_json(formula)), together=together, title=title)

    def _offered(self, asked: Asked, variable: Variable, options: list[JsonObject]) -> tuple[Condition, ...]:
        """Set to whom each answer is offered, and return the conditions; where one cannot be kept, none is."""
        try:
            found = conditions_of(asked.choices if options else (), self.variables, variable.codes)
        except DoesNotFit as reason:
            sentence = _(
                "Which answers are offered depends on others, and was not kept: all are offered, since %(reason)s.",
                reason=reason,
            )
            self.report(asked.place, sentence)
            return ()
        self._tell_of_first(
            (one.question for condition in found.values() for one in comparisons(condition)), asked.place
        )
        for option in options:
            if option["code"] in found:
                option["show_if"] = condition_as_json(found[option["code"]])
        if options and len(found) == len(options):
            self.report(
                asked.place, _("Each of its answers is offered to some people only. Offer one of them to everybody.")
            )
        return tuple(found.values())

    def _more_of(self, asked: Asked) -> JsonObject:
        if asked.formula is not None:
            return {"formula": asked.formula}
        if asked.order == FIXED:
            return {}
        if asked.kind in ORDERS[asked.order]:
            return {"order": asked.order}
        self.report(asked.place, _("Its answers stand in the same order for everybody here."))
        return {}

    def _show_no_answers_of(self, page: OpenPage, item: JsonObject, place: str) -> None:
        """Take out of a question’s words the answers that are given on its own page."""
        keys = {placed.item["key"] for placed in page.placed}
        for name in ("label", "hint"):
            plainer = without(item[name], keys)
            if plainer != item[name]:
                item[name] = plainer
                self.report(place, _("Its words repeat an answer of the same page: “…” stands there."))

    def _label_of(self, asked: Asked) -> dict[str, str]:
        label = lines_of(asked.label, LONGEST_LABEL)
        self._tell(asked.place, lost_of_question(asked.label, asked.hint, asked.choices))
        if not label:
            self.report(asked.place, _("It has no words, so its name stands for them."))
        return label or {LANGUAGE: asked.name[:LONGEST_LABEL] or "…"}

    def _can_be_asked(self, asked: Asked) -> bool:
        if asked.kind == FILE and self._files >= MOST_FILES:
            self.report(asked.place, _("It was left out: a survey asks for %(most)s files at most.", most=MOST_FILES))
            return False
        return asked.kind not in CHOICES or self._has_choices(asked)

    def _of_file(self, asked: Asked) -> Asked:
        self._files += 1
        self.report(asked.place, _("It takes one file of 10 MB at most: a picture, PDF, Word or OpenDocument text."))
        if asked.required:
            self.report(asked.place, _("Not everybody can send a file, so it need not be answered."))
        return replace(asked, required=False)

    def _has_choices(self, asked: Asked) -> bool:
        if len(asked.choices) > MOST_OPTIONS:
            self.report(
                asked.place,
                _("It was left out: it has %(count)s answers, %(most)s at most.", count=len(asked.choices), most=200),
            )
        elif not asked.choices:
            self.report(asked.place, _("It was left out: its file has no answers to choose from."))
        self._said = said_in((choice.when for choice in asked.choices), self._said)
        self._options += len(asked.choices)
        if self._options > MOST_OPTIONS_IN_ALL:
            raise NotConverted(str(TOO_LONG))
        return 0 < len(asked.choices) <= MOST_OPTIONS

    def _options_of(self, asked: Asked, key: str) -> tuple[Variable, list[JsonObject]]:
        if asked.kind not in CHOICES:
            return Variable(key, asked.kind), []
        answers = Answers()
        for choice in self._worded_plainly(asked):
            answers.add(choice)
        self._tell(asked.place, answers.told if asked.kind in _FIXED else [*answers.told, *answers.recoded()])
        codes = {**asked.aliases, **answers.codes}
        return Variable(key, asked.kind, codes, answers.numbers), answers.options

    def _worded_plainly(self, asked: Asked) -> list[Choice]:
        """Return the answers to choose from without earlier answers in their words, which cannot show any."""
        plainer = [replace(choice, label=without(choice.label, self._keys)) for choice in asked.choices]
        if plainer != [*asked.choices]:
            self.report(asked.place, _("The words of an answer repeat an earlier answer: “…” stands there."))
        return plainer

    def _limits_of(self, asked: Asked, key: str) -> JsonObject:
        if asked.kind not in NUMBERS:
            return {}
        limits, told = limits_from(asked.minimum, asked.maximum, whole=asked.whole)
        self._tell(asked.place, told)
        if limits["least"] is None:
            self._without_least.append(key)
        return limits

    def _above(self, asked: Asked, parts: tuple[Condition, ...]) -> Comparison | None:
        """Return what a question is asked upon where it says more of the answer right above it."""
        placed = self._page.placed if self._page is not None else []
        heads = [one for one in placed if one.above is None]
        if not heads or len(placed) >= MOST_ON_PAGE or asked.kind not in WRITTEN:
            return None
        above = heads[-1].left_of(parts)
        # More than one beneath an answer is a page of its own.
        return None if above in [one.above for one in placed] else above

    def _parts(self, when: Sequence[str | Tree], place: str) -> tuple[Condition, ...] | None:
        """Return the conditions that all must hold; `None` where they never do."""
        self._said = said_in(when, self._said)
        found = [self._fit(text, place) for text in when if text]
        if any(one is False for one in found):
            return None
        parts = tuple(dict.fromkeys(one for one in found if not isinstance(one, bool)))
        condition = joined(parts)
        if condition is not None and shape_fault(condition_as_json(condition)):
            self.report(place, _("Its condition is larger than ours can be, so everybody is asked."))
            return ()
        return parts

    def _fit(self, said: str | Tree, place: str) -> Condition | bool:
        """Return a condition of ours, or whether it always or never holds; one that is not kept always does."""
        try:
            fitted = fit(read_expression(said) if isinstance(said, str) else said, self.variables)
            self._tell_of_first(
                () if isinstance(fitted, bool) else (one.question for one in comparisons(fitted)), place
            )
            return fitted
        except DoesNotFit as reason:
            sentence = _(
                "Its condition “%(condition)s” was not kept, so everybody is asked: %(reason)s.",
                condition=str(said)[:200],
                reason=reason,
            )
            if Line(place, sentence) not in self.lines[-20:]:
                self.report(place, sentence)
            return True

    def _page_for(
        self,
        parts: tuple[Condition, ...],
        together: object,
        title: Text,
        *,
        is_text: bool = False,
        offered: tuple[Condition, ...] = (),
    ) -> OpenPage:
        page = self._page
        if page is not None and page.takes(parts, together, is_text=is_text, offered=offered):
            if together is not None:
                page.token = together
            return page
        page = OpenPage(together, parts, lines_of(title, 200))
        if sum(map(len, (pages for _title, pages in self._sections))) >= MOST_QUESTIONS:
            raise NotConverted(_("This file has more pages than a survey can have. Divide it, and try again."))
        self._sections[-1][1].append(page)
        self._page = page
        return page

    def finish(self, title: Text, introduction: Text, default: str) -> Converted:
        """Return what was put together; raises `NotConverted` where nothing was."""
        if not self._keys:
            raise NotConverted(_("This file asks no question that can be brought over."))
        self._entries.settle()
        sections, told = laid_out(self._sections, lines_of(title, 200))
        self._tell("", [*told, *lost_of_text(introduction), *told_without_least(self._without_least)])
        definition: JsonObject = {
            "schema": SCHEMA,
            "title": lines_of(title, 200),
            "introduction": {tag: plain(words)[:LONGEST_TEXT] for tag, words in introduction.items() if plain(words)},
            "sections": sections,
        }
        languages = languages_of(definition)
        default = default if default in languages else languages[0]
        definition |= {"languages": [default, *(tag for tag in languages if tag != default)]}
        definition |= {"default_language": default}
        try:
            made = read_definition(definition)
        except FaultyDefinition as error:
            raise NotConverted(
                _("This file cannot be made a survey of ours. %(fault)s", fault=error.faults[0])
            ) from error
        if len(as_json(made)) > LONGEST_DEFINITION:
            raise NotConverted(str(TOO_LONG))
        return Converted(made, tuple(self.lines))
