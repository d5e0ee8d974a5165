"""Which numbers the kiosks may give by themselves today, and which of them they have given.

Those of the plan that was in force when the day began: a plan that comes later moves no block before tomorrow, because
a kiosk that is away would not hear of it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from config.plan import Plan, Service
from config.rules.kiosk_blocks import KioskBlocks
from config.rules.numbers import NumberRules
from config.vocabulary import ServiceId, TicketClass
from queue_server.domain import numbering


class Blocks:
    """The kiosks' numbers of one day."""

    __slots__ = ("_first_kept", "_rules", "_without", "floor", "given", "kept_out", "rule", "services")

    def __init__(self, plan: Plan | None = None) -> None:
        self.rule: KioskBlocks | None = plan.kiosk_blocks if plan is not None else None
        self._rules = plan.numbers if plan is not None else NumberRules()
        self.services: dict[ServiceId, Service] = {}
        """Services as they were planned when the day began, as far as their range has room for the blocks."""
        if plan is not None and self.rule is not None:
            self.services = {service.id: service for service in plan.services if self._has_room(service)}
        self._first_kept = {service.prefix: self._kept(service)[0] for service in self.services.values()}
        self._without: dict[ServiceId, tuple[Service, Service]] = {}
        self.given: dict[tuple[str, ServiceId], int] = {}
        """The last number that is known to be given from each block."""
        self.kept_out: frozenset[str] = frozenset()
        """Numbers that somebody of an earlier day still holds."""
        self.floor: dict[TicketClass, datetime] = {}
        """No number told late counts from earlier: where a class stood when head starts or the order were changed."""

    @property
    def kiosks(self) -> tuple[str, ...]:
        """Who has numbers of its own."""
        return self.rule.kiosks if self.rule is not None else ()

    def without(self, service: Service) -> Service:
        """The service with the numbers that the server itself may give."""
        first_kept = self._first_kept.get(service.prefix)
        if first_kept is None:
            return service
        planned, left = self._without.get(service.id, (None, service))
        if planned is not service:
            left = replace(service, last_number=min(service.last_number, first_kept - 1))
            self._without[service.id] = service, left
        return left

    def hold(self, kiosk: str, service: ServiceId, shown: str) -> bool:
        """Whether this number is one of the kiosk's."""
        planned = self.services.get(service)
        return planned is not None and any(numbering.shown(planned, n) == shown for n in self._range(kiosk, planned))

    def left(self, kiosk: str) -> Iterator[tuple[ServiceId, tuple[str, ...]]]:
        """For each service the kiosk's numbers behind the last one that is known to be given."""
        for service in self.services.values():
            last = self.given.get((kiosk, service.id), -1)
            numbers = tuple(numbering.shown(service, n) for n in self._range(kiosk, service) if n > last)
            if numbers:
                yield service.id, numbers

    def add(self, kiosk: str, service: ServiceId, shown: str) -> None:
        """A number of a block was given."""
        number = int(shown.removeprefix(self.services[service].prefix))
        self.given[kiosk, service] = max(number, self.given.get((kiosk, service), number))

    def order_changes(self, newest_key: Mapping[TicketClass, datetime]) -> None:
        """From now on another order: who comes late stays behind those of its class who came under the old one."""
        self.floor = dict(newest_key)

    def _range(self, kiosk: str, service: Service) -> Iterator[int]:
        if self.rule is None or kiosk not in self.kiosks:
            return
        end = self.rule.in_all - self.rule.kiosks.index(kiosk) * self.rule.numbers
        for number in self._kept(service)[end - self.rule.numbers : end]:
            if not self.kept_out or numbering.shown(service, number) not in self.kept_out:
                yield number

    def _has_room(self, service: Service) -> bool:
        """One number at least is left to the server."""
        assert self.rule is not None, "only where there are blocks"
        there = self._rules.last_of(service.first_number, service.last_number, service.digits, self.rule.in_all + 1)
        return len(there) > self.rule.in_all

    def _kept(self, service: Service) -> tuple[int, ...]:
        """The numbers of all kiosks: the last ones of the range that may be given at all."""
        most = self.rule.in_all if self.rule is not None else 0
        return self._rules.last_of(service.first_number, service.last_number, service.digits, most)
