"""Where the words for each trouble of a device stand. *None* has no words: nothing is wrong."""

from typing import Final

from config.vocabulary import Trouble

TROUBLE_KEY: Final = {
    Trouble.STARTING: "trouble.starting",
    Trouble.STOPPED: "trouble.stopped",
    Trouble.SETTINGS_WRONG: "trouble.settings_wrong",
    Trouble.PORT_GONE: "trouble.port_gone",
    Trouble.PORT_BUSY: "trouble.port_busy",
    Trouble.PORT_FORBIDDEN: "trouble.port_forbidden",
    Trouble.NO_ANSWER: "trouble.no_answer",
    Trouble.ANSWERS_LATE: "trouble.answers_late",
    Trouble.SELF_TEST_FAILED: "trouble.self_test_failed",
    Trouble.READER_SERVICE_AWAY: "trouble.reader_service_away",
    Trouble.CARD_LOCKED: "trouble.card_locked",
    Trouble.CARD_UNREADABLE: "trouble.card_unreadable",
    Trouble.CARD_KEY_WANTED: "trouble.card_key_wanted",
    Trouble.PAPER_OUT: "trouble.paper_out",
    Trouble.PAPER_NEAR_END: "trouble.paper_near_end",
    Trouble.COVER_OPEN: "trouble.cover_open",
    Trouble.PAPER_JAM: "trouble.paper_jam",
    Trouble.CUTTER_ERROR: "trouble.cutter_error",
    Trouble.TICKET_IN_MOUTH: "trouble.ticket_in_mouth",
    Trouble.PRINTER_OFFLINE: "trouble.printer_offline",
    Trouble.PRINTER_ERROR: "trouble.printer_error",
    Trouble.SLIP_UNPRINTABLE: "trouble.slip_unprintable",
    Trouble.SIGN_REFUSES: "trouble.sign_refuses",
    Trouble.SPEAKER_REFUSES: "trouble.speaker_refuses",
    Trouble.CLIPS_MISSING: "trouble.clips_missing",
    Trouble.CERTIFICATE_WRONG: "trouble.certificate_wrong",
    Trouble.PROGRAM_MISSING: "trouble.program_missing",
    Trouble.DRIVER_BROKE: "trouble.driver_broke",
    Trouble.DRIVER_STUCK: "trouble.driver_stuck",
    Trouble.EVENTS_LOST: "trouble.events_lost",
    Trouble.ORDERS_FULL: "trouble.orders_full",
}
