"""Quotations in what the council writes: each has to stand, word for word, in a text that the public can read."""

import textwrap
import unicodedata
from collections.abc import Collection, Iterable, Iterator

import regex
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.comments.translations import public_translations
from consult.consultations.models import Activity, Change, Consultation
from consult.contract.deployment import deployment_of
from consult.kernel.errors import Conflict, Invalid
from consult.kernel.messages import gettext as _
from consult.kernel.words import words_in_order
from consult.submissions.models import Status, Submission
from consult.submissions.questionnaires import questions_over_versions
from consult.submissions.search import narrow

FEWEST_WORDS = 3
"""One or two words in quotation marks are a term or a name, not what somebody said."""
_BATCH = 200
_LOOKED_UP = 8
_PAIRS = regex.compile(
    r"“([^“”]*)”|„([^„“”]*)[“”]|«([^«»]*)»|\"([^\"]*)\""
    r"|(?<![\p{L}\p{N}])‘((?:[^‘’]|(?<=\p{L})’(?=\p{L}))*)’(?![\p{L}\p{N}])"
    r"|(?<![\p{L}\p{N}])'((?:[^']|(?<=\p{L})'(?=\p{L}))*)'(?![\p{L}\p{N}])"
)
_MARKED = regex.compile(r"(?m)(?:^[ \t]*>.*(?:\n|\Z))+")
_TRANSLATED = regex.compile(r"\s*[(\[][^)\]]*\btranslat(?:ed|ion)\b", regex.IGNORECASE)
_LEFT_OUT = regex.compile(r"\s*(?:\[\s*(?:…|\.\.\.)\s*\]|\(\s*(?:…|\.\.\.)\s*\)|…|\.\.\.)\s*")
_INNER = str.maketrans(dict.fromkeys("“„«", "‘") | dict.fromkeys('”»"', "’"))
_SIGNS = str.maketrans(dict.fromkeys('’‘“”„«»"', "'") | dict.fromkeys("–—", "-"))


def quotations_in(text: str) -> list[str]:
    """Return what stands in quotation marks in a text, or is marked as a quotation at the beginning of lines.

    One or two words are no quotation.
    """
    marked = [_words_marked(found) for found in _MARKED.finditer(text)]
    said = [_words_between(found) for found in _PAIRS.finditer(_MARKED.sub("\n", text))]
    return [quotation for quotation in (*marked, *said) if len(words_in_order(quotation)) >= FEWEST_WORDS]


def _marked_as_translated(text: str) -> set[str]:
    """Return the quotations in a text behind which it says that they are translated."""
    return {_words_between(found) for found in _PAIRS.finditer(text) if _TRANSLATED.match(text, found.end())}


def _words_marked(found: regex.Match[str]) -> str:
    lines = (line.lstrip().lstrip(">").strip() for line in found[0].splitlines())
    return " ".join(lines).strip()


def _words_between(found: regex.Match[str]) -> str:
    words: str = next(part for part in found.groups() if part is not None)
    return words.strip()


def as_quotation(words: str) -> str:
    """Return words in quotation marks, and what was quoted within them in other ones."""
    return f"“{words.translate(_INNER)}”"


def words_as_said(text: str, words: str) -> str:
    """Return words as a text says them, word for word and in one piece; nothing where it does not say them.

    Spaces, and the kinds of quotation marks and dashes, do not matter.
    """
    said, wanted = " ".join(text.split()), _plain(words)
    begins = _place_of(said.translate(_SIGNS), wanted)
    return said[begins : begins + len(wanted)] if begins >= 0 else ""


def wrong_quotations(session: Session, consultation: Consultation, texts: Iterable[str]) -> list[str]:
    """Return the quotations in these texts that no publishable response to the consultation says word for word.

    What the consultation itself says, or said before it was changed, and its questions may be quoted too. Words may be
    left out where “…” stands. A translation that the public reads may be quoted where “(translated)” stands behind the
    quotation.
    """
    texts = list(texts)
    found = dict.fromkeys(quotation for text in texts for quotation in quotations_in(text))
    wrong = _wrong(session, consultation, found)
    marked = {quotation for text in texts for quotation in _marked_as_translated(text)} if wrong else set[str]()
    if not marked:
        return wrong
    translated = [_plain(text) for text in public_translations(session, consultation)]
    return [each for each in wrong if each not in marked or not any(_says(text, each) for text in translated)]


def lost_quotations(
    session: Session, consultation: Consultation, texts: Iterable[str], before: Iterable[str], still: Iterable[str]
) -> list[str]:
    """Return the quotations in these texts that texts of a response said before, and nothing says any more.

    `still` are those of its texts that stay, whether the public can read them already or not.
    """
    found = dict.fromkeys(quotation for text in texts for quotation in quotations_in(text))
    if not found:
        return []
    was, stays = [_plain(text) for text in before], [_plain(text) for text in still]
    gone = (each for each in found if any(_says(text, each) for text in was))
    return _wrong(session, consultation, [each for each in gone if not any(_says(text, each) for text in stays)])


