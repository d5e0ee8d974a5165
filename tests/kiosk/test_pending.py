"""The wish in flight survives the kiosk, and nobody else's wish is touched."""

import stat
from datetime import timedelta
from pathlib import Path

import pytest

from config.vocabulary import Language
from kiosk.flow.effects import Wish
from kiosk.pending import AGE_MAX, PendingWish
from tests.kiosk.samples import NOW, request

WISH = Wish(request(), Language.ENGLISH)


@pytest.fixture
def pending(tmp_path: Path) -> PendingWish:
    return PendingWish(tmp_path / "kiosk-1" / "wish.json")


def test_a_kept_wish_comes_back_after_a_restart(pending: PendingWish) -> None:
    pending.keep(WISH, NOW)
    assert PendingWish(pending.file).load(NOW + timedelta(seconds=5)) == WISH
    assert stat.S_IMODE(pending.file.stat().st_mode) == 0o600


def test_nothing_was_in_flight(pending: PendingWish) -> None:
    assert pending.load(NOW) is None


def test_a_forgotten_wish_is_gone_but_another_stays(pending: PendingWish) -> None:
    pending.keep(WISH, NOW)
    pending.forget("request-9999")
    assert pending.load(NOW) == WISH
    pending.forget(WISH.request.request_id)
    assert not pending.file.exists()
    pending.forget(WISH.request.request_id)


@pytest.mark.parametrize("age", [AGE_MAX + timedelta(seconds=1), timedelta(seconds=-1)])
def test_an_old_wish_is_nobodys(pending: PendingWish, age: timedelta) -> None:
    pending.keep(WISH, NOW)
    assert pending.load(NOW + age) is None
    assert not pending.file.exists()


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"request": {}}', b"\xff\xfe", b'{"request": {"request_id": 5}}']
)
def test_bytes_that_are_no_wish_are_removed(pending: PendingWish, content: bytes) -> None:
    pending.file.parent.mkdir()
    pending.file.write_bytes(content)
    pending.forget("request-0001")
    assert pending.load(NOW) is None
    assert not pending.file.exists()
