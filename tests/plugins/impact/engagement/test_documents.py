"""What the public reads of engagements."""

from plugins.impact.assessments.exemptions import Exemption
from plugins.impact.engagement.documents import public_log
from plugins.impact.engagement.withholding import withhold
from tests.plugins.impact.engagement.conftest import Log

EXEMPTION = Exemption(field="said", passage="the imam", exemption="s40", reason="A name.")


def test_a_mark_stands_only_in_the_text_whose_words_are_withheld(log: Log) -> None:
    held = log.held()
    first = log.heard(held, said="Ask the imam.", answer="We asked the imam.")
    log.heard(held, log.contact(), said="The youth told the imam.")
    withhold(log.session, log.desk.author, held, first.id, EXEMPTION)
    (shown,) = public_log(log.session, [held])
    mark = "[withheld, Section 40: personal information: A name.]"
    texts = [(voice.said.text, voice.answer.text) for voice in shown.voices]
    assert texts == [(f"Ask {mark}.", "We asked the imam."), ("The youth told the imam.", "")]
    assert shown.minutes.pieces == ()
