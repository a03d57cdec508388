"""Lines of the report say where something stands, and what became of it."""

from plugins.survey.convert.outcome import Line


def test_a_line_begins_with_its_place_where_it_has_one() -> None:
    assert str(Line("survey, row 4", "It was left out.")) == "survey, row 4: It was left out."
    assert str(Line("", "Sections were joined.")) == "Sections were joined."
