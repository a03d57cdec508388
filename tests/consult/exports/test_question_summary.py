"""Who was asked, and what they said: held against people who are walked through their questions one by one."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from consult.contract.options import Option
from consult.contract.question_kinds import Kind
from consult.contract.questions import NOT_ANSWERED, Question, Questionnaire, QuestionPage
from consult.disclosure.tables import Dimension, Line, one_way
from consult.exports.question_summary import (
    Base,
    QuestionSummary,
    as_published,
    band_of,
    bands_of,
    summarise_questions,
)
from consult.submissions.kinds import SCALE
from consult.submissions.tallies import Counts, values_of
from plugins.survey.kinds.boxes import CHECKBOXES
from plugins.survey.kinds.choices import RADIOS
from plugins.survey.kinds.lines import SHORT_TEXT
from plugins.survey.kinds.numbers import NUMBER

KINDS: dict[str, Kind] = {kind.name: kind for kind in (SCALE, RADIOS, CHECKBOXES, NUMBER, SHORT_TEXT)}
# Words and codes that could be taken for something else.
OPTIONS = (
    Option(code="total", label="Total", value=1),
    Option(code="none", label="No answer", value=2),
    Option(code="not_asked", label="Not given", value=4),
    Option(code="pnts", label="Prefer not to say", is_refusal=True),
)
Person = tuple[int, dict[str, Any], dict[str, Any]]


def question(key: str, kind: str, **more: Any) -> Question:
    """Return a question of a kind."""
    options = OPTIONS if KINDS[kind] in {SCALE, RADIOS, CHECKBOXES} else ()
    return Question(key=key, kind=kind, label="Area", options=options, **more)


def said_none(key: str, answers: Mapping[str, Any]) -> bool:
    """Whether a question was answered with “none”."""
    return answers.get(key) == "none"


def questionnaire(version: int, pages: list[tuple[Question, str | None]]) -> Questionnaire:
    """Return a version: each page asks one question, some only if an earlier question was answered with “none”."""
    return Questionnaire(
        activity_id=1,
        version=version,
        title="",
        pages=tuple(
            QuestionPage(
                id=one.key,
                title="",
                questions=(one,),
                is_asked=partial(said_none, key) if key else None,
            )
            for one, key in pages
        ),
    )


def counted(versions: dict[int, Questionnaire], people: list[Person]) -> Counts:
    """Return the counts that are kept of these people."""
    counts: Counts = {}
    for version, answers, marks in people:
        said = values_of(
            status="submitted",
            channel="web",
            area="",
            answers=answers,
            marks=marks,
            asked=versions[version],
            kinds=KINDS,
        )
        for variable, value in set(said):
            counts.setdefault(variable, {}).setdefault(value, 0)
            counts[variable][value] += 1
    return counts


def summarised(versions: dict[int, Questionnaire], people: list[Person]) -> dict[str, QuestionSummary]:
    return {
        summarise_question.question.key: summarise_question
        for summarise_question in summarise_questions(versions, KINDS, counted(versions, people))
    }


@st.composite
def worlds(draw: st.DrawFn) -> tuple[dict[int, Questionnaire], list[Person]]:
    """Some versions of a survey with branches, and people who answered them on their paths."""
    keys = ["a", "b", "c", "d"]
    kinds = {key: draw(st.sampled_from(sorted(KINDS))) for key in keys}
    versions = {}
    for number in range(1, draw(st.integers(1, 3)) + 1):
        asked = [key for key in keys if draw(st.booleans())] or ["a"]
        pages = []
        for place, key in enumerate(asked):
            before = [text for text in asked[:place] if kinds[text] in ("radios", "scale")]
            on = draw(st.sampled_from([None, *before]))
            pages.append((question(key, kinds[key], minimum=0, maximum=20), on))
        versions[number] = questionnaire(number, pages)
    people: list[Person] = []
    for _ in range(draw(st.integers(0, 25))):
        version = draw(st.sampled_from(sorted(versions)))
        answers: dict[str, Any] = {}
        marks: dict[str, Any] = {}
        for page in versions[version].pages:
            (one,) = page.questions
            if page.is_asked is not None and not page.is_asked(answers):
                continue
            answer = draw(answers_to(one))
            if answer in ("left_empty", "several"):
                marks[one.key] = {"mark": answer}
            elif answer is not None:
                answers[one.key] = answer
        people.append((version, answers, marks))
    return versions, people


def answers_to(one: Question) -> st.SearchStrategy[Any]:
    """Return what somebody may do with a question: answer it, leave it, or leave it unclear on paper."""
    codes = st.sampled_from([option.code for option in OPTIONS])
    said: st.SearchStrategy[Any] = {
        "checkboxes": st.one_of(
            st.sets(codes, min_size=1).map(lambda item: sorted(item - {"pnts"})), st.just(["pnts"])
        ).filter(bool),
        "number": st.one_of(st.integers(0, 20), st.sampled_from([0.5, 19.5])),
        "short_text": st.just("Words"),
    }.get(one.kind, codes)
    return st.one_of(said, st.none(), st.sampled_from(["left_empty", "several"]))


def walked(versions: dict[int, Questionnaire], people: list[Person], key: str) -> Base:
    """Return who was asked, from every person alone."""
    fates: Counter[str] = Counter()
    for version, answers, marks in people:
        seen: dict[str, Any] = {}
        was_asked = False
        for page in versions[version].pages:
            if page.is_asked is None or page.is_asked(seen):
                was_asked = was_asked or page.id == key
                seen.update({page.id: answers[page.id]} if page.id in answers else {})
        answer = answers.get(key)
        if not was_asked:
            fates["not_asked"] += 1
        elif key in marks:
            fates[marks[key]["mark"]] += 1
        elif answer is None:
            fates["no_answer"] += 1
        else:
            fates["preferred_not" if answer in ("pnts", ["pnts"]) else "answered"] += 1
    return Base(**fates)


@settings(max_examples=150, deadline=None)
@given(worlds())
def test_every_number_is_that_of_the_people_walked_through_one_by_one(
    world: tuple[dict[int, Questionnaire], list[Person]],
) -> None:
    versions, people = world
    for key, one in summarised(versions, people).items():
        assert one.base == walked(versions, people, key)
        for number, base in one.bases.items():
            assert base == walked(versions, [person for person in people if person[0] == number], key)
        assert one.base.counted == len(people)
        if one.table is not None:
            assert lines_of(one) == brute_lines(one, people)
            assert one.table.answered == one.base.answered
            assert sum(as_published(one.table).counts) == sum(one.table.counts)


def lines_of(one: QuestionSummary) -> dict[str, int]:
    assert one.table is not None
    kinds = zip(one.table.rows.codes, one.table.rows.kinds, one.table.counts, strict=True)
    return {code: number for code, kind, number in kinds if kind is Line.ANSWER and number}


def brute_lines(one: QuestionSummary, people: list[Person]) -> dict[str, int]:
    found: Counter[str] = Counter()
    for _, answers, _ in people:
        answer = answers.get(one.question.key)
        if isinstance(answer, list):
            found.update(code for code in answer if code != "pnts")
        elif one.is_number and answer is not None:
            found[band_of(bands_of([one.question]), answer).code] += 1
        elif answer is not None and answer != "pnts":
            found[answer] += 1
    return dict(found)


def test_a_follow_up_counts_those_it_was_asked_and_nobody_else() -> None:
    uses, how = question("uses", "radios"), question("how", "radios")
    versions = {1: questionnaire(1, [(uses, None), (how, "uses")])}
    people: list[Person] = [
        *[(1, {"uses": "none", "how": "total"}, {}) for _ in range(43)],
        *[(1, {"uses": "none"}, {}) for _ in range(10)],
        *[(1, {"uses": "total"}, {}) for _ in range(50)],
    ]
    found = summarised(versions, people)["how"]
    assert found.base == Base(answered=43, no_answer=10, not_asked=50)
    assert found.table is not None
    assert found.table.answered == 43


def test_whom_an_earlier_version_did_not_ask_is_not_asked() -> None:
    old, new = question("old", "radios"), question("new", "radios")
    versions = {
        1: questionnaire(1, [(old, None)]),
        2: questionnaire(2, [(new, None)]),
        3: questionnaire(3, [(new, None)]),
    }
    people: list[Person] = [*[(1, {"old": "total"}, {})] * 97, *[(2, {"new": "none"}, {})] * 2, (3, {}, {})]
    found = summarised(versions, people)
    assert found["new"].base == Base(answered=2, no_answer=1, not_asked=97)
    assert found["old"].base == Base(answered=97, not_asked=3)
    assert found["new"].note == "Key new. Asked in versions 2 to 3, of 3."
    assert found["old"].note == "Key old. Asked in version 1, of 3."


def test_two_questions_with_the_same_words_are_told_apart() -> None:
    versions = {1: questionnaire(1, [(question("one", "radios"), None), (question("two", "radios"), None)])}
    assert [question_summary.note for question_summary in summarised(versions, []).values()] == ["Key one.", "Key two."]
    alone = {1: questionnaire(1, [(question("one", "radios"), None)])}
    assert [question_summary.note for question_summary in summarised(alone, []).values()] == [""]


def test_numbers_and_scales_are_summed_up() -> None:
    versions = {
        1: questionnaire(1, [(question("n", "number", minimum=0, maximum=240), None), (question("s", "scale"), None)])
    }
    people: list[Person] = [(1, {"n": number, "s": "not_asked"}, {}) for number in (5, 10, 20, 240)]
    found = summarised(versions, [*people, (1, {"s": "pnts"}, {})])
    numbers, scale = found["n"].measures, found["s"].measures
    assert numbers is not None
    assert (numbers.count, numbers.mean, numbers.median) == (4, 68.75, 15)
    assert (numbers.lower_quartile, numbers.upper_quartile) == (8.75, 75)
    assert scale is not None
    assert (scale.count, scale.mean) == (4, 4)
    assert [option.code for option in found["s"].values] == ["total", "none", "not_asked"]


def test_what_paper_left_unclear_is_published_as_no_answer() -> None:
    plain = one_way("q", Dimension("q", "Q", ("yes", "-9"), ("Yes", "No answer")), {"yes": 3, "-9": 1})
    assert as_published(plain) is plain
    codes = ("yes", "left_empty", "several", str(NOT_ANSWERED))
    kinds = (Line.ANSWER, Line.NO_ANSWER, Line.NO_ANSWER, Line.NO_ANSWER)
    unclear = one_way(
        "q",
        Dimension("q", "Q", codes, ("Yes", "Left empty", "Several", "No answer"), kinds=kinds),
        {"yes": 3, "left_empty": 2, "several": 4, str(NOT_ANSWERED): 1},
    )
    told = as_published(unclear)
    assert dict(zip(told.rows.codes, told.counts, strict=True)) == {
        "yes": 3,
        str(NOT_ANSWERED): 7,
    }
    assert told.rows.labels == ("Yes", "No answer")


def test_what_is_no_longer_offered_keeps_its_words() -> None:
    earlier = replace(question("q", "radios"), options=(*OPTIONS, Option(code="gone", label="Total")))
    versions = {1: questionnaire(1, [(earlier, None)]), 2: questionnaire(2, [(question("q", "radios"), None)])}
    table = summarised(versions, [(1, {"q": "gone"}, {}), (2, {"q": "total"}, {})])["q"].table
    assert table is not None
    told = dict(zip(table.rows.codes, zip(table.rows.labels, table.counts, strict=True), strict=True))
    assert told["gone"] == ("Total (no longer offered)", 1)
    assert told["total"] == ("Total", 1)
