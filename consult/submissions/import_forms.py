"""The forms of an import: the file, and which column answers which question."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from consult.contract.questions import Kind, Question, Questionnaire
from consult.kernel.text import excerpt
from consult.submissions.importing import Mapped
from consult.submissions.models import Channel
from consult.web.forms import (
    Form,
    LongTextField,
    NumberField,
    SelectField,
    UploadField,
    choice,
    look,
    needed,
)

KEY_NAMES = ("id", "key", "reference", "response id")
AREA_NAMES = ("area", "ward", "postcode district", "district")


class ImportFileForm(Form):
    """A file with one response in each row."""

    file = UploadField(
        "CSV file",
        [needed("Choose a CSV file")],
        description="The first row names the columns. Each row below is one response.",
        render_kw=look(accept=".csv,text/csv"),
    )


class ColumnsForm(Form):
    """What both the questions and the rows of a file need to be told; `columns_form` adds a field per question."""

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """Check each field, then what only several of them together show."""
        super().validate(extra_validators)
        fields: Any = self
        self._check_answers()
        if fields.only_column.data is None:
            if fields.only_values.data or fields.only_least.data is not None or fields.only_most.data is not None:
                self.add_error("only_column", "Choose the column that says which rows to take, or empty the boxes")
        else:
            self._check_only()
        return not self.errors

    def as_mapped(self, columns: Sequence[str]) -> Mapped:
        """Return how the file is to be read."""
        fields: Any = self
        only = {}
        if fields.only_column.data is not None:
            only[_named(columns, fields.only_column)] = self._wanted()
        return Mapped(
            answers={name.removeprefix("answer_"): _named(columns, self[name]) for name in self._answering()},
            key=_named(columns, fields.key_column) if fields.key_column.data is not None else None,
            area=_named(columns, fields.area_column) if fields.area_column.data is not None else None,
            only=only,
        )

    def _answering(self) -> list[str]:
        return [one.name for one in self if one.name.startswith("answer_") and one.data is not None]

    def _check_answers(self) -> None:
        taken: dict[str, str] = {}
        for name in self._answering():
            column = self[name].data
            if column in taken:
                self.add_error(name, f"This column is already chosen for “{excerpt(taken[column], 60)}”")
            taken.setdefault(column, self[name].label.text)
        if not taken and not self.errors:
            self.add_error(None, "Choose a column for at least one question")

    def _check_only(self) -> None:
        fields: Any = self
        values, least, most = _lines(fields.only_values.data), fields.only_least.data, fields.only_most.data
        if any("|" in one or ".." in one for one in values):
            self.add_error("only_values", "A value must not contain | or two full stops")
        if self.errors:
            return
        if values and (least is not None or most is not None):
            self.add_error("only_values", "Enter either values or numbers from and to, not both")
        elif not values and least is None and most is None:
            self.add_error("only_values", "Enter the values to take, or numbers from and to")
        elif not values and least is None:
            self.add_error("only_least", "Enter the smallest number to take")
        elif not values and most is None:
            self.add_error("only_most", "Enter the largest number to take")

    def _wanted(self) -> str:
        fields: Any = self
        values = _lines(fields.only_values.data)
        return "|".join(values) if values else f"{fields.only_least.data:f}..{fields.only_most.data:f}"


def columns_form(asked: Questionnaire, kinds: Mapping[str, Kind], columns: Sequence[str]) -> type[ColumnsForm]:
    """Return the form that asks which column answers which question."""
    named = [choice(str(place), excerpt(name, 80)) for place, name in enumerate(columns) if name]
    fields: dict[str, Any] = {
        f"answer_{one.key}": SelectField(
            one.label, choices=[choice("", "No column"), *named], description=_cells_hold(one, kinds[one.kind])
        )
        for one in asked.questions
    }
    fields["key_column"] = SelectField(
        "Column that tells rows apart",
        choices=[choice("", "None: the whole row"), *named],
        description="For example a number that no two rows share. With it, a row is never imported twice.",
    )
    fields["area_column"] = SelectField(
        "Column with the ward or postcode district", choices=[choice("", "None"), *named]
    )
    fields["channel"] = SelectField(
        "How did these responses reach us?", choices=[choice(one.value, _channel_text(one)) for one in Channel]
    )
    fields["only_column"] = SelectField(
        "Column that says which rows to take", choices=[choice("", "Take every row"), *named]
    )
    fields["only_values"] = LongTextField(
        "Take rows with one of these values", description="One on each line", render_kw=look(rows=3)
    )
    fields["only_least"] = NumberField("Or take rows with numbers from", render_kw=look(width=5))
    fields["only_most"] = NumberField("To", render_kw=look(width=5))
    return type("FileColumnsForm", (ColumnsForm,), fields)


def first_choices(asked: Questionnaire, columns: Sequence[str]) -> dict[str, Any]:
    """Return what to begin with: a column answers the question whose key or wording it has."""
    places = {name.casefold(): str(place) for place, name in reversed(list(enumerate(columns))) if name}
    chosen: dict[str, Any] = {"channel": Channel.IMPORT.value}
    taken: set[str] = set()
    for one in asked.questions:
        found = places.get(one.key.casefold(), places.get(one.label.casefold()))
        if found is not None and found not in taken:
            chosen[f"answer_{one.key}"] = found
            taken.add(found)
    for field, names in (("key_column", KEY_NAMES), ("area_column", AREA_NAMES)):
        found = next((places[name] for name in names if name in places and places[name] not in taken), None)
        if found is not None:
            chosen[field] = found
    return chosen


def earlier_choices(mapped: Mapped, channel: str, columns: Sequence[str]) -> dict[str, Any]:
    """Return what was chosen when the file was checked before."""
    places = {name: str(place) for place, name in enumerate(columns) if name}
    chosen: dict[str, Any] = {f"answer_{key}": places.get(column) for key, column in mapped.answers.items()}
    chosen |= {"channel": channel, "key_column": places.get(mapped.key or "")}
    chosen["area_column"] = places.get(mapped.area or "")
    for column, wanted in mapped.only.items():
        least, dots, most = wanted.partition("..")
        chosen["only_column"] = places.get(column)
        if dots:
            chosen |= {"only_least": Decimal(least), "only_most": Decimal(most)}
        else:
            chosen["only_values"] = wanted.replace("|", "\n")
    return chosen


def _named(columns: Sequence[str], field: Any) -> str:
    return columns[int(field.data)]


def _lines(typed: str | None) -> list[str]:
    return [line.strip() for line in (typed or "").splitlines() if line.strip()]


def _cells_hold(question: Question, kind: Kind) -> str:
    if not question.options:
        return "A number in each cell" if kind.columns(question)[0].kind == "number" else ""
    words = "; ".join(one.label for one in question.options)
    several = "One or more of these, with a semicolon between them" if kind.is_multiple else "One of these"
    return excerpt(f"{several}: {words}", 300)


def _channel_text(channel: Channel) -> str:
    return "Another way (import)" if channel is Channel.IMPORT else channel.label
