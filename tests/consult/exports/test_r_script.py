"""Labels cannot break out of the script, and two answers with equal words stay apart."""

from consult.contract.plugin import Column
from consult.exports.r_script import r_script


def test_words_are_quoted_and_told_apart() -> None:
    values = {"a": 'The "same"', "b": 'The "same"', "-9": "Not answered"}
    chosen = Column(name="chosen", label='Say "\\no"\n', kind="code", values=values, numbers={"a": 1, "b": 2, "-9": -9})
    script = r_script([chosen], file_name="x.csv", script_name="x.R").decode()
    assert script.endswith(
        'responses[["chosen"]] <- named(factor(responses[["chosen"]], levels = c("a", "b"), '
        'labels = c("The \\"same\\" (a)", "The \\"same\\" (b)")), "Say \\"\\\\no\\"\\n")\n'
    )
    assert 'read.csv("x.csv",' in script
