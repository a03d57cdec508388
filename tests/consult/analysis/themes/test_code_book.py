"""Themes are added, changed, merged and split, and keep their numbers."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.analysis.themes import code_book
from consult.analysis.themes.models import Assignment, Theme
from consult.consultations.models import State
from consult.kernel.authz import Role
from consult.kernel.errors import ChangedMeanwhile, Conflict, Invalid, SavedOtherwise
from tests.consult.analysis.themes.conftest import Desk
from tests.factories import make_activity, make_consultation, make_person


def test_numbers_go_up_and_a_form_sent_twice_adds_one(desk: Desk) -> None:
    first = desk.theme()
    words = ("Cost", "What it costs", "")
    added = code_book.add_theme(desk.session, desk.officer, desk.consultation, *words, form_key="k")
    again = code_book.add_theme(desk.session, desk.officer, desk.consultation, *words, form_key="k")
    assert (first.code, added.code, again.id) == ("T1", "T2", added.id)
    with pytest.raises(SavedOtherwise):
        code_book.add_theme(desk.session, desk.officer, desk.consultation, "Other", "Words", form_key="k")


def test_what_somebody_else_saved_first_is_not_overwritten(desk: Desk) -> None:
    theme = desk.theme()
    seen = theme.version
    code_book.edit_theme(desk.session, desk.officer, theme, "Theirs", "Words", "", None, seen)
    with pytest.raises(ChangedMeanwhile) as changed:
        code_book.edit_theme(desk.session, desk.officer, theme, "Mine", "Words", "", None, seen)
    assert {str(compared.saved) for compared in changed.value.compared if compared.differs} == {"Theirs"}
    assert theme.title == "Theirs"


def test_a_theme_has_one_level_of_parts(desk: Desk) -> None:
    parent = desk.theme("Mistakes")
    part, other = desk.theme("At night", parent), desk.theme("Cost")
    with pytest.raises(Invalid):
        desk.theme("Deeper", part)
    with pytest.raises(Invalid):
        code_book.edit_theme(desk.session, desk.officer, parent, "Mistakes", "d", "", other.id, parent.version)
    elsewhere = make_consultation(desk.session)
    stranger = code_book.add_theme(desk.session, desk.officer, elsewhere, "Cost", "d")
    with pytest.raises(Invalid):
        desk.theme("Lost", stranger)


def test_a_merged_theme_leads_to_its_last_successor_and_loses_nothing(desk: Desk) -> None:
    first, second, third = desk.theme("A"), desk.theme("B"), desk.theme("C")
    one, both = desk.response(), desk.response()
    desk.code(one, first)
    desk.code(both, first, second)
    code_book.merge_themes(desk.session, desk.officer, first, second.id)
    assert desk.counted() == {"T2": 2}
    code_book.merge_themes(desk.session, desk.officer, second, third.id)
    assert (first.merged_into_id, second.merged_into_id) == (third.id, third.id)
    assert desk.counted() == {"T3": 2}
    assert [first.title, first.code] == ["A", "T1"]
    for act in (
        lambda: code_book.merge_themes(desk.session, desk.officer, first, third.id),
        lambda: code_book.split_theme(desk.session, desk.officer, first, ["x", "y"]),
        lambda: code_book.edit_theme(desk.session, desk.officer, first, "x", "y", "", None, first.version),
    ):
        with pytest.raises(Conflict):
            act()
    for into in (third.id, first.id, 10_000):
        with pytest.raises(Invalid):
            code_book.merge_themes(desk.session, desk.officer, third, into)


def test_the_parts_of_a_merged_theme_become_parts_of_the_other(desk: Desk) -> None:
    parent, other = desk.theme("A"), desk.theme("B")
    part, sibling = desk.theme("Part", parent), desk.theme("Sibling", parent)
    code_book.merge_themes(desk.session, desk.officer, parent, part.id)
    assert (part.parent_id, sibling.parent_id) == (None, part.id)
    code_book.merge_themes(desk.session, desk.officer, part, other.id)
    assert sibling.parent_id == other.id


def test_a_split_theme_keeps_what_it_was_given_and_is_not_offered(desk: Desk) -> None:
    theme = desk.theme("Mistakes")
    coded = desk.response()
    desk.code(coded, theme)
    parts = code_book.split_theme(desk.session, desk.officer, theme, ["By day", " ", "By night", "By day"])
    assert [(part.code, part.title, part.split_from_id) for part in parts] == [
        ("T2", "By day", theme.id),
        ("T3", "By night", theme.id),
    ]
    assert desk.counted() == {"T1": 1}
    with pytest.raises(Invalid):
        desk.code(desk.response(), theme)
    desk.code(coded, parts[1])
    assert desk.counted() == {"T3": 1}


@pytest.mark.parametrize("typed", [[], ["One"], ["One", "one " * 0, "One"], ["One", "x" * 201]])
def test_a_split_needs_two_parts_that_fit(desk: Desk, typed: list[str]) -> None:
    theme = desk.theme()
    with pytest.raises(Invalid):
        code_book.split_theme(desk.session, desk.officer, theme, typed)
    assert theme.is_offered


ACTS = st.lists(
    st.tuples(st.sampled_from(["add", "merge", "split", "code"]), st.integers(0, 9), st.integers(0, 9)), max_size=8
)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_numbers_stay_and_no_coded_response_is_lost(session: Session, acts: list[tuple[str, int, int]]) -> None:
    consultation = make_consultation(session, state=State.ANALYSING)
    desk = Desk(session, consultation, make_activity(session, consultation), make_person(session, Role.OFFICER))
    themes = [desk.theme("First")]
    names: dict[int, tuple[str, str]] = {}
    coded = 0
    for act, first, second in acts:
        theme, other = themes[first % len(themes)], themes[second % len(themes)]
        if act == "add":
            themes.append(desk.theme(f"Theme {len(themes)}"))
        elif act == "merge" and theme.is_offered and other.is_offered and theme.id != other.id:
            code_book.merge_themes(session, desk.officer, theme, other.id)
        elif act == "split" and theme.is_offered:
            themes += code_book.split_theme(session, desk.officer, theme, ["One", "Two"])
        elif act == "code" and theme.is_offered:
            desk.code(desk.response(), theme)
            coded += 1
        for known in themes:
            assert names.setdefault(known.id, (known.code, known.title)) == (known.code, known.title)
    of_this = select(Theme.number).where(Theme.consultation_id == consultation.id).order_by(Theme.number)
    assert list(session.scalars(of_this)) == list(range(1, len(themes) + 1))
    assert sum(desk.counted().values()) == coded
    assert (
        session.scalar(
            select(func.count()).join(Theme).select_from(Assignment).where(Theme.consultation_id == consultation.id)
        )
        == coded
    )
    assert all(
        theme.merged_into_id is None or session.get_one(Theme, theme.merged_into_id).merged_into_id is None
        for theme in themes
    )
