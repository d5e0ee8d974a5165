"""From a person's number and name to what may be kept: a keyed token and a surname. Standard library only."""

import hashlib
import hmac
import re
from typing import Final

TOKEN_HEX_DIGITS: Final = 32
DOUBLE_SURNAMES: Final = re.compile(
    "欧阳|司马|上官|诸葛|夏侯|东方|皇甫|尉迟|公孙|长孙|慕容|令狐|司徒|宇文|独孤|南宫|端木|百里|呼延|轩辕|闻人|澹台|公羊|万俟"
)
"""Surnames of two signs."""


def card_token(site_key: bytes, identity: bytes) -> str:
    """Tells the same person again in this hall, and nothing else."""
    return hmac.new(site_key, identity, hashlib.sha256).hexdigest()[:TOKEN_HEX_DIGITS]


def surname(name: str) -> str:
    """The first part of a name: a Chinese surname (of one or two signs), else the first word."""
    if not name.isascii():
        dotted = name.partition("·")[0]
        if dotted != name:
            return dotted[0]
        return name[:2] if DOUBLE_SURNAMES.match(name) and len(name) > len("欧阳") else name[0]
    return name.replace(",", " ").split()[0] if name.strip(", ") else ""
