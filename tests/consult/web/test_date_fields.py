"""Dates in boxes: what was typed stays, and the error leads to the faulty box."""

from datetime import UTC, date, datetime, time

from werkzeug.datastructures import MultiDict

from consult.web.forms import DataRequired, DateField, DateTimeField, Form, MonthField, TimeField
from tests.support.pages import HOSTILE, faults_of, parsed


class Sample(Form):
    class Meta:
        csrf = False

    born = DateField("Date of birth", [DataRequired("Enter your date of birth")])
    opens = DateTimeField("Opens", description="For example, 27 3 2027 at 9am")


def sent(**values: object) -> Sample:
    """Return the form as if it had been sent."""
    return Sample(formdata=MultiDict({name.replace("_", "-"): value for name, value in values.items()}))


def test_boxes_become_a_date_and_a_moment_in_utc() -> None:
    form = sent(born_day="5", born_month="May", born_year="1990", opens_day="1", opens_month="7",
                opens_year="2027", opens_time="9am")  # fmt: skip
    assert form.validate()
    assert form.born.data == date(1990, 5, 5)
    assert form.opens.data == datetime(2027, 7, 1, 8, 0, tzinfo=UTC)


def test_empty_boxes_are_said_to_be_needed_once() -> None:
    form = sent(born_day=" ")
    assert not form.validate()
    assert form.born.errors == ["Enter your date of birth"]
    assert form.born.focus_id() == "born-day"
    assert form.opens.data is None


def test_fault_leads_to_its_box_and_everything_typed_stays() -> None:
    form = sent(born_day="5", born_month=HOSTILE, born_year="1990")
    assert not form.validate()
    assert form.born.errors == ["Date of birth must have a real month, like 3 or March"]
    assert form.born.focus_id() == "born-month"
    tree = parsed(form.born(autocomplete="bday"))
    boxes = {box.get("id"): box for box in tree.iter("input")}
    assert boxes["born-month"].get("value") == HOSTILE
    assert [name for name, box in boxes.items() if "--error" in box.get("class")] == ["born-month"]
    assert boxes["born-year"].get("autocomplete") == "bday-year"
    assert faults_of(tree) == []


def test_present_values_stand_in_the_boxes() -> None:
    form = Sample(formdata=None, data={"opens": datetime(2027, 7, 1, 8, 30, tzinfo=UTC)})
    values = [box.get("value") for box in parsed(form.opens()).iter("input")]
    assert values == ["1", "7", "2027", "9:30am"]
    assert form.opens.data == datetime(2027, 7, 1, 8, 30, tzinfo=UTC)


def test_a_form_that_was_sent_does_not_fall_back_to_the_present_value() -> None:
    form = Sample(formdata=MultiDict({"x": "1"}), data={"born": date(1990, 5, 5)})
    assert form.born.data is None


def test_a_moment_that_nobody_touched_stays_even_if_it_is_midnight() -> None:
    midnight = datetime(2027, 1, 1, tzinfo=UTC)
    parts = {"opens-day": "1", "opens-month": "1", "opens-year": "2027", "opens-time": "midnight", "born-day": "1"}
    form = Sample(formdata=MultiDict({**parts, "born-month": "1", "born-year": "1990"}), data={"opens": midnight})
    assert form.validate()
    assert form.opens.data == midnight


class Asking(Form):
    class Meta:
        csrf = False

    closes = DateTimeField("When does it close?")


def test_a_sentence_says_which_of_several_dates_it_is_about() -> None:
    form = Asking(formdata=MultiDict({"closes-day": "31", "closes-month": "2", "closes-year": "2027"}))
    assert not form.validate()
    assert form.closes.errors == ["The answer to “When does it close?” must be a real date"]


class Shorter(Form):
    class Meta:
        csrf = False

    since = MonthField("Since when?")
    at = TimeField("At what time?")


def shorter(**values: str) -> Shorter:
    """Return the form as if it had been sent."""
    return Shorter(formdata=MultiDict({name.replace("_", "-"): value for name, value in values.items()}))


def test_a_month_and_a_time_are_read_as_people_write_them() -> None:
    form = shorter(since_month="March", since_year="2027", at="5.30 p.m.")
    assert form.validate()
    assert form.since.data == "2027-03"
    assert form.at.data == time(17, 30)
    assert shorter().validate()
    assert (shorter().since.data, shorter().at.data) == (None, None)


def test_half_a_month_and_no_time_are_refused_and_what_was_typed_stays() -> None:
    form = shorter(since_year="2027", at="<late>")
    assert not form.validate()
    assert form.since.errors == ["The answer to “Since when?” must include a month"]
    assert form.since.focus_id() == "since-month"
    assert form.at.errors == ["Your answer must be a real time, like 9am or 5:30pm"]
    assert 'value="2027"' in form.since()
    assert "&lt;late&gt;" in form.at()
    assert faults_of(parsed(str(form.since()) + str(form.at()))) == []


def test_what_is_there_is_shown_in_the_boxes() -> None:
    form = Shorter(data={"since": "2027-03", "at": time(9)})
    assert 'value="3"' in form.since()
    assert 'value="9am"' in form.at()
