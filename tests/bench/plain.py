#!/usr/bin/python3
"""The work of a run as one would write it in plain Python, to compare with.

    plain.py EXPORT OUTPUT [--dry-run]

Reads an export, decides the reviews of cntisp holders (decision rules 1 and 2
in simple form), writes decisions.ndjson, decisions.xlsx and per unit a
scorecard, a decision sheet, a notice and, where one is issued, a certificate.
One process, the usual libraries, no tricks either way.
"""

import calendar
import datetime
import hashlib
import json
import os
import sys

import xlsxwriter
from reportlab.graphics import renderPDF
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

FONT = "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc"
TIERS = ("3", "2", "1")
TIER_NAMES = {"3": "三级", "2": "二级", "1": "一级"}
NUMBERS = {"original.total": (10, 20, 30), "original.effective": (1, 5, 10), "feedback.valid": (10, 20, 30)}
NAMES = {"documents": "资料合规性", "original.total": "原创网络威胁信息支撑", "original.effective": "其中有效支撑网络威胁信息",
         "feedback.valid": "威胁信息验证反馈", "cooperation": "日常配合情况", "other-support": "其他支撑情况"}
ACTIONS = {"maintain": "维持", "upgrade": "升级", "downgrade": "降级", "revoke": "取消资格", "none": "无需处理"}
DAY = datetime.timedelta(days=1)


def read(folder, entry):
    """The records of a file, whose digest and number are checked on the way."""
    digest, count = hashlib.sha256(), 0
    with open(os.path.join(folder, entry["path"]), "rb") as file:
        for line in file:
            digest.update(line)
            if line.strip():
                count += 1
                yield json.loads(line)
    if digest.hexdigest() != entry["sha256"] or count != entry["records"]:
        sys.exit("%s: not as listed in export.json" % entry["path"])


class Tally:
    def __init__(self):
        self.groups, self.effective, self.targets = set(), set(), set()
        self.unreachable = self.late = self.unanswered = self.violations = 0

    def add(self, kind, data):
        if kind == "threat-report":
            if data["original"]:
                self.groups.add(data["group_id"])
                if data["effective"]:
                    self.effective.add(data["group_id"])
        elif kind == "verification-feedback":
            if data["valid"]:
                self.targets.add(data["target_id"])
        elif kind == "contact-check":
            self.unreachable = max(self.unreachable, data["unreachable_working_days"])
        elif kind == "notice-reply":
            self.late += not data["on_time"]
        elif kind == "support-request":
            self.unanswered += not data["responded"]
        elif kind == "violation":
            self.violations += data["confirmed"]


class Export:
    def __init__(self, folder):
        with open(os.path.join(folder, "export.json"), encoding="utf-8") as file:
            head = json.load(file)
        self.as_of = head["as_of"]
        files = {entry["path"].split(".")[0]: entry for entry in head["files"]}
        records = {name: list(read(folder, entry)) for name, entry in files.items() if name != "evidence"}
        self.units = {unit["unit_id"]: unit for unit in records["units"]}
        self.holdings = {c["unit_id"]: c for c in records["certificates"] if c["status"] == "valid"}
        self.rulings = {r["proposal_id"]: r for r in records.get("rulings", ())}
        self.papers = {}
        for paper in records["submissions"]:
            self.papers.setdefault(paper["unit_id"], []).append(paper)
        self.tallies = {unit: Tally() for unit in self.units}
        seen = set()
        for record in read(folder, files["evidence"]):
            unit = record["unit_id"]
            if record["evidence_id"] in seen or unit not in self.holdings:
                continue
            seen.add(record["evidence_id"])
            held = self.holdings[unit]
            if record["status"] == "accepted" and held["valid_from"] <= record["date"] <= min(held["valid_to"], self.as_of):
                self.tallies[unit].add(record["kind"], record["data"])


def requirements(tally, papers, tier):
    sound = any(p["kind"] == "annual-summary" and p["content"]["complete"] and p["content"]["truthful"] for p in papers)
    position = TIERS.index(tier)
    values = {"original.total": len(tally.groups), "original.effective": len(tally.effective), "feedback.valid": len(tally.targets)}
    rows = [("documents", int(sound), 1)]
    rows += [(name, values[name], NUMBERS[name][position]) for name in NUMBERS]
    rows.append(("cooperation", int(tally.unreachable <= 3 and not tally.late), 1))
    rows.append(("other-support", int(not tally.unanswered), 1))
    return [{"id": name, "value": value, "required": required, "met": value >= required} for name, value, required in rows]


