"""The pages that a person opens: sign-in, the clerk's page, the lead's overview. Their content comes by web socket."""

from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qs

from fastapi import APIRouter, Request
from jinja2 import Environment, FileSystemLoader
from starlette.responses import HTMLResponse, RedirectResponse, Response

from config.vocabulary import Language, Redress
from queue_server.console import sessions
from queue_server.console.counters.desks import Desk
from queue_server.console.parts import Parts
from queue_server.console.problems import ProblemCode, TurnedAway
from queue_server.console.sessions import SignedIn
from queue_server.console.tablet.address import PATH, tablet_key
from queue_server.console.words import words_in

TEMPLATES: Final = Path(__file__).with_name("templates")
SEE_OTHER: Final = 303
FORM_FIELDS_MAX: Final = 10
PAGES: Final = frozenset(
    {"/", "/overview", "/appointments", "/marks", "/plan", "/told-late", "/tablets", "/counter", "/sign-in"}
)


class Pages:
    """Makes HTML. State changes come as forms by POST, each with this browser's token."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._templates = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True)

    async def home(self, request: Request) -> Response:
        """The clerk's page; a lead without a counter sees the overview."""
        person = sessions.signed_in(request.session, self._parts)
        if person is None:
            return RedirectResponse("/sign-in", SEE_OTHER)
        if person.counter is None:
            return RedirectResponse("/overview", SEE_OTHER)
        return self._clerk(request, person, self._parts.desks.by_id[person.counter])

    def _clerk(self, request: Request, person: SignedIn, counter: Desk) -> Response:
        language = sessions.language_of(request.session, self._parts.language) or self._parts.language
        reasons = [reason.in_language(language) for reason in self._parts.desks.pause_reasons]
        post = words_in(language)["post_n"]
        given = {
            "pause_reasons": [(reason, reason) for reason in reasons],
            "appeal_service": counter.sends_to,
            "services": counter.services,
            "posts": [(name, post.format(post=name)) for name in counter.posts],
        }
        return self._page(request, "clerk.html", person=person, counter=counter, **given)

    async def overview(self, request: Request) -> Response:
        """All counters, the day's figures, the devices."""
        return self._for_leads(request, "overview.html")

    async def appointments(self, request: Request) -> Response:
        """A day's appointments."""
        bookable = [service for service in self._parts.plan.services if service.slots is not None]
        return self._for_leads(request, "appointments.html", bookable=bookable)

    async def marks(self, request: Request) -> Response:
        """The bad marks, and what became of them."""
        return self._for_leads(request, "marks.html", redresses=tuple(Redress))

    async def plan(self, request: Request) -> Response:
        """The plan in force, what the files change, and the plans before."""
        return self._for_leads(request, "lead/plan.html")

    async def told_late(self, request: Request) -> Response:
        """The numbers that kiosks gave by themselves."""
        return self._for_leads(request, "lead/told_late.html")

    async def tablets(self, request: Request) -> Response:
        """The address of each counter's tablet."""
        base, edition = str(request.base_url).rstrip("/") + PATH, self._parts.settings.tablet_edition
        found = [
            {"name": desk.name, "address": base + tablet_key(self._parts.site_key, counter, edition)}
            for counter, desk in self._parts.desks.by_id.items()
        ]
        return self._for_leads(request, "lead/tablets.html", tablets=found)

    def _for_leads(self, request: Request, template: str, **more: Any) -> Response:
        person = sessions.signed_in(request.session, self._parts)
        if person is None:
            return RedirectResponse("/sign-in", SEE_OTHER)
        if not person.leads:
            raise TurnedAway(ProblemCode.NOT_ALLOWED)
        return self._page(request, template, person=person, **more)

    async def sign_in_form(self, request: Request) -> Response:
        """Name, password, counter."""
        return self._page(request, "sign_in.html", counters=self._parts.desks.by_id.values())

    async def sign_in(self, request: Request) -> Response:
        """Let somebody in, or show the form again with the reason."""
        form = await read_form(request)
        try:
            sessions.check_token(request.session, form.get("token"))
            account = await self._parts.doorkeeper.let_in(form.get("name", ""), form.get("password", ""))
            person = SignedIn(account, form.get("counter") or None)
            self._check_counter(person)
        except TurnedAway as problem:
            shown = {"problem": problem.words, "name": form.get("name", ""), "chosen": form.get("counter", "")}
            page = self._page(request, "sign_in.html", counters=self._parts.desks.by_id.values(), **shown)
            page.status_code = problem.status
            return page
        sessions.sign_in(request.session, account, person.counter, self._parts.clock())
        return RedirectResponse("/" if person.counter else "/overview", SEE_OTHER)

    async def counter_form(self, request: Request) -> Response:
        """Where a lead who signed in without a counter chooses one."""
        person = sessions.signed_in(request.session, self._parts)
        if person is None:
            return RedirectResponse("/sign-in", SEE_OTHER)
        return self._counter_form(request, person)

    def _counter_form(self, request: Request, person: SignedIn, **more: Any) -> HTMLResponse:
        if not person.leads:
            raise TurnedAway(ProblemCode.NOT_ALLOWED)
        return self._page(
            request, "take_counter.html", person=person, counters=self._parts.desks.by_id.values(), **more
        )

    async def take_counter(self, request: Request) -> Response:
        """Go to the chosen counter, or show the form again with the reason."""
        form = await read_form(request)
        sessions.check_token(request.session, form.get("token"))
        person = sessions.require(request.session, self._parts)
        try:
            self._check_counter(SignedIn(person.account, form.get("counter", "")))
        except TurnedAway as problem:
            page = self._counter_form(request, person, problem=problem.words)
            page.status_code = problem.status
            return page
        sessions.take_counter(request.session, form["counter"])
        return RedirectResponse("/", SEE_OTHER)

    async def sign_out(self, request: Request) -> Response:
        """Forget who sits here. The counter stays as it is."""
        sessions.check_token(request.session, (await read_form(request)).get("token"))
        sessions.sign_out(request.session)
        return RedirectResponse("/sign-in", SEE_OTHER)

    async def language(self, request: Request) -> Response:
        """Switch the language and come back."""
        form = await read_form(request)
        sessions.check_token(request.session, form.get("token"))
        try:
            request.session["language"] = Language(form.get("language", "")).value
        except ValueError as error:
            raise TurnedAway(ProblemCode.UNREADABLE) from error
        back = form.get("back", "/")
        return RedirectResponse(back if back in PAGES else "/", SEE_OTHER)

    def problem(self, request: Request, problem: TurnedAway) -> Response:
        """A refusal as a page."""
        page = self._page(request, "problem.html", problem=problem.words)
        page.status_code = problem.status
        return page

    def _check_counter(self, person: SignedIn) -> None:
        if person.counter is None:
            if not person.leads:
                raise TurnedAway(ProblemCode.UNKNOWN_COUNTER)
        elif person.counter not in self._parts.desks.by_id:
            raise TurnedAway(ProblemCode.UNKNOWN_COUNTER)
        elif not person.account.may_work_at(person.counter):
            raise TurnedAway(ProblemCode.COUNTER_NOT_YOURS)

    def _page(self, request: Request, template: str, **more: Any) -> HTMLResponse:
        language = sessions.language_of(request.session, self._parts.language) or self._parts.language
        english = language is Language.ENGLISH
        values = {
            "w": words_in(language),
            "language": language.value,
            "other_language": (Language.CHINESE if english else Language.ENGLISH).value,
            "path": request.url.path if request.url.path in PAGES else "/",
            "token": sessions.token_of(request.session),
            "hall": self._parts.plan.name,
            "time_zone": self._parts.plan.time_zone,
            "problem": None,
            "person": None,
            "people": self._parts.doorkeeper.accounts.display_names() if "person" in more else {},
        }
        return HTMLResponse(self._templates.get_template(template).render(values | more))


