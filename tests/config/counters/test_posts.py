"""What counters.toml says of a window with several posts, and what is refused."""

from pathlib import Path

import pytest

from config.plan import Text
from config.rules.posts import Post
from config.settings.plan_files import load_hall
from config.settings.problems import FilesWrong
from config.vocabulary import CounterId
from tests.config.plan_folder import plan_folder

WINDOW = """
[[counter]]
id = "1"
zh = "3号窗口"
en = "Counter 3"
post = { window = "w3", name = "A", stands_in_for = ["B"] }
services = ["department:police"]

[[counter]]
id = "2"
zh = "3号窗口"
en = "Counter 3"
post = { window = "w3", name = "B" }
services = ["identity"]
"""


def problems(folder: Path, *replaced: tuple[str, str]) -> list[tuple[str, str]]:
    """Key and reason of each, with these words replaced."""
    text = WINDOW
    for old, new in replaced:
        text = text.replace(old, new)
    with pytest.raises(FilesWrong) as wrong:
        load_hall(plan_folder(folder, {"counters.toml": text}))
    return [(problem.key, problem.reason.en) for problem in wrong.value.problems]


def test_each_post_is_a_counter_under_the_windows_name(tmp_path: Path) -> None:
    plan = load_hall(plan_folder(tmp_path, {"counters.toml": WINDOW})).plan
    one, two = plan.counters
    assert (one.name, two.name) == (Text("3号窗口A岗", "Counter 3, post A"), Text("3号窗口B岗", "Counter 3, post B"))
    assert one.post == Post("w3", "A", (CounterId("2"),))
    assert plan.stand_ins == {"2": ("1",)}


def test_posts_stand_in_for_others_of_their_window(tmp_path: Path) -> None:
    for other in ("A", "C"):
        ((key, reason),) = problems(tmp_path, ('stands_in_for = ["B"]', f'stands_in_for = ["{other}"]'))
        assert key == "1.post.stands_in_for"
        assert reason.startswith("no other post here")


def test_a_post_stands_once_under_one_name(tmp_path: Path) -> None:
    assert problems(tmp_path, ('name = "B"', 'name = "A"'), (', stands_in_for = ["B"]', "")) == [
        ("counter.post.name", "'A' of 'w3' stands 2 times")
    ]
    ((key, _),) = problems(tmp_path, ('id = "2"\nzh = "3号窗口"', 'id = "2"\nzh = "4号窗口"'))
    assert key == "counter.post.window"


def test_a_post_has_no_posts_that_are_taken_in_turn(tmp_path: Path) -> None:
    ((key, _),) = problems(tmp_path, ('name = "B" }', 'name = "B" }\nposts = ["X"]'))
    assert key == "2.posts"
