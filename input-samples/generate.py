#!/usr/bin/env python3
"""Writes input-samples/2026-10: one month of exports, every figure invented.

    generate.py            writes the folder anew, byte for byte the same each time
    generate.py --table    prints the table of README.md; fails when a line is not what its unit is meant to show

Every unit stands for one situation of the CNTISP rules; CASES below says which.
"""

import argparse
import datetime
import gzip
import hashlib
import json
import os
import random
import shutil
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
FOLDER = os.path.join(HERE, "2026-10")
DAY = datetime.timedelta(days=1)
AS_OF = datetime.date(2026, 10, 31)
COVERED_FROM = "2025-08-01"
ATTACHMENT = "files/U0029-verification-record.txt"
USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
FULL = {"1": (30, 10, 30), "2": (20, 5, 20), "3": (10, 1, 10)}   # the year's three numbers, exactly met


def date(text):
    return datetime.date.fromisoformat(text)


def year_before(day):
    return day.replace(year=day.year - 1)


# --- invented companies: Chinese name, English name, region -------------------------------

REGIONS = {
    "北京": ("110108", "北京市海淀区清河北路%d号", "010"), "上海": ("310115", "上海市浦东新区云锦南路%d号", "021"),
    "广东": ("440305", "广东省深圳市南山区科苑西路%d号", "0755"), "浙江": ("330106", "浙江省杭州市西湖区文三东路%d号", "0571"),
    "江苏": ("320105", "江苏省南京市建邺区江心大街%d号", "025"), "四川": ("510109", "四川省成都市高新区天府五路%d号", "028"),
    "湖北": ("420111", "湖北省武汉市洪山区光谷二路%d号", "027"), "陕西": ("610113", "陕西省西安市雁塔区科技四路%d号", "029"),
    "山东": ("370102", "山东省济南市历下区舜华北路%d号", "0531"), "福建": ("350102", "福建省福州市鼓楼区软件大道%d号", "0591"),
}
COMPANIES = (
    ("北京磐石云盾网络安全技术有限公司", "Beijing Panshi Cloudshield Network Security Technology Co., Ltd.", "北京"),
    ("上海曜石威胁情报科技有限公司", "Shanghai Obsidian Threat Intelligence Technology Co., Ltd.", "上海"),
    ("深圳市海岬信息安全股份有限公司", "Shenzhen Haijia Information Security Co., Ltd.", "广东"),
    ("杭州青岚网络科技有限公司", "Hangzhou Qinglan Network Technology Co., Ltd.", "浙江"),
    ("南京雁栖数据安全技术有限公司", "Nanjing Yanqi Data Security Technology Co., Ltd.", "江苏"),
    ("成都锦官密码技术有限公司", "Chengdu Jinguan Cryptography Co., Ltd.", "四川"),
    ("武汉鹤汀网络安全有限公司", "Wuhan Heting Network Security Co., Ltd.", "湖北"),
    ("西安玄奘坊信息技术有限公司", "Xi'an Xuanzangfang Information Technology Co., Ltd.", "陕西"),
    ("济南泉脉安全科技有限公司", "Jinan Quanmai Security Technology Co., Ltd.", "山东"),
    ("福州榕盾信息安全有限公司", "Fuzhou Rongdun Information Security Co., Ltd.", "福建"),
    ("北京知微观澜网络技术有限公司", "Beijing Zhiwei Guanlan Network Technology Co., Ltd.", "北京"),
    ("上海澹宁网络安全技术有限公司", "Shanghai Danning Network Security Technology Co., Ltd.", "上海"),
    ("深圳市㛃光威胁检测技术有限公司", "Shenzhen Jieguang Threat Detection Co., Ltd.", "广东"),
    ("成都巡天智能安全系统有限公司", "Chengdu Xuntian Intelligent Security Systems Co., Ltd.", "四川"),
    ("南京（Nanjing）SkyAnchor 365网络安全技术有限公司", "Nanjing SkyAnchor 365 Network Security Technology Co., Ltd.", "江苏"),
    ("杭州𣲀川信息安全有限公司", "Hangzhou Xichuan Information Security Co., Ltd.", "浙江"),
    ("武汉东湖听涛威胁情报有限公司", "Wuhan Donghu Tingtao Threat Intelligence Co., Ltd.", "湖北"),
    ("西安长乐坊软件有限公司", "Xi'an Changlefang Software Co., Ltd.", "陕西"),
    ("济南鹊华网络科技有限公司", "Jinan Quehua Network Technology Co., Ltd.", "山东"),
    ("福州闽江云安信息技术有限公司", "Fuzhou Minjiang Cloud Safety Information Technology Co., Ltd.", "福建"),
    ("北京星图漫溯安全研究院有限公司", "Beijing Xingtu Mansu Security Research Co., Ltd.", "北京"),
    ("上海临港新片区数字基础设施与工业互联网网络安全威胁监测预警及应急响应协同创新技术服务中心联合运营管理（集团）股份有限公司",
     "Shanghai Lingang Digital Infrastructure and Industrial Internet Cybersecurity Monitoring (Group) Co., Ltd.", "上海"),
    ("深圳市云桅网络技术有限公司", "Shenzhen Yunwei Network Technology Co., Ltd.", "广东"),
    ("杭州湖墅数盾科技有限公司", "Hangzhou Hushu Data Shield Technology Co., Ltd.", "浙江"),
    ("南京石城联防网络安全有限公司", "Nanjing Shicheng Joint Defence Network Security Co., Ltd.", "江苏"),
    ("成都蜀道信息攻防技术有限公司", "Chengdu Shudao Information Attack and Defence Co., Ltd.", "四川"),
    ("武汉江汉关数据科技有限公司", "Wuhan Jianghanguan Data Technology Co., Ltd.", "湖北"),
    ("西安未央安域科技有限公司", "Xi'an Weiyang Anyu Technology Co., Ltd.", "陕西"),
    ("济南岱岳网络安全技术有限公司", "Jinan Daiyue Network Security Technology Co., Ltd.", "山东"),
    ("福州三坊信息安全测评有限公司", "Fuzhou Sanfang Information Security Testing Co., Ltd.", "福建"),
    ("北京朔风网安科技有限公司", "Beijing Shuofeng Network Security Technology Co., Ltd.", "北京"),
    ("上海外滩源网络技术有限公司", "Shanghai Waitanyuan Network Technology Co., Ltd.", "上海"),
    ("深圳市鹏湾安全运营有限公司", "Shenzhen Pengwan Security Operations Co., Ltd.", "广东"),
    ("杭州钱塘回声网络科技有限公司", "Hangzhou Qiantang Echo Network Technology Co., Ltd.", "浙江"),
    ("南京六朝信安科技有限公司", "Nanjing Liuchao Information Security Technology Co., Ltd.", "江苏"),
    ("成都浣花溪软件安全有限公司", "Chengdu Huanhuaxi Software Security Co., Ltd.", "四川"),
    ("武汉晴川信息技术有限公司", "Wuhan Qingchuan Information Technology Co., Ltd.", "湖北"),
    ("西安雁塔智防科技有限公司", "Xi'an Yanta Smart Defence Technology Co., Ltd.", "陕西"),
    ("济南明湖网络安全服务有限公司", "Jinan Minghu Network Security Services Co., Ltd.", "山东"),
    ('=HYPERLINK("http://x.example")测试科技有限公司', "Hyperlink Test Technology Co., Ltd.", "福建"),
    ("北京归雁网络威胁分析有限公司", "Beijing Guiyan Network Threat Analysis Co., Ltd.", "北京"),
    ("上海浦江破浪安全技术有限公司", "Shanghai Pujiang Polang Security Technology Co., Ltd.", "上海"),
)
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许"
GIVEN = ("晓岚", "文博", "思远", "嘉宁", "雨桐", "子墨", "海涛", "明轩", "若溪", "启航")


