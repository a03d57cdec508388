"""What a cell of a file says: an answer to a question, or a value whose meaning somebody has to choose."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from consult.contract.question_kinds import Kind
from consult.contract.questions import NOT_ANSWERED, NOT_ASKED, PREFERRED_NOT_TO_SAY, Question
from consult.imports.plan import NOT_AN_ANSWER, ROW_LEFT_OUT, ImportPlan
from consult.kernel.errors import Invalid
from consult.kernel.messages import gettext as _
from consult.kernel.numbers import read_number
from consult.kernel.spreadsheet import plain_text
from consult.kernel.text import clean_line, folded

TICKED = frozenset({"1", "yes", "y", "true", "x", "✓", "✔", "☑", "on", "ticked", "selected", "checked", "chosen"})
NOT_TICKED = frozenset({"", "0", "no", "n", "false", "off", "not ticked", "not selected", "unchecked", "not chosen"})
_MISSING = frozenset(str(code) for code in (PREFERRED_NOT_TO_SAY, NOT_ASKED, NOT_ANSWERED))
_KEPT = 5_000


@dataclass(frozen=True)
class CellValue:
    """What a cell says: an answer or none, what is wrong with it, the values in it that match nothing."""

    answer: Any = None
    fault: str = ""
    unknown: tuple[str, ...] = ()
    leaves_out: bool = False


NOTHING = CellValue()


def is_ambiguous(question: Question) -> bool:
    """Whether the code of one option is, in words, another one: then somebody has to say which is meant."""
    codes = {folded(option.code): option.code for option in question.options}
    return any(codes.get(folded(option.label), option.code) != option.code for option in question.options)


class CellReader:
    """Reads the cells of one question as a plan says; equal cells are read once."""

    def __init__(self, question: Question, kind: Kind, plan: ImportPlan, *, named: str | None = None) -> None:
        self.question, self.kind = question, kind
        self._meanings = plan.values.get(question.key if named is None else named, {})
        self._codes = (
            {folded(option.code): option.code for option in question.options}
            if question.key in plan.prefers_codes
            else {}
        )
        self._is_guarded = plan.is_guarded
        self._missing = self._missing_values()
        self._delimiter = plan.delimiter if kind.is_multiple else ""
        self._known, self._longest = self._known_values()
        self._read: dict[str, CellValue] = {}

    def read(self, cell: str) -> CellValue:
        """Return what a cell says."""
        found = self._read.get(cell)
        if found is None:
            found = self._text(cell) if self.kind.is_free_text else self._value(cell)
            if not self.kind.is_free_text and len(self._read) < _KEPT:
                self._read[cell] = found
        return found

    def read_boxes(self, ticks: Mapping[str, str]) -> CellValue:
        """Return what the cells of columns with 0 and 1, or with places, say, each under the words of its answer."""
        if self.kind.is_ordered:
            return self._order(ticks)
        if self.kind.is_shared:
            return self._shared(ticks)
        chosen = []
        for words, cell in ticks.items():
            told = folded(cell)
            if told in TICKED or (told not in NOT_TICKED and told == folded(words)):
                chosen.append(words)
            elif told not in NOT_TICKED and told not in _MISSING:
                return CellValue(
                    fault=_(
                        "“%(clean_line)s” under “%(words)s” is neither 0 nor 1",
                        clean_line=clean_line(cell),
                        words=words,
                    )
                )
        return self._chosen(chosen) if chosen else NOTHING

    def _order(self, places: Mapping[str, str]) -> CellValue:
        """Return the answers in the order of their places; a cell without one leaves its answer out."""
        told = {words: clean_line(cell) for words, cell in places.items()}
        put = {words: place for words, place in told.items() if place not in _MISSING | {"", "0"}}
        wanted = [str(place) for place in range(1, len(put) + 1)]
        if sorted(put.values()) != sorted(wanted):
            shown = ", ".join(put.values())
            return CellValue(fault=_("“%(places)s” are no places: write 1, 2, 3 and so on, each once", places=shown))
        return self._chosen(sorted(put, key=lambda words: int(put[words]))) if put else NOTHING

    def _shared(self, numbers: Mapping[str, str]) -> CellValue:
        """Return what the cells give to each answer; where all of them are 0, nothing was answered."""
        given: dict[str, int] = {}
        for words, cell in numbers.items():
            code = self._code(words)
            if clean_line(cell) in _MISSING | {""}:
                continue
            if code is None:
                return CellValue(fault=_("“%(unknown)s” is not one of the answers", unknown=words))
            try:
                number = read_number(cell, is_whole=True, said=f"“{words}”") or 0
            except ValueError as error:
                return CellValue(fault=str(error))
            given[code] = int(number)
        return CellValue(self.kind.read(self.question, given)) if any(given.values()) else NOTHING

    def _text(self, cell: str) -> CellValue:
        return self._asked(lambda: self.kind.from_text(self.question, plain_text(cell) if self._is_guarded else cell))

    def _value(self, cell: str) -> CellValue:
        typed = clean_line(cell)
        if not typed:
            return NOTHING
        meaning = self._meanings.get(folded(typed))
        if meaning is None and typed in self._missing and self._code(typed) is None:
            return self._not_there(typed)
        if self.kind.is_shared or self.kind.is_compared:
            return self._text(cell)
        if self.question.options:
            return self._chosen(self._split(cell))
        if meaning is not None:
            return CellValue(leaves_out=meaning == ROW_LEFT_OUT)
        read = self._asked(lambda: self.kind.from_text(self.question, cell))
        return CellValue(fault=read.fault, unknown=(typed,)) if read.fault else read

    def _chosen(self, parts: Sequence[str]) -> CellValue:
        codes, unknown = [], []
        for part in parts:
            meaning = self._meanings.get(folded(part)) or self._code(part)
            if meaning == ROW_LEFT_OUT:
                return CellValue(leaves_out=True)
            if meaning is None:
                unknown.append(clean_line(part))
            elif meaning != NOT_AN_ANSWER:
                codes.append(meaning)
        if unknown:
            return CellValue(
                fault=_("“%(unknown)s” is not one of the answers", unknown=unknown[0]), unknown=tuple(unknown)
            )
        if not codes:
            return NOTHING
        return self._asked(lambda: self.kind.read(self.question, codes if self.kind.is_multiple else codes[0]))

    def _not_there(self, typed: str) -> CellValue:
        if typed != str(PREFERRED_NOT_TO_SAY):
            return NOTHING
        option = next((option for option in self.question.options if option.is_refusal), None)
        if option is None:
            return CellValue(fault=_("“%(typed)s” is not one of the answers", typed=typed), unknown=(typed,))
        return self._chosen([option.code])

    def _asked(self, read: Callable[[], object]) -> CellValue:
        try:
            return CellValue(read())
        except Invalid as error:
            return CellValue(fault=str(error))

    def _code(self, words: str) -> str | None:
        told = folded(words)
        if told in self._codes:
            return self._codes[told]
        option = self.question.in_words(words)
        return None if option is None else option.code

    def _missing_values(self) -> frozenset[str]:
        """Return the missing values that no answer can be taken for."""
        if self.question.options:
            return _MISSING
        return frozenset(code for code in _MISSING if self.kind.types_missing and not self._takes(int(code)))

    def _takes(self, answer: object) -> bool:
        try:
            self.kind.check(self.question, answer)
        except Invalid:
            return False
        return True

    def _known_values(self) -> tuple[frozenset[str], int]:
        """Return everything that means something, and in how many parts the delimiter cuts the longest of it."""
        words = [text for option in self.question.options for text in (option.label, option.code)]
        known = {self._joined(text) for text in (*words, *self._meanings)}
        parts = [text.count(self._delimiter) + 1 for text in known] if self._delimiter else []
        return frozenset(known), max(parts, default=1)

    def _joined(self, text: str) -> str:
        mark = self._delimiter.strip()
        return folded(re.sub(rf"\s*{re.escape(mark)}\s*", mark, text) if mark else text)

    def _split(self, cell: str) -> list[str]:
        """Return the answers in a cell; words that hold the delimiter are one answer where they are known as one."""
        if not self._delimiter:
            return [cell]
        parts, found, place = cell.split(self._delimiter), [], 0
        while place < len(parts):
            for end in range(min(len(parts), place + self._longest), place, -1):
                whole = self._delimiter.join(parts[place:end])
                if end == place + 1 or self._joined(whole) in self._known:
                    break
            found.append(self._spelled(whole) if end > place + 1 else whole)
            place = end
        return [part for part in found if clean_line(part)]

    def _spelled(self, whole: str) -> str:
        """Return known words as their option has them, whatever spaces stand beside the delimiter."""
        told = self._joined(whole)
        for option in self.question.options:
            if told in (self._joined(option.label), self._joined(option.code)):
                return option.code if folded(option.code) in self._codes else option.label
        return whole