async def read_form(request: Request) -> dict[str, str]:
    """The fields of a form as the browser sends it. Raises TurnedAway."""
    try:
        fields = parse_qs((await request.body()).decode(), keep_blank_values=True, max_num_fields=FORM_FIELDS_MAX)
    except ValueError as error:
        raise TurnedAway(ProblemCode.UNREADABLE) from error
    return {name: values[-1] for name, values in fields.items()}


def page_router(pages: Pages) -> APIRouter:
    """The pages' routes; not part of the described API."""
    router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
    router.add_api_route("/", pages.home, methods=["GET"], response_model=None)
    router.add_api_route("/overview", pages.overview, methods=["GET"], response_model=None)
    router.add_api_route("/appointments", pages.appointments, methods=["GET"], response_model=None)
    router.add_api_route("/marks", pages.marks, methods=["GET"], response_model=None)
    router.add_api_route("/plan", pages.plan, methods=["GET"], response_model=None)
    router.add_api_route("/told-late", pages.told_late, methods=["GET"], response_model=None)
    router.add_api_route("/tablets", pages.tablets, methods=["GET"], response_model=None)
    router.add_api_route("/sign-in", pages.sign_in_form, methods=["GET"], response_model=None)
    router.add_api_route("/sign-in", pages.sign_in, methods=["POST"], response_model=None)
    router.add_api_route("/counter", pages.counter_form, methods=["GET"], response_model=None)
    router.add_api_route("/counter", pages.take_counter, methods=["POST"], response_model=None)
    router.add_api_route("/sign-out", pages.sign_out, methods=["POST"], response_model=None)
    router.add_api_route("/language", pages.language, methods=["POST"], response_model=None)
    return router
