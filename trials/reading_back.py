"""Files of responses, read by other programs and compared, cell by cell, with what is stored."""

import csv
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pyreadstat

from tests.support.ddi import faults_in, variables_of
from trials.stored import Json, Variable, expected, items_of, path_of, worked_out

LONGEST_LABEL, LONGEST_WORDS = 255, 120
"""How many bytes of UTF-8 SPSS takes in the label of a variable and in that of a value."""
STATA_NAME, STATA_LABEL = 32, 80
STATA_MISSING = {-7: "r", -8: "s", -9: "n"}
ENVELOPE = 7
"""How many columns come before those of the questions: `reference` first."""


@dataclass
class Compared:
    """How many cells were compared, and what was not as it should be."""

    cells: int = 0
    faults: list[str] = field(default_factory=list)

    def column(self, where: str, found: Sequence[Any], wanted: Sequence[Any]) -> None:
        """Compare the cells of a column."""
        self.cells += len(wanted)
        if list(found) != list(wanted):
            pairs = zip(found, wanted, strict=False)
            first = next(((one, other) for one, other in pairs if one != other), (len(found), len(wanted)))
            self.faults.append(f"{where}: has {first[0]!r} instead of {first[1]!r}")

    def same(self, where: str, found: object, wanted: object) -> None:
        """Compare what is said of a column."""
        if found != wanted:
            self.faults.append(f"{where}: says {found!r} instead of {wanted!r}")


@dataclass(frozen=True)
class Kept:
    """What the database holds: a definition, and in the order of arrival the references and answers."""

    definition: Json
    references: list[str]
    answers: list[Json]


def compare(files: Mapping[str, Path], kept: Kept) -> Compared:
    """Compare the files, by format, with what is kept."""
    done = Compared()
    for name, read in READERS.items():
        read(files[name], kept, done)
    _compare_computed(kept, done)
    return done


def _columns(names: Sequence[str], kept: Kept, where: str, done: Compared) -> Iterator[tuple[str, Variable]]:
    wanted = expected(kept.definition, kept.answers, names)
    orders = [f"{one['key']}___order" for one in items_of(kept.definition) if one.get("order", "fixed") != "fixed"]
    done.same(f"{where}: columns", list(names)[ENVELOPE:], [*wanted, *orders])
    yield from ((name, variable) for name, variable in wanted.items() if name in names)


def _compare_sav(path: Path, kept: Kept, done: Compared) -> None:
    data, meta = pyreadstat.read_sav(path, user_missing=True, output_format="dict")
    done.column("sav reference", data["reference"], kept.references)
    for name, variable in _columns(meta.column_names, kept, "sav", done):
        done.column(f"sav {name}", _shown(data[name]), [_typed(cell) for cell in variable.as_numbers()])
        done.same(f"sav {name} value labels", _in_bytes(meta.variable_value_labels.get(name, {})), _short(variable))
        ranges: list[Any] = list(meta.missing_ranges.get(name, []))
        missing = {number for one in ranges for number in (one["lo"], one["hi"])}
        done.same(f"sav {name} missing values", missing, variable.user_missing)
        if variable.label is not None and len(variable.label.encode()) <= LONGEST_LABEL:
            done.same(f"sav {name} label", meta.column_names_to_labels[name], variable.label)
    _compare_orders(data, kept, done)


def _compare_dta(path: Path, kept: Kept, done: Compared) -> None:
    data, meta = pyreadstat.read_dta(path, user_missing=True, output_format="dict")
    done.column("dta reference", data["reference"], kept.references)
    for name, variable in expected(kept.definition, kept.answers, meta.column_names).items():
        if len(name) > STATA_NAME or name not in meta.column_names:
            continue  # such a name is another one there
        cells = [STATA_MISSING.get(cell, cell) if variable.words else cell for cell in variable.as_numbers()]
        done.column(f"dta {name}", _shown(data[name]), [_typed(cell) for cell in cells])
        words = {STATA_MISSING.get(number, number): words for number, words in variable.words.items()}
        done.same(f"dta {name} value labels", meta.variable_value_labels.get(name, {}), words)
        if variable.label is not None and len(variable.label) <= STATA_LABEL:
            done.same(f"dta {name} label", meta.column_names_to_labels[name], variable.label)


