"""Whether what somebody wrote may be published: asked behind the questions of an activity, and answered like them."""

from collections.abc import Mapping
from dataclasses import replace

from consult.contract.exits import ending_at_exits
from consult.contract.options import Option
from consult.contract.question_kinds import Kind
from consult.contract.questions import CONSENT_KEY, NAME_KEY, Question, Questionnaire, QuestionPage
from consult.kernel.messages import lazy_gettext as _l

NAMED, UNNAMED, REFUSED = "named", "unnamed", "no"
NARROWER: Mapping[str, tuple[str, ...]] = {NAMED: (UNNAMED, REFUSED), UNNAMED: (REFUSED,)}
"""What somebody who consented may still change it to, also after closing."""

CONSENT = Question(
    key=CONSENT_KEY,
    kind="scale",
    label=_l("May we publish what you wrote?"),
    hint=_l(
        "We publish only your own words, after closing, and take out first what could harm somebody. "
        "If you choose nothing, we do not publish them. Your response counts the same."
    ),
    options=(
        Option(
            code=NAMED,
            label=_l("Yes, with my name or the name of my organisation"),
            hint=_l("Your words stand together on one page, under your name and the reference of your response"),
        ),
        Option(
            code=UNNAMED,
            label=_l("Yes, without a name"),
            hint=_l("Each answer stands alone, so that nobody can tell which answers are from the same person"),
        ),
        Option(code=REFUSED, label=_l("No, do not publish it"), hint=_l("Only the council’s officers read it")),
    ),
    is_public=False,
)
NAME = Question(
    key=NAME_KEY,
    kind="name",
    label=_l("Under which name may we publish it?"),
    hint=_l("Your own name, or the name of your organisation if you answer for it."),
    is_required=True,
    is_public=False,
)


def _is_named(answers: Mapping[str, object]) -> bool:
    return answers.get(CONSENT_KEY) == NAMED


CONSENT_PAGE = QuestionPage(id="may-we-publish", title=CONSENT.label, questions=(CONSENT,))
NAME_PAGE = QuestionPage(
    id="name-to-publish",
    title=NAME.label,
    questions=(NAME,),
    is_asked=_is_named,
    asked_if=_l("we may publish it with your name"),
    depends_on=frozenset({CONSENT_KEY}),
)


def with_consent(asked: Questionnaire, kinds: Mapping[str, Kind]) -> Questionnaire:
    """Return a questionnaire that asks for consent in the end, where it is to and some text may be public."""
    has_texts = any(question.is_public and kinds[question.kind].is_free_text for question in asked.questions)
    if not asked.asks_consent or not has_texts:
        return asked
    return replace(asked, pages=(*asked.pages, *_last(asked)))


def _last(asked: Questionnaire) -> tuple[QuestionPage, ...]:
    exits = tuple(page for page in asked.pages if page.is_exit)
    return ending_at_exits((*exits, CONSENT_PAGE, NAME_PAGE))[len(exits) :]


def consent_of(answers: Mapping[str, object]) -> str:
    """Return what somebody said about publication; nothing said is a refusal."""
    said = answers.get(CONSENT_KEY)
    return said if said in {NAMED, UNNAMED} else REFUSED


def name_of(answers: Mapping[str, object]) -> str:
    """Return the name under which somebody lets their words be published, as it may now be read."""
    return str(answers.get(NAME_KEY, ""))
