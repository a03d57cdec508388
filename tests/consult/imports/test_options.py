"""The options of the command make the plan that the page makes."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.imports.options import file_from_options, plan_from_options
from consult.imports.plan import NOT_AN_ANSWER, ImportPlan, OnConflict
from consult.kernel.errors import Invalid
from consult.tables.values import Layout

NONE: dict[str, Any] = {
    **dict.fromkeys(("encoding", "separator", "sheet", "heading", "key", "area", "received", "version")),
    **dict.fromkeys(("received_on", "channel_column", "source", "on_conflict")),
    **dict.fromkeys(("maps", "boxes", "about", "only", "codes", "values"), ()),
    "delimiter": ";",
    "from_export": False,
}
TEXT = "id;position;reasons\n1;Support;x\n"


def plan(session: Session, activity: Activity, text: str = TEXT, **options: Any) -> ImportPlan:
    """Return the plan of a command."""
    told = {**NONE, **options}
    return plan_from_options(file_from_options(session, activity, text.encode(), "spring.csv", told), told)


def test_without_options_columns_answer_the_questions_they_are_called_after(
    session: Session, activity: Activity
) -> None:
    assert plan(session, activity) == ImportPlan(answers={"position": "position", "reasons": "reasons"})


def test_every_option_has_its_place(session: Session, activity: Activity) -> None:
    made = plan(
        session,
        activity,
        maps=("reasons=position",),
        key="id",
        about=("sex=reasons",),
        values=("position:4=support", "position:N/A=not-answered"),
        codes=("position",),
        delimiter="newline",
        separator=";",
        heading="1",
        encoding="utf-8",
        on_conflict="leave",
        received_on="2027-01-02",
        channel_column="reasons",
    )
    assert made == ImportPlan(
        answers={"reasons": "position"},
        about_you={"sex": "reasons"},
        key="id",
        source="spring",
        channel="reasons",
        received_on="2027-01-02",
        values={"position": {"4": "support", "n/a": NOT_AN_ANSWER}},
        prefers_codes=("position",),
        delimiter="\n",
        on_conflict=OnConflict.LEAVE,
        layout=Layout(encoding="utf-8", separator=";", heading=1, heading_rows=1),
    )


def test_an_export_of_ours_needs_no_options(session: Session, activity: Activity) -> None:
    heading = "reference,received_hour,channel,area,questions_version,is_synthetic,position,reasons"
    made = plan(session, activity, f"{heading}\nCN-1,2027-01-01 10:00,paper,,1,0,support,x\n")
    assert (made.key, made.channel, made.version, made.synthetic) == (
        "reference",
        "channel",
        "questions_version",
        "is_synthetic",
    )
    assert (made.is_export, made.is_guarded, made.source) == (True, True, "spring")


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"maps": ("position",)}, "two names with = between them"),
        ({"heading": "one"}, "is not a heading"),
        ({"heading": "1-3"}, "is not a heading"),
        ({"values": ("position:4=maybe",)}, "is not one of the answers"),
        ({"values": ("mood:4=support",)}, "must be a question's key, a value and its meaning"),
        ({"boxes": ("position=travel",)}, "no columns of “travel”"),
    ],
)
def test_an_option_that_cannot_be_read_is_told(
    session: Session, activity: Activity, options: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(Invalid, match=sentence):
        plan(session, activity, **options)
