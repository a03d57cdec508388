"""Tables published one after another, under attack."""

import json
import os
from collections import Counter
from dataclasses import dataclass

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from consult.disclosure.groups import EVERYBODY, Group, group
from consult.disclosure.release import Release, StillOpen, WouldReveal, publish, told_in_words
from consult.disclosure.rules import ORDINARY, SENSITIVE, Rules
from consult.disclosure.tables import Dimension, Table, one_way, two_way
from consult.kernel.errors import DomainError
from tests.consult.disclosure.attacker import OutOfPatience, found_out

WARD = Dimension("ward", "Ward", ("Beckton", "Plaistow", "Stratford"))
ANSWER = Dimension("answer", "Answer", ("Yes", "No"))
AGE = Dimension("age", "Age", ("Younger", "Older"))
BY_KEY = {dimension.key: dimension for dimension in (WARD, ANSWER, AGE)}

ATTACKS = int(os.environ.get("CONSULT_ATTACKS", "15"))
"""How many made-up sets of tables are attacked; more for a long look."""

Person = tuple[str, str, str]


def count(people: list[Person], keys: list[str], scope: Group) -> Table:
    chosen = [dict(zip(BY_KEY, person, strict=True)) for person in people]
    chosen = [person for person in chosen if all(person[key] in labels for key, labels in scope)]
    if len(keys) == 1:
        return one_way("t", BY_KEY[keys[0]], Counter(person[keys[0]] for person in chosen))
    return two_way("t", BY_KEY[keys[0]], BY_KEY[keys[1]], Counter((p[keys[0]], p[keys[1]]) for p in chosen))


def publish_all(tables: list[tuple[Table, Group]], rules: Rules) -> list[Release]:
    """Publish one after another, leaving out what is refused."""
    done: list[Release] = []
    for table, scope in tables:
        try:
            done.append(publish(table, rules, activity="1", is_open=False, scope=scope, earlier=done))
        except WouldReveal:
            continue
    return done


@dataclass
class Plan:
    """What is published of which people."""

    keys: list[str]
    scope: Group


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    keys = draw(st.permutations(list(BY_KEY)))
    width = draw(st.integers(1, 2))
    scope = EVERYBODY
    if draw(st.booleans()):
        scope = group({keys[2]: draw(st.sampled_from(BY_KEY[keys[2]].labels))})
    return Plan(list(keys[:width]), scope)


person = st.tuples(*(st.sampled_from([d.labels[0], *d.labels]) for d in BY_KEY.values()))
crowd = st.lists(person, min_size=1, max_size=60)
both = st.sampled_from([ORDINARY, SENSITIVE])


@settings(max_examples=ATTACKS, deadline=None)
@given(crowd, st.lists(plans(), min_size=2, max_size=3), both)
def test_no_set_of_tables_and_filters_gives_a_small_number_away(
    people: list[Person], wanted: list[Plan], rules: Rules
) -> None:
    done = publish_all([(count(people, plan.keys, plan.scope), plan.scope) for plan in wanted], rules)
    assume(done)
    try:
        assert found_out(done) == []
    except OutOfPatience:
        assume(False)


@settings(max_examples=ATTACKS, deadline=None)
@given(crowd, st.lists(person, min_size=1, max_size=4), st.integers(0, 3), plans(), both)
def test_late_answers_and_withdrawals_are_not_told_by_publishing_again(
    people: list[Person], late: list[Person], withdrawn: int, plan: Plan, rules: Rules
) -> None:
    states = [people, people[withdrawn:] + late]
    done = publish_all([(count(state, plan.keys, plan.scope), plan.scope) for state in states], rules)
    assume(len(done) == 2)
    try:
        assert found_out(done, moments=[0, 1] if states[0] != states[1] else [0, 0]) == []
    except OutOfPatience:
        assume(False)


@settings(max_examples=30, deadline=None)
@given(crowd, plans(), both)
def test_publishing_the_same_again_gives_the_same(people: list[Person], plan: Plan, rules: Rules) -> None:
    table = count(people, plan.keys, plan.scope)
    first = publish(table, rules, activity="1", is_open=False, scope=plan.scope)
    again = publish(table, rules, activity="1", is_open=False, scope=plan.scope, earlier=[first])
    assert again.shown == first.shown


@settings(max_examples=30, deadline=None)
@given(crowd, plans(), both)
def test_a_sealed_release_is_the_same_when_it_is_opened(people: list[Person], plan: Plan, rules: Rules) -> None:
    release = publish(count(people, plan.keys, plan.scope), rules, activity="1", is_open=False, scope=plan.scope)
    assert Release.unsealed(json.loads(json.dumps(release.sealed()))) == release


