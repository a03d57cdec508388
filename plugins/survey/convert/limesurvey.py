"""LimeSurvey’s questions: what each of its types becomes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import isfinite
from typing import Any

from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from plugins.survey.beneath import OFFERING
from plugins.survey.convert.answers import Choice
from plugins.survey.convert.assembly import Asked, Assembly
from plugins.survey.convert.comparing import Compared as AnswersCompared
from plugins.survey.convert.comparing import compared_in
from plugins.survey.convert.expressions import Compared, Tree
from plugins.survey.convert.fitting import Variable
from plugins.survey.convert.lss import Row, Tables, grouped, tables_of
from plugins.survey.convert.lss_losses import lost_of_question, lost_of_survey, lost_of_tables
from plugins.survey.convert.outcome import Converted
from plugins.survey.convert.words import beside
from plugins.survey.definition import RULED, Text

_KINDS: Mapping[str, str] = {
    **{"L": "radios", "!": "select", "O": "radios", "M": "checkboxes", "P": "checkboxes", "S": "short_text"},
    **{"T": "long_text", "U": "long_text", "N": "number", "D": "date", "R": "ranking", "Y": "yes_no"},
    **{"G": "radios", "5": "rating", "|": "file"},
}
_OF_ROWS: Mapping[str, str] = {
    **{"F": "likert", "H": "likert", "A": "rating", "B": "rating", "C": "radios", "E": "radios"},
    **{"Q": "short_text", "K": "number", "1": "likert"},
}
_TITLES: Mapping[str, str] = {
    **{"*": _l("equation"), "I": _l("language switch")},
    **{":": _l("array of numbers"), ";": _l("array of texts")},
}
_RULES: Mapping[str, str] = {"N": "em_validation_q", "D": "em_validation_q", "K": "em_validation_sq"}
"""Which setting holds the answers to a type of question against others."""
_ROWS_ARE_ANSWERS = frozenset({"M", "P"})
_LISTS = frozenset({"L", "!", "O", "G", "5"})
_OTHER = "other"
_OTHER_CODE = "-oth-"


def convert_lss(data: bytes) -> Converted:
    """Return the definition that an .lss file says; raises `NotConverted` with what is wrong with it."""
    return _Conversion(tables_of(data)).run()


def _in_order(rows: Sequence[Row], column: str) -> list[Row]:
    return sorted(rows, key=lambda row: int(row.get(column) or 0) if (row.get(column) or "0").isdecimal() else 0)


@dataclass(frozen=True)
class _Line:
    """A question of LimeSurvey with what belongs to it."""

    row: Row
    place: str
    label: Text
    hint: Text
    when: tuple[str | Tree, ...]
    parts: Sequence[Row]
    settings: Mapping[str, str]

    @property
    def name(self) -> str:
        return self.row.get("title", "") or f"question{self.row.get('qid', '')}"

    @property
    def type(self) -> str:
        return self.row.get("type", "")

    @property
    def is_hidden(self) -> bool:
        return self.settings.get("hidden", "") == "1"

    @property
    def order(self) -> str:
        is_random = self.settings.get("answer_order") == "random" or (self.is_shuffled and self.type not in _OF_ROWS)
        return "random" if is_random else "fixed"

    @property
    def is_shuffled(self) -> bool:
        """Whether its parts stand in an order of chance: the rows of a table, or else the answers."""
        return self.settings.get("random_order") == "1" or self.settings.get("subquestion_order") == "random"


def _question_in(limit: str) -> str:
    """Return the name of the question whose answer a limit is; nothing where it is anything else."""
    compared, rest = compared_in(f"self={limit}", {"self"})
    return compared[0][1] if len(compared) == 1 and not rest else ""


class _Conversion:
    """One file on its way."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.into = Assembly()
        questions = [*tables.first("questions", "qid"), *tables.first("subquestions", "qid")]
        self.questions = [row for row in questions if (row.get("parent_qid") or "0") == "0"]
        self.parts = grouped([row for row in questions if (row.get("parent_qid") or "0") != "0"], "parent_qid")
        self.answers = grouped(tables.of("answers"), "qid")
        self.settings = grouped(tables.of("question_attributes"), "qid")

    def run(self) -> Converted:
        # Nothing was answered before these are read.
        called, introduction = self._of_survey("title"), self._introduction()
        self.tables.variables = self.into.variables
        by_group = grouped(self.questions, "gid")
        for group in _in_order(self.tables.first("groups", "gid"), "group_order"):
            title = self.tables.texts("group", group, "gid", "group_name")
            when = self._when(group.get("grelevance", ""))
            self.into.begin_section(title)
            about = self.tables.texts("group", group, "gid", "description")
            if about:
                self.into.note(about, _("group %(name)s", name=group.get("gid")), when=when, title=title)
            for row in _in_order(by_group.get(group.get("gid", ""), []), "question_order"):
                self._question(self._line(row, when))
        for place, said in lost_of_survey(self.tables):
            self.into.report(place, said)
        return self.into.finish(called, introduction, self.tables.default)

    def _of_survey(self, name: str) -> dict[str, str]:
        return self.tables.by_language(self.tables.of("surveys_languagesettings"), f"surveyls_{name}")

    def _introduction(self) -> dict[str, str]:
        texts = [self._of_survey("description"), self._of_survey("welcometext")]
        tags = dict.fromkeys(tag for text in texts for tag in text)
        return {tag: "\n\n".join(text[tag] for text in texts if tag in text) for tag in tags}

    @staticmethod
    def _when(said: str) -> tuple[str, ...]:
        return (said,) if said.strip() not in {"", "1"} else ()

    def _line(self, row: Row, when: tuple[str, ...]) -> _Line:
        qid = row.get("qid", "")
        place = _("question %(name)s", name=row.get("title") or qid)
        self.tables.is_piped = False
        line = _Line(
            row=row,
            place=place,
            label=self.tables.texts("question", row, "qid", "question"),
            hint=self.tables.texts("question", row, "qid", "help"),
            when=(*when, *self._when(row.get("relevance", ""))),
            parts=_in_order(self.parts.get(qid, []), "question_order"),
            settings={one.get("attribute", ""): one.get("value", "") for one in self.settings.get(qid, [])},
        )
        if self.tables.is_piped:
            self.into.report(place, _("Its words repeat an answer that cannot be shown there: “…” stands there."))
        return line

    def _question(self, line: _Line) -> None:
        lost = lost_of_question(line.row, line.settings, _RULES.get(line.type, ""))
        for said in (*lost, *lost_of_tables(self.tables, line.row, line.parts)):
            self.into.report(line.place, said)
        if line.type == "X":
            self.into.note(line.label, line.place, when=line.when, title=line.label)
        elif line.is_hidden and line.type not in _LISTS:
            self.into.report(line.place, _("It is hidden, and has no list of answers, so it was left out."))
        elif line.type in _OF_ROWS:
            self._rows(line)
        elif line.type in _KINDS:
            self._one(line, "hidden" if line.is_hidden else _KINDS[line.type])
        else:
            kind = _TITLES.get(line.type, line.type)
            self.into.report(
                line.place, _("There is no kind of question for “%(kind)s”, so it was left out.", kind=kind)
            )

    def _asked(self, line: _Line, kind: str, **more: Any) -> Asked:
        return Asked(
            name=line.name,
            kind=kind,
            label=line.label,
            hint=line.hint,
            place=line.place,
            required=line.row.get("mandatory", "").upper() == "Y" and not line.is_hidden,
            when=line.when,
            order="fixed" if line.is_hidden else line.order,
            **more,
        )

    def _one(self, line: _Line, kind: str) -> None:
        aliases = {"Y": "yes", "N": "no"} if kind == "yes_no" else {_OTHER_CODE: _OTHER}
        key = self.into.ask(
            self._asked(line, kind, choices=self._choices(line), aliases=aliases, **self._limits(line, kind))
        )
        if key is None:
            return
        asked = self.into.variables[line.name]
        self._also_called(line, line.row, asked)
        if line.type in _ROWS_ARE_ANSWERS:
            for part in line.parts:
                code = asked.codes.get(part.get("title", ""), "")
                self._call(line, part, replace(asked, ticks=code))
        self._other(line, kind)

    def _call(self, line: _Line, part: Row, variable: Variable) -> None:
        self.into.variables[f"{line.name}_{part.get('title', '')}"] = variable
        self._also_called(line, part, variable)

    def _also_called(self, line: _Line, part: Row, variable: Variable) -> None:
        """Let conditions call a question by the numbers of survey, group and question, as older files do."""
        numbers = "X".join(line.row.get(name, "") for name in ("sid", "gid", "qid"))
        own = "" if part is line.row else part.get("title", "")
        self.into.variables[f"{numbers}{own}"] = variable

    def _other(self, line: _Line, kind: str) -> None:
        if line.is_hidden or line.row.get("other", "").upper() != "Y":
            return
        others = self._called_other(line)
        # Beneath its answer it needs no more words; elsewhere it says what it is about.
        label = others if kind in OFFERING else beside(line.label, others)
        when = (*line.when, Compared(line.name, "has", (_OTHER,)))
        told = Asked(name=f"{line.name}_other", kind="short_text", label=label, place=line.place, when=when)
        self.into.ask(told)

    def _choices(self, line: _Line) -> tuple[Choice, ...]:
        default = self.tables.default
        fixed = {
            "Y": [("yes", _("Yes")), ("no", _("No"))],
            "G": [("F", _("Female")), ("M", _("Male"))],
            "5": [(str(step), str(step)) for step in range(1, 6)],
        }.get(line.type)
        if fixed is not None:
            return tuple(Choice(value, {default: words}) for value, words in fixed)
        if line.type in _ROWS_ARE_ANSWERS:
            alone = set(line.settings.get("exclude_all_others", "").split(";"))
            choices = [
                Choice(
                    part.get("title", ""),
                    self._words_of(part),
                    exclusive=part.get("title", "") in alone,
                    when=next(iter(self._when(part.get("relevance", ""))), ""),
                )
                for part in line.parts
            ]
        else:
            choices = list(self._answers(line))
        if line.row.get("other", "").upper() == "Y":
            choices.append(Choice(_OTHER, self._called_other(line)))
        return tuple(choices)

    def _called_other(self, line: _Line) -> dict[str, str]:
        """Return what “other” is called, which a question may say in its own words."""
        listed = self.settings.get(line.row.get("qid", ""), [])
        own = self.tables.by_language([row for row in listed if row.get("attribute") == "other_replace_text"], "value")
        return own or {tag: _("Other") for tag in line.label or (self.tables.default,)}

    def _words_of(self, part: Row) -> dict[str, str]:
        return self.tables.texts("question", part, "qid", "question")

    def _answers(self, line: _Line) -> Iterator[Choice]:
        seen: set[str] = set()
        listed = self.answers.get(line.row.get("qid", ""), [])
        by_code = grouped(listed, "code")
        for row in _in_order(listed, "sortorder"):
            code = row.get("code", "")
            if code and code not in seen and (row.get("scale_id") or "0") == "0":
                seen.add(code)
                yield Choice(code, self._answer_words(row, by_code[code]))

    def _answer_words(self, row: Row, alike: Sequence[Row]) -> dict[str, str]:
        if "aid" in row:
            return self.tables.by_language(self.tables.with_number("answer_l10ns", "aid", row), "answer")
        return self.tables.by_language(alike, "answer")

    def _limits(self, line: _Line, kind: str) -> dict[str, Any]:
        """Return the limits of a question, or of the rows of one, and the rules that hold it against earlier ones."""
        if kind not in RULED:
            return {}
        found: dict[str, Any] = {"rules": self._rules(line)}
        if kind != "number":
            return found
        found["whole"] = line.settings.get("num_value_int_only") == "1"
        for name, limit, operator in (("minimum", "min_num_value_n", "ge"), ("maximum", "max_num_value_n", "le")):
            said = line.settings.get(limit, "").strip()
            if said.lstrip("-").replace(".", "", 1).isdecimal() and isfinite(float(said)):
                found[name] = float(said)
            elif other := _question_in(said):
                found["rules"] = (*found["rules"], AnswersCompared(operator, other, {}))
            elif said:
                self.into.report(line.place, _("Its rule “%(rule)s” is not kept.", rule=said[:200]))
        return found

    def _rules(self, line: _Line) -> tuple[AnswersCompared, ...]:
        setting = _RULES.get(line.type, "")
        said = line.settings.get(setting, "").strip()
        compared, rest = compared_in(said, {"self", "this", line.name}) if said else ([], "")
        if rest:
            self.into.report(line.place, _("Its rule “%(rule)s” is not kept.", rule=rest[:200]))
        listed = self.settings.get(line.row.get("qid", ""), [])
        message = self.tables.by_language([row for row in listed if row.get("attribute") == f"{setting}_tip"], "value")
        return tuple(AnswersCompared(operator, other, message) for operator, other in compared)

    def _scale(self, line: _Line) -> tuple[Choice, ...]:
        steps = {"A": 5, "B": 10}.get(line.type, 0)
        said = {
            "C": [("Y", _("Yes")), ("U", _("Uncertain")), ("N", _("No"))],
            "E": [("I", _("Increase")), ("S", _("Same")), ("D", _("Decrease"))],
        }.get(line.type, [(str(step), str(step)) for step in range(1, steps + 1)])
        default = self.tables.default
        return tuple(Choice(value, {default: words}) for value, words in said) or tuple(self._answers(line))

    def _rows(self, line: _Line) -> None:
        kind = _OF_ROWS[line.type]
        choices = self._scale(line)
        if kind != "short_text":
            self.into.report(line.place, _("Each row of this table is a question of its own here."))
        if line.is_shuffled:
            self.into.report(line.place, _("Its rows stand in the same order for everybody here."))
        more = self._limits(line, kind)
        for part in line.parts:
            if (part.get("scale_id") or "0") != "0":
                continue
            when = (*line.when, *self._when(part.get("relevance", "")))
            words = self._words_of(part)
            label = beside(line.label, words)
            asked = replace(self._asked(line, kind, choices=choices, **more), label=label)
            asked = replace(asked, name=f"{line.name}_{part.get('title', '')}", when=when)
            if self.into.ask(asked, together=line.row.get("qid"), title=line.label) is not None:
                self._call(line, part, self.into.variables[asked.name])
