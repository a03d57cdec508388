"""A questionnaire on paper: the same questions in the same order as on the screen, for whoever cannot use one."""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import orjson
from sqlalchemy.orm import Session

from consult.config import Council
from consult.consultations.models import Activity
from consult.contract.link_values import asked_of_people, seen_by_people
from consult.contract.question_kinds import Kind
from consult.contract.questions import Question, Questionnaire, QuestionPage
from consult.kernel.errors import Conflict
from consult.kernel.foreign import in_language_of, lines_of, woven
from consult.kernel.formats import local_datetime
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.kernel.messages import spoken
from consult.kernel.text import words_of_markdown
from consult.submissions import about_you
from consult.submissions.item_codes import Box, OptionCodes, boxes_of, codes_of, option_codes, question_numbers
from consult.submissions.kinds import SCALE
from consult.submissions.questionnaires import known_kinds

SOURCE = Path(__file__).with_name("printed.typ")
MAXIMUM = 50
_CHOOSING, _WRITING = 20, 60
_made: dict[str, bytes] = {}


class NoLetters(Conflict):
    """No font here has every character of the form."""

    default = _l("The PDF cannot show every character of this form. Print the page from your browser instead.")


@dataclass(frozen=True)
class PrintedQuestion:
    """One question as it stands on paper."""

    key: str
    number: str
    label: str
    notes: tuple[str, ...]
    options: tuple[Box, ...]
    lines: int


@dataclass(frozen=True)
class PrintedForm:
    """All that a form on paper says; its `name` tells it from other forms and other versions of it."""

    council: str
    consultation: str
    name: str
    title: str
    introduction: tuple[str, ...]
    questions: tuple[PrintedQuestion, ...]
    about_you: tuple[PrintedQuestion, ...]
    about_you_note: str
    ways: tuple[str, ...]
    language: str
    headings: Mapping[str, str]


def printed_form(session: Session, activity: Activity, asked: Questionnaire, council: Council) -> PrintedForm:
    """Return the form for paper, in the order of the screen on which an officer enters it."""
    questions = _questions(asked, known_kinds(session), option_codes(session, activity))
    if asked.asks_area:
        questions.append(_area(len(questions) + 1, has_wards=bool(council.areas)))
    about = [_question(question, "", (), SCALE, codes_of([question])) for question in about_you.QUESTIONS]
    consultation = activity.consultation
    closes = consultation.closes_at
    introduction = lines_of(_without_marks(asked.introduction))
    if closes is not None:
        introduction.append(
            _("This form must reach us by %(closes)s. Then the consultation closes.", closes=local_datetime(closes))
        )
    introduction.append(_("You do not have to give your name. Your answer counts the same as one that is sent online."))
    return PrintedForm(
        council=council.name,
        consultation=consultation.title,
        name=name_of_form(asked),
        title=asked.translated_title or activity.title,
        introduction=tuple(introduction),
        questions=tuple(questions),
        about_you=tuple(about) if asked.asks_about_you else (),
        about_you_note=_(
            "You do not have to answer these questions. We encrypt the answers, keep them apart from your "
            "response, and publish only totals."
        ),
        ways=tuple(_ways(council)),
        language=spoken().locale.language,
        headings={
            "page": _("Page {number} of {all}"),
            "questions": _("Questions"),
            "about_you": _("About you"),
            "ways": _("Where to send this form"),
        },
    )


def name_of_form(asked: Questionnaire) -> str:
    """Return what stands on a form on paper, and on the screen on which it is entered, so that both are the same."""
    return _("Form %(number)s, version %(version)s", number=asked.activity_id, version=asked.version)


def minutes_for(asked: Questionnaire) -> int:
    """Return about how many minutes the questions take: a text longer than a choice."""
    seconds = sum(_CHOOSING if question.options else _WRITING for question in asked.questions if not question.is_hidden)
    return max(1, round(seconds / 60))


def make_pdf(form: PrintedForm) -> bytes:
    """Return the form as a tagged PDF (PDF/UA-1); the same form is made once.

    Raises `NoLetters` when a character of it is in no font of this machine.
    """
    # It takes much memory, and few processes need it.
    import typst

    data = orjson.dumps(asdict(form))
    key = hashlib.sha256(data).hexdigest()
    if key not in _made:
        if len(_made) >= MAXIMUM:
            _made.clear()
        # What people wrote is passed as data, so that none of it is read as markup.
        try:
            _made[key] = typst.compile(SOURCE, format="pdf", sys_inputs={"form": data.decode()}, pdf_standards=["ua-1"])
        except typst.TypstError as error:
            raise NoLetters from error
    return _made[key]


