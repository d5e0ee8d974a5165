"""``post = { … }`` of a ``[[counter]]``: one of a window's posts, each with a clerk of its own; and what must hold."""

from collections import Counter as Tally
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Annotated

from pydantic import Field

from config.plan import Counter, Plan
from config.rules.posts import Post
from config.settings.model import Section
from config.settings.problems import Problem
from config.settings.values.shapes import NameText, PostName
from config.text import Text
from config.vocabulary import CounterId

POSTS_MAX = 9


class PostTable(Section):
    """Which window, which post, and whose services it does as well while they are away."""

    window: NameText
    name: PostName
    stands_in_for: Annotated[tuple[PostName, ...], Field(max_length=POSTS_MAX)] = ()


Named = Iterable[tuple[str, PostTable | None]]


def counters_of_posts(counters: Named) -> dict[tuple[str, str], CounterId]:
    """The counter of each post, by window and name."""
    return {(post.window, post.name): CounterId(counter) for counter, post in counters if post is not None}


def post_of(entry: PostTable, counters: Mapping[tuple[str, str], CounterId]) -> Post:
    """As the plan has it; a post that the window does not have stays by name, for the rules to find."""
    others = tuple(counters.get((entry.window, name), CounterId(name)) for name in entry.stands_in_for)
    return Post(entry.window, entry.name, others)


def post_problems(plan: Plan) -> Iterator[Problem]:
    """Every breach."""
    posts = [(counter, counter.post) for counter in plan.counters if counter.post is not None]
    for counter, post in posts:
        for other in post.stands_in_for:
            if other == counter.id or not _at(plan, other, post.window):
                wrong = Text(f"本窗口没有其他岗位“{other}”", f"no other post here: {other!r}")
                yield Problem("counters.toml", f"{counter.id}.post.stands_in_for", wrong)
        if counter.posts:
            yield Problem("counters.toml", f"{counter.id}.posts", Text("本身已是一个岗位", "is one post already"))
    for (window, name), times in Tally((post.window, post.name) for _, post in posts).items():
        if times > 1:
            wrong = Text(f"“{window}”的岗位“{name}”出现 {times} 次", f"{name!r} of {window!r} stands {times} times")
            yield Problem("counters.toml", "counter.post.name", wrong)
    for window, group in groupby(sorted(posts, key=lambda p: p[1].window), key=lambda p: p[1].window):
        if len({_window_name(counter, post) for counter, post in group}) > 1:
            en = f"{window!r} has two names; zh and en name the window"
            yield Problem(
                "counters.toml", "counter.post.window", Text(f"“{window}”有两个名称；zh 和 en 是整个窗口的名称", en)
            )


def _window_name(counter: Counter, post: Post) -> str:
    return counter.name.zh.removesuffix(f"{post.name}岗")


def _at(plan: Plan, counter: CounterId, window: str) -> bool:
    other = plan.counter_by_id.get(counter)
    return other is not None and other.post is not None and other.post.window == window