def uscc(number, region):
    """A made-up code with both check characters: GB 11714 inside, GB 32100—2015 at the end."""
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    body = "MA"
    for place in range(6):
        body += alphabet[(number * 37 + place * 11 + number * place) % 31]
    values = [int(char, 36) for char in body]
    check = 11 - sum(v * w for v, w in zip(values, (3, 7, 9, 10, 5, 8, 4, 2))) % 11
    code = "91" + region + body + {10: "X", 11: "0"}.get(check, str(check))
    total = sum(USCC_ALPHABET.index(char) * pow(3, place, 31) for place, char in enumerate(code))
    return code + USCC_ALPHABET[(31 - total % 31) % 31]


# --- the month under construction ----------------------------------------------------------

class Month:
    def __init__(self):
        self.random = random.Random(202610)
        self.units, self.certificates, self.agreements, self.submissions = [], [], [], []
        self.evidence, self.supplement, self.rulings, self.staff = [], [], [], []
        self.cases = {}        # proposal_id -> (what it shows, expected "status action from to held")
        self.unit_id = None
        self.counters = {}

    def number(self, name):
        self.counters[name] = self.counters.get(name, 0) + 1
        return self.counters[name]

    def unit(self):
        """Starts the next unit; the records made from here on are its own."""
        index = len(self.units)
        name, name_en, region = COMPANIES[index]
        code, address, area = REGIONS[region]
        self.unit_id = "U%04d" % (index + 1)
        self.units.append({
            "unit_id": self.unit_id, "name": name, "name_en": name_en, "uscc": uscc(index + 1, code),
            "registered_address": address % (16 + index * 7), "region": region,
            "contact": {"name": SURNAMES[index % 20] + GIVEN[index * 3 % 10], "email": "cntisp@u%04d.example" % (index + 1),
                        "phone": "%s-5550%04d" % (area, 1000 + index * 13)}})

    def case(self, cycle, shows, expected):
        self.cases["cntisp/%s/-/%s" % (self.unit_id, cycle)] = (shows, expected)

    def certificate(self, level, valid_to, status="valid", counted_from=None):
        end = date(valid_to)
        start = year_before(end) + DAY
        record = {"certificate_no": "CNTISP-%d-%04d" % (start.year, self.number("certificate")), "unit_id": self.unit_id,
                  "scheme": "cntisp", "level": level, "valid_from": start.isoformat(), "valid_to": valid_to,
                  "status": status}
        if counted_from:
            record["counted_from"] = counted_from
        self.certificates.append(record)
        return date(counted_from) if counted_from else start

    def agreement(self, signed_on):
        signed = date(signed_on)
        self.agreements.append({"agreement_id": "AG%04d" % self.number("agreement"), "unit_id": self.unit_id,
                                "scheme": "cntisp", "signed_on": signed_on,
                                "valid_to": (signed.replace(year=signed.year + 3) - DAY).isoformat()})

    def proof(self, kind, on, data, status="accepted", scheme="cntisp"):
        record = {"evidence_id": "E%05d" % self.number("evidence"), "unit_id": self.unit_id, "scheme": scheme,
                  "kind": kind, "date": on, "status": status, "data": data}
        self.evidence.append(record)
        return record

    def report(self, on, effective=False, original=True, status="accepted", group=None):
        group = group or "TG-%s-%03d" % (self.unit_id, self.number("group" + self.unit_id))
        return self.proof("threat-report", on, {"group_id": group, "original": original, "effective": effective}, status)

    def feedback(self, on, valid=True):
        target = "VT-%s-%03d" % (self.unit_id, self.number("target" + self.unit_id))
        return self.proof("verification-feedback", on, {"target_id": target, "valid": valid})

    def some_day(self, first, last):
        """A day well inside the window: the edges belong to the cases that are about edges."""
        span = (last - first).days - 10
        return (first + (5 + self.random.randrange(max(1, span))) * DAY).isoformat()

    def contribution(self, first, last, counts):
        total, effective, feedback = counts
        for index in range(total):
            self.report(self.some_day(first, last), index < effective)
        for _ in range(feedback):
            self.feedback(self.some_day(first, last))

    def paper(self, kind, on, content, scheme="cntisp"):
        record = {"submission_id": "S%04d" % self.number("submission"), "unit_id": self.unit_id, "scheme": scheme,
                  "kind": kind, "submitted_on": on, "content": content}
        self.submissions.append(record)
        return record["submission_id"]

    def summary(self, on="2026-10-20"):
        self.paper("annual-summary", on, {"complete": True, "truthful": True, "period": "2026"})

    def rule(self, cycle, action, to, ruling, on="2026-10-30", remark=None, decided=None, by="王处长"):
        record = {"proposal_id": "cntisp/%s/-/%s" % (self.unit_id, cycle), "action": action, "to": to, "ruling": ruling,
                  "by": by, "on": on}
        if remark:
            record["remark"] = remark
        if decided:
            record["decided"] = decided
        self.rulings.append(record)

    def holder(self, level, valid_to, counts, summary="2026-10-20", counted_from=None):
        """A unit with a certificate, an agreement, its contribution and its annual summary."""
        self.unit()
        first = self.certificate(level, valid_to, counted_from=counted_from)
        self.agreement((first - 20 * DAY).isoformat())
        last = min(date(valid_to), AS_OF)
        self.contribution(first, last, counts)
        if summary:
            self.summary(summary)
        return first, last

    def applicant(self, applied, trial_from, counts, size):
        self.unit()
        content = {"applied_level": applied, "机构所在地": "中国", "主营项目": "网络安全产品与服务", "facts": {
            "documents_complete": True, "security_business": True, "data_foundation": True,
            "team_documented": True, "team_results": True, "team_size": size}}
        if trial_from:
            content["trial_from"] = trial_from
            self.agreement(trial_from)
            first = date(trial_from)
            self.contribution(first, min(AS_OF, first + 180 * DAY), counts)
        return self.paper("application", "2026-03-30" if trial_from else "2026-10-26", content)


