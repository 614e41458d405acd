"""Assessments and findings, as three programmes have them."""

import json
import os

from .month import DAY, Programme, date

TEMPLATES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "templates")
EXPERTS = (
    ("高知远", "华东信息安全测评中心"), ("梁婉清", "北方工业网络安全研究所"), ("邵铭泽", "江城大学网络空间安全学院"),
    ("贺庭芳", "云岭数据治理促进会"), ("石怀川", "滨海关键设施防护实验室"), ("骆青岩", "中原密码应用研究院"),
    ("薛以墨", "岭南网络安全协会"), ("崔敬之", "西部应急技术协作组"), ("顾南星", "长三角信息技术服务评价联盟"),
    ("阮亦凡", "东北工业控制安全中心"), ("温如璟", "海西数字政务安全研究会"), ("殷伯言", "巴蜀网络安全人才基地"))
EVALUATORS = ("周敏之", "许观澜", "冯季同", "秦若谷")
REMARKS = {
    "met": ("查阅制度文件及近一年执行记录，符合", "现场演示并抽查三个项目，符合", "核对证书原件，均在有效期内", "访谈负责人并查阅会议纪要，符合",
            "抽查项目档案，记录完整", "核对社保与劳动合同，人数属实"),
    "unmet": ("未提供相应证明材料", "制度已发布，未见执行记录", "抽查两个项目，记录均不完整", "现场演示未能完成", "所提供证书已过有效期", "职责虽有规定，无人落实"),
    "na": ("本次评价期内未发生该情形", "服务过程不涉及，经查阅合同确认", "已核对项目清单，不适用")}
OPINIONS = {
    True: ("总体符合要求，建议通过", "制度健全、记录可追溯，同意", "现场核查情况良好"),
    False: ("存在不满足项，详见逐项意见", "部分要求证据不足，建议整改后复核", "个别条款意见不一致，已分别记录")}


def items_of(scheme):
    """The items of a programme, in the order of its catalogue."""
    with open(os.path.join(TEMPLATES, scheme, "items.json"), encoding="utf-8") as file:
        return json.load(file)["items"]


class Assessed(Programme):
    def __init__(self, month):
        super().__init__(month)
        self.found = month.findings.setdefault(self.scheme, [])

    def assessment(self, first, last, tracks=(), good=True, form="third-party"):
        """An assessment by three experts; its id and their names."""
        number = self.month.number("assessment")
        panel = [EXPERTS[(number * 3 + place) % len(EXPERTS)] for place in range(3)]
        opinions = OPINIONS[good]
        record = {
            "assessment_id": "A%04d" % number, "unit_id": self.unit_id, "scheme": self.scheme, "tracks": list(tracks),
            "form": form, "from": first, "to": last,
            "evaluator": {"name": EVALUATORS[number % len(EVALUATORS)], "organisation": "网络安全服务评价中心（示例）"},
            "experts": [{"name": name, "organisation": organisation, "opinion": opinions[place]}
                        for place, (name, organisation) in enumerate(panel)],
            "opinion": "评价组按条款逐项核查，结论见逐项意见。"}
        self.month.assessments.append(record)
        return record, [name for name, _ in panel]

    def finding(self, assessment, item, result, expert, persons=None, remark=None):
        """Found on some day of the assessment; every few findings say how."""
        number = self.month.number("finding")
        first, last = date(assessment["from"]), date(assessment["to"])
        days = [first + n * DAY for n in range((last - first).days + 1) if (first + n * DAY).weekday() < 5]
        record = {"assessment_id": assessment["assessment_id"], "item": item, "result": result, "expert": expert,
                  "date": days[number % len(days)].isoformat()}
        if persons is not None:
            record["persons"] = list(persons)
        if remark or result != "met" or number % 11 == 0:
            record["remark"] = remark or REMARKS[result][number // 11 % len(REMARKS[result])]
        self.found.append(record)
        return record

    def findings(self, assessment, experts, items, results, votes=None, persons=None, everyone=False):
        """One finding per item, the items shared out among the experts; `votes` gives an item's findings by expert."""
        for place, item in enumerate(items):
            given = (votes or {}).get(item) or [results[item]] * (len(experts) if everyone else 1)
            first = 0 if len(given) > 1 else place * len(experts) // len(items)
            for expert, result in zip(experts[first:], given):
                if result:
                    self.finding(assessment, item, result, expert,
                                 (persons or {}).get(item) if result == "met" else None)
