"""The forms of an import: the file, how it is laid out, and what its columns mean."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from consult.contract.files_asked import is_filled_in
from consult.contract.question_kinds import Kind
from consult.contract.questions import Question
from consult.imports.box_columns import BoxColumns, box_columns
from consult.imports.cell_values import is_ambiguous
from consult.imports.plan import HOUR, ImportPlan
from consult.kernel.messages import lazy_gettext as _l
from consult.kernel.text import excerpt
from consult.submissions.about_you import QUESTIONS as ABOUT_YOU_QUESTIONS
from consult.submissions.models import Channel
from consult.tables.values import ENCODINGS, SEPARATORS, Layout
from consult.web.forms import (
    DataRequired,
    DateField,
    DecimalField,
    FileField,
    Form,
    Length,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    choice,
    render_options,
)

BOXES = "boxes:"
DELIMITERS = {"semicolon": ";", "comma": ",", "bar": "|", "line": "\n", "none": ""}
_DELIMITERS_SHOWN = {
    "semicolon": _l("A semicolon ;"),
    "comma": _l("A comma ,"),
    "bar": _l("A vertical bar |"),
    "line": _l("A new line"),
    "none": _l("Nothing: a cell holds one answer"),
}
_SIGNS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}
_COLUMN_FIELDS = ("key", "area", "received", "version")


class ImportFileForm(Form):
    """A file with one response in each row."""

    file = FileField(
        _l("CSV or spreadsheet file"),
        [DataRequired(_l("Select a CSV or spreadsheet file"))],
        description=_l("CSV, TSV, XLSX or ODS. One row names the columns. Each row below it is one response."),
        render_kw=render_options(accept=".csv,.tsv,.txt,.xlsx,.ods,text/csv"),
    )


@dataclass(frozen=True, kw_only=True)
class FileAsked:
    """What the page about the columns asks: the questions of the activity, and the file as it was read."""

    questions: Sequence[Question]
    kinds: Mapping[str, Kind]
    head: Mapping[str, Any]
    file_name: str = ""
    asks_about_you: bool = False
    versions: int = 1

    @cached_property
    def columns(self) -> Sequence[str]:
        """The names of the columns."""
        columns: Sequence[str] = self.head["columns"]
        return columns

    @cached_property
    def boxes(self) -> Mapping[str, Sequence[BoxColumns]]:
        """For each question with several answers, the groups of columns that may hold them."""
        return {
            question.key: box_columns(self.columns, question)
            for question in self.questions
            if question.options and self._several(question) and not self.kinds[question.kind].is_compared
        }

    @cached_property
    def has_several(self) -> bool:
        """Whether a question takes several answers."""
        return any(self._several(question) for question in self.questions)

    def _several(self, question: Question) -> bool:
        return self.kinds[question.kind].is_multiple


class ColumnsForm(Form):
    """What both the questions and the rows of a file need to be told; `columns_form` adds a field per question."""

    asked: FileAsked

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """Check each field, then what only several of them together show."""
        super().validate(extra_validators)
        fields: Any = self
        self._check_answers()
        if fields.only_column.data is None:
            if fields.only_values.data or fields.only_minimum.data is not None or fields.only_maximum.data is not None:
                self.add_error("only_column", _l("Select the column that says which rows to take, or empty the boxes"))
        else:
            self._check_only()
        return not self.errors

    def _answers_and_boxes(self) -> tuple[dict[str, Any], dict[str, Mapping[str, str]]]:
        answers: dict[str, Any] = {}
        boxes: dict[str, Mapping[str, str]] = {}
        for name in self._answering():
            key, data = name.removeprefix("answer_"), self[name].data
            if data.startswith(BOXES):
                boxes[key] = dict(self.asked.boxes[key][int(data.removeprefix(BOXES))].columns)
            else:
                answers[key] = self._column(name)
        return answers, boxes

    def _about_you(self) -> dict[str, Any]:
        return {
            name.removeprefix("about_"): self._column(name)
            for name, field in self._fields.items()
            if name.startswith("about_") and field.data is not None and not field.errors
        }

    def _prefers_codes(self) -> tuple[str, ...]:
        return tuple(
            name.removeprefix("words_")
            for name, field in self._fields.items()
            if name.startswith("words_") and field.data == "codes"
        )

    def as_plan(self, earlier: ImportPlan | None = None) -> ImportPlan:
        """Return how the file is to be read; what values mean and what becomes of conflicts stays as it was."""
        fields: Any = self
        answers, boxes = self._answers_and_boxes()
        single = {name: self._column(f"{name}_column") for name in _COLUMN_FIELDS if f"{name}_column" in self}
        cells = fields.cells.data
        is_export = "export" in cells
        has_synthetic = is_export and "is_synthetic" in self.asked.columns
        before = earlier or ImportPlan()
        return ImportPlan(
            answers=answers,
            boxes=boxes,
            about_you=self._about_you(),
            **single,
            channel=self._column("channel_column"),
            source=fields.source.data or (_stem(self.asked.file_name) if single["key"] else ""),
            received_on=fields.received_on.data.isoformat() if fields.received_on.data else None,
            hour=HOUR if is_export and HOUR in self.asked.columns else None,
            synthetic="is_synthetic" if has_synthetic else None,
            delimiter=DELIMITERS[fields.delimiter.data or "semicolon"] if "delimiter" in self else before.delimiter,
            prefers_codes=self._prefers_codes(),
            only=self._only(),
            is_export=is_export,
            is_guarded="guarded" in cells,
            values=before.values,
            on_conflict=before.on_conflict,
            layout=Layout.from_plain(self.asked.head["layout"]),
        )

    def as_layout(self) -> Layout:
        """Return how the file is laid out, as it was chosen."""
        fields: Any = self
        first, _ignored, last = (fields.layout_heading.data or "1").partition("-")
        heading: dict[str, Any] = {"heading": int(first), "heading_rows": 2 if last else min(int(first), 1)}
        if "layout_separator" in self:
            separator = fields.layout_separator.data
            return Layout(encoding=fields.layout_encoding.data, separator=_SIGNS.get(separator, separator), **heading)
        sheet = fields.layout_sheet.data if "layout_sheet" in self else self.asked.head["layout"]["sheet"]
        return Layout(sheet=sheet, **heading)

    def layout_changes(self) -> bool:
        """Whether the file is to be read in another way than it was."""
        return self.as_layout() != Layout.from_plain(self.asked.head["layout"])

    def layout_to_read(self) -> Layout:
        """Return how to read the file again: with other cells the heading is looked for anew, unless it was chosen."""
        before, chosen = Layout.from_plain(self.asked.head["layout"]), self.as_layout()
        is_moved = (before.heading, before.heading_rows) != (chosen.heading, chosen.heading_rows)
        return chosen if is_moved or chosen == before else replace(chosen, heading=None, heading_rows=None)

    def layout_errors(self) -> list[Any]:
        """Return what is wrong with how the file is laid out, whatever else is."""
        return [field.errors for name, field in self._fields.items() if name.startswith("layout_") and field.errors]

    def _column(self, name: str) -> Any:
        field = self[name]
        return None if field.data is None or field.errors else self.asked.columns[int(field.data)]

    def _answering(self) -> list[str]:
        return [
            item.name for item in self if item.name.startswith("answer_") and item.data is not None and not item.errors
        ]

    def _only(self) -> dict[str, str]:
        wanted = [self[name] for name in ("only_column", "only_values", "only_minimum", "only_maximum")]
        if wanted[0].data is None or any(field.errors for field in wanted):
            return {}
        return {self._column("only_column"): self._wanted()}

    def _check_answers(self) -> None:
        taken: dict[str, str] = {}
        for name in self._answering():
            column = self[name].data
            if column in taken and not column.startswith(BOXES):
                self.add_error(
                    name, _l("This column is already chosen for “%(taken)s”", taken=excerpt(taken[column], 60))
                )
            taken.setdefault(column, self[name].label.text)
            words = name.replace("answer_", "words_", 1)
            if words in self and self[words].data is None:
                self.add_error(words, _l("Select whether the cells hold words or codes"))
        if not taken and not self.errors:
            self.add_error(None, _l("Select a column for at least one question"))

    def _check_only(self) -> None:
        fields: Any = self
        values, minimum, maximum = _lines(fields.only_values.data), fields.only_minimum.data, fields.only_maximum.data
        if any("|" in value or ".." in value for value in values):
            self.add_error("only_values", _l("A value must not contain | or two full stops"))
        if self.errors:
            return
        if values and (minimum is not None or maximum is not None):
            self.add_error("only_values", _l("Enter either values or numbers from and to, not both"))
        elif not values and minimum is None and maximum is None:
            self.add_error("only_values", _l("Enter the values to take, or numbers from and to"))
        elif not values and minimum is None:
            self.add_error("only_minimum", _l("Enter the smallest number to take"))
        elif not values and maximum is None:
            self.add_error("only_maximum", _l("Enter the largest number to take"))

    def _wanted(self) -> str:
        values = _lines(self["only_values"].data)
        return "|".join(values) if values else f"{self['only_minimum'].data:f}..{self['only_maximum'].data:f}"


def columns_form(asked: FileAsked) -> type[ColumnsForm]:
    """Return the form that asks how a file is laid out, and which column answers which question."""
    named = [choice(str(place), excerpt(name, 80)) for place, name in enumerate(asked.columns)]
    fields: dict[str, Any] = {"asked": asked, **_layout_fields(asked)}
    for question in filter(is_filled_in, asked.questions):
        boxes = [
            choice(
                f"{BOXES}{place}",
                excerpt(_l("A column for each answer: %(values)s", values=", ".join(group.columns.values())), 120),
            )
            for place, group in enumerate(asked.boxes.get(question.key, ()))
        ]
        fields[f"answer_{question.key}"] = SelectField(
            question.label,
            choices=[choice("", _l("No column")), *boxes, *named],
            description=_cells_hold(question, asked.kinds[question.kind]),
        )
        if is_ambiguous(question):
            fields[f"words_{question.key}"] = RadioField(
                _l("What do the cells for “%(label)s” hold?", label=excerpt(question.label, 80)),
                description=_l("Some codes of this question are the words of another answer."),
                choices=[choice("words", _l("The words of the answers")), choice("codes", _l("Their codes"))],
            )
    if asked.has_several:
        fields["delimiter"] = SelectField(
            _l("What stands between several answers in one cell?"),
            choices=[choice(name, shown) for name, shown in _DELIMITERS_SHOWN.items()],
        )
    fields |= _row_fields(asked, named)
    if asked.asks_about_you:
        for about_you_question in ABOUT_YOU_QUESTIONS:
            fields[f"about_{about_you_question.key}"] = SelectField(
                about_you_question.label, choices=[choice("", _l("No column")), *named]
            )
    fields["only_column"] = SelectField(
        _l("Column that says which rows to take"), choices=[choice("", _l("Take every row")), *named]
    )
    fields["only_values"] = TextAreaField(
        _l("Take rows with one of these values"), description=_l("One on each line"), render_kw=render_options(rows=3)
    )
    fields["only_minimum"] = DecimalField(_l("Or take rows with numbers from"), render_kw=render_options(width=5))
    fields["only_maximum"] = DecimalField(_l("To"), render_kw=render_options(width=5))
    return type("FileColumnsForm", (ColumnsForm,), fields)


def separator_name(sign: str) -> str:
    """Return a separator as a word, since a tab is hard to choose."""
    return next((name for name, one in _SIGNS.items() if one == sign), sign)


def _layout_fields(asked: FileAsked) -> dict[str, Any]:
    head = asked.head
    unit = str(head["unit"]).capitalize()
    rows = [(place, f"{unit} {number}: {words}") for place, (number, words) in enumerate(head["first"], 1)]
    headings = [choice("0", _l("No row: call the columns Column 1, Column 2 and so on"))]
    for place, words in rows:
        headings.append(choice(str(place), words))
        if place < len(rows):
            headings.append(
                choice(
                    f"{place}-{place + 1}",
                    _l("%(unit)ss %(place)s and %(place_2)s together", unit=unit, place=place, place_2=place + 1),
                )
            )
    fields: dict[str, Any] = {}
    if "sheet" not in head["layout"]:
        signs = dict.fromkeys((*SEPARATORS, head["layout"]["separator"]))
        shown = [choice(separator_name(sign), SEPARATORS.get(sign, f"“{sign}”").capitalize()) for sign in signs]
        fields["layout_encoding"] = SelectField(_l("Encoding"), choices=[choice(*pair) for pair in ENCODINGS.items()])
        fields["layout_separator"] = SelectField(_l("The cells are separated by"), choices=shown)
    elif len(head["sheets"]) > 1:
        fields["layout_sheet"] = SelectField(_l("Sheet"), choices=[choice(name) for name in head["sheets"]])
    fields["layout_heading"] = SelectField(_l("Which row names the columns?"), choices=headings)
    return fields


def _row_fields(asked: FileAsked, named: Sequence[Any]) -> dict[str, Any]:
    column: Callable[[str, str, str], SelectField] = lambda label, none, hint: SelectField(  # noqa: E731
        label, choices=[choice("", none), *named], description=hint
    )
    fields: dict[str, Any] = {
        "key_column": column(
            _l("Column that tells rows apart"),
            _l("None: the whole row"),
            _l("For example a number that no two rows share. Without one, only their place tells equal rows apart."),
        ),
        "source": StringField(
            _l("Where do these rows come from?"),
            [Length(max=100)],
            description=_l(
                "For example “Library B”. A row is compared only with earlier rows of the same source. If you "
                "leave this empty, it is the file’s name where a column tells rows apart, and otherwise no source."
            ),
        ),
        "area_column": column(
            _l("Column with the ward or postcode"), "None", _l("Of a full postcode the first part is kept.")
        ),
        "channel": SelectField(
            _l("How did these responses reach us?"),
            choices=[choice(channel.value, _channel_text(channel)) for channel in Channel],
        ),
        "channel_column": column(_l("Or column that says how each one reached us"), "None", ""),
        "received_on": DateField(_l("When did they reach us?"), description=_l("Leave this empty if you do not know.")),
        "received_column": column(
            _l("Or column with the day on which each one reached us"),
            "None",
            _l("A time of day after the day is kept to the hour."),
        ),
    }
    if asked.versions > 1:
        fields["version_column"] = column(
            _l("Column with the version of the questions"), _l("None: the current one"), ""
        )
    fields["cells"] = SelectMultipleField(
        _l("What else stands in the cells?"),
        choices=[
            choice(
                "export",
                _l("Missing values of an export from this service"),
                hint=_l("-7, -8 and -9 mean: prefer not to say, not asked, not answered."),
            ),
            choice(
                "guarded",
                _l("An apostrophe before = + - or @"),
                hint=_l("Files from this service have it, so that no spreadsheet takes the text for a formula."),
            ),
        ],
    )
    return fields


def _lines(typed: str | None) -> list[str]:
    return [line.strip() for line in (typed or "").splitlines() if line.strip()]


def _stem(name: str) -> str:
    return name.rpartition(".")[0] or name


def _cells_hold(question: Question, kind: Kind) -> str:
    if not question.options:
        return _l("A number in each cell") if kind.columns(question)[0].kind == "number" else ""
    words = "; ".join(option.label for option in question.options)
    if kind.is_shared:
        return excerpt(_l("Each of these with its number, like “%(example)s”", example=_shared_out(question)), 300)
    if kind.is_compared:
        one, other = (option.label for option in question.options[:2])
        return excerpt(_l("Pairs with a semicolon between them, like “%(one)s > %(other)s”", one=one, other=other), 300)
    return excerpt(
        _l("%(is_multiple)s of these: %(words)s", is_multiple="Several" if kind.is_multiple else "One", words=words),
        300,
    )


def _shared_out(question: Question) -> str:
    return "; ".join(f"{option.label}: {number}" for number, option in enumerate(question.options, 1))


def _channel_text(channel: Channel) -> str:
    return _l("Another way (import)") if channel is Channel.IMPORT else channel.label