# --- what each unit shows --------------------------------------------------------------------

def thresholds(month):
    due = "2026-11-20"
    month.holder("1", due, FULL["1"])
    month.case(due, "level 1, exactly 30 reports, 10 of them effective, 30 feedbacks", "due maintain 1 1 no")

    month.holder("1", due, (29, 10, 30))
    month.rule(due, "downgrade", "2", "approved")
    month.case(due, "level 1, 29 reports: one too few; approved", "due downgrade 1 2 no")

    first, last = month.holder("2", due, FULL["2"])
    month.report(month.some_day(first, last), True, group="TG-U0003-001")   # a group counts once
    month.case(due, "level 2, exactly 20; a group reported twice counts once", "due maintain 2 2 no")

    first, last = month.holder("2", due, (19, 5, 20))
    month.report(month.some_day(first, last), True, original=False)
    month.report(month.some_day(first, last), True, status="rejected")
    month.case(due, "level 2, 19 reports; one not original and one rejected do not count; nobody ruled yet",
               "due downgrade 2 3 no")

    month.holder("3", due, FULL["3"])
    month.case(due, "level 3, exactly 10 reports, 1 effective", "due maintain 3 3 no")

    month.holder("3", due, (9, 1, 10))
    month.rule(due, "revoke", None, "approved", remark="连续未达三级要求，同意取消资格")
    month.case(due, "level 3, 9 reports: below the lowest level; approved", "due revoke 3 - no")

    month.holder("3", due, (10, 0, 10))
    month.rule(due, "revoke", None, "changed", remark="平台误将一组有效信息计为无效，已核实", decided={"action": "maintain", "to": "3"})
    month.case(due, "level 3, 10 reports but none effective; changed by the office to maintain", "due revoke 3 - no")

    first, last = month.holder("2", due, FULL["2"])
    month.proof("contact-check", month.some_day(first, last), {"unreachable_working_days": 3})
    month.case(due, "contact unreachable for 3 working days: allowed", "due maintain 2 2 no")

    first, last = month.holder("2", due, FULL["2"])
    month.proof("contact-check", month.some_day(first, last), {"unreachable_working_days": 4})
    month.rule(due, "downgrade", "3", "deferred", remark="待核实联系人变更情况")
    month.case(due, "contact unreachable for 4 working days; deferred", "due downgrade 2 3 no")


