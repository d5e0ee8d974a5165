"""The plan of one hall: departments, services, counters, classes. Frozen, standard library only.

Read from ``config/halls/<name>/`` by ``config.settings.plan_files``; journaled as a fact when it comes into force.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from typing import Final

from config.rules.appointments import AppointmentRules, Slots
from config.rules.chains import Chain
from config.rules.counters import CounterRules
from config.rules.counters import Queue as Queue
from config.rules.evaluation import EvaluationRules
from config.rules.kiosk_blocks import KioskBlocks
from config.rules.numbers import NumberRules, ServiceNumbers
from config.rules.opening import Opening, ServiceHours
from config.rules.order import CallOrder, ClassLimits, Order
from config.rules.posts import Post, stand_ins
from config.text import Text as Text
from config.vocabulary import CounterId, DepartmentId, HallId, ServiceId, TicketClass

COUNTERS_MAX: Final = 100
SERVICES_MAX: Final = 300
A_DAY_MIN: Final = 24 * 60
REPRINTS_MAX: Final = 9
"""How often any plan may have one ticket printed again."""
LIVE_TICKETS_MAX: Final = 20_000
"""A hall's ticket limit for one day; also the most that can wait at once."""


@dataclass(frozen=True)
class Department:
    """A department of the county that has services in this hall."""

    id: DepartmentId
    name: Text


@dataclass(frozen=True)
class Service:
    """One thing that people come for; its numbers are ``prefix`` + digits, from ``first_number`` to ``last_number``."""

    id: ServiceId
    department: DepartmentId
    name: Text
    prefix: str
    first_number: int = 1
    last_number: int = 999
    digits: int = 3
    mean_min: int = 10
    """How many minutes one usually takes at the counter: for the estimate of waits."""
    hours: ServiceHours | None = None
    """Hours of its own, within the hall's."""
    numbers: ServiceNumbers = field(default_factory=ServiceNumbers)
    slots: Slots | None = None
    """What of it can be booked; None: nothing."""
    class_limits: ClassLimits = field(default_factory=ClassLimits)
    carry_over: bool | None = None
    """Whether who still waits at closing waits again on the next working day; None: as the hall does."""


@dataclass(frozen=True)
class Counter:
    """One window: the services it does as its own, and those it may help with."""

    id: CounterId
    name: Text
    services: tuple[ServiceId, ...]
    second_services: tuple[ServiceId, ...] = ()
    posts: tuple[str, ...] = ()
    """Posts that one clerk at a time takes in turn; words only."""
    rules: CounterRules = field(default_factory=CounterRules)
    post: Post | None = None
    """Which post of a window with several clerks at once it is; None: a window of its own."""

    def can_take(self, service: ServiceId, ticket_class: TicketClass) -> bool:
        """Whether a ticket of this service and class may be called here."""
        return service in self.skills and self.rules.calls(ticket_class)

    @cached_property
    def own_queues(self) -> tuple[Queue, ...]:
        """Whom it calls for its own services."""
        return self.rules.queues(self.services)

    @cached_property
    def second_queues(self) -> tuple[Queue, ...]:
        """Whom it calls for the services it helps with."""
        return self.rules.queues(self.second_services)

    @cached_property
    def preferred_queues(self) -> tuple[tuple[Queue, ...], tuple[Queue, ...]]:
        """Whom it calls before all others: for its own services, and for those it helps with."""
        return self.rules.preferred_queues(self.services), self.rules.preferred_queues(self.second_services)

    @cached_property
    def skills(self) -> frozenset[ServiceId]:
        """All services that this counter can do."""
        return frozenset(self.services) | frozenset(self.second_services)


PAUSE_REASONS: Final = (
    Text("临时离开", "Back in a moment"),
    Text("内部事务", "Internal work"),
    Text("用餐休息", "Meal break"),
    Text("设备故障", "Equipment fault"),
)


