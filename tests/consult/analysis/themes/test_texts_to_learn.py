"""What a model looks at, and what is kept of what it proposes."""

from consult.analysis.themes import code_book
from consult.analysis.themes.model_runs import new_run
from consult.analysis.themes.run_models import Method
from consult.analysis.themes.texts_to_learn import coded_by_hand, keep_proposals, public_texts_of, texts_of
from consult.jobs.models import Job
from tests.consult.analysis.themes.conftest import Desk


def test_only_what_the_public_can_read_may_leave(desk: Desk) -> None:
    seen, unseen, _empty = desk.response("Seen."), desk.response("Unseen."), desk.response("")
    assert texts_of(desk.session, desk.activity.id, "reasons") == {seen.id: "Seen.", unseen.id: "Unseen."}
    assert public_texts_of(desk.session, desk.activity.id, "reasons") == {}
    desk.make_public(seen)
    assert public_texts_of(desk.session, desk.activity.id, "reasons") == {seen.id: "Seen."}


def test_what_was_coded_changed_or_merged_meanwhile_is_left(desk: Desk) -> None:
    cost, money, trust = desk.theme("Cost"), desk.theme("Money"), desk.theme("Trust")
    coded, changed, kept = desk.response(), desk.response(), desk.response()
    texts = texts_of(desk.session, desk.activity.id, "reasons")
    desk.code(coded, trust)
    code_book.merge_themes(desk.session, desk.officer, money, cost.id)
    run = new_run(desk.session, Job(), desk.activity.id, "reasons", Method.LEARNED, "model", 3)
    found = [(coded.id, cost.id, 0.9), (changed.id, cost.id, 0.9), (kept.id, cost.id, 0.9), (kept.id, money.id, None)]
    assert keep_proposals(desk.session, run, {**texts, changed.id: "What it said before."}, found) == 1
    assert run.proposed == 1
    assert coded_by_hand(desk.session, desk.activity.id, "reasons") == {coded.id: {trust.id}}