def windows(month):
    ended = "2026-10-15"
    first, last = month.holder("2", ended, (18, 5, 20))
    month.report(first.isoformat())
    month.report(last.isoformat())
    month.case(ended, "20 reports, one on the first and one on the last day of the term; overdue", "overdue maintain 2 2 no")

    first, last = month.holder("2", ended, (19, 5, 20))
    month.report((last + DAY).isoformat())
    month.case(ended, "the 20th report came the day after the term", "overdue downgrade 2 3 no")

    first, last = month.holder("2", ended, (19, 5, 20))
    month.report((first - DAY).isoformat())
    month.case(ended, "the 20th report came the day before the term", "overdue downgrade 2 3 no")

    month.holder("3", "2026-11-27", FULL["3"])
    application = month.paper("application", "2026-10-12", {"applied_level": "2", "facts": {}})
    month.case("2026-11-27", "review opened on Friday 30 October; its application %s is ignored; rare character in the name"
               % application, "due maintain 3 3 no")

    month.holder("3", "2026-11-28", FULL["3"])
    month.case("2026-11-28", "review opens on Monday 2 November: one working day too early; last run before the end of the term", "not-due none 3 3 no")

    first, last = month.holder("3", "2026-10-31", (9, 1, 10))
    month.report("2026-10-30T16:30:00Z")     # 31 October at UTC+8
    month.report("2026-10-31T16:30:00Z")     # 1 November at UTC+8
    month.case("2026-10-31", "last day of the term; one report at 00:30 on that day counts, one at 00:30 the day after does not;"
               " name with Latin letters and digits", "due maintain 3 3 no")

    month.holder("2", "2026-10-30", FULL["2"])
    month.rule("2026-10-30", "maintain", "2", "approved", on="2026-10-31")
    month.case("2026-10-30", "term ended the day before; decided like due; ruled on although it needs no ruling; a character of the name is in"
               " the fallback font only",
               "overdue maintain 2 2 no")

    month.holder("3", "2026-08-02", FULL["3"], summary="2026-10-28")
    month.case("2026-08-02", "90 days overdue; the annual summary came after the term and still helps", "overdue maintain 3 3 no")

    month.holder("3", "2026-08-01", FULL["3"], summary="2026-07-20")
    month.case("2026-08-01", "91 days after the term: expired", "expired none 3 3 no")