@dataclass(frozen=True)
class Plan:
    """Everything a hall has agreed on for its queue. Head starts are in minutes."""

    hall: HallId
    name: Text
    time_zone: str
    departments: tuple[Department, ...]
    services: tuple[Service, ...]
    counters: tuple[Counter, ...]
    head_start_min: Mapping[TicketClass, int] = field(default_factory=dict)
    own_first_min: int = 10
    late_booking_min: int = 10
    """A booked visitor who comes later than this after the booked time queues as an ordinary one."""
    evaluation_window_s: int = 120
    no_show_returns_behind: int = 3
    """A first no-show waits again behind so many of its service; 0: it ends at once. A second one always ends."""
    calls_max: int = 0
    """How often one call may be made in all; 0: no limit."""
    auto_call: bool = False
    """Whether a free counter calls by itself as soon as somebody waits for it."""
    call_pause_s: int = 0
    """How long after a call the same ticket may be called again."""
    reprints_max: int = 2
    """At most ``REPRINTS_MAX``."""
    """How often the paper of one ticket may be printed again; 0: never."""
    person_live_max: int = 0
    """How many live tickets one card may hold for one service, asked when it takes one or is sent on; 0: no limit."""
    person_daily_max: int = 0
    """How many tickets one card may take in a day; 0: no limit."""
    pause_reasons: tuple[Text, ...] = PAUSE_REASONS
    """What a clerk may choose from when a counter pauses; another reason can always be written."""
    chains: tuple[Chain, ...] = ()
    """What takes several services with one number."""
    opening: Opening | None = None
    """When numbers are given; None: always."""
    numbers: NumberRules = field(default_factory=NumberRules)
    appointments: AppointmentRules = field(default_factory=AppointmentRules)
    kiosk_blocks: KioskBlocks | None = None
    """Numbers that kiosks give by themselves while the server is away; None: they give none."""
    order: CallOrder = field(default_factory=CallOrder)
    class_limits: ClassLimits = field(default_factory=ClassLimits)
    """For every service; what a service says itself comes on top."""
    evaluation: EvaluationRules = field(default_factory=EvaluationRules)
    carry_over: bool = False
    """Whether who still waits at closing waits again on the next working day; a service may say otherwise."""

    def carries_over(self, service: ServiceId) -> bool:
        """Whether tickets of this service outlive their day."""
        own = self.service_by_id[service].carry_over
        return self.carry_over if own is None else own

    def head_start(self, ticket_class: TicketClass) -> timedelta:
        """How much earlier than printed (or booked) this class is counted as arrived; only under call-by times."""
        return self._head_starts[ticket_class]

    @cached_property
    def _head_starts(self) -> Mapping[TicketClass, timedelta]:
        by_time = self.order.rule is Order.CALL_BY
        return {kind: timedelta(minutes=by_time * self.head_start_min.get(kind, 0)) for kind in TicketClass}

    @cached_property
    def favoured_over(self) -> Mapping[TicketClass, tuple[tuple[TicketClass, int], ...]]:
        """Which classes pass this one although they come later, and by how many minutes; a closed one passes nobody."""
        closed, order = self.class_limits.closed, self.order
        found: dict[TicketClass, tuple[tuple[TicketClass, int], ...]] = {}
        for slow in TicketClass:
            if order.rule is Order.STRICT:
                by = dict.fromkeys(order.classes[: order.classes.index(slow)], A_DAY_MIN)
            else:
                by = {n: int((self.head_start(n) - self.head_start(slow)).total_seconds()) // 60 for n in TicketClass}
            found[slow] = tuple((name, minutes) for name, minutes in by.items() if minutes > 0 and name not in closed)
        return found

    @cached_property
    def evaluation_window(self) -> timedelta:
        """How long a mark may be given after the service."""
        return timedelta(seconds=self.evaluation_window_s)

    @cached_property
    def late_booking(self) -> timedelta:
        """How long after the booked time a booked visitor still counts as one."""
        return timedelta(minutes=self.late_booking_min)

    @cached_property
    def own_first(self) -> timedelta:
        """How much later a counter's second services are counted."""
        return timedelta(minutes=self.own_first_min)

    @cached_property
    def service_by_id(self) -> Mapping[ServiceId, Service]:
        """Services by id."""
        return {service.id: service for service in self.services}

    @cached_property
    def chain_by_id(self) -> Mapping[ServiceId, Chain]:
        """Chains by id."""
        return {chain.id: chain for chain in self.chains}

    def steps_of(self, asked: ServiceId) -> tuple[ServiceId, ...]:
        """The services of a chain, or the service itself."""
        chain = self.chain_by_id.get(asked)
        return (asked,) if chain is None else chain.steps

    @cached_property
    def department_by_id(self) -> Mapping[DepartmentId, Department]:
        """Departments by id."""
        return {department.id: department for department in self.departments}

    @cached_property
    def counter_by_id(self) -> Mapping[CounterId, Counter]:
        """Counters by id."""
        return {counter.id: counter for counter in self.counters}

    @cached_property
    def appeal_service(self) -> ServiceId | None:
        """Where a clerk sends whose matter came to nothing; None: the hall has no counter for it."""
        return next((counter.services[0] for counter in self.counters if counter.rules.appeals), None)

    @cached_property
    def called_by_class(self) -> frozenset[ServiceId]:
        """Services of which some counter calls only some classes."""
        return frozenset(service for c in self.counters if c.rules.classes for service in self.reach(c))

    @cached_property
    def rows_by_class(self) -> frozenset[ServiceId]:
        """Services whose classes are looked at one by one: where a counter calls some only or first, or takes turns."""
        if self.order.last_class_after:
            return frozenset(self.service_by_id)
        choosy = (c for c in self.counters if c.rules.classes or c.rules.prefers is not None)
        return frozenset(service for counter in choosy for service in self.reach(counter))

    def reach(self, counter: Counter) -> frozenset[ServiceId]:
        """All services that a counter ever does: its own, second ones, and those of whom it stands in for."""
        others = counter.post.stands_in_for if counter.post is not None else ()
        return counter.skills.union(*(self.counter_by_id[other].skills for other in others))

    @cached_property
    def stand_ins(self) -> Mapping[CounterId, tuple[CounterId, ...]]:
        """Who does a counter's services as well while it is not open."""
        return stand_ins((counter.id, counter.post) for counter in self.counters)

    def queue_of(self, service: ServiceId, ticket_class: TicketClass) -> Queue:
        """The queue in which nobody is called by other counters than his neighbour."""
        return (service, ticket_class) if service in self.called_by_class else service

    @cached_property
    def queues_at(self) -> Mapping[CounterId, tuple[Queue, ...]]:
        """The queues, as ``queue_of`` has them, that a counter calls from."""
        return {counter.id: self.queues_for(counter) for counter in self.counters}

    def queues_for(self, counter: Counter) -> tuple[Queue, ...]:
        """The same for a counter that may do more than the plan says."""
        return tuple(
            dict.fromkeys(
                self.queue_of(service, name)
                for service in (*counter.services, *counter.second_services)
                for name in TicketClass
                if counter.rules.calls(name)
            )
        )

    @cached_property
    def counters_of(self) -> Mapping[ServiceId, tuple[Counter, ...]]:
        """Which counters can do a service, in the plan's order."""
        return {s.id: tuple(c for c in self.counters if s.id in c.skills) for s in self.services}
