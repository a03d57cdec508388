"""What is lost of the words of another program’s file: what is too long, and what is more than words."""

import re
from collections.abc import Iterable, Iterator, Sequence

from consult.sdk.messages import gettext as _
from consult.sdk.texts import clean_line
from plugins.survey.convert.answers import LONGEST_ANSWER, Choice
from plugins.survey.convert.words import plain
from plugins.survey.definition import LONGEST_LABEL, Text

LONGEST_HINT = 500
LONGEST_TEXT = 10_000
_MORE_THAN_WORDS = re.compile(r"<(?:a\b[^<>]*\bhref\b|(?:img|video|audio|iframe)\b)", re.IGNORECASE)


def lost_of_question(label: Text, hint: Text, choices: Sequence[Choice]) -> Iterator[str]:
    """Yield what is not kept of the words of a question and of its answers."""
    if is_longer(label, LONGEST_LABEL):
        yield _("Its words were shortened.")
    if is_longer(hint, LONGEST_HINT):
        yield _("Its hint was shortened.")
    for choice in choices:
        if is_longer(choice.label, LONGEST_ANSWER):
            yield _("The words of the answer “%(value)s” were shortened.", value=choice.value[:50])
    yield from lost_of_markup([label, hint, *(choice.label for choice in choices)])


def lost_of_text(text: Text) -> Iterator[str]:
    """Yield what is not kept of a text that is read before questions."""
    if any(len(plain(words)) > LONGEST_TEXT for words in text.values()):
        yield _("Its text was shortened.")
    yield from lost_of_markup([text])


def lost_of_markup(texts: Iterable[Text]) -> Iterator[str]:
    """Yield what is said of links and pictures in any of these texts, once."""
    if any(_MORE_THAN_WORDS.search(words) for text in texts for words in text.values()):
        yield _("Links, pictures and films in its words are not kept.")


def is_longer(text: Text, longest: int) -> bool:
    """Whether a text is too long for one line in any of its languages."""
    return any(len(clean_line(plain(words))) > longest for words in text.values() if len(words) > longest)