def early_and_upgrades(month):
    month.holder("2", "2027-03-31", (12, 2, 11), summary=None)
    month.case("2027-03-31", "not due, so far below its level: an early warning", "not-due none 2 2 no")

    month.holder("2", "2026-11-20", FULL["2"])
    month.certificate("2", "2027-11-20")
    month.case("2026-11-20", "its next certificate is there already", "decided none 2 2 no")

    month.holder("2", "2027-04-30", (60, 20, 60))
    month.paper("upgrade-request", "2026-10-15", {"to_level": "1", "early": True})
    month.rule("early-2027-04-30", "upgrade", "1", "approved", remark="贡献特别突出")
    month.case("early-2027-04-30", "twice the numbers of level 1, asked early; approved", "not-due upgrade 2 1 no")

    month.holder("3", "2026-11-20", FULL["1"])
    month.paper("upgrade-request", "2026-10-16", {"to_level": "1"})
    month.rule("2026-11-20", "upgrade", "1", "approved", on="2026-10-29")
    month.case("2026-11-20", "two levels up in one review; approved; a very long name", "due upgrade 3 1 no")

    month.holder("3", "2026-11-20", FULL["1"])
    month.paper("upgrade-request", "2026-10-16", {"to_level": "2"})
    month.rule("2026-11-20", "upgrade", "2", "rejected", remark="本年度不予升级")
    month.case("2026-11-20", "attained 1, asked for 2: the request caps it; rejected, so it keeps its level", "due upgrade 3 2 no")

    month.holder("3", "2026-11-20", FULL["2"])
    month.case("2026-11-20", "attained 2 without a request: eligible", "due maintain 3 3 no")

    month.holder("1", "2026-11-20", (4, 0, 3))
    month.case("2026-11-20", "meets no level at all, yet falls by one only", "due downgrade 1 2 no")


