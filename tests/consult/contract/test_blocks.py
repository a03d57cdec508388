"""What is read before questions, in words alone."""

from consult.contract.blocks import PageBlock
from consult.contract.references import Link


def test_a_picture_says_what_it_shows_and_a_video_where_it_is() -> None:
    picture = PageBlock(
        sort="image", text="From the south.", link=Link(title="A bench", endpoint="files.show", parts={"digest": "a"})
    )
    assert [*picture.lines()] == ["Picture: A bench", "From the south."]
    video = PageBlock(sort="video", title="The plan", url="https://video.example/1", text="We plan…")
    assert [*video.lines()] == ["The plan", "https://video.example/1", "We plan…"]
    assert (video.host, picture.host) == ("video.example", "")
