"""What whoever installs reads when styles and scripts cannot be fetched."""

import pytest

from hatch_build import explain


@pytest.mark.parametrize(
    ("output", "words"),
    [
        ("npm error code ECONNREFUSED\nnpm error connect", "cannot be reached (ECONNREFUSED)"),
        ("npm error 503 Service Unavailable: E503", "cannot be reached (E503)"),
        ("npm error code SELF_SIGNED_CERT_IN_CHAIN", "not trusted here (SELF_SIGNED_CERT_IN_CHAIN)"),
        ("npm error code UNABLE_TO_VERIFY_LEAF_SIGNATURE", "set NODE_EXTRA_CA_CERTS"),
    ],
)
def test_a_registry_out_of_reach_is_told_in_one_sentence_with_the_ways_out(output: str, words: str) -> None:
    sentence = explain(output)
    assert words in sentence
    assert "CONSULT_SKIP_ASSETS=1" in sentence
    assert "\n" not in sentence


def test_another_fault_of_npm_is_shown_as_npm_tells_it() -> None:
    assert explain("npm error code EUSAGE").endswith("npm error code EUSAGE")
