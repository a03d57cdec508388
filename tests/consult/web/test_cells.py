"""Links and tags in the cells of tables: what anybody typed is never markup."""

from consult.web.cells import link_to, tag


def test_a_link_escapes_text_and_address() -> None:
    assert link_to("A <b>", '/x?a="1"&b') == '<a class="govuk-link" href="/x?a=&#34;1&#34;&amp;b">A &lt;b&gt;</a>'


def test_a_tag_has_its_colour() -> None:
    assert tag("<Open>") == '<strong class="govuk-tag">&lt;Open&gt;</strong>'
    assert tag("Closed", "grey") == '<strong class="govuk-tag govuk-tag--grey">Closed</strong>'
