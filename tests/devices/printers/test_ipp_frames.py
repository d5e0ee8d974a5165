"""IPP messages: the published examples, what a queue's reasons mean, and arbitrary bytes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.frames.printers import ipp
from devices.frames.printers.ipp import JobState, Operation
from devices.kinds.lists.printer_condition import PrinterCondition
from tests.devices.fuzz import FRAME_EXAMPLES

PRINTED = bytes.fromhex(
    "0101 0000 00000001 01"
    "47 0012 617474726962757465732d63686172736574 0005 7574662d38"
    "48 001b 617474726962757465732d6e61747572616c2d6c616e6775616765 0005 656e2d7573"
    "41 000e 7374617475732d6d657373616765 000d 7375636365737366756c2d6f6b"
    "02 21 0006 6a6f622d6964 0004 00000093"
    "45 0007 6a6f622d757269 0030" + b"ipp://printer.example.com/ipp/print/pinetree/147".hex() + ""
    "23 0009 6a6f622d7374617465 0004 00000003 03"
)
"""RFC 8010, A.2: the answer to Print-Job."""
ASKED = bytes.fromhex(
    "0101 0002 00000001 01"
    "47 0012 617474726962757465732d63686172736574 0005 7574662d38"
    "48 001b 617474726962757465732d6e61747572616c2d6c616e6775616765 0002 656e"
    "45 000b 7072696e7465722d757269 002c" + b"ipp://printer.example.com/ipp/print/pinetree".hex() + ""
    "42 0008 6a6f622d6e616d65 0006 666f6f626172 03"
)
"""RFC 8010, A.1: Print-Job, as far as this hall sends of it."""


def test_a_print_job_is_asked_as_the_standard_shows() -> None:
    uri = "ipp://printer.example.com/ipp/print/pinetree"
    wanted = [(ipp.URI, "printer-uri", uri), (ipp.NAME, "job-name", "foobar")]
    assert ipp.request(Operation.PRINT_JOB, 1, wanted) == ASKED


def test_the_answer_is_read_as_the_standard_shows() -> None:
    found = ipp.answer(PRINTED)
    assert (found.carried_out, found.request_id) == (True, 1)
    assert found.values["status-message"] == ("successful-ok",)
    assert (found.values["job-id"], found.values["job-state"]) == ((147,), (JobState.PENDING,))


@pytest.mark.parametrize("cut", range(len(PRINTED)))
def test_an_answer_that_is_cut_off_is_none(cut: int) -> None:
    with pytest.raises(ValueError, match="IPP response"):
        ipp.answer(PRINTED[:cut])


def test_further_values_belong_to_the_name_before_them() -> None:
    more = bytes.fromhex("01010000 00000001 04 44 0001 61 0001 78 44 0000 0001 79 03")
    assert ipp.answer(more).values == {"a": ("x", "y")}


@pytest.mark.parametrize(
    ("reasons", "found"),
    [
        (("none",), set()),
        (("media-empty-error",), {PrinterCondition.PAPER_OUT}),
        (("media-needed",), {PrinterCondition.PAPER_OUT}),
        (("media-low-warning", "cover-open-report"), {PrinterCondition.PAPER_NEAR_END, PrinterCondition.COVER_OPEN}),
        (("media-jam",), {PrinterCondition.JAM}),
        (("offline-report",), {PrinterCondition.OFFLINE}),
        (("paused",), {PrinterCondition.OFFLINE}),
        (("connecting-to-device",), {PrinterCondition.NO_ANSWER}),
        (("com.maker.cutter-error",), {PrinterCondition.ERROR}),
        (("cups-insecure-filter-warning", "marker-supply-low-report"), set()),
    ],
)
def test_reasons_of_a_queue_are_conditions_of_its_printer(
    reasons: tuple[str, ...], found: set[PrinterCondition]
) -> None:
    assert ipp.conditions(reasons) == found


def test_how_far_a_job_is() -> None:
    assert [state.name for state in JobState if state.waits] == ["PENDING", "HELD"]
    assert [state.name for state in JobState if state.ended] == ["CANCELED", "ABORTED", "COMPLETED"]


@given(tail=st.binary(max_size=60), head=st.integers(0, len(PRINTED)))
@settings(max_examples=FRAME_EXAMPLES, deadline=None)
def test_arbitrary_bytes_are_an_answer_or_none(tail: bytes, head: int) -> None:
    data = PRINTED[:head] + tail
    try:
        found = ipp.answer(data)
    except ValueError:
        return
    assert sum(map(len, found.values.values())) <= len(data)
    ipp.conditions([value for values in found.values.values() for value in values])
