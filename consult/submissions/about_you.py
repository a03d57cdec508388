"""The about-you questions: harmonised categories, all optional, never shown beside an answer.

Sources: GOV.UK list of ethnic groups (Annex C, 18 March 2025), Census 2021 (sex, gender identity), Government
Statistical Service harmonised standards (long-lasting health condition, activity restriction, religion in England,
sexual orientation). The age bands are the usual ones; only the band is asked for.
"""

from consult.contract.options import Option
from consult.contract.questions import Question, QuestionPage
from consult.kernel.messages import lazy_gettext as _l

PREFER_NOT = Option(code="prefer_not", label=_l("Prefer not to say"), divider=_l("or"))


def _options(*pairs: tuple[str, str]) -> tuple[Option, ...]:
    return (*(Option(code=code, label=label) for code, label in pairs), PREFER_NOT)


AGE = Question(
    key="age_band",
    kind="choice",
    label=_l("How old are you?"),
    options=_options(
        ("under_16", _l("Under 16")),
        ("16_24", _l("16 to 24")),
        ("25_34", _l("25 to 34")),
        ("35_44", _l("35 to 44")),
        ("45_54", _l("45 to 54")),
        ("55_64", _l("55 to 64")),
        ("65_74", _l("65 to 74")),
        ("75_over", _l("75 or over")),
    ),
)
SEX = Question(
    key="sex",
    kind="choice",
    label=_l("What is your sex?"),
    options=_options(("female", _l("Female")), ("male", _l("Male"))),
)
GENDER = Question(
    key="gender_same",
    kind="choice",
    label=_l("Is the gender you identify with the same as your sex registered at birth?"),
    hint=_l("For people aged 16 or over."),
    options=_options(("yes", _l("Yes")), ("no", _l("No"))),
)
ETHNICITY_GROUPS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        _l("White"),
        (
            ("white_british", _l("English, Welsh, Scottish, Northern Irish or British")),
            ("white_irish", _l("Irish")),
            ("white_gypsy_traveller", _l("Gypsy or Irish Traveller")),
            ("white_roma", _l("Roma")),
            ("white_other", _l("Any other White background")),
        ),
    ),
    (
        _l("Mixed or Multiple ethnic groups"),
        (
            ("mixed_white_caribbean", _l("White and Black Caribbean")),
            ("mixed_white_african", _l("White and Black African")),
            ("mixed_white_asian", _l("White and Asian")),
            ("mixed_other", _l("Any other Mixed or Multiple background")),
        ),
    ),
    (
        _l("Asian or Asian British"),
        (
            ("asian_indian", _l("Indian")),
            ("asian_pakistani", _l("Pakistani")),
            ("asian_bangladeshi", _l("Bangladeshi")),
            ("asian_chinese", _l("Chinese")),
            ("asian_other", _l("Any other Asian background")),
        ),
    ),
    (
        _l("Black, Black British, Caribbean or African"),
        (
            ("black_caribbean", _l("Caribbean")),
            ("black_african", _l("African")),
            ("black_other", _l("Any other Black, Black British or Caribbean background")),
        ),
    ),
    (_l("Other ethnic group"), (("arab", _l("Arab")), ("other", _l("Any other ethnic group")))),
)
ETHNICITY = Question(
    key="ethnicity",
    kind="choice",
    label=_l("What is your ethnic group?"),
    options=_options(*(pair for _, pairs in ETHNICITY_GROUPS for pair in pairs)),
)
HEALTH = Question(
    key="health_condition",
    kind="choice",
    label=(
        _l(
            "Do you have any physical or mental health conditions or illnesses lasting or expected to last "
            "12 months or more?"
        )
    ),
    options=_options(("yes", _l("Yes")), ("no", _l("No"))),
)
RESTRICTION = Question(
    key="activity_restriction",
    kind="choice",
    label=_l("If yes, does your condition or illness reduce your ability to carry out day-to-day activities?"),
    options=_options(("a_lot", _l("Yes, a lot")), ("a_little", _l("Yes, a little")), ("not_at_all", _l("Not at all"))),
)
RELIGION = Question(
    key="religion",
    kind="choice",
    label=_l("What is your religion?"),
    options=_options(
        ("none", _l("No religion")),
        ("christian", _l("Christian (all denominations)")),
        ("buddhist", _l("Buddhist")),
        ("hindu", _l("Hindu")),
        ("jewish", _l("Jewish")),
        ("muslim", _l("Muslim")),
        ("sikh", _l("Sikh")),
        ("other", _l("Any other religion")),
    ),
)
ORIENTATION = Question(
    key="sexual_orientation",
    kind="choice",
    label=_l("Which of the following options best describes how you think of yourself?"),
    hint=_l("For people aged 16 or over."),
    options=_options(
        ("heterosexual", _l("Heterosexual or Straight")),
        ("gay_lesbian", _l("Gay or Lesbian")),
        ("bisexual", _l("Bisexual")),
        ("other", _l("Other")),
    ),
)
STANDARDS = _l(
    "There are eight, all optional. They use the words of GOV.UK, the census and the harmonised standards of the "
    "Government Statistical Service. The age bands are our own, and follow no such standard."
)
"""What officers read where they decide whether to ask them."""
QUESTIONS: tuple[Question, ...] = (AGE, SEX, GENDER, ETHNICITY, HEALTH, RESTRICTION, RELIGION, ORIENTATION)
PAGE = QuestionPage(id="about-you", title=_l("About you"), questions=QUESTIONS)
YES, NO = "yes", "no"
WILLING = Question(
    key="willing",
    kind="choice",
    label=_l("Will you answer some questions about you?"),
    options=(Option(code=YES, label=_l("Yes")), Option(code=NO, label=_l("No"))),
)
GATE = QuestionPage(id="answer-about-you", title=_l("Questions about you"), questions=(WILLING,))
"""The page before them: most people pass all of them over, and need not see them for that."""
