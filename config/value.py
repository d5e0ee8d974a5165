"""Values: frozen for whoever writes code with them, plain when the program runs.

A dataclass that is frozen at run time is made two to three times slower than a plain one, and the core makes a dozen
of them for each ticket. So the type checker refuses every assignment to a field, as for a frozen dataclass, and nothing
is paid for it later.
"""

from typing import TYPE_CHECKING

__all__ = ["value"]

if TYPE_CHECKING:
    from dataclasses import dataclass as value
else:
    from dataclasses import dataclass
    from functools import partial

    def value(*, frozen, slots):
        """``@value(frozen=True, slots=True)``: a dataclass with slots that can be compared and hashed by its fields."""
        assert frozen
        return partial(dataclass, slots=slots, unsafe_hash=True)
