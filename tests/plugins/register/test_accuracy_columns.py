"""A result is known by what was tested, however it is written; what is in no cell is unknown."""

from plugins.register.accuracy_columns import KEY, LABELS, differing, faults_of, key_of, values_of_result

CELLS = {"study": "S", "metric": "FPIR", "subgroup": "All", "value": "0.017"}


def test_what_is_in_no_cell_is_unknown() -> None:
    values = values_of_result(CELLS)
    assert (set(values), values["trials"], values["vendor"]) == (set(LABELS), None, "")
    assert key_of(values) == key_of(values_of_result({**CELLS, "subgroup": "ALL"})) != key_of(dict.fromkeys(KEY, ""))


def test_only_what_a_file_has_is_compared_and_not_how_it_is_written() -> None:
    kept = {**CELLS, "trials": "1,000"}
    assert differing({"value": "0.017", "trials": "1000", "vendor": ""}, kept) == []
    assert differing({"value": "0.018", "trials": ""}, kept) == ["value", "trials"]


def test_a_cell_that_cannot_be_read_is_told_once() -> None:
    assert list(dict(faults_of({**CELLS, "trials": "many", "successes": "1"}))) == ["trials"]
    assert dict(faults_of(CELLS)) == {}
