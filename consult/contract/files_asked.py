"""Questions that are answered by a file: sent on a page of its own, never typed, chosen or read from a cell.

The answer is the name that we give the file. So nobody can name a file of somebody else, whatever they send.
"""

import re
import secrets

from consult.contract.questions import Question, QuestionPage


def is_filled_in(question: Question) -> bool:
    """Whether an answer is typed or chosen: neither a file nor what is worked out from other answers."""
    return question.work_out is None and not question.endings


def file_asked_on(page: QuestionPage | None) -> Question | None:
    """Return the question of a page that asks for a file, which stands there alone; `None` for any other page."""
    asked = page.questions if page is not None else ()
    return asked[0] if len(asked) == 1 and asked[0].endings else None


def new_file_name(question: Question, ending: str) -> str:
    """Return a name for the file that answers a question: nothing of what somebody called it on their device."""
    return f"{question.key}-{secrets.token_hex(8)}.{ending}"


def is_file_name(question: Question, answer: object) -> bool:
    """Whether an answer looks like the name that we give a file."""
    endings = "|".join(question.endings)
    return isinstance(answer, str) and bool(re.fullmatch(rf"[a-z0-9_]+-[0-9a-f]{{16}}\.({endings})", answer))
