"""Scans and photos of the demo: drawn here, marked as samples, judged as every file that comes in."""

import io
from functools import cache

from PIL import Image, ImageDraw, ImageFont

from documents import fonts
from mediation.uploads.judging import Judged, judge

SHEET, RED, INK, PAPER = (900, 1270), (190, 40, 35), (45, 45, 60), (250, 248, 242)
SAMPLES = {  # name of the file, and what stands on it
    "receipt": ("送达回证.jpg", ("送达回证", "受送达人：见本件文书", "送达方式：直接送达", "签收：前台")),
    "slip": ("邮政回执.jpg", ("国内邮件回执", "邮件种类：特快专递", "投递结果：本人签收")),
    "answer": ("书面答复.jpg", ("关于提示函的书面答复", "自查和整改情况见附件。")),
    "payment": ("银行回单.jpg", ("网上银行电子回单", "摘要：工资、补偿", "交易状态：成功")),
    "spot": ("现场核验.jpg", ("现场核验照片", "工资支付台账（公示栏）")),
}  # fmt: skip


@cache
def scan(name: str) -> Judged:
    """One of the samples as a photographed sheet."""
    typed, (title, *rows) = SAMPLES[name]
    lines = [*rows, "备注：演示样张"]
    sheet = Image.new("RGB", SHEET, PAPER)
    pen, file = ImageDraw.Draw(sheet), fonts.load()["kai"].face.filename
    large, plain = ImageFont.truetype(file, 54), ImageFont.truetype(file, 36)
    pen.text((SHEET[0] / 2, 170), title, fill=INK, font=large, anchor="mm")
    for number, line in enumerate(lines):
        pen.text((130, 310 + 110 * number), line, fill=INK, font=plain)
        pen.line((120, 372 + 110 * number, SHEET[0] - 120, 372 + 110 * number), fill=(170, 170, 175), width=2)
    pen.ellipse((560, 880, 800, 1120), outline=RED, width=7)
    pen.text((680, 1000), "样张", fill=RED, font=large, anchor="mm")
    out = io.BytesIO()
    sheet.rotate(0.8, fillcolor=(120, 110, 100)).save(out, "JPEG")
    return judge(typed, out.getvalue())
