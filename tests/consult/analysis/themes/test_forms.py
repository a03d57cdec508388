"""What is typed about themes."""

from flask import Flask

from consult.analysis.themes.forms import CodingForm, NewThemeForm, PassageForm, SplitForm
from tests.consult.analysis.themes.conftest import Desk
from tests.support.forms import faults, filled


def test_a_theme_needs_words_and_a_definition(application: Flask) -> None:
    form = filled(application, NewThemeForm, {"title": "", "definition": ""})
    assert faults(form)["title"] == ["Enter the theme in a few words"]
    assert faults(form)["definition"] == ["Enter what belongs to it, so that two officers code alike"]


def test_a_split_without_words_says_what_to_enter(application: Flask) -> None:
    form = filled(application, SplitForm, {"titles": ""})
    assert faults(form)["titles"] == ["Enter at least two parts, one on each line"]


def test_themes_are_offered_by_code_and_title_with_what_proposes_them(application: Flask, desk: Desk) -> None:
    theme = desk.theme()
    coding = filled(application, CodingForm, {"themes": [str(theme.id)]})
    coding.offer([theme], [(theme, "Proposed")])
    passage = filled(application, PassageForm, {"passage": "x", "themes": [str(theme.id)]})
    passage.offer([theme])
    assert [(offered.label, offered.hint) for offered in coding.themes.choices] == [("T1 Mistakes", "Proposed")]
    assert coding.theme_ids == passage.theme_ids == [theme.id]
