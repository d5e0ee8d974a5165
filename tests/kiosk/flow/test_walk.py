"""A seeded random walk through the flow: any input in any state, and what must hold whatever happens."""

from dataclasses import replace
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from config.vocabulary import (
    DepartmentId,
    IndicatorCode,
    Language,
    Level,
    PrintState,
    RefusalCode,
    RequestId,
    ServiceId,
    TicketId,
    TicketState,
    Trouble,
)
from config.wire.replies import Done, PersonStanding, Refused, ReprintGiven
from devices.kinds.card_reader import CardSeen, CardTrouble, CardType
from kiosk.flow import effects as e
from kiosk.flow import happenings as h
from kiosk.flow import states as s
from kiosk.flow.asking import wish_of
from kiosk.flow.step import begin, step
from kiosk.flow.visits.progress import Progress
from tests.kiosk import samples
from tests.kiosk.samples import RULES

SERVICES = [ServiceId(service.id) for service in samples.PLAN.services[:4]] + [ServiceId("nothing")]
DEPARTMENTS = [DepartmentId(department.id) for department in samples.PLAN.departments[:3]] + [DepartmentId("nowhere")]
SMALLER = samples.PICTURE.model_copy(update={"services": samples.PICTURE.services[:3]})
ALL_RULES = replace(RULES, ticket_of=lambda key: TicketId(key.rpartition("-")[0]))
CHOICES: st.SearchStrategy[h.Touch] = st.one_of(
    st.sampled_from(SERVICES).map(h.PickService),
    st.sampled_from(DEPARTMENTS).map(h.PickDepartment),
    st.sampled_from([h.Begin(), h.WithoutCard(), h.SwitchPriority(), h.NeedMoreTime()]),
    st.sampled_from([h.PickGroup(None), h.PickGroup("old"), h.CheckInHere(), h.SendTyped(), h.EraseSign()]),
    st.sampled_from([h.PrintAgain(samples.ticket().ticket), h.SeeVisit(samples.ticket().ticket)]),
    st.sampled_from([h.GiveUp(), h.GiveUpSurely()]),
    st.sampled_from([h.OneMore(samples.ticket().ticket), h.JudgeVisit("20261121-A003"), h.SendMark()]),
    st.sampled_from(list(s.Purpose)).map(h.BeginTyping),
    st.sampled_from(["12345678", "5", "A"]).map(h.TypeSign),
    st.sampled_from(["12345678", samples.KEY, "nothing"]).map(h.Scanned),
    st.sampled_from(list(Level)).map(h.PickLevel),
    st.sampled_from([IndicatorCode("214"), IndicatorCode("517")]).map(h.SwitchReason),
    st.sampled_from([h.GoBack(), h.GoHome(), h.TurnPage(1), h.TurnPage(-1), h.TurnPage(99)]),
    st.sampled_from(list(Language)).map(h.LanguageChosen),
)


