"""Tickets that outlive their day: what the visitor is told."""

from typing import Final

from config.text import Text

STAYS_VALID: Final = Text(
    "今天未叫到的，此号顺延到下一个工作日，先于当天同类号叫号，仅顺延一次",
    "If not called today, it stays valid on the next working day and goes first in its class, this once",
)
"""On the paper of a ticket whose service carries tickets over."""
