"""The drill of the crash: kiosks take tickets, clerks call them, and in the middle of the rush the server is killed.

What may never happen is counted afterwards from the answers, the news on the wire and the journal.
"""

import queue
import random
import tempfile
import threading
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from config.plan import Plan
from config.vocabulary import CounterId, RefusalCode, ServiceId, TicketId
from config.wire.link import Link, Received
from config.wire.news import CallNews
from config.wire.replies import Done, Refused, TicketGiven
from config.wire.requests import CallNext, FinishService, OpenCounter, TakeTicket
from queue_server.domain.facts import TicketCalled, TicketTaken
from queue_server.journal.journal import Journal
from tests.processes.server import HallServer, ask_until

SERVICES: Final = 4
CLERKS: Final = 8
LOOK_AGAIN_S: Final = 0.02


@dataclass(frozen=True)
class DrillFigures:
    """What came out. Everything after ``calls`` has to be nought or empty."""

    tickets: int
    calls: int
    numbers_twice: int
    at_two_counters: int
    lost: int
    answers_changed: int
    problems: tuple[str, ...]


class Drill:
    """One rush on one server."""

    def __init__(self, server: HallServer, tickets: int, clients: int, seed: int) -> None:
        self._server = server
        self._tickets = tickets
        self._clients = clients
        self._seed = seed
        self._counters, self._services = _shared(server.plan, random.Random(seed))
        self.given: dict[str, tuple[Link, TakeTicket, TicketGiven]] = {}
        self.changed = 0
        self._half = threading.Event()
        self._all_taken = threading.Event()

    def run(self) -> None:
        """The rush, with the server killed when half of the tickets are given; then everything is asked again."""
        console = self._server.link("console")
        kiosks = [self._server.link(f"kiosk-{number + 1}") for number in range(self._clients)]
        with ThreadPoolExecutor(self._clients + CLERKS) as people:
            clerks = [people.submit(self._call, console, counter) for counter in self._counters]
            takers = [people.submit(self._take, kiosk, number) for number, kiosk in enumerate(kiosks)]
            try:
                assert self._half.wait(60), "half of the tickets were not given"
                self._server.kill()
                self._server.start()
                for taker in takers:
                    taker.result()
            finally:
                self._all_taken.set()
            for clerk in clerks:
                clerk.result()
        for link, request, reply in list(self.given.values()):
            self.changed += ask_until(link, request) != reply

    def _take(self, kiosk: Link, number: int) -> None:
        chance = random.Random(self._seed * 1000 + number)
        for count in range(number, self._tickets, self._clients):
            service = chance.choice(self._services)
            request = TakeTicket(request_id=f"drill-{self._seed}-{count:05}", kiosk=kiosk.address.user, service=service)
            reply = ask_until(kiosk, request)
            assert isinstance(reply, TicketGiven), reply
            self.given[request.request_id] = (kiosk, request, reply)
            if len(self.given) >= self._tickets // 2:
                self._half.set()

    def _call(self, console: Link, counter: CounterId) -> None:
        """Open, then call and finish until nobody is left."""
        ids = (f"drill-{self._seed}-{counter}-{count:05}" for count in range(1_000_000))
        by = f"clerk at {counter}"
        ask_until(console, OpenCounter(request_id=next(ids), counter=counter, by=by))
        while True:
            everybody = self._all_taken.is_set()
            reply = ask_until(console, CallNext(request_id=next(ids), counter=counter, by=by))
            if isinstance(reply, Done):
                done = ask_until(console, FinishService(request_id=next(ids), counter=counter, by=by))
                assert isinstance(done, Done), done
                continue
            assert isinstance(reply, Refused)
            assert reply.code is RefusalCode.NOBODY_WAITING, reply
            if everybody:
                return
            self._all_taken.wait(LOOK_AGAIN_S)


def crash_drill(tickets: int, clients: int, seed: int) -> DrillFigures:
    """One drill in a folder of its own: so many tickets in all, taken by so many kiosks."""
    with tempfile.TemporaryDirectory(prefix="hall-drill-") as folder:
        server = HallServer(Path(folder), kiosks=clients)
        with server:
            screen = server.link("calls-1", [CallNews])
            drill = Drill(server, tickets, clients, seed)
            drill.run()
        return _figures(drill, screen, server)


def _shared(plan: Plan, chance: random.Random) -> tuple[list[CounterId], list[ServiceId]]:
    """Some counters, and services that at least two of them compete for."""
    counters = plan.counters[:CLERKS]
    shared = [s.id for s in plan.services if sum(s.id in counter.skills for counter in counters) > 1]
    return [counter.id for counter in counters], chance.sample(shared, SERVICES)


def _figures(drill: Drill, screen: Link, server: HallServer) -> DrillFigures:
    with Journal(server.settings.journal_url, server.settings.hall) as journal:
        facts = [record.fact for record in journal.all_records()]
        problems = journal.problems()
    taken = [fact for fact in facts if isinstance(fact, TicketTaken)]
    kept = {fact.ticket: fact.number for fact in taken}
    places: dict[str, set[str]] = defaultdict(set)
    calls = [fact for fact in facts if isinstance(fact, TicketCalled)]
    for ticket, counter in [(c.ticket, c.counter) for c in calls] + [(n.ticket, n.counter) for n in _news(screen)]:
        places[ticket].add(counter)
    answers = [reply for _, _, reply in drill.given.values()]
    given = Counter(reply.ticket for reply in answers)
    return DrillFigures(
        tickets=len(answers),
        calls=len(calls),
        numbers_twice=sum(times - 1 for times in given.values()) + len(taken) - len(kept),
        at_two_counters=sum(len(at) > 1 for at in places.values()),
        lost=sum(kept.get(TicketId(reply.ticket)) != reply.number for reply in answers),
        answers_changed=drill.changed,
        problems=tuple(problems),
    )


def _news(screen: Link) -> list[CallNews]:
    """Every call that the call screen was told of."""
    found: list[CallNews] = []
    while True:
        try:
            item = screen.inbox.get_nowait()
        except queue.Empty:
            return found
        if isinstance(item, Received) and isinstance(item.message, CallNews):
            found.append(item.message)
