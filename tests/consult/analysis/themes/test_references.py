"""A theme can be referred to by those on the desk."""

from consult.citations.queries import links, reference_to
from consult.kernel.authz import ANONYMOUS
from tests.consult.analysis.themes.conftest import Desk


def test_a_theme_is_named_for_the_desk_alone(desk: Desk) -> None:
    theme = desk.theme()
    reference = reference_to(theme)
    found = links(desk.session, desk.officer, [reference])
    assert found[reference].title.startswith("Theme T1 of “")
    assert links(desk.session, ANONYMOUS, [reference]) == {}
