"""The forms for pictures of answers."""

from flask import Flask

from plugins.survey.document import read_definition
from plugins.survey.picture_forms import DRAFT, EVERYWHERE, PictureForm, RemovalForm
from tests.plugins.survey.conftest import item, options, page, survey


def test_what_is_offered_can_have_a_picture(application: Flask) -> None:
    retired = {**options("old")[0], "retired": True}
    (asked,) = read_definition(survey(page("p1", item("a", "radios", options=[*options("a", "b"), retired])))).items
    with application.test_request_context():
        form = PictureForm().offer(asked)
        assert [one.value for one in form.code.choices] == ["a", "b"]
        assert [one.value for one in RemovalForm().where.choices] == [DRAFT, EVERYWHERE]