def special(month):
    first, last = month.holder("1", "2027-02-28", FULL["1"])
    month.proof("violation", month.some_day(first, last), {"confirmed": True, "basis": "agreement"})
    month.rule("2027-02-28", "revoke", None, "approved", remark="擅自公开平台共享数据，经核实")
    month.case("2027-02-28", "a confirmed violation, long before the review is due; approved", "not-due revoke 1 - no")

    month.holder("2", "2026-11-20", FULL["2"])
    paper = month.paper("withdrawal", "2026-10-19", {"reason": "业务方向调整"})
    month.rule(paper, "withdraw", None, "approved")
    month.case("2026-11-20", "its own withdrawal is open", "due none 2 2 no")
    month.case(paper, "the withdrawal; approved", "due withdraw 2 - no")

    month.holder("2", "2026-11-20", (16, 5, 20))
    month.paper("appeal", "2026-10-28", {"proposal_id": "cntisp/%s/-/2026-11-20" % month.unit_id,
                                         "grounds": "有四组信息被误判为重复"})
    month.case("2026-11-20", "an appeal names the proposal", "due downgrade 2 3 yes")

    month.holder("2", "2026-11-20", (19, 4, 20))
    record = month.report("2026-10-22", True, status="pending")
    record["file"] = {"path": ATTACHMENT, "sha256": hashlib.sha256(attachment()).hexdigest()}
    month.rule("2026-11-20", "downgrade", "3", "approved", remark="待核信息即便有效也已逾期，同意降级")
    month.case("2026-11-20", "one report is still pending; approved with a remark", "due downgrade 2 3 yes")

    month.holder("3", "2026-11-20", (8, 1, 10))
    record = month.report("2026-02-28")
    record["date"] = "2026-02-30"            # bad-field
    month.case("2026-11-20", "one of its reports was rejected for an impossible date", "due revoke 3 - yes")

    month.holder("2", "2026-11-20", FULL["2"], counted_from="2025-07-15")
    month.case("2026-11-20", "its term begins before the evidence the export covers", "due none 2 2 no")

    first, last = month.holder("2", "2027-05-31", (14, 3, 15), summary=None)
    paper = month.paper("information-change", "2026-10-14", {"name": "上海外滩源网络安全技术有限公司"})
    month.rule(paper, "reissue", "2", "approved")
    month.case("2027-05-31", "not due", "not-due none 2 2 no")
    month.case(paper, "new name; approved, the certificate is printed again", "due reissue 2 2 no")

    first, last = month.holder("3", "2027-06-30", (7, 1, 6), summary=None)
    paper = month.paper("information-change", "2026-10-14", {"registered_address": "广东省深圳市前海一路9号",
                                                             "uscc": uscc(900, "440305")})
    month.rule(paper, "reject", "3", "approved")
    month.case("2027-06-30", "not due", "not-due none 3 3 no")
    month.case(paper, "wants another USCC, which a change cannot give; approved", "due reject 3 3 no")


def trials(month):
    paper = month.applicant("2", "2026-05-01", (6, 1, 5), 36)
    month.case(paper, "last day of the six months", "trial none - - no")

    paper = month.applicant("2", "2026-04-30", (10, 3, 10), 30)
    month.rule(paper, "certify", "2", "approved")
    month.case(paper, "trial over since 29 October, level 2 exactly met with a team of 30; approved", "due certify - 2 no")

    paper = month.applicant("1", "2026-04-20", (20, 5, 20), 29)
    month.case(paper, "applied for 1, but a team of 29 carries only level 3", "due certify - 3 no")

    paper = month.applicant("3", "2026-03-31", (4, 1, 5), 20)
    month.rule(paper, "reject", None, "approved", remark="考察期原创信息不足")
    month.case(paper, "4 original reports in the trial: one too few; approved", "due reject - - no")

    paper = month.applicant("3", None, (0, 0, 0), 18)
    month.case(paper, "no agreement signed, so no trial yet", "awaiting-agreement none - - no")

    month.unit()
    month.certificate("3", "2026-12-31", status="withdrawn")
    paper = month.paper("information-change", "2026-10-09", {"registered_address": "山东省济南市历下区经十路100号"})
    month.case(paper, "wants a change but withdrew its certificate in June", "due reject - - no")

    month.holder("3", "2026-11-20", FULL["3"])
    month.case("2026-11-20", "a name that a spreadsheet could take for a formula", "due maintain 3 3 no")

    paper = month.applicant("2", "2026-04-15", (21, 6, 20), 55)
    month.rule(paper, "certify", "2", "changed", remark="专家评审意见：先按三级颁发", decided={"action": "certify", "to": "3"})
    month.case(paper, "attained 1, capped by the level applied for; changed by the office to level 3", "due certify - 2 no")

    month.holder("3", "2026-11-20", FULL["2"])
    month.proof("support-request", "2026-06-10", {"responded": False})
    month.rule("2026-11-20", "revoke", None, "rejected", on="2026-10-22", remark="证据不足")
    month.rule("2026-11-20", "revoke", None, "changed", remark="经复核保留三级",
               decided={"action": "maintain", "to": "3"})
    month.case("2026-11-20", "a support request unanswered; ruled on twice, the later one counts", "due revoke 3 - no")


