"""The harmonised questions name their version and source, and offer a way not to say."""

from consult.library.harmonised import harmonised


def test_each_names_its_version_and_source_and_lets_people_not_say() -> None:
    found = harmonised()
    assert [one.code for one in found] == [
        *("ethnicity", "sex", "gender", "age", "health", "restriction", "religion", "orientation")
    ]
    for one in found:
        (question,) = one.questions
        assert one.version
        assert one.source
        assert question.is_refusal == {"prefer_not"}
        assert not question.is_public
        assert len({option.code for option in question.options}) == len(question.options)


def test_the_list_of_ethnic_groups_is_whole() -> None:
    (question,) = harmonised()[0].questions
    assert len(question.options) == 20