def test_nothing_is_published_while_people_can_take_part() -> None:
    with pytest.raises(StillOpen, match="after the closing date") as caught:
        publish(one_way("t", ANSWER, {"Yes": 60}), ORDINARY, activity="1", is_open=True)
    assert isinstance(caught.value, DomainError)
    assert caught.value.status == 409


def test_a_filter_on_all_but_a_few_people_shows_no_number_that_tells_of_the_few() -> None:
    everybody = publish(one_way("t", ANSWER, {"Yes": 60, "No": 40}), ORDINARY, activity="1", is_open=False)
    beckton = one_way("t", ANSWER, {"Yes": 58, "No": 30})
    scope = group({"ward": "Beckton"})
    release = publish(beckton, ORDINARY, activity="1", is_open=False, scope=scope, earlier=[everybody])
    assert release.shown.cell("Yes").text == "suppressed"
    alone = publish(beckton, ORDINARY, activity="1", is_open=False, scope=scope)
    assert alone.shown.cell("Yes").value == 60
    assert found_out([everybody, alone]) != []
    assert found_out([everybody, release]) == []


def test_one_late_answer_does_not_show() -> None:
    first = publish(one_way("t", ANSWER, {"Yes": 60, "No": 40}), ORDINARY, activity="1", is_open=False)
    second = publish(
        one_way("t", ANSWER, {"Yes": 61, "No": 40}), ORDINARY, activity="1", is_open=False, earlier=[first]
    )
    assert (second.shown.cell("Yes").text, second.shown.cell("No").text) == ("suppressed", "40")
    assert second.shown.total.text == "suppressed"


def test_a_table_that_cannot_be_made_safe_is_refused_with_what_to_do() -> None:
    sensitive = Rules(threshold=10)
    wards = {"Beckton": 40, "Plaistow": 40, "Stratford": 40}
    first = publish(one_way("t", WARD, wards), sensitive, activity="1", is_open=False)
    with pytest.raises(WouldReveal, match="combine some of its categories"):
        publish_one_ward_after(first, sensitive)


def publish_one_ward_after(first: Release, rules: Rules) -> Release:
    """Publish by answer what is known of Beckton's total already, when one answer has a single label."""
    only = Dimension("said", "Said", ("Something",))
    table = one_way("t", only, {"Something": 38})
    scope = group({"ward": "Beckton"})
    return publish(table, rules, activity="1", is_open=False, scope=scope, earlier=[first])


def test_releases_of_another_activity_are_not_compared() -> None:
    first = publish(one_way("t", ANSWER, {"Yes": 60}), ORDINARY, activity="1", is_open=False)
    with pytest.raises(ValueError, match="same activity"):
        publish(one_way("t", ANSWER, {"Yes": 60}), ORDINARY, activity="2", is_open=False, earlier=[first])


SEVEN = Dimension("seven", "Seven answers", tuple("abcdefg"))


def test_a_total_told_in_words_gives_no_hidden_number_away() -> None:
    """“About 30 responses” means 28 or more: seven answers “fewer than 5” are then four each, and no other way."""
    table = one_way("t", SEVEN, dict.fromkeys(SEVEN.labels, 4))
    told = told_in_words(28, ORDINARY, activity="1")
    alone = publish(table, ORDINARY, activity="1", is_open=False)
    assert found_out([told, alone])
    beside = publish(table, ORDINARY, activity="1", is_open=False, earlier=[told])
    assert found_out([told, beside]) == []


@settings(max_examples=ATTACKS, deadline=None)
@given(st.lists(st.integers(0, 9), min_size=3, max_size=3), st.lists(st.integers(0, 6), min_size=3, max_size=3), both)
def test_two_publications_and_the_totals_told_in_words_give_no_change_away(
    first: list[int], late: list[int], rules: Rules
) -> None:
    done: list[Release] = []
    moments: list[int] = []
    counts = [first, [one + more for one, more in zip(first, late, strict=True)]]
    for moment, now in enumerate(counts):
        done.append(told_in_words(sum(now), ORDINARY, activity="1"))
        moments.append(moment)
        table = one_way("t", WARD, dict(zip(WARD.labels, now, strict=True)))
        try:
            done.append(publish(table, rules, activity="1", is_open=False, earlier=done))
        except WouldReveal:
            continue
        moments.append(moment)
    try:
        # How many came late is told by the pages; how they answered is not.
        found = [text for text in found_out(done, moments=moments) if "ward" in text]
        assert found == []
    except OutOfPatience:
        assume(False)