def _compare_csv(path: Path, kept: Kept, done: Compared) -> None:
    with path.open(encoding="utf-8-sig", newline="") as file:
        names, *rows = csv.reader(file)
    data = dict(zip(names, zip(*rows, strict=True), strict=True))
    done.column("csv reference", data["reference"], kept.references)
    for name, variable in _columns(names, kept, "csv", done):
        done.column(f"csv {name}", data[name], [_written(cell) for cell in variable.cells])


def _compare_parquet(path: Path, kept: Kept, done: Compared) -> None:
    table = pyarrow.parquet.read_table(path)
    done.column("parquet reference", table["reference"].to_pylist(), kept.references)
    for name, variable in _columns(table.column_names, kept, "parquet", done):
        is_coded = bool(variable.numbers) or 0 in variable.words
        cells = [str(cell) if is_coded else _typed(cell) for cell in variable.cells]
        found = [cell.isoformat() if isinstance(cell, date) else cell for cell in table[name].to_pylist()]
        done.column(f"parquet {name}", found, cells)
        told = json.loads(table.schema.field(name).metadata.get(b"values", b"{}"))
        codes = {number: code for code, number in variable.numbers.items()}
        done.same(
            f"parquet {name} values",
            told,
            {str(codes.get(number, number)): words for number, words in variable.words.items()},
        )


def _compare_ddi(path: Path, kept: Kept, done: Compared) -> None:
    content = path.read_bytes()
    done.faults += [f"ddi: {fault}" for fault in faults_in(content)]
    said = variables_of(content)
    for name, variable in _columns([*said], kept, "ddi", done):
        codes = {number: str(code) for code, number in variable.numbers.items()}
        done.same(f"ddi {name}", said[name], [codes.get(number, str(number)) for number in variable.words])


READERS: Mapping[str, Callable[[Path, Kept, Compared], None]] = {
    "sav": _compare_sav,
    "dta": _compare_dta,
    "csv": _compare_csv,
    "parquet": _compare_parquet,
    "ddi": _compare_ddi,
}


def _compare_orders(data: Mapping[str, Sequence[Any]], kept: Kept, done: Compared) -> None:
    """Compare that each person was shown each option once; which came first is drawn."""
    for item in items_of(kept.definition):
        if item.get("order", "fixed") == "fixed":
            continue
        codes = sorted(option["code"] for option in item["options"] if not option.get("show_if"))
        asked = [item["key"] in path_of(kept.definition, answers)[0] for answers in kept.answers]
        shown = [sorted({*cell.split()} & {*codes}) for cell in data[f"{item['key']}___order"]]
        done.column(f"sav order of {item['key']}", shown, [codes if one else [] for one in asked])


def _compare_computed(kept: Kept, done: Compared) -> None:
    """Compare what the service worked out with what the formula makes of the stored answers."""
    items = list(items_of(kept.definition))
    values = {one["key"]: {each["code"]: each.get("value") for each in one.get("options", [])} for one in items}
    for item in items:
        if item["kind"] == "computed":
            paths = [path_of(kept.definition, answers) for answers in kept.answers]
            wanted = [
                worked_out(item["formula"], said, values) if item["key"] in asked else None for asked, said in paths
            ]
            done.column(f"computed {item['key']}", [answers.get(item["key"]) for answers in kept.answers], wanted)


def _shown(cells: Sequence[Any]) -> list[Any]:
    return [None if cell is None or cell != cell else _typed(cell) for cell in cells]


def _typed(cell: Any) -> Any:
    """Return a cell as files for statistics hold it: no text is as none, and a day as people write it."""
    if isinstance(cell, date):
        return cell.isoformat()
    return None if cell == "" else float(cell) if isinstance(cell, int) else cell


def _written(cell: Any) -> str:
    if isinstance(cell, str):
        return cell.replace("\r\n", "\n")
    return "" if cell is None else repr(int(cell) if cell == int(cell) else cell)


def _short(variable: Variable) -> dict[float, str]:
    return _in_bytes(variable.words)


def _in_bytes(words: Mapping[Any, str]) -> dict[float, str]:
    """Return words up to where the longest ones are cut."""
    return {
        float(number): said.encode()[: LONGEST_WORDS - 8].decode("utf-8", "ignore") for number, said in words.items()
    }
