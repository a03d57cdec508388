"""Kinds of files with rows are named after their owner, and each has columns that nobody can take for another."""

from consult.contract.registry import Registry


def test_every_kind_of_file_is_named_after_its_feature_or_plugin(registry: Registry) -> None:
    assert {name.partition(".")[0] for name in registry.file_imports} == {
        "authorisation",
        "impact",
        "office",
        "population",
        "register",
    }


def test_no_two_columns_of_a_file_answer_to_one_name(registry: Registry) -> None:
    for declared in registry.file_imports.values():
        names = [word for column in declared.columns for word in column.words()]
        assert len(names) == len(set(names)), declared.name
        assert any(column.is_needed for column in declared.columns) or (
            declared.layouts and all(layout.needs for layout in declared.layouts)
        ), declared.name