def decide(export, unit):
    held = export.holdings[unit]
    tally, papers = export.tallies[unit], export.papers.get(unit, [])
    attained = None
    for tier in TIERS:
        if all(r["met"] for r in requirements(tally, papers, tier)):
            attained = tier
    level = held["level"]
    wanted = [p["content"]["to_level"] for p in papers if p["kind"] == "upgrade-request"]
    if tally.violations:
        action, to = "revoke", None
    elif attained and attained < level and wanted:
        action, to = "upgrade", max(attained, min(wanted))
    elif attained and attained <= level:
        action, to = "maintain", level
    elif level == "3":
        action, to = "revoke", None
    else:
        action, to = "downgrade", str(int(level) + 1)
    proposal = "cntisp/%s/-/%s" % (unit, held["valid_to"])
    ruling = export.rulings.get(proposal)
    rows = requirements(tally, papers, level)
    return {"proposal_id": proposal, "unit_id": unit, "scheme": "cntisp", "action": action, "from": level, "to": to,
            "attained": attained, "ruling": ruling and ruling["ruling"],
            "issues": action == "maintain" or (action in ("upgrade", "downgrade") and ruling is not None and ruling["ruling"] == "approved"),
            "attainment": sum(min(1, r["value"] / r["required"]) for r in rows) / len(rows), "requirements": rows}


def workbook(path, heads, rows):
    book = xlsxwriter.Workbook(path)
    bold = book.add_format({"bold": True, "border": 1, "bg_color": "#DDEBF7"})
    cell = book.add_format({"border": 1, "text_wrap": True})
    sheet = book.add_worksheet("决定")
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(heads) - 1, 18)
    sheet.write_row(0, 0, heads, bold)
    for number, row in enumerate(rows, 1):
        sheet.write_row(number, 0, row, cell)
    sheet.autofilter(0, 0, max(len(rows), 1), len(heads) - 1)
    book.close()


