"""What devices count: the closed list of names in their health.

A name means the same with every make. Beside these a device counts presses that led to nothing
(``devices/bridge.py``) and those that the queue server refused. People read them in words: ``count_…`` in
``queue_server/console/lead/counts.py``.
"""

from enum import StrEnum


class Counted(StrEnum):
    """One name, one meaning."""

    # cards, codes, presses
    CARDS = "cards"
    LOCKED_CARDS = "locked_cards"
    KEYS_WANTED = "keys_wanted"
    KEYS_REFUSED = "keys_refused"
    FAILED_READS = "failed_reads"
    CODES = "codes"
    REPEATED = "repeated"
    PRESSES = "presses"
    REPEATS = "repeats"
    UNKNOWN_ADDRESS = "unknown_address"
    UNKNOWN_KEY = "unknown_key"
    UNASKED = "unasked"
    NOBODY_PRESSED = "nobody_pressed"
    RETAINED = "retained"
    # paper, signs, calls
    SLIPS = "slips"
    SLIPS_PRINTED = "slips_printed"
    SLIPS_UNSURE = "slips_unsure"
    SLIPS_FAILED = "slips_failed"
    SHOWN = "shown"
    UNSHOWABLE = "unshowable"
    SAID = "said"
    UNSAID = "unsaid"
    SHORTENED = "shortened"
    LACKING = "lacking"
    UNSAYABLE = "unsayable"
    LEFT_OUT = "left_out"
    WITHDRAWN = "withdrawn"
    CALL_OVER = "call_over"
    """The call was over before its news came."""
    # how a device answers
    NO_ANSWER = "no_answer"
    REFUSED = "refused"
    FAULTS = "faults"
    RESTARTED = "restarted"
    STRAY_ANSWERS = "stray_answers"
    NOT_UNDERSTOOD = "not_understood"
    # what a line brought that is no frame
    NOISE = "noise"
    HALF_FRAME = "half_frame"
    BAD_LENGTH = "bad_length"
    BAD_SUM = "bad_sum"
    BAD_CRC = "bad_crc"
    BAD_TRAILER = "bad_trailer"
    BAD_ESCAPE = "bad_escape"
    TOO_LONG = "too_long"
    HALF_CODE = "half_code"
    UNREADABLE = "unreadable"
    # how its driver does
    DRIVER_BROKE = "driver_broke"
    DRIVER_HUNG = "driver_hung"
    LOST_EVENTS = "lost_events"
    ORDERS_REFUSED = "orders_refused"
