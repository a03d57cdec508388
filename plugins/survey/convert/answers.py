"""The answers of another program made into options: each with a code of ours, and words that no other has."""

from dataclasses import dataclass

from consult.sdk.database import JsonObject
from consult.sdk.messages import gettext as _
from plugins.survey.convert.words import code_for, lines_of
from plugins.survey.definition import LANGUAGE, Text

LONGEST_ANSWER = 480
_RECODED_SHOWN = 20


@dataclass(frozen=True)
class Choice:
    """An answer to choose, as another program has it; `number` is what it counts for, `when` to whom it is offered."""

    value: str
    label: Text
    exclusive: bool = False
    number: float | None = None
    when: str = ""


class Answers:
    """The options of one question in the making, with what has to be told of them."""

    def __init__(self) -> None:
        self.codes: dict[str, str] = {}
        self.numbers: dict[str, float] = {}
        self.options: list[JsonObject] = []
        self.told: list[str] = []
        self._words: set[tuple[str, str]] = set()

    def add(self, choice: Choice) -> None:
        """Offer an answer, once."""
        if choice.value in self.codes:
            self.told.append(_("The answer “%(value)s” stands there twice; here it stands once.", value=choice.value))
            return
        code = self.codes[choice.value] = code_for(choice.value, set(self.codes.values()))
        number = choice.number if choice.number is not None else _number_of(choice.value)
        if number is not None:
            self.numbers[code] = number
        label = self._label_of(choice, code)
        self.options.append({"code": code, "label": label, "value": number, "exclusive": choice.exclusive})

    def _label_of(self, choice: Choice, code: str) -> dict[str, str]:
        label = lines_of(choice.label, LONGEST_ANSWER) or {LANGUAGE: choice.value[:LONGEST_ANSWER] or code}
        again = {tag for tag, words in label.items() if (tag, words.casefold()) in self._words}
        if again:
            self.told.append(_("Two answers have the same words, so the code follows one of them."))
        label = {tag: f"{words} ({code})" if tag in again else words for tag, words in label.items()}
        self._words.update((tag, words.casefold()) for tag, words in label.items())
        return label

    def recoded(self) -> list[str]:
        """Return what has to be told of codes that are others than before."""
        recoded = [f"{value} → {code}" for value, code in self.codes.items() if value.casefold() != code]
        if not recoded:
            return []
        shown = ", ".join(recoded[:_RECODED_SHOWN])
        if len(recoded) > _RECODED_SHOWN:
            more = len(recoded) - _RECODED_SHOWN
            return [_("Answers have other codes here: %(codes)s, and %(more)s more.", codes=shown, more=more)]
        return [_("Answers have other codes here: %(codes)s.", codes=shown)]


def _number_of(value: str) -> float | None:
    try:
        number = float(value)
    except ValueError:
        return None
    return number if abs(number) < 1e9 else None
