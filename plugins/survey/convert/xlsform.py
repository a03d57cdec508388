"""XLSForms: pyxform reads the sheets and makes its tree of them, and that tree becomes a definition."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from math import isfinite
from typing import Any

from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from plugins.survey.convert.answers import Choice
from plugins.survey.convert.assembly import MOST_QUESTIONS, Asked, Assembly
from plugins.survey.convert.comparing import Compared as ComparedAnswers
from plugins.survey.convert.comparing import compared_in
from plugins.survey.convert.entries import Group, called_by
from plugins.survey.convert.expressions import ITSELF, Always, Compared, Joined, Tree, read_expression
from plugins.survey.convert.offering import filtered
from plugins.survey.convert.outcome import Converted, DoesNotFit, NotConverted
from plugins.survey.convert.words import tag_of
from plugins.survey.convert.xlsform_losses import READ_ONLY, lost_of_question, lost_of_text
from plugins.survey.definition import NUMBERS, RULED, Text

Element = Mapping[str, Any]
_MOST_ROWS = 4_000
_MOST_CHOICES = 20_000
_DEEPEST = 20
_KINDS: Mapping[str, str] = {
    **dict.fromkeys(("text", "string"), "short_text"),
    **dict.fromkeys(("integer", "int", "decimal", "range"), "number"),
    **dict.fromkeys(("percentage",), "per_cent"),
    **{"select one": "radios", "select1": "radios", "select all that apply": "checkboxes", "select": "checkboxes"},
    **dict.fromkeys(("acknowledge", "trigger"), "declaration"),
    **{"rank": "ranking", "phone number": "phone", "date": "date", "datetime": "date", "time": "time"},
    **{"geopoint": "geopoint", "gps": "geopoint", "location": "geopoint", "geoshape": "geoshape"},
    **dict.fromkeys(("file", "image", "photo"), "file"),
}
_WHOLE = frozenset({"integer", "int"})
# What the phone that collects answers writes down by itself.
_OF_THE_DEVICE = frozenset(
    (
        *("start", "end", "today", "deviceid", "uri:deviceid", "phonenumber", "uri:phonenumber", "simserial"),
        *("uri:simserial", "subscriberid", "uri:subscriberid", "username", "uri:username", "email", "uri:email"),
        *("audit", "start-geopoint", "background-audio", "background-geopoint"),
    )
)
_NO_WORKBOOK = "Argument"
_CANNOT_READ = _l("This is no workbook that can be read. Save it as .xlsx again, and try again.")
_HIDDEN = "hidden"
_TRUE = frozenset({"yes", "true", "true()", "1"})
_FALSE = frozenset({"no", "false", "false()", "0", ""})
_PIPED = re.compile(r"\$\{(?P<name>[^{}]{1,200})\}")


def convert_xlsform(data: bytes, suffix: str) -> Converted:
    """Return the definition that a workbook says; raises `NotConverted` with what is wrong with the file."""
    tree, rows = _read(data, suffix)
    return _Conversion(tree, rows).run()


def _read(data: bytes, suffix: str) -> tuple[dict[str, Any], Mapping[str, int]]:
    from pyxform.errors import PyXFormError
    from pyxform.xls2json import workbook_to_json
    from pyxform.xls2json_backends import get_xlsform

    try:
        workbook = get_xlsform(xlsform=data, file_type=suffix)
        survey = workbook.survey or ()
        if len(survey) > _MOST_ROWS or len(workbook.choices or ()) > _MOST_CHOICES:
            raise NotConverted(
                _("This file asks more than %(most)s questions. Divide it, and try again.", most=f"{MOST_QUESTIONS:,}")
            )
        rows = _rows_of(survey)
        tree = workbook_to_json(workbook_dict=workbook, fallback_form_name="survey", warnings=[])
    except NotConverted:
        raise
    except PyXFormError as error:
        if str(error).startswith(_NO_WORKBOOK):
            raise NotConverted(_CANNOT_READ) from error
        raise NotConverted(_("This is no XLSForm that can be read: %(fault)s", fault=_sentence(error))) from error
    except Exception as error:  # the readers of workbooks raise whatever a broken one makes them stumble over
        raise NotConverted(_CANNOT_READ) from error
    return tree, rows


def _sentence(error: Exception) -> str:
    return " ".join(str(error).split())[:300]


def _rows_of(rows: Sequence[Mapping[str, str]]) -> Mapping[str, int]:
    """Return the first row in which each name stands."""
    found: dict[str, int] = {}
    for number, row in enumerate(rows, start=2):
        for heading, cell in row.items():
            if heading.strip().casefold() in {"name", "value", "list_name"} and cell:
                found.setdefault(str(cell), number)
    return found


class _Conversion:
    """One workbook on its way."""

    def __init__(self, tree: Element, rows: Mapping[str, int]) -> None:
        self.tree, self.rows = tree, rows
        self.into = Assembly()
        self.default = tag_of(str(tree.get("default_language") or "default"))
        self.choices: Element = tree.get("choices") or {}

    def run(self) -> Converted:
        title = {self.default: str(self.tree.get("title") or "")}
        if title[self.default] in {"survey", str(self.tree.get("name"))}:
            title = {}
        for name in ("public_key", "submission_url"):
            if self.tree.get(name):
                self.into.report(_("settings"), _("“%(name)s” is not kept.", name=name))
        self._children(self.tree, when=(), together=None, title={}, depth=0)
        return self.into.finish(title, {}, self.default)

    def _place(self, element: Element) -> str:
        name = str(element.get("name") or "")
        row = self.rows.get(name)
        return _("survey, row %(row)s, %(name)s", row=row, name=name) if row else _("survey, %(name)s", name=name)

    def _children(self, parent: Element, *, when: tuple[str, ...], together: object, title: Text, depth: int) -> None:
        if depth > _DEEPEST:
            raise NotConverted(_("Groups in this file are nested too deeply."))
        counted = _counts_of(parent)
        for element in parent.get("children") or ():
            if element.get("type") == "repeat":
                self._repeat(element, counted, when, depth)
            elif element.get("name") in counted:
                continue  # what pyxform works the number of entries out in
            elif element.get("type") in {"group", "loop"}:
                self._group(element, when, together, depth)
            else:
                self._element(element, when, together, title)

    def _group(self, element: Element, when: tuple[str, ...], together: object, depth: int) -> None:
        name, place = str(element.get("name")), self._place(element)
        if name == "meta":
            return
        if element["type"] == "loop":
            self.into.report(place, _("What can be repeated is asked once: groups to add again are not kept."))
        control = element.get("control") or {}
        is_together = "field-list" in str(control.get("appearance", ""))
        title = self._text(element.get("label"), place)
        self._report(place, lost_of_text(element))
        if depth == 0 and not is_together:
            self.into.begin_section(title)
        self._children(
            element,
            when=(*when, *self._relevant(element)),
            together=name if is_together else together,
            title=title,
            depth=depth + 1,
        )
        if depth == 0 and not is_together:
            self.into.begin_section({})

    def _repeat(self, element: Element, counted: Mapping[str, str], when: tuple[str, ...], depth: int) -> None:
        name, place = str(element.get("name")), self._place(element)
        title = self._text(element.get("label"), place)
        if depth == 0:
            self.into.begin_section(title)
        begun = self.into.begin_group()
        self._children(element, when=(*when, *self._relevant(element)), together=name, title=title, depth=depth + 1)
        self.into.end_group(begun, _group_of(element, called_by(title, name, self.default), place, counted))
        if depth == 0:
            self.into.begin_section({})

    def _relevant(self, element: Element) -> tuple[str, ...]:
        said = (element.get("bind") or {}).get("relevant")
        return (str(said),) if said else ()

    def _report(self, place: str, sentences: Iterable[str]) -> None:
        for said in sentences:
            self.into.report(place, said)

    def _text(self, said: object, place: str) -> dict[str, str]:
        """Return a label by language."""
        by_language = said if isinstance(said, Mapping) else {"default": said}
        text: dict[str, str] = {}
        for language, words in by_language.items():
            if words and str(words).strip() not in {"", "-"}:
                tag = self.default if language == "default" else tag_of(str(language))
                text.setdefault(tag, str(words))
        return self.into.worded(text, _PIPED, place)

    def _element(self, element: Element, when: tuple[str, ...], together: object, title: Text) -> None:
        kind = str(element.get("type"))
        when = (*when, *self._relevant(element))
        bind = element.get("bind") or {}
        if str((element.get("control") or {}).get("appearance")) == "label":
            return  # the heading of a table, which repeats the answers of the questions below it
        is_asked = kind.casefold() in _KINDS and not bind.get("calculate")
        if kind == "note" or (is_asked and str(bind.get("readonly")).casefold() in READ_ONLY):
            self._note(element, when, together, title)
        elif is_asked:
            self._question(element, _KINDS[kind.casefold()], when, together, title)
        else:
            self._unasked(element, kind, when, together, title)

    def _note(self, element: Element, when: tuple[str, ...], together: object, title: Text) -> None:
        place = self._place(element)
        label = self._text(element.get("label"), place)
        text = _beneath(label, self._text(element.get("hint"), place))
        self._report(place, lost_of_text(element))
        self.into.note(text, place, when=when, together=together, title=title or label or text)

    def _unasked(self, element: Element, kind: str, when: tuple[str, ...], together: object, title: Text) -> None:
        place, said = self._place(element), (element.get("bind") or {}).get("calculate")
        if said:
            asked = Asked(str(element.get("name")), kind, self._text(element.get("label"), place), place, when=when)
            self.into.compute(asked, str(said), together=together, title=title)
        else:
            self.into.report(place, _why_left_out(kind))

    def _question(self, element: Element, kind: str, when: tuple[str, ...], together: object, title: Text) -> None:
        place = self._place(element)
        kind = self._shown_as(kind, str((element.get("control") or {}).get("appearance", "")))
        asked = Asked(
            name=str(element.get("name")),
            kind=kind,
            label=self._text(element.get("label"), place),
            hint=self._text(element.get("hint"), place),
            place=place,
            required=self._is_required(element, place),
            choices=self._choices_of(element, kind, place),
            when=when,
            order="random" if _is_shuffled(element) else "fixed",
            **self._limits(element, kind, place),
        )
        self._report(place, lost_of_question(element, self._listed(element)))
        self.into.ask(asked, together=together, title=title)

    @staticmethod
    def _shown_as(kind: str, appearance: str) -> str:
        shown = {
            ("short_text", "multiline"): "long_text",
            ("radios", "minimal"): "select",
            ("radios", "autocomplete"): "select",
            ("radios", "likert"): "likert",
            ("date", "month-year"): "month",
        }
        return next((other for (of, word), other in shown.items() if of == kind and word in appearance), kind)

    def _is_required(self, element: Element, place: str) -> bool:
        said = str((element.get("bind") or {}).get("required") or "").strip().casefold()
        if said not in _TRUE | _FALSE:
            self.into.report(place, _("That it must be answered depends on other answers: it need not be here."))
        return said in _TRUE

    def _choices_of(self, element: Element, kind: str, place: str) -> tuple[Choice, ...]:
        if kind == "declaration":
            return (Choice("ok", {self.default: "OK"}),)
        wanted = str(element.get("choice_filter") or "")
        listed = [one for one in self._listed(element) if isinstance(one, Mapping) and one.get("name")]
        # A cell that is empty is left out of its row.
        columns = dict.fromkeys((name for one in listed for name in one), "")
        return tuple(
            Choice(
                str(one.get("name") or ""),
                self._text(one.get("label"), place),
                when=filtered(wanted, {**columns, **one}),
            )
            for one in listed
        )

    def _listed(self, element: Element) -> Sequence[object]:
        return element.get("choices") or self.choices.get(str(element.get("itemset"))) or ()

    def _limits(self, element: Element, kind: str, place: str) -> dict[str, Any]:
        if kind not in NUMBERS:
            limits: dict[str, Any] = {}
        elif element["type"] == "range":
            limits = _of_range(element.get("parameters") or {})
        else:
            limits = {"whole": element["type"] in _WHOLE}
        bind = element.get("bind") or {}
        said = self._rules(element, kind, place, bind) if bind.get("constraint") else {}
        return _tighter(limits, said)

    def _rules(self, element: Mapping[str, Any], kind: str, place: str, bind: Mapping[str, Any]) -> dict[str, Any]:
        """Return what a constraint becomes: limits, and rules about earlier answers."""
        constraint = str(bind["constraint"])
        itself = (ITSELF, str(element.get("name")))
        compared, rest = compared_in(constraint, itself) if kind in RULED else ([], constraint)
        message = self._text(bind.get("jr:constraintMsg") or "", place)
        rules = tuple(ComparedAnswers(operator, name, message) for operator, name in compared)
        if not rest:
            return {"rules": rules}
        limits = _limits_in(rest, is_whole=element["type"] in _WHOLE) if kind in NUMBERS else None
        if limits is None:
            self.into.report(place, _("Its rule “%(rule)s” is not kept.", rule=rest[:200]))
        elif message:
            self.into.report(place, _("What people are told where it is beyond its limits is said in our words."))
        return {"rules": rules, **(limits or {})}


def _counts_of(parent: Element) -> Mapping[str, str]:
    """Return what pyxform adds to work out how many entries a repeat has, by its name."""
    children = [one for one in parent.get("children") or () if isinstance(one, Mapping)]
    wanted = {f"{one.get('name')}_count" for one in children if one.get("type") == "repeat"}
    found = {str(one.get("name")): (one.get("bind") or {}).get("calculate") for one in children}
    return {name: str(found[name]) for name in wanted if found.get(name)}


def _group_of(element: Element, called: Text, place: str, counted: Mapping[str, str]) -> Group:
    """Return what is said of a repeat: how many entries, where that is a number, or what it is taken from."""
    said = str((element.get("control") or {}).get("jr:count") or "")
    said = counted.get(said.strip("${} "), said)
    most = int(said) if re.fullmatch(r"[1-9][0-9]{0,5}", said) else None
    return Group(str(element.get("name")), called, place, most, "" if most else said)


def _why_left_out(kind: str) -> str:
    if kind.casefold() in _OF_THE_DEVICE:
        return _("“%(kind)s” is written down by a device, and nobody is asked it.", kind=kind)
    if kind == _HIDDEN:
        return _("What is hidden is one of a list of answers here. The file has no list, so it was left out.")
    return _("There is no kind of question for “%(kind)s”, so it was left out.", kind=kind)


def _is_shuffled(element: Element) -> bool:
    return str((element.get("parameters") or {}).get("randomize")).strip().casefold() in _TRUE


def _number(said: object) -> float | None:
    try:
        number = float(str(said))
    except ValueError:
        return None
    return number if isfinite(number) else None


_LIMITS: Mapping[str, Callable[[float, float], tuple[str, float]]] = {
    "ge": lambda number, _step: ("minimum", number),
    "gt": lambda number, step: ("minimum", number + step),
    "le": lambda number, _step: ("maximum", number),
    "lt": lambda number, step: ("maximum", number - step),
}


def _limits_in(constraint: str, *, is_whole: bool) -> dict[str, float] | None:
    """Return the limits that a constraint says; nothing where it says anything else.

    What must be above 5 is 6 or more where it is whole. Otherwise no limit of ours says it.
    """
    try:
        tree: Tree = read_expression(constraint)
    except DoesNotFit:
        return None
    limits: dict[str, float] = {}
    parts = tree.parts if isinstance(tree, Joined) and tree.needs_all else (tree,)
    for part in parts:
        limit = _limit_in(part, is_whole=is_whole)
        if limit is None:
            return None
        limits = _tighter(limits, limit)
    return limits


def _tighter(limits: Mapping[str, Any], others: Mapping[str, Any]) -> dict[str, Any]:
    """Return all of these, and of two limits the one that lets through less."""
    shared = [name for name in ("minimum", "maximum") if name in limits and name in others]
    both = {name: {limits[name], others[name]} - {None} for name in shared}
    tighter = {name: (max if name == "minimum" else min)(said) for name, said in both.items() if said}
    return {**limits, **others, **tighter}


def _of_range(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Return the limits of a range, and whether its steps lead to whole numbers alone."""
    numbers = {name: _number(parameters.get(name)) for name in ("start", "end", "step")}
    stepped = [numbers["start"], 1 if numbers["step"] is None else numbers["step"]]
    is_whole = all(float(number or 0).is_integer() for number in stepped)
    return {"minimum": numbers["start"], "maximum": numbers["end"], "whole": is_whole}


def _beneath(text: Text, more: Text) -> dict[str, str]:
    """Return a text with more words beneath it, in each language."""
    tags = dict.fromkeys([*text, *more])
    return {tag: "\n\n".join(filter(None, [text.get(tag), more.get(tag)])) for tag in tags}


def _limit_in(part: Tree, *, is_whole: bool) -> dict[str, float] | None:
    if isinstance(part, Always) and part.holds:
        return {}
    if not isinstance(part, Compared) or part.name != ITSELF or part.operator not in _LIMITS:
        return None
    number = _number(part.values[0])
    if number is None or (part.operator in {"gt", "lt"} and not is_whole):
        return None
    name, limit = _LIMITS[part.operator](number, 1)
    return {name: limit}
