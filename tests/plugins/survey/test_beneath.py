"""Questions beneath an answer of another one: they stay with it."""

from plugins.survey import edits
from plugins.survey.beneath import beneath_options, groups_of
from plugins.survey.definition import Definition
from plugins.survey.document import digest, read_definition
from tests.plugins.survey.conftest import item, options, page, survey

SAYING = read_definition(
    survey(
        page(
            "p1",
            item("first"),
            item("which", "radios", options=options("a", "b")),
            item("which_a", show_if={"q": "which", "op": "eq", "value": "a"}),
            item("which_b", show_if={"q": "which", "op": "in", "value": ["b"]}),
            item("then", show_if={"q": "which", "op": "in", "value": ["a", "b"]}),
        ),
        page("p2", item("last")),
    )
)


def keys(definition: Definition) -> list[list[str]]:
    """Return the keys of each page."""
    return [[item.key for item in page.items] for page in definition.pages]


def test_the_lines_of_a_question_are_found() -> None:
    assert [(one.key, code) for one, code in beneath_options(SAYING.pages[0])] == [("which_a", "a"), ("which_b", "b")]
    assert [[one.key for one in group] for group in groups_of(SAYING.pages[0])] == [
        ["first"],
        ["which", "which_a", "which_b"],
        ["then"],
    ]


def test_a_question_moves_with_its_lines_and_never_between_another_one_and_its_lines() -> None:
    assert keys(edits.move_item(SAYING, "which", "up"))[0] == ["which", "which_a", "which_b", "first", "then"]
    assert keys(edits.move_item(SAYING, "first", "down"))[0] == ["which", "which_a", "which_b", "first", "then"]
    down = edits.move_item(edits.move_item(SAYING, "which", "down"), "which", "down")
    assert keys(down) == [["first", "then"], ["which", "which_a", "which_b", "last"]]
    assert keys(edits.move_item(SAYING, "which_a", "down"))[0][2:4] == ["which_b", "which_a"]


def test_a_question_that_is_removed_takes_its_lines_along() -> None:
    seen = digest(SAYING.find_item("which"))
    assert keys(edits.remove_item(SAYING, "which", seen))[0] == ["first", "then"]
    assert keys(edits.remove_item(SAYING, "which_b", digest(SAYING.find_item("which_b"))))[0] == [
        *("first", "which", "which_a", "then")
    ]