def other_programmes(month):
    """A few valid records the CNTISP decisions must pass over; none of them opens a line elsewhere."""
    month.unit_id = "U0010"
    month.proof("support-hours", "2026-09-15", {"hours": 7.5}, scheme="cncert")
    month.proof("event-response", "2026-09-16", {}, scheme="cncert")
    month.paper("half-year-report", "2026-07-20", {"complete": True, "truthful": True, "period": "2026H1",
                                                   "sections": ["bidding", "services", "participation", "cases"]}, "cncert")
    month.unit_id = "U0017"
    month.proof("service-project", "2026-08-20", {"filed_on": "2026-08-18", "started_on": "2026-08-20"}, scheme="tpso")
    month.proof("report", "2026-09-28", {"sealed": True}, scheme="tpso")
    month.unit_id = "U0021"
    month.paper("annual-review", "2026-09-11", {"complete": True, "truthful": True, "track": "consulting"}, "ciipa")
    month.paper("annual-review", "2026-09-12", {"complete": True, "truthful": True, "track": "response"}, "tcas375")
    people = (("林若溪", ["lead", "service"], 8, ["CISP"], "full-time"), ("郑启航", ["practitioner"], 2, [], "full-time"),
              ("沈嘉宁", ["service"], 3.5, ["CISAW"], "part-time"))
    for name, roles, years, certifications, employment in people:
        month.staff.append({"person_id": "P%04d" % month.number("person"), "unit_id": "U0017", "name": name, "roles": roles,
                            "experience_years": years, "certifications": certifications, "employment": employment,
                            "training_hours": {"2025": 24}})


def mistakes(month):
    """Records a run has to reject, and copies it has to drop."""
    def copy_of(record, **changes):
        return dict(reversed(list(dict(record, **changes).items())))

    wrong = dict(month.units[0], unit_id="U0900", name="北京误录信息技术有限公司", name_en="Beijing Miscoded Co., Ltd.")
    wrong["uscc"] = wrong["uscc"][:-1] + USCC_ALPHABET[(USCC_ALPHABET.index(wrong["uscc"][-1]) + 1) % 31]
    month.units.append(wrong)                                                               # bad-field
    month.units.append(copy_of(month.units[4]))                                             # equal, dropped
    third = [record for record in month.evidence if record["unit_id"] == "U0003"]
    month.supplement.append(copy_of(third[0]))                                              # equal, dropped
    month.supplement.append(dict(third[1], date="2026-10-01"))                              # duplicate-id
    month.supplement.append(dict(third[2], evidence_id="E90001", unit_id="U0999"))          # unknown-unit
    month.supplement.append(dict(third[2], evidence_id="E90002", unit_id="U0005",
                                 file={"path": "files/missing.txt", "sha256": "0" * 64}))   # evidence-file
    month.supplement.append(b'{"evidence_id":"E90003","unit_id":"U0008","unit_id":"U0008","scheme":"cntisp"}')  # bad-json
    month.submissions.append({"submission_id": "S9001", "unit_id": "U0016", "scheme": "cntisp", "kind": "annual-review",
                              "submitted_on": "2026-10-20", "content": {"complete": True, "truthful": True}})  # unknown-kind
    month.unit_id = "U0011"
    month.rule("2026-10-15", "maintain", "2", "approved")                                   # stale-ruling
    month.rule("2026-11-15", "downgrade", "3", "approved")                                  # unknown-proposal
    month.unit_id = "U0028"
    month.rule("2026-11-20", "downgrade", "3", "approved")                                  # remark-missing: held


def attachment():
    return ("核查记录\n信息组：TG-U0029-020\n核查人：李工\n核查意见：待复核，尚未确认影响范围。\n").encode("utf-8")