BODY = ParagraphStyle("body", fontName="zh", fontSize=12, leading=20, wordWrap="CJK", firstLineIndent=24)
TITLE = ParagraphStyle("title", fontName="zh", fontSize=20, leading=30, alignment=1, spaceAfter=12)
GRID = TableStyle([("FONT", (0, 0), (-1, -1), "zh", 10), ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
                   ("BACKGROUND", (0, 0), (-1, 0), colors.whitesmoke), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")])


def decision_sheet(path, unit, decision, export):
    facts = [["单位名称", unit["name"]], ["统一社会信用代码", unit["uscc"]], ["注册地址", unit["registered_address"]],
             ["现级别", TIER_NAMES[decision["from"]]], ["建议", ACTIONS[decision["action"]]],
             ["拟定级别", TIER_NAMES.get(decision["to"], "—")], ["达到级别", TIER_NAMES.get(decision["attained"], "—")],
             ["总体达成度", "%.8f" % decision["attainment"]], ["截止日期", export.as_of], ["批复", decision["ruling"] or "待批"]]
    table = [["指标", "实际", "要求", "结论"]]
    table += [[NAMES[r["id"]], r["value"], r["required"], "符合" if r["met"] else "不符合"] for r in decision["requirements"]]
    SimpleDocTemplate(path, pagesize=A4, title="审批表").build([
        Paragraph("技术支撑单位年度审核审批表", TITLE), Table(facts, colWidths=[45 * mm, 115 * mm], style=GRID), Spacer(1, 12),
        Table(table, colWidths=[80 * mm, 25 * mm, 25 * mm, 30 * mm], style=GRID, repeatRows=1), Spacer(1, 12),
        Table([["经办意见", ""], ["审核意见", ""], ["审批意见", ""]], colWidths=[30 * mm, 130 * mm], rowHeights=60, style=GRID)])


def notice(path, unit, decision, export):
    text = "根据技术支撑单位计划指南的规定，我办公室对你单位截至%s的年度支撑情况进行了审核，审核结果为%s，级别为%s。" % (
        export.as_of, ACTIONS[decision["action"]], TIER_NAMES.get(decision["to"], "—"))
    lines = ["%s：实际%s，要求%s，%s。" % (NAMES[r["id"]], r["value"], r["required"], "符合" if r["met"] else "不符合")
             for r in decision["requirements"]]
    SimpleDocTemplate(path, pagesize=A4, title="通知书").build(
        [Paragraph("审核结果通知书", TITLE), Paragraph(unit["name"] + "：", BODY), Paragraph(text, BODY)]
        + [Paragraph(line, BODY) for line in lines]
        + [Paragraph("如有异议，请于收到本通知之日起十个工作日内以书面形式提出。", BODY), Spacer(1, 40), Paragraph(export.as_of, BODY)])


def certificate(path, unit, decision, held):
    start = datetime.date.fromisoformat(held["valid_to"]) + DAY
    last = calendar.monthrange(start.year + 1, start.month)[1]
    end = start.replace(year=start.year + 1, day=min(start.day, last)) - DAY
    facts = {"certificate_no": held["certificate_no"], "scheme": "cntisp", "level": decision["to"], "name": unit["name"],
             "uscc": unit["uscc"], "valid_from": start.isoformat(), "valid_to": end.isoformat()}
    code = hashlib.sha256(json.dumps(facts, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:16]
    width, height = landscape(A4)
    page = canvas.Canvas(path, pagesize=(width, height), pageCompression=1)
    page.setLineWidth(3)
    page.rect(10 * mm, 10 * mm, width - 20 * mm, height - 20 * mm)
    page.setLineWidth(1)
    page.rect(12 * mm, 12 * mm, width - 24 * mm, height - 24 * mm)
    for size, y, text in ((24, 165, "网络威胁信息汇聚共享技术平台技术支撑单位证书"), (20, 140, unit["name"]),
                          (14, 122, "统一社会信用代码：" + unit["uscc"]), (14, 110, "地址：" + unit["registered_address"]),
                          (18, 94, "威胁信息共享合作厂商（%s）" % TIER_NAMES[decision["to"]]),
                          (13, 76, "证书编号：" + held["certificate_no"]), (13, 64, "有效期：%s 至 %s" % (start, end))):
        page.setFont("zh", size)
        page.drawCentredString(width / 2, y * mm, text)
    qr = QrCodeWidget("GP1:cntisp:%s:1:%s" % (held["certificate_no"], code))
    left, bottom, right, top = qr.getBounds()
    side = 30 * mm
    drawing = Drawing(side, side, transform=[side / (right - left), 0, 0, side / (top - bottom), 0, 0])
    drawing.add(qr)
    renderPDF.draw(drawing, page, width - 52 * mm, 20 * mm)
    page.showPage()
    page.save()


def main():
    source, target = sys.argv[1:3]
    export = Export(source)
    decisions = [decide(export, unit) for unit in sorted(export.holdings)]
    if "--dry-run" in sys.argv:
        print("%d decisions" % len(decisions))
        return
    pdfmetrics.registerFont(TTFont("zh", FONT, subfontIndex=0))
    os.makedirs(os.path.join(target, "certificates"))
    with open(os.path.join(target, "decisions.ndjson"), "w", encoding="utf-8") as file:
        for decision in decisions:
            file.write(json.dumps(decision, ensure_ascii=False) + "\n")
    heads = ["编号", "单位", "名称", "建议", "现级别", "拟定级别", "达到级别", "达成度", "批复"]
    workbook(os.path.join(target, "decisions.xlsx"), heads,
             [[d["proposal_id"], d["unit_id"], export.units[d["unit_id"]]["name"], ACTIONS[d["action"]], d["from"], d["to"],
               d["attained"], d["attainment"], d["ruling"]] for d in decisions])
    for decision in decisions:
        unit = export.units[decision["unit_id"]]
        folder = os.path.join(target, "packets", unit["unit_id"])
        os.makedirs(folder)
        workbook(os.path.join(folder, "scorecard.xlsx"), ["指标", "实际", "要求", "结论"],
                 [[NAMES[r["id"]], r["value"], r["required"], "符合" if r["met"] else "不符合"] for r in decision["requirements"]])
        decision_sheet(os.path.join(folder, "decision.pdf"), unit, decision, export)
        notice(os.path.join(folder, "notice.pdf"), unit, decision, export)
        if decision["issues"]:
            held = export.holdings[unit["unit_id"]]
            certificate(os.path.join(target, "certificates", held["certificate_no"] + ".pdf"), unit, decision, held)


if __name__ == "__main__":
    main()