def _questions(
    asked: Questionnaire, kinds: Mapping[str, Kind], codes: Mapping[str, OptionCodes]
) -> list[PrintedQuestion]:
    found: list[PrintedQuestion] = []
    numbers = question_numbers(asked)
    above: list[str] = []  # what stands on pages that ask nothing
    for page in seen_by_people(asked.pages):
        on_paper = asked_of_people(page)
        if not on_paper:
            above += _notes_of_text(page)
        for place, question in enumerate(on_paper):
            notes = [*above, *_read_on(page)] if place == 0 else above
            above = []
            if place == 0 and page.asked_if:
                first = numbers[question.key]
                notes.append(_page_note(page, first, first + len(on_paper), asked))
            if question.asked_if:
                notes.append(woven(_("Answer this only if %(asked_if)s."), asked_if=question.asked_if))
            number, kind = f"{numbers[question.key]}. ", kinds[question.kind]
            found.append(_question(question, number, tuple(notes), kind, codes[question.key]))
    return found


def _notes_of_text(page: QuestionPage) -> list[str]:
    """Return what stands on a page that asks nothing, and for whom the form ends there."""
    if page.is_exit:
        stop = _("If %(asked_if)s, stop here: you do not need to answer more.", asked_if=page.asked_if)
        return [stop, *_read_on(page)]
    read = _read_on(page)
    if read and page.asked_if:
        return [_("Only if %(asked_if)s: %(text)s", asked_if=page.asked_if, text="\n".join(read))]
    return read


def _read_on(page: QuestionPage) -> list[str]:
    """Return what is read before the questions of a page, each thing by itself."""
    read = [_without_marks(page.text)] if page.text else []
    for block in page.blocks:
        read += [_without_marks(line) if line == block.text else line for line in block.lines()]
    return read


def _without_marks(markdown: str) -> str:
    return in_language_of(markdown, words_of_markdown(markdown))


def _page_note(page: QuestionPage, first: int, after: int, asked: Questionnaire) -> str:
    """Say who answers the questions of a page, and where the others go on."""
    covered = (
        _("question %(first)s", first=first)
        if after == first + 1
        else _("questions %(first)s to %(after)s", first=first, after=after - 1)
    )
    on = (
        _("go to question %(after)s", after=after)
        if after <= sum(not question.is_hidden for question in asked.questions) or asked.asks_area
        else _("go on below")
    )
    note = _("Answer %(covered)s only if %(asked_if)s. Otherwise %(on)s.")
    return woven(note, covered=covered, asked_if=page.asked_if, on=on)


def _question(
    question: Question, number: str, notes: tuple[str, ...], kind: Kind, codes: OptionCodes
) -> PrintedQuestion:
    offered = tuple(boxes_of(question, kind, codes))
    hints = [question.hint] if question.hint else []
    hints += [rule.told for rule in question.rules]
    if question.most_words:
        hints.append(
            _(
                "Write at most %(most_words)s words. You can go on on another sheet.",
                most_words=f"{question.most_words:,}",
            )
        )
    elif kind.paper_lines > 1 and not offered:
        hints.append(_("You can go on on another sheet."))
    if offered or not kind.paper_lines:
        hints.append(_how_to_choose(kind))
    return PrintedQuestion(
        question.key, number, question.in_full, (*notes, *hints), offered, 0 if offered else kind.paper_lines
    )


def _how_to_choose(kind: Kind) -> str:
    ticks = _("Tick every box that applies.") if kind.is_multiple else _("Tick one box.")
    return str(kind.paper_hint) or ticks


def _area(number: int, *, has_wards: bool) -> PrintedQuestion:
    label = _("Where do you live?")
    asked = (
        _("Write your ward, or the first half of your postcode")
        if has_wards
        else _("Write the first half of your postcode")
    )
    return PrintedQuestion(
        "area", f"{number}. ", label, (_("%(asked)s. You can leave this empty.", asked=asked),), (), 1
    )


def _ways(council: Council) -> list[str]:
    ways = [_("By email, as a picture or a scan: %(contact_email)s", contact_email=council.contact_email)]
    if council.post_address:
        ways.insert(0, _("By post, or by hand: %(post_address)s", post_address=council.post_address))
    if council.telephone:
        hours = f" ({council.opening_hours})" if council.opening_hours else ""
        ways.append(
            _(
                "By telephone: read your answers to us on %(telephone)s%(hours)s",
                telephone=council.telephone,
                hours=hours,
            )
        )
    return ways
