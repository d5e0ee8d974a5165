"""Windows with several clerks at once (综合窗口, A岗 and B岗): each post is a counter of its own at the same place."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from config.text import Text
from config.vocabulary import CounterId


@dataclass(frozen=True)
class Post:
    """Which post of which window a counter is."""

    window: str
    name: str
    stands_in_for: tuple[CounterId, ...] = ()
    """While one of these posts of the window is not open, this one does its services as well (AB岗)."""


def name_at_post(window: Text, post: str) -> Text:
    """What everybody calls the counter: the window's name, and which post."""
    return Text(f"{window.zh}{post}岗", f"{window.en}, post {post}")


def stand_ins(posts: Iterable[tuple[CounterId, Post | None]]) -> Mapping[CounterId, tuple[CounterId, ...]]:
    """Who stands in for a counter when it is not open."""
    found: dict[CounterId, tuple[CounterId, ...]] = {}
    for counter, post in posts:
        for other in post.stands_in_for if post is not None else ():
            found[other] = (*found.get(other, ()), counter)
    return found
