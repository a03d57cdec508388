"""Texts in another language than the page say so where they are shown, and are plain texts everywhere else."""

import copy
import json

import orjson
from markupsafe import escape

from consult.kernel.foreign import direction_of, foreign, in_language_of, lines_of, lines_together, side_by_side, woven

HOSTILE = '<b onclick="x">'


def test_a_foreign_text_is_marked_in_html_and_nowhere_else() -> None:
    said = foreign("Beth?", "cy")
    assert escape(said) == '<span lang="cy" dir="ltr">Beth?</span>'
    assert (str(said), f"{said}", json.dumps(said), orjson.dumps(said)) == ("Beth?", "Beth?", '"Beth?"', b'"Beth?"')
    assert said == "Beth?"
    assert not hasattr(str(said), "tag")
    assert escape(copy.deepcopy(said)) == escape(said)


def test_nothing_in_it_becomes_markup() -> None:
    said = escape(foreign(HOSTILE, HOSTILE))
    assert "<b" not in said
    assert 'onclick="' not in said
    assert "<b" not in escape(woven("<i>%(what)s</i>", what=foreign(HOSTILE, "cy")))
    assert "<i>" not in escape(woven("<i>%(what)s</i>", what=foreign("a", "cy")))


def test_a_sentence_marks_only_what_is_foreign_in_it() -> None:
    assert type(woven("If %(what)s", what="this")) is str
    assert escape(woven("If %(what)s", what=foreign("hyn", "cy"))) == 'If <span lang="cy" dir="ltr">hyn</span>'
    inner = woven("(%(what)s)", what=foreign("hyn", "cy"))
    assert escape(woven("If %(what)s", what=inner)) == 'If (<span lang="cy" dir="ltr">hyn</span>)'


def test_texts_stand_side_by_side_where_they_say_something() -> None:
    assert side_by_side("", "one", "", "two") == "one two"
    assert side_by_side("", "") == ""
    assert escape(side_by_side("one", foreign("hyn", "cy"))) == 'one <span lang="cy" dir="ltr">hyn</span>'


def test_lines_stay_in_their_language_when_all_have_the_same() -> None:
    ar = [foreign("a", "ar"), foreign("b", "ar")]
    assert escape(lines_together(ar, is_numbered=True)) == '<span lang="ar" dir="rtl">1. a\n2. b</span>'
    assert type(lines_together([ar[0], "c"])) is str
    assert [escape(line) for line in lines_of(foreign("a\n\nb", "ar"))] == [escape(one) for one in ar]
    assert lines_of("a\n \nb") == ["a", "b"]


def test_the_direction_of_a_language_that_nobody_knows_is_left_to_the_browser() -> None:
    assert [direction_of(tag) for tag in ("cy", "ur", "und-welsh", "zz", "x")] == ["ltr", "rtl", "auto", "auto", "auto"]


def test_what_is_made_of_a_foreign_text_is_in_its_language() -> None:
    assert escape(in_language_of(foreign("Beth?", "cy"), "Beth, <Ana>?")) == (
        '<span lang="cy" dir="ltr">Beth, &lt;Ana&gt;?</span>'
    )
    assert type(in_language_of("What?", "What, Ana?")) is str
    assert type(in_language_of(woven("%(it)s!", it=foreign("Beth", "cy")), "Ana")) is str
