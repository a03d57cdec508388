"""Versions of what was asked, in words: which ones, and what a question and its answers were called in them."""

from collections.abc import Iterator, Mapping, Sequence

from consult.contract.questions import Question, Questionnaire
from consult.kernel.messages import gettext as _


def versions_in_words(versions: Sequence[int]) -> str:
    """Return some version numbers in words: version 1; versions 2 to 4 and 6."""
    runs: list[list[int]] = []
    for number in sorted(versions):
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    said = [str(run[0]) if len(run) == 1 else _("%(run)s to %(run_2)s", run=run[0], run_2=run[-1]) for run in runs]
    joined = " and ".join(filter(None, [", ".join(said[:-1]), *said[-1:]]))
    return _("version%(versions)s %(joined)s", versions="" if len(versions) == 1 else "s", joined=joined)


def other_words(question: Question, versions: Mapping[int, Questionnaire]) -> tuple[str, ...]:
    """Return a sentence for each other wording of a question or of one of its answers, the oldest first.

    `versions` are those that asked it, and `question` is it in the words of the newest.
    """
    asked = {number: versions[number].by_key[question.key] for number in sorted(versions)}
    found = [
        _("In %(versions)s it read: “%(words)s”.", versions=versions_in_words(numbers), words=words)
        for words, numbers in _worded({number: str(one.label) for number, one in asked.items()}, question.label)
    ]
    for option in question.options:
        labels = {
            number: str(one.option_label(option.code))
            for number, one in asked.items()
            if any(option.code == other.code for other in one.options)
        }
        found += [
            _(
                "In %(versions)s the answer “%(label)s” read: “%(words)s”.",
                versions=versions_in_words(numbers),
                label=option.label,
                words=words,
            )
            for words, numbers in _worded(labels, option.label)
        ]
    return tuple(found)


def _worded(labels: Mapping[int, str], newest: str) -> Iterator[tuple[str, Sequence[int]]]:
    """Yield each wording other than the newest, with the versions that used it."""
    for words in dict.fromkeys(labels.values()):
        if words != newest:
            yield words, [number for number, label in labels.items() if label == words]
