"""Finding the texts of responses with their passages, and how much of them is covered."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import floor

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity, Consultation
from consult.kernel.errors import NotFound
from consult.records.places import places_of
from consult.submissions.models import Passage, Status, Submission, Tally
from consult.submissions.passages import Piece, marks_of, pieces_of
from consult.submissions.records import SUBMISSION, texts_to_consider
from consult.submissions.tallies import CHARACTERS, COVERED, NOT_SUBSTANTIVE, OPEN, PASSAGES

_BATCH = 500


@dataclass(frozen=True)
class DividedText:
    """One free text of a response: where it stands, what it answers, and the pieces that make it up."""

    place: str
    label: str
    text: str
    pieces: Sequence[Piece]

    def words(self, piece: Piece) -> str:
        """Return what one of its pieces says."""
        return self.text[piece.begins : piece.ends]


@dataclass(frozen=True)
class Coverage:
    """How many passages, and characters, of the counted responses are points, not substantive, or still open."""

    passages: int = 0
    covered: int = 0
    not_substantive: int = 0
    open: int = 0
    characters: int = 0
    covered_characters: int = 0
    not_substantive_characters: int = 0
    open_characters: int = 0

    @property
    def per_cent(self) -> float:
        """The share of characters that is not open; 100 only when nothing is."""
        if not self.open_characters:
            return 100.0
        return floor((self.characters - self.open_characters) / self.characters * 1000) / 10


def texts_of(submission: Submission, marked: Sequence[Passage]) -> list[DividedText]:
    """Return what somebody wrote to be considered, as redaction finds it, each text divided by its marks."""
    to_consider = texts_to_consider(submission)
    return [
        DividedText(
            place.key,
            place.label,
            place.text,
            pieces_of(place.text, [passage for passage in marked if passage.place == place.key]),
        )
        for place in places_of(SUBMISSION, submission)
        if place.key in to_consider
    ]


def counted_of(consultation_id: int) -> Select[Submission]:
    """Select the responses to a consultation that count, in order of arrival."""
    counted = (Activity.consultation_id == consultation_id, Submission.status == Status.SUBMITTED)
    return select(Submission).join(Activity, Activity.id == Submission.activity_id).where(*counted)


def divided_responses(session: Session, consultation: Consultation) -> Iterator[tuple[Submission, list[DividedText]]]:
    """Yield each response that counts with its divided texts, in order of arrival."""
    last = 0
    while True:
        query = counted_of(consultation.id).where(Submission.id > last).order_by(Submission.id).limit(_BATCH)
        submissions = session.scalars(query).all()
        marks = marks_of(session, [submission.id for submission in submissions])
        for submission in submissions:
            yield submission, texts_of(submission, marks.get(submission.id, ()))
        if len(submissions) < _BATCH:
            return
        last = submissions[-1].id


def coverage_of(session: Session, consultation: Consultation) -> Coverage:
    """Return how much of what was written is covered, over all responses that count, from the counts that are kept."""
    total = func.sum(Tally.count)
    query = (
        select(Tally.variable, Tally.value, total)
        .join(Activity, Activity.id == Tally.activity_id)
        .where(Activity.consultation_id == consultation.id, Tally.variable.in_([PASSAGES, CHARACTERS]))
        .group_by(Tally.variable, Tally.value)
    )
    kept = {(variable, value): int(number) for variable, value, number in session.execute(query)}
    passages, characters = (
        {state: kept.get((variable, state), 0) for state in (COVERED, NOT_SUBSTANTIVE, OPEN)}
        for variable in (PASSAGES, CHARACTERS)
    )
    return Coverage(
        passages=sum(passages.values()),
        characters=sum(characters.values()),
        **passages,
        **{f"{state}_characters": number for state, number in characters.items()},
    )


def open_responses(session: Session, consultation: Consultation, maximum: int) -> list[tuple[Submission, int]]:
    """Return the first responses that have open passages, each with how many."""
    found = []
    for submission, texts in divided_responses(session, consultation):
        number = sum(piece.passage is None for text in texts for piece in text.pieces)
        if number:
            found.append((submission, number))
        if len(found) == maximum:
            break
    return found


@dataclass(frozen=True)
class WordsOfPoint:
    """What a point says, in which text of which response."""

    submission: Submission
    label: str
    words: str
    place: str


def words_of(session: Session, passages: Sequence[Passage]) -> dict[int, WordsOfPoint]:
    """Return what these passages say as their texts now stand, by the number of the passage's row."""
    found: dict[int, WordsOfPoint] = {}
    numbers = sorted({passage.submission_id for passage in passages})
    for start in range(0, len(numbers), _BATCH):
        query = select(Submission).where(Submission.id.in_(numbers[start : start + _BATCH]))
        places = {
            submission.id: (submission, {place.key: place for place in places_of(SUBMISSION, submission)})
            for submission in session.scalars(query)
        }
        for passage in passages:
            submission, texts = places.get(passage.submission_id, (None, {}))
            place = texts.get(passage.place)
            if submission is not None and place is not None:
                words = place.text[passage.begins : passage.ends]
                found[passage.id] = WordsOfPoint(submission, place.label, words, place.key)
    return found


def find_passage(session: Session, passage_id: int) -> tuple[Passage, Submission]:
    """Return a passage that is marked now, with its response; raises `NotFound` when there is none."""
    passage = session.get(Passage, passage_id)
    if passage is None or passage.ended_at is not None:
        raise NotFound
    return passage, session.get_one(Submission, passage.submission_id)
