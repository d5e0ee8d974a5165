"""The national indicators of a mark (政务服务“好差评”): what a visitor may name as the reason for each level.

Codes and Chinese words as they stand in several independent code bases, one of them an evaluator's development kit
(mark of confidence A: two or more sources); the text of GB/T 39735-2020 itself was not obtained. An older generation
of codes below these (101-107 and their like) is out of use. The English words are ours. Standard library only.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from config.text import Text
from config.vocabulary import IndicatorCode, Level

REASONS_MAX: Final = 8
"""As many as a level has."""


@dataclass(frozen=True)
class Indicator:
    """One reason; ``code`` is the national one, its first digit is the level with 5 as the best."""

    code: IndicatorCode
    level: Level
    words: Text


def _of(level: Level, *rows: tuple[str, str, str]) -> tuple[Indicator, ...]:
    return tuple(Indicator(IndicatorCode(code), level, Text(zh, en)) for code, zh, en in rows)


OF_LEVEL: Final[Mapping[Level, tuple[Indicator, ...]]] = {
    Level.VERY_SATISFIED: _of(
        Level.VERY_SATISFIED,
        ("510", "一窗受理一次办结", "One counter, done in one go"),
        ("511", "可以先受理后补材料", "Accepted first, papers later"),
        ("512", "不用提交证明", "No certificates needed"),
        ("513", "可以全程网上办理", "Can be done wholly online"),
        ("514", "可以使用手机办理", "Can be done by phone"),
        ("515", "可以就近办理", "Can be done nearby"),
        ("516", "无需材料直接办理", "Done without any papers"),
        ("517", "服务热情效率高", "Warm and efficient service"),
    ),
    Level.SATISFIED: _of(
        Level.SATISFIED,
        ("406", "填写一张表单就可完成申报", "One form was enough"),
        ("407", "在线提交材料窗口核验", "Papers sent online, checked at the counter"),
        ("408", "一张清单告知全部申报材料", "One list named all papers"),
        ("409", "用告知承诺减免申报材料", "A declaration replaced papers"),
        ("410", "可以在线预约办理", "Can be booked online"),
        ("411", "跑大厅一次办完", "One visit was enough"),
        ("412", "可以使用自助机办理", "Can be done at a self-service machine"),
        ("413", "服务态度较好", "Friendly service"),
    ),
    Level.BASICALLY_SATISFIED: _of(
        Level.BASICALLY_SATISFIED,
        ("307", "一次性告知需要补正的材料", "All missing papers named at once"),
        ("308", "提供申报材料样本", "Samples of papers provided"),
        ("309", "在承诺的时间内办结", "Done within the promised time"),
        ("310", "办事指南指引准确", "The guide was right"),
        ("311", "按办事指南要求的材料即可办理", "The papers of the guide were enough"),
        ("312", "可以快递送达", "Can be sent by courier"),
        ("313", "跑动次数与承诺的一致", "As many visits as promised"),
        ("314", "服务态度一般", "Service so-so"),
    ),
    Level.DISSATISFIED: _of(
        Level.DISSATISFIED,
        ("207", "没有提供材料样本", "No samples of papers"),
        ("208", "没有提供材料清单", "No list of papers"),
        ("209", "未在承诺时间内办结", "Not done within the promised time"),
        ("210", "同样内容的证明材料被要求多次提交", "The same proof was asked for several times"),
        ("211", "承诺网办但无法在线办理", "Promised online, but impossible online"),
        ("212", "在线预约办理后到实体大厅重复取号排队", "Booked online, yet had to queue again"),
        ("213", "窗口人员业务不熟练", "The clerk was not skilled"),
        ("214", "服务态度生硬", "Curt service"),
    ),
    Level.VERY_DISSATISFIED: _of(
        Level.VERY_DISSATISFIED,
        ("108", "在办事指南之外增加新的审批条件", "Conditions beyond the guide"),
        ("109", "需提供办事指南之外的申报材料", "Papers beyond the guide"),
        ("110", "无理由超过法定办理时间", "Beyond the legal time without a reason"),
        ("111", "办事指南提供样本有错", "The guide's sample was wrong"),
        ("112", "承诺在线收取申报材料实际无法收取", "Papers could not be sent online as promised"),
        ("113", "多头跑窗口和部门", "Sent from counter to counter"),
        ("114", "跑动次数与承诺的不一致", "More visits than promised"),
        ("115", "服务态度差效率低", "Unfriendly and slow"),
    ),
}
INDICATORS: Final[Mapping[IndicatorCode, Indicator]] = {i.code: i for row in OF_LEVEL.values() for i in row}


def fit(level: Level, reasons: Iterable[IndicatorCode]) -> bool:
    """Whether all reasons are this level's, and none is named twice."""
    named = list(reasons)
    if not named:
        return True
    return len(set(named)) == len(named) and set(named) <= {indicator.code for indicator in OF_LEVEL[level]}