class Walk(RuleBasedStateMachine):
    """One kiosk; the world around it does as it likes."""

    def __init__(self) -> None:
        super().__init__()
        self.state = begin(ALL_RULES)
        self.count = 0
        self.open_wish: str | None = None
        self.open_question: str | None = None
        self.forgotten: set[str] = set()
        self.printed: list[str] = []
        self.given: h.OwnGiven | None = None
        self.own_is_gone = False

    def happen(self, happening: h.Happening) -> None:
        """One step, with what must hold of its effects."""
        self.count += 1
        self.state, effects = step(ALL_RULES, self.state, happening, RequestId(f"request-{self.count:04}"))
        for effect in effects:
            match effect:
                case e.AskTicket(wish):
                    assert self.open_wish is None, "a second id for one wish"
                    self.open_wish = wish.request.request_id
                case e.AskAgain(request):
                    assert request.request_id == self.open_wish, "asked again with another id"
                case e.ForgetWish(request_id):
                    assert request_id == self.open_wish
                    self.forgotten.add(request_id)
                    self.open_wish = None
                case e.PrintTicket(ticket):
                    self.printed.append(ticket)
                case e.GiveOwn(request):
                    assert request.request_id == self.open_wish, "given for nobody's wish"
                    assert self.state.hall.can_give(request.service)
                    own = samples.ticket(request.request_id)
                    self.given = None if self.own_is_gone else h.OwnGiven(own)
                case e.AskQuestion(request):
                    assert self.open_question in (None, request.request_id), "two questions at once"
                    self.open_question = request.request_id
                case e.ForgetQuestion(request_id):
                    assert request_id == self.open_question
                    self.open_question = None
                case e.LookAgain():
                    assert isinstance(self.state.screen, Progress), "a look at a visit that is not shown"
                    assert self.open_question is None
                case e.TellPrint() | e.KeepBlock():
                    pass
        given, self.given = self.given, None
        if given is not None:
            self.happen(given)

    @rule(touch=CHOICES)
    def touch(self, touch: h.Touch) -> None:
        self.happen(touch)

    @rule(token=st.sampled_from("ab"))
    def card(self, token: str) -> None:
        self.happen(CardSeen(token * 32, "李*", CardType.RESIDENT, "reader"))

    @rule()
    def card_trouble(self) -> None:
        self.happen(CardTrouble("reader", Trouble.CARD_UNREADABLE))

    @rule(seconds=st.sampled_from([0.0, 0.1, 1.0, 6.0, 15.0, 61.0, -5.0]))
    def time_passes(self, seconds: float) -> None:
        self.happen(h.Tick(self.state.now + seconds))

    @rule(up=st.booleans())
    def link(self, up: bool) -> None:
        self.happen(h.LinkChanged(up))

    @rule()
    def hall_is_here(self) -> None:
        for happening in (h.LinkChanged(True), h.ServerChanged(True), h.PictureCame(samples.PICTURE)):
            self.happen(happening)

    @rule()
    def hall_has_everything(self) -> None:
        for happening in (h.LinkChanged(True), h.ServerChanged(True), h.PictureCame(samples.ALL_WAYS)):
            self.happen(happening)

    @rule(up=st.booleans())
    def server(self, up: bool) -> None:
        self.happen(h.ServerChanged(up))

    @rule(picture=st.sampled_from([samples.PICTURE, SMALLER]))
    def picture(self, picture: Any) -> None:
        self.happen(h.PictureCame(picture))

    @rule(works=st.booleans())
    def devices(self, works: bool) -> None:
        self.happen(h.ReaderChanged(works))
        self.happen(h.PrinterChanged(not works))

    @rule(offer=st.sampled_from([None, samples.own(), samples.own(2)]), gone=st.booleans())
    def own_numbers(self, offer: Any, gone: bool) -> None:
        self.own_is_gone = gone
        self.happen(h.OwnChanged(offer))

    @rule(given=st.booleans(), mine=st.booleans())
    def reply(self, given: bool, mine: bool) -> None:
        request_id = self.open_wish if mine and self.open_wish else "request-other"
        self.happen(h.ReplyCame(samples.ticket(request_id) if given else samples.refused(request_id)))

    @rule(which=st.sampled_from(["done", "again", "person", "nothing", "judgeable", "closed", "waits", "refused"]))
    def answer(self, which: str) -> None:
        """Any answer to the open question, also one of the wrong kind."""
        name = self.open_question or "question-other"
        answers: dict[str, Done | ReprintGiven | PersonStanding | Refused] = {
            "done": Done(request_id=name, seq=1),
            "again": ReprintGiven(request_id=name, given=samples.ticket(name), print_no=2),
            "person": samples.person(name),
            "nothing": samples.person(name, appointment=None, tickets=(), judgeable=(), live=()),
            "refused": samples.refused(name),
        }
        shown = samples.visit(name, RefusalCode.EVALUATION_CLOSED if which in ("closed", "waits") else None)
        if which == "closed":
            shown = shown.model_copy(update={"state": TicketState.SERVED})
        self.happen(h.ReplyCame(answers.get(which, shown)))

    @rule()
    def question_late(self) -> None:
        self.happen(h.ReplyLate(self.open_question or "question-other"))

    @rule(mine=st.booleans())
    def late(self, mine: bool) -> None:
        self.happen(h.ReplyLate(self.open_wish if mine and self.open_wish else "request-other"))

    @rule(outcome=st.sampled_from(list(PrintState)), print_no=st.sampled_from([1, 2]))
    def paper(self, outcome: PrintState, print_no: int) -> None:
        self.happen(h.PrintFinished(TicketId(samples.ticket().ticket), outcome, print_no=print_no))

    @invariant()
    def nobody_is_known_at_the_welcome(self) -> None:
        if isinstance(self.state.screen, s.Welcome):
            assert self.state.visit.card is None
            assert not self.state.visit.priority
            assert (self.state.visit.group, self.state.visit.adds_to) == (None, None)

    @invariant()
    def the_screen_and_the_question_agree(self) -> None:
        screen = self.state.screen
        assert (screen.request.request_id if isinstance(screen, s.Asking) else None) == self.open_question

    @invariant()
    def the_screen_and_the_wish_agree(self) -> None:
        waiting = wish_of(self.state)
        assert (waiting.request.request_id if waiting else None) == self.open_wish

    @invariant()
    def no_number_is_promised_when_none_can_be_had(self) -> None:
        if not self.state.hall.giving:
            assert isinstance(self.state.screen, s.Waiting | s.Asking | s.Number | s.Thanks | s.OutOfOrder)


TestWalk = Walk.TestCase
TestWalk.settings = settings(max_examples=120, stateful_step_count=40, deadline=None, derandomize=True)
