"""The cards that readers tell apart."""

from enum import StrEnum


class CardType(StrEnum):
    """Which card it was."""

    RESIDENT = "resident"
    HMT_PERMIT = "hmt_permit"
    FOREIGNER_2017 = "foreigner_2017"
    FOREIGNER_2023 = "foreigner_2023"
    SOCIAL_SECURITY = "social_security"
    THAI_ID = "thai_id"
    TAIWAN_HEALTH = "taiwan_health"
    BELGIAN_EID = "belgian_eid"
    ESTONIAN_EID = "estonian_eid"
    PASSPORT = "passport"
    ELECTRONIC = "electronic"  # a code on a phone, with a citizen's number in it
    ANONYMOUS = "anonymous"  # only a serial: the same card can be known again, its owner cannot
