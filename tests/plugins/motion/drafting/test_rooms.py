"""A draft that is open over connections: `test_sidecar.py` tries it with real ones."""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor

from plugins.motion.drafting.groups import Entry
from plugins.motion.drafting.messages import news_message
from plugins.motion.drafting.rooms import KEPT_BYTES, Room


def run(work: Coroutine[object, object, None]) -> None:
    """Run it on a thread of its own: a browser of another test may keep a loop running on this one."""
    with ThreadPoolExecutor(1) as threads:
        threads.submit(asyncio.run, work).result()


async def nobody_asks(work: Callable[..., object], *args: object, **options: object) -> object:
    """Stand for the database where nothing is asked of it."""
    raise AssertionError(f"{work} was asked")


def test_news_come_from_memory_as_long_as_they_are_there_and_each_entry_once() -> None:
    async def follow() -> None:
        room = Room(nobody_asks, 1, 5)  # type: ignore[arg-type]
        room.follow([Entry(6, b"a"), Entry(7, b"b")])
        room.follow([Entry(7, b"b"), Entry(8, b"c")])
        assert await room.news_after(5) == (news_message([b"a", b"b", b"c"], 8), 8)
        assert await room.news_after(7) == (news_message([b"c"], 8), 8)

    run(follow())


def test_no_more_is_kept_than_a_bound_however_much_is_written() -> None:
    async def follow() -> None:
        asked: list[tuple[object, ...]] = []

        async def ask(_work: object, *args: object) -> tuple[list[bytes], int]:
            asked.append(args)
            return [b"whole"], 100

        room = Room(ask, 1, 0)  # type: ignore[arg-type]
        for seq in range(1, 101):
            room.follow([Entry(seq, b"x" * (KEPT_BYTES // 50))])
        assert len((await room.news_after(90))[0]) < KEPT_BYTES
        assert asked == []
        assert await room.news_after(10) == (news_message([b"whole"], 100), 100)
        assert asked == [(1, 10)]

    run(follow())
