"""Withholding words of an engagement, and changing its texts meanwhile."""

from dataclasses import replace

import pytest

from consult.kernel.errors import Invalid, NotFound
from plugins.impact.engagement import services
from plugins.impact.engagement.documents import active_in
from plugins.impact.engagement.services import EngagementFacts, VoiceFacts
from plugins.impact.engagement.withholding import find_withholding, lift, texts_of, withhold
from tests.plugins.impact.engagement.conftest import DAY, Log
from tests.plugins.impact.engagement.test_documents import EXEMPTION

MINUTES = EngagementFacts(title="Ward panel", mode="consulted", held_on=DAY, minutes="Ada Said spoke first.")
OF_MINUTES = replace(EXEMPTION, field="minutes", passage="Ada Said")
VOICE = VoiceFacts(name="Traders", kind="business", is_named=True, present=2, residents=1, view="oppose")


@pytest.mark.parametrize(("field", "passage"), [("answer", ""), ("said", "elsewhere"), ("minutes", "")])
def test_only_words_that_stand_there_are_withheld(log: Log, field: str, passage: str) -> None:
    voice = log.heard(log.held(), said="Ask the imam.")
    wanted = replace(EXEMPTION, field=field, passage=passage)
    with pytest.raises(Invalid):
        withhold(log.session, log.desk.author, voice.engagement, voice.id, wanted)


def test_rewriting_cannot_publish_what_is_withheld(log: Log) -> None:
    held = services.save_engagement(log.session, log.desk.author, log.assessment, None, MINUTES)
    made = withhold(log.session, log.desk.author, held, None, OF_MINUTES)
    rewritten = replace(MINUTES, minutes="Ada  Said spoke first, then left.")
    with pytest.raises(Invalid, match="do not stand there any more"):
        services.save_engagement(log.session, log.desk.author, log.assessment, held, rewritten, seen=held.version)
    assert held.minutes == MINUTES.minutes
    withhold(log.session, log.desk.author, held, None, replace(OF_MINUTES, passage=""))
    lift(log.session, log.desk.author, made)
    services.save_engagement(log.session, log.desk.author, log.assessment, held, rewritten, seen=held.version)
    assert held.minutes == rewritten.minutes
    assert len(active_in(log.session, [held])) == 1


def test_what_a_body_said_is_held_in_the_same_way(log: Log) -> None:
    voice = log.heard(log.held(), said="Ask the imam.")
    withhold(log.session, log.desk.author, voice.engagement, voice.id, EXEMPTION)
    told = (log.session, log.desk.author, voice.engagement, voice, None)
    with pytest.raises(Invalid) as refused:
        services.note_voice(*told, replace(VOICE, said="Ask imam Yusuf."), seen=voice.version)
    assert list(refused.value.fields) == ["said"]
    services.note_voice(*told, replace(VOICE, said="Please ask the imam."), seen=voice.version)
    assert voice.said == "Please ask the imam."


def test_what_is_lifted_is_read_again_and_a_second_click_changes_nothing(log: Log) -> None:
    held = services.save_engagement(log.session, log.desk.author, log.assessment, None, MINUTES)
    made = withhold(log.session, log.desk.author, held, None, OF_MINUTES)
    lift(log.session, log.desk.author, made)
    lift(log.session, log.desk.signer, made)
    assert made.lifted_by_id == log.desk.author_person.id
    assert active_in(log.session, [held]) == []
    assert texts_of(held) == {(None, "minutes"): MINUTES.minutes}
    assert find_withholding(log.session, made.id) is made
    with pytest.raises(NotFound):
        find_withholding(log.session, made.id + 1)
