"""Which language a text is in, as far as its script tells: for screen readers, which would read it as English."""

from collections import Counter

import regex

# The languages of London that a script, or letters that only one of them writes, gives away (BCP 47).
_TOLD_BY: tuple[tuple[str, str], ...] = (
    (r"[\u0679\u0688\u0691\u06ba\u06d2]", "ur"),
    (r"[\u067e\u0686\u0698\u06af]", "fa"),
    (r"\p{Arabic}", "ar"),
    (r"[\p{Hiragana}\p{Katakana}]", "ja"),
    (r"\p{Hangul}", "ko"),
    (r"\p{Han}", "zh"),
    (r"\p{Bengali}", "bn"),
    (r"\p{Gujarati}", "gu"),
    (r"\p{Gurmukhi}", "pa"),
    (r"\p{Tamil}", "ta"),
    (r"\p{Telugu}", "te"),
    (r"\p{Malayalam}", "ml"),
    (r"\p{Sinhala}", "si"),
    (r"\p{Thai}", "th"),
    (r"\p{Greek}", "el"),
    (r"\p{Hebrew}", "he"),
    (r"\p{Ethiopic}", "am"),
    (r"\p{Devanagari}", "und-Deva"),
    (r"\p{Cyrillic}", "und-Cyrl"),
)
_SCRIPTS = [(regex.compile(pattern), language) for pattern, language in _TOLD_BY]
_LETTERS = regex.compile(r"[^\p{Latin}\p{Common}\p{Inherited}]")


def language_of(text: str) -> str | None:
    """Return the language tag that a text's script tells, or nothing where most of it is in Latin letters."""
    if text.isascii():
        return None
    foreign = _LETTERS.findall(text)
    if len(foreign) * 2 < len(regex.findall(r"\p{L}", text)):
        return None
    kinds = Counter(next((language for script, language in _SCRIPTS if script.match(sign)), "") for sign in foreign)
    for language in ("ur", "fa", "ja"):
        # One letter of their own tells them from the languages whose script they share.
        if kinds[language]:
            return language
    return next((language for language, _ in kinds.most_common(1) if language), None)