def without_quotations(text: str, lost: Collection[str], mark: str) -> str:
    """Return a text with a mark in place of each of these quotations."""

    def marked(found: regex.Match[str]) -> str:
        return f"> {mark}\n" if _words_marked(found) in lost else found[0]

    def paired(found: regex.Match[str]) -> str:
        return mark if _words_between(found) in lost else found[0]

    changed: str = _PAIRS.sub(paired, _MARKED.sub(marked, text))
    return changed


def _wrong(session: Session, consultation: Consultation, found: Collection[str]) -> list[str]:
    if not found:
        return []
    own = [_plain(text) for text in _own_texts(session, consultation)]
    return [
        quotation
        for quotation in found
        if not any(_says(text, quotation) for text in own)
        and not any(_says(_plain(text), quotation) for text in _public_texts(session, consultation, quotation))
    ]


def require_verbatim(
    session: Session, consultation: Consultation, text: str, field: str = "", also: Iterable[str] = ()
) -> None:
    """Raise `Invalid` at a field, or `Conflict`, naming the first quotation that no publishable response says.

    What any text of `also` says may be quoted too.
    """
    beside = [_plain(each) for each in also]
    found = wrong_quotations(session, consultation, [text])
    wrong = [each for each in found if not any(_says(one, each) for one in beside)]
    if not wrong:
        return
    sentence = _(
        "No response that the public can read says “%(quotation)s” word for word. "
        "Quote word for word, or take the quotation marks away",
        quotation=textwrap.shorten(wrong[0], 120, placeholder="…"),
    )
    if field:
        raise Invalid(fields={field: sentence})
    raise Conflict(f"{sentence}.")


def check_verbatim(session: Session, consultation_id: int, text: str, field: str, also: Iterable[str]) -> None:
    """Check a text of any feature as `require_verbatim` does."""
    if quotations_in(text):
        require_verbatim(session, session.get_one(Consultation, consultation_id), text, field, also)


def _says(text: str, quotation: str) -> bool:
    """Whether a text says a quotation: each of its parts, word for word and in order."""
    begin = 0
    for part in filter(None, (_plain(part).strip(" .,;:") for part in _LEFT_OUT.split(quotation))):
        place = _place_of(text, part, begin)
        if place < 0:
            return False
        begin = place + len(part)
    return begin > 0


def _place_of(text: str, words: str, begin: int = 0) -> int:
    """Return where a text says these words, none of them cut (“they can” is not said by “they cannot”), or -1."""
    place = text.find(words, begin)
    while place >= 0 and (_is_cut(text, place) or _is_cut(text, place + len(words))):
        place = text.find(words, place + 1)
    return place


def _is_cut(text: str, at: int) -> bool:
    """Whether a place in a text is inside a word or a number."""
    return 0 < at < len(text) and _is_in_word(text[at - 1]) and _is_in_word(text[at])


def _is_in_word(sign: str) -> bool:
    return sign.isalnum() or unicodedata.category(sign).startswith("M")


def _plain(text: str) -> str:
    """Return a text with one kind of quotation marks, dashes and spaces; its words stay as they are."""
    return " ".join(text.translate(_SIGNS).split())


def _public_texts(session: Session, consultation: Consultation, quotation: str) -> Iterator[str]:
    """Yield the texts that the public can read and that have the first words of a quotation."""
    of_consultation = (Activity.consultation_id == consultation.id, Submission.status == Status.SUBMITTED)
    query = select(Submission.id).join(Activity, Activity.id == Submission.activity_id).where(*of_consultation)
    words = [word for word in words_in_order(quotation) if word.isalnum()][:_LOOKED_UP]
    numbers = session.scalars(narrow(session, query, " ".join(words)) if words else query).all()
    registry = deployment_of(session).registry
    for begins in range(0, len(numbers), _BATCH):
        public = registry.quotable_texts(session, numbers[begins : begins + _BATCH])
        said = select(Submission).where(Submission.id.in_({number for number, _key in public}))
        submissions = {submission.id: submission for submission in session.scalars(said)}
        for number, place in sorted(public):
            text = submissions[number].answers.get(place.removeprefix("answers."))
            if isinstance(text, str):
                yield text


def _own_texts(session: Session, consultation: Consultation) -> Iterator[str]:
    yield from (consultation.title, consultation.summary, consultation.background, consultation.options_open)
    yield from (consultation.notice, *(document.title for document in consultation.offered_documents))
    for change in session.scalars(select(Change).where(Change.consultation_id == consultation.id)):
        yield from (said for said in (*change.before.values(), *change.after.values()) if isinstance(said, str))
    for activity in consultation.activities:
        yield activity.title
        for question in questions_over_versions(session, activity):
            yield from (question.label, *(option.label for option in question.options))
