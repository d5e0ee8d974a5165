"""Why a command changed nothing, in words for the visitor or the clerk."""

from collections.abc import Mapping
from dataclasses import field
from typing import Final

from config.plan import Text
from config.value import value
from config.vocabulary import RefusalCode


@value(frozen=True, slots=True)
class Refusal:
    """A value, not a fault: nothing changed, for this reason."""

    code: RefusalCode
    said: Text | None = field(default=None, compare=False)
    """Words that name a time or a thing; without them, those of the code."""

    @property
    def words(self) -> Text:
        """What to show."""
        return self.said or WORDS[self.code]


WORDS: Final[Mapping[RefusalCode, Text]] = {
    RefusalCode.UNREADABLE: Text("请求无法识别", "The request can't be read"),
    RefusalCode.EXPIRED: Text("请求已过期，请重试", "The request came too late; please try again"),
    RefusalCode.UNKNOWN_SERVICE: Text("没有这项业务，请重新选择", "There is no such service; please choose again"),
    RefusalCode.UNKNOWN_COUNTER: Text("没有这个窗口", "There is no such counter"),
    RefusalCode.UNKNOWN_TICKET: Text("没有这张号票", "There is no such ticket"),
    RefusalCode.REQUEST_ID_REUSED: Text("请求编号已用于其他请求", "This request id was used for something else"),
    RefusalCode.BOOKED_TIME_MISSING: Text("预约号缺少预约时间", "A booked ticket needs its booked time"),
    RefusalCode.BOOKED_TIME_UNEXPECTED: Text("只有预约号才有预约时间", "Only a booked ticket has a booked time"),
    RefusalCode.UNKNOWN_GROUP: Text("没有这一优先类别", "There is no such group of priority visitors"),
    RefusalCode.CLASS_NOT_ISSUED: Text(
        "这项业务不发放这类号票，请到咨询台",
        "No tickets of this class are given for this service; please ask at the desk",
    ),
    RefusalCode.CLASS_USED_UP: Text(
        "这项业务今天的这类号票已取完，请到咨询台",
        "No tickets of this class are left for this service today; please ask at the desk",
    ),
    RefusalCode.NUMBERS_USED_UP: Text(
        "这项业务今天的号已取完，请到咨询台", "No numbers are left for this service today; please ask at the desk"
    ),
    RefusalCode.MORNING_FULL: Text(
        "这项业务上午的号已取完，请下午再来",
        "No numbers are left for this service this morning; please come in the afternoon",
    ),
    RefusalCode.AFTERNOON_FULL: Text(
        "这项业务今天的号已取完，请在大厅下次开放时再来",
        "No numbers are left for this service today; please come when the hall next opens",
    ),
    RefusalCode.NOT_THIS_KIOSKS_NUMBER: Text("该号不属于这台取号机", "This number is not one of the kiosk's own"),
    RefusalCode.NUMBER_GIVEN_ALREADY: Text("该号今天已经发出", "This number was given already today"),
    RefusalCode.TICKET_OF_ANOTHER_DAY: Text("该号不是今天的号", "This ticket is not of today"),
    RefusalCode.HALL_FULL: Text("今天的号已取完，请到咨询台", "No numbers are left today; please ask at the desk"),
    RefusalCode.COUNTER_NOT_OPEN: Text("窗口未开放，请先开窗", "The counter is not open; open it first"),
    RefusalCode.COUNTER_ALREADY_OPEN: Text("窗口已经开放", "The counter is open already"),
    RefusalCode.COUNTER_ALREADY_CLOSED: Text("窗口已经关闭", "The counter is closed already"),
    RefusalCode.COUNTER_BUSY: Text(
        "当前号票尚未办结，请先办结或过号", "The ticket at this counter is not finished; finish it or mark a no-show"
    ),
    RefusalCode.CLERK_ELSEWHERE: Text("该工作人员已在其他窗口", "This clerk is at another counter"),
    RefusalCode.CLERK_BUSY_ELSEWHERE: Text(
        "该工作人员在其他窗口的号票尚未办结", "This clerk's ticket at another counter is not finished"
    ),
    RefusalCode.UNKNOWN_POST: Text("本窗口没有这个岗位", "This counter has no such post"),
    RefusalCode.OUTSIDE_TIDE: Text(
        "潮汐窗口现在不开放，可请大厅负责人破例开窗",
        "This tide counter is not open at this time; a hall lead may open it",
    ),
    RefusalCode.NOT_CROWDED: Text(
        "等候人数未到开窗条件，可请大厅负责人破例开窗",
        "Too few people wait for this counter; a hall lead may open it",
    ),
    RefusalCode.COUNTER_CLOSING: Text("窗口办完当前号票即关闭", "The counter closes after this ticket"),
    RefusalCode.NOBODY_WAITING: Text("本窗口可办业务暂无人等候", "Nobody waits for this counter's services"),
    RefusalCode.NOBODY_LEFT: Text("大厅里已无人等候", "Nobody waits in the hall any more"),
    RefusalCode.NOBODY_CALLED: Text("当前没有叫到的号", "No ticket is called to this counter"),
    RefusalCode.ALREADY_STARTED: Text("已经开始办理", "The service has started already"),
    RefusalCode.CALLED_TOO_OFTEN: Text("呼叫次数已满，请过号", "Called as often as allowed; mark a no-show"),
    RefusalCode.CALLED_JUST_NOW: Text("刚刚呼叫过，请稍候", "Called just now; please wait a moment"),
    RefusalCode.NOT_HELD: Text("该号没有挂起", "This ticket is not on hold"),
    RefusalCode.TICKET_OVER: Text("该号已经结束", "This ticket has ended already"),
    RefusalCode.PRINTED_ALREADY: Text(
        "小票已打印，补打请刷取号时用的证件", "The ticket was printed; to have it again lay the card it was taken with"
    ),
    RefusalCode.PRINTED_TOO_OFTEN: Text(
        "小票补打次数已满，请记下号码或到咨询台",
        "The ticket was printed as often as allowed; please note your number or ask at the desk",
    ),
    RefusalCode.TICKET_AT_COUNTER: Text(
        "该号正在窗口，请由窗口办理", "This ticket stands at a counter; the counter decides"
    ),
    RefusalCode.SAME_SERVICE: Text("该号已在这项业务排队", "The ticket is in this service's queue already"),
    RefusalCode.SERVICE_ON_TICKET: Text("该号已包含这项业务", "The ticket is for this service already"),
    RefusalCode.TOO_MANY_STEPS: Text("该号的业务数量已满，请另取号", "The ticket is full; please take another one"),
    RefusalCode.NOTHING_FOLLOWS: Text("该号没有后续业务", "Nothing follows on this ticket"),
    RefusalCode.NOT_THIS_COUNTERS_SERVICE: Text("本窗口不办这项业务", "This counter does not do this service"),
    RefusalCode.PERSON_HAS_TICKET: Text(
        "您已取过这项业务的号，请留意叫号", "You already hold a number for this service; please wait for your call"
    ),
    RefusalCode.PERSON_DAILY_LIMIT: Text(
        "您今天取号次数已满，请到咨询台", "You have taken all your numbers for today; please ask at the desk"
    ),
    RefusalCode.CLOCK_WRONG: Text(
        "系统时间有误，暂不取号，请到咨询台", "The system's clock is wrong; please ask at the desk"
    ),
    RefusalCode.NO_NUMBERS_NOW: Text("现在未到取号时间", "No numbers are given now"),
    RefusalCode.EVALUATION_NOT_OPEN: Text("当前没有可评价的业务", "No service is open for evaluation"),
    RefusalCode.EVALUATION_CLOSED: Text("评价时间已过", "The time for this evaluation is over"),
    RefusalCode.EVALUATION_GIVEN: Text("已经评价过，谢谢", "Already evaluated, thank you"),
    RefusalCode.ALREADY_INVITED: Text("已经邀请过评价", "The visitor was asked for a mark already"),
    RefusalCode.REASON_NOT_OF_LEVEL: Text("所选原因与评价等级不符", "A chosen reason does not belong to this level"),
    RefusalCode.NO_BAD_MARK: Text("没有需要整改的差评", "There is no bad mark to put right"),
    RefusalCode.ALREADY_PUT_RIGHT: Text("这条差评已经整改", "This bad mark was put right already"),
    RefusalCode.DAY_BEGAN_ALREADY: Text("这一天已经开始", "This day began already"),
    RefusalCode.SERVICE_LEAVING: Text(
        "这项业务已停止取号，请到咨询台", "No numbers are given for this service any more; please ask at the desk"
    ),
    RefusalCode.NOT_BOOKABLE: Text(
        "这项业务不接受预约，可直接取号", "This service takes no appointments; take a number"
    ),
    RefusalCode.NO_SUCH_SLOT: Text("没有这个预约时段", "There is no such time to book"),
    RefusalCode.SLOT_PASSED: Text("该时段已过", "That time has passed"),
    RefusalCode.SLOT_TOO_FAR: Text("该日期尚未开放预约", "That day can't be booked yet"),
    RefusalCode.SLOT_FULL: Text("该时段已约满，请选择其他时段", "That time is booked up; please choose another"),
    RefusalCode.CODE_IN_USE: Text("预约码重复，请重试", "This code is in use; please try again"),
    RefusalCode.UNKNOWN_APPOINTMENT: Text(
        "没有查到预约，请核对预约码或到咨询台", "No appointment was found; check the code or ask at the desk"
    ),
    RefusalCode.APPOINTMENT_KNOWN: Text("该预约已登记", "This appointment is known already"),
    RefusalCode.APPOINTMENT_OVER: Text(
        "该预约已取号或已取消", "This appointment has its number already or was cancelled"
    ),
    RefusalCode.APPOINTMENT_BEGUN: Text(
        "已签到取号，不能改期；可以取消后另约",
        "You have checked in, so it can't be moved; it can be cancelled and booked anew",
    ),
    RefusalCode.APPOINTMENT_TOO_LATE: Text(
        "预约时间已过，大厅今天也已下班，请另约时间",
        "The booked time is over and the hall has closed for today; please book another time",
    ),
    RefusalCode.APPOINTMENT_OTHER_DAY: Text("您的预约不在今天", "Your appointment is not today"),
    RefusalCode.APPOINTMENT_TOO_EARLY: Text(
        "还未到签到时间，请临近预约时间再来", "It is too early; please come nearer to your time"
    ),
    RefusalCode.PERSON_HAS_APPOINTMENT: Text(
        "您当天已预约这项业务", "You already have an appointment for this service on that day"
    ),
    RefusalCode.PERSON_BLOCKED: Text(
        "因多次爽约，暂不能预约，可现场取号",
        "You can't book for a while after missed appointments; numbers are given",
    ),
    RefusalCode.NOT_BLOCKED: Text("此人没有被暂停预约", "This person is not blocked"),
    RefusalCode.COUNTER_LEAVING: Text(
        "窗口已撤销，办完当前号后请关窗", "The counter has left the plan; finish and close it, please"
    ),
    RefusalCode.PLAN_WRONG: Text("方案文件有错误", "The plan's files have problems"),
    RefusalCode.PLAN_CHANGED: Text(
        "方案文件在您核对之后又有改动，请重新核对", "The plan's files were changed since you looked; please look again"
    ),
    RefusalCode.PLAN_IN_FORCE: Text("该方案已经生效", "This plan is in force already"),
    RefusalCode.REASON_MISSING: Text("请写明由谁更改、为何更改", "Say who changes the plan, and why"),
}
