"""A definition as a document: what is written is what was read, and any change shows in its digest."""

import json
from copy import deepcopy
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from plugins.survey.definition import definition_from, words
from plugins.survey.demo.safety import DEFINITION
from plugins.survey.document import as_json, definition_from_json, digest, dump, read_definition
from tests.plugins.survey.conftest import definitions, patient, text


@patient
@given(made=definitions())
def test_a_definition_survives_its_json_and_keeps_its_fingerprint(made: dict[str, Any]) -> None:
    checked = read_definition(made)
    again = definition_from_json(as_json(checked, indent=2))
    assert again == checked
    assert digest(again) == digest(checked)
    backwards = json.loads(json.dumps(dict(reversed(list(dump(checked).items())))))
    assert digest(backwards) == digest(checked)


@patient
@given(made=definitions(), data=st.data())
def test_the_fingerprint_tells_any_change(made: dict[str, Any], data: st.DataObject) -> None:
    checked = read_definition(made)
    changed = deepcopy(dump(checked))
    one = data.draw(st.sampled_from([each for part in changed["sections"][0]["pages"] for each in part["items"]]))
    change = data.draw(st.sampled_from(["label", "required", "order"]))
    if change == "label":
        one["label"] = text(words(one["label"]) + " ")
    elif change == "required":
        one["required"] = not one["required"]
    else:
        assume(len(checked.pages) > 1)
        changed["sections"][0]["pages"].reverse()
    assert digest(changed) != digest(checked)


def stored_bytes(definition: dict[str, Any]) -> str:
    return json.dumps(definition, ensure_ascii=False)


@patient
@given(made=definitions())
def test_what_is_stored_is_read_and_written_again_byte_by_byte(made: dict[str, Any]) -> None:
    stored = dump(read_definition(made))
    assert stored_bytes(dump(definition_from(stored))) == stored_bytes(stored)
    assert definition_from(stored) == read_definition(stored)


def test_published_versions_keep_the_digest_that_they_were_stored_with() -> None:
    stored = read_definition(DEFINITION)
    assert digest(stored) == digest(dump(stored)) == "8eaaf27de9447970f16742a5e37d8de8466d570b676c03474903db7938ec698e"
