"""Languages told by their script."""

import pytest

from consult.kernel.languages import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("I do not agree.", None),
        ("Nie zgadzam się.", None),
        ("", None),
        ("هذا رأيي في الكاميرات (LFR)، ولا أوافق!", "ar"),
        ("میں اس سے متفق نہیں ہوں", "ur"),
        ("من موافق نیستم، پلیس", "fa"),
        ("ক্যামেরা নিয়ে আমার আপত্তি আছে", "bn"),
        ("我支持這個提案", "zh"),
        ("顔認識カメラはこわい", "ja"),
        ("Я против камер", "und-Cyrl"),
        ("LFR means facial recognition, 臉部辨識 in Chinese", None),
        ("🚫📷", None),
    ],
)
def test_a_script_tells_its_language(text: str, language: str | None) -> None:
    assert language_of(text) == language
