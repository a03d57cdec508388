"""Links and tags in the cells of tables: what anybody typed is never markup."""

from datetime import UTC, datetime

from consult.web.cells import breakable, hour_tag, link_to, tag


def test_a_link_escapes_text_and_address() -> None:
    assert link_to("A <b>", '/x?a="1"&b') == '<a class="govuk-link" href="/x?a=&#34;1&#34;&amp;b">A &lt;b&gt;</a>'


def test_a_link_says_which_of_several_it_is() -> None:
    assert link_to("Remove", "/x", about="Ann <b>").endswith(
        'Remove<span class="govuk-visually-hidden"> Ann &lt;b&gt;</span></a>'
    )


def test_a_text_may_break_and_an_hour_says_that_it_is_one() -> None:
    assert breakable("<i>") == '<span class="app-break">&lt;i&gt;</span>'
    assert hour_tag(datetime(2026, 1, 2, 13, tzinfo=UTC)).startswith(
        '<span class="govuk-visually-hidden">In the hour of </span><time'
    )


def test_a_tag_has_its_colour() -> None:
    assert tag("<Open>") == '<strong class="govuk-tag">&lt;Open&gt;</strong>'
    assert tag("Closed", "grey") == '<strong class="govuk-tag govuk-tag--grey">Closed</strong>'