def build():
    month = Month()
    for part in (thresholds, windows, early_and_upgrades, special, trials, other_programmes, mistakes):
        part(month)
    return month


# --- files -----------------------------------------------------------------------------------

def compact(record):
    return record if isinstance(record, bytes) else \
        json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def lines(records):
    return b"".join(compact(record) + b"\n" for record in records)


def supplement_of(month):
    """Evidence dated in the last weeks reached the office later, in a second file."""
    late = [record for record in month.evidence if record["date"][:10] >= "2026-10-16"]
    month.evidence = [record for record in month.evidence if record not in late]
    month.supplement[:0] = late


def write(month):
    supplement_of(month)
    files = [
        ("units.json", b"[\n" + b",\n".join(compact(unit) for unit in month.units) + b"\n]\n", len(month.units)),
        ("certificates.ndjson", lines(month.certificates), len(month.certificates)),
        ("agreements.ndjson", lines(month.agreements), len(month.agreements)),
        ("submissions.ndjson", lines(month.submissions), len(month.submissions)),
        ("evidence.ndjson", lines(month.evidence), len(month.evidence)),
        ("evidence.supplement.ndjson.gz", gzip.compress(lines(month.supplement), mtime=0), len(month.supplement)),
        ("rulings.ndjson", lines(month.rulings), len(month.rulings)),
        ("staff.ndjson", lines(month.staff), len(month.staff)),
        (ATTACHMENT, attachment(), 0),
    ]
    shutil.rmtree(FOLDER, ignore_errors=True)
    os.makedirs(os.path.join(FOLDER, "files"))
    for path, data, _ in files:
        with open(os.path.join(FOLDER, path), "wb") as file:
            file.write(data)
    head = {"format": "gradepress-export/1", "period": "2026-10", "as_of": AS_OF.isoformat(), "next_as_of": "2026-11-30",
            "sample": True, "generated_at": "2026-11-01T01:30:00+08:00", "coverage": {"evidence": {"from": COVERED_FROM}},
            "files": [{"path": path, "records": count, "sha256": hashlib.sha256(data).hexdigest()}
                      for path, data, count in files]}
    with open(os.path.join(FOLDER, "export.json"), "wb") as file:
        file.write(json.dumps(head, ensure_ascii=False, indent=1).encode("utf-8") + b"\n")


# --- the table of the README -----------------------------------------------------------------

def outcome_text(outcome):
    return "%s → %s" % (outcome["action"], outcome["to"] or "-") if outcome else "-"


def table(month, calendar):
    """Prints a row per decision; false when one is not what CASES expects."""
    sys.path.insert(0, os.path.join(HERE, "..", "tests", "oracle"))
    import oracle
    decisions, _ = oracle.run(FOLDER, oracle.load_calendar(calendar or oracle.default_calendar()))
    good = len(decisions) == len(month.cases)
    print("| unit | shows | proposal | status | action | from → to | held | outcome |\n|---|---|---|---|---|---|---|---|")
    for decision in decisions:
        line = decision.line()
        shows, expected = month.cases.get(line["proposal_id"], ("?", "?"))
        found = "%s %s %s %s %s" % (line["status"], line["action"], line["from"] or "-", line["to"] or "-",
                                    "yes" if line["held"] else "no")
        if found != expected:
            print("generate: %s: found %s, expected %s" % (line["proposal_id"], found, expected), file=sys.stderr)
            good = False
        print("| %s | %s | `%s` | %s | %s | %s → %s | %s | %s |" % (
            line["unit_id"], shows, line["proposal_id"], line["status"], line["action"], line["from"] or "-",
            line["to"] or "-", "yes" if line["held"] else "no", outcome_text(line["outcome"])))
    return good


def main():
    parser = argparse.ArgumentParser(description="Write the sample month 2026-10.")
    parser.add_argument("--table", action="store_true", help="print the table of README.md instead")
    parser.add_argument("--calendar", help="working days (default: templates/calendar.json)")
    options = parser.parse_args()
    month = build()
    if options.table:
        return 0 if table(month, options.calendar) else 1
    write(month)
    return 0


if __name__ == "__main__":
    sys.exit(main())
