"""Lines from a scanner: ended by Enter, begun anew after a pause, bounded."""

from kiosk.scanner import LINE_MAX, PAUSE_MAX_S, Scanner

SHIFT, ENTER = 304, 13


def scanned(scanner: Scanner, text: str, at: float = 0.0) -> str | None:
    """A whole line, as fast as scanners are."""
    for sign in text:
        assert scanner.key(ord(sign), at) is None
    return scanner.key(ENTER, at)


def test_a_line_ends_with_enter_and_the_next_begins_empty() -> None:
    scanner = Scanner()
    assert scanned(scanner, "12345678") == "12345678"
    assert scanned(scanner, "http;//hall/v/20261121-a012-abc") == "http;//hall/v/20261121-a012-abc"
    assert scanner.key(ENTER, 0.0) is None


def test_keys_that_print_nothing_are_left_out() -> None:
    scanner = Scanner()
    scanner.key(SHIFT, 0.0)
    assert scanned(scanner, "a1") == "a1"


def test_a_stray_key_spoils_no_later_code() -> None:
    scanner = Scanner()
    scanner.key(ord("9"), 0.0)
    assert scanned(scanner, "12345678", PAUSE_MAX_S + 1) == "12345678"


def test_what_is_too_long_is_let_go_whole() -> None:
    scanner = Scanner()
    assert scanned(scanner, "1" * (LINE_MAX + 50)) is None
    assert scanned(scanner, "12345678") == "12345678"
