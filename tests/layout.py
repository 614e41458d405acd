"""Layout of the PDF files whose names are read from standard input: a line for each fault, nothing when all is well.

Text has to stay within the margins, above the foot and clear of its neighbours; no line begins with a closing mark; no
page ends with a heading; a last page has some lines. What is found by rule and not by eye:

- the ground of a full-width mark may reach half a character over what comes next, or over the margin;
- the mark 样张 across the page is no text of it;
- a table of contents ends with whatever heading is listed last.
"""
import html
import re
import subprocess
import sys
from collections import namedtuple
from concurrent.futures import ThreadPoolExecutor

MM = 72 / 25.4
SIDE = 20 * MM        # no margin is narrower
CERTIFICATE = 15 * MM  # nor is the frame of a certificate
HEAD, FOOT = 20 * MM, 20 * MM  # running head and foot are within
LAST_LINES = 3        # of a last page, at least: a head and two rows
WATERMARK = 60        # points; nothing else is as high

CLOSING = "，。、；：！？）》」』】”"
MARKS = CLOSING + "（《「『【“"
HEADING = re.compile(r"[一二三四五六七八九十]+、[^。；，：]*$")
PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.S)
WORD = re.compile(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>')
Word = namedtuple("Word", "left top right bottom text")


def pages_of(path):
    out = subprocess.run(["pdftotext", "-bbox-layout", path, "-"], capture_output=True, check=True).stdout
    for width, height, body in PAGE.findall(out.decode("utf-8", "replace")):
        words = [Word(*map(float, w[:4]), html.unescape(w[4])) for w in WORD.findall(body)]
        yield float(width), float(height), [w for w in words if w.bottom - w.top < WATERMARK]


def half(word):
    return (word.bottom - word.top) / 2


def same_line(a, b):
    return min(a.bottom, b.bottom) - max(a.top, b.top) > 0.45 * min(a.bottom - a.top, b.bottom - b.top)


def outside(words, width, height):
    side = SIDE if height > width else CERTIFICATE
    for w in words:
        hang = half(w) if w.text[-1] in MARKS else 1
        if w.left < side - (half(w) if w.text[0] in MARKS else 1) or w.right > width - side + hang:
            yield "outside the margins: " + w.text
        elif height > width and w.top < height - FOOT < w.bottom:
            yield "into the foot: " + w.text


def overlaps(words):
    words = sorted(words, key=lambda w: w.top)
    for i, a in enumerate(words):
        for b in words[i + 1:]:
            if b.top > a.bottom:
                break
            first, second = (a, b) if a.left <= b.left else (b, a)
            grounds = first.text[-1] in MARKS or second.text[0] in MARKS
            allowed = 1.5 + (half(a) if grounds else 0)
            if same_line(a, b) and min(a.right, b.right) - max(a.left, b.left) > allowed:
                yield "overlapping: %s | %s" % (first.text, second.text)


def parted_marks(words):
    for w in words:
        if w.text[0] in CLOSING and not any(
                same_line(w, o) and o.left < w.left and o.right > w.left - 2 * half(w) for o in words if o is not w):
            yield "begins a line: " + w.text


def body_of(words, height):
    return [w for w in words if w.top > HEAD and w.bottom < height - FOOT]


def lines_of(words):
    lines = []
    for w in sorted(words, key=lambda w: (w.top + w.bottom) / 2):
        if not lines or not same_line(lines[-1][-1], w):
            lines.append([])
        lines[-1].append(w)
    return lines


def faults_of(pages):
    """Pages are (width, height, words)."""
    for number, (width, height, words) in enumerate(pages, 1):
        body = body_of(words, height)
        lines = lines_of(body)
        faults = [*outside(words, width, height), *overlaps(words), *parted_marks(words)]
        if number == len(pages) > 1 and len(lines) < LAST_LINES:
            faults.append("a last page with %d lines" % len(lines))
        if lines and number < len(pages):
            text = "".join(w.text for w in sorted(lines[-1]))
            is_contents = "".join(w.text for w in sorted(lines[0])) == "目录"
            if HEADING.match(text) and not is_contents:
                faults.append("a heading ends the page: " + text)
        for fault in faults:
            yield number, fault


def main():
    paths = sys.stdin.read().split()
    with ThreadPoolExecutor(4) as pool:
        for path, pages in zip(paths, pool.map(lambda path: list(pages_of(path)), paths)):
            for number, fault in faults_of(pages):
                print("%s:%d: %s" % (path, number, fault))


if __name__ == "__main__":
    main()
