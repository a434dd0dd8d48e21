"""Bare text that is no text, or text that rules could run away on; and files that lie about it."""

import gzip
import io
import os
import random
import tarfile
import zipfile
from collections.abc import Callable

from tests.hostile.objects import pdf

SAID = "In 2021, 124 attacks killed 400 civilians in the town, the UN said. "
# A rule that is not linear in the length of a sentence needs minutes for one of these.
LONG = 100_000 if os.environ.get("HOSTILE") else 22_000


def _archive() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("../../escaped.txt", SAID)
        archive.writestr("report.pdf", pdf())
    return target.getvalue()


def _tar() -> bytes:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w") as archive:
        facts = tarfile.TarInfo("/etc/escaped.txt")
        facts.size = len(SAID)
        archive.addfile(facts, io.BytesIO(SAID.encode()))
    return target.getvalue()


def _noise(size: int) -> bytes:
    return random.Random(1).randbytes(size)


REPEATED = {
    "one-word": "a",
    "digits": "9",
    "brackets": "(",
    "brackets-both": "()",
    "quotes": "“",
    "straight-quotes": '"',
    "apostrophes": "'",
    "stops": ".",
    "ellipses": "… ",
    "dashes": "—",
    "hyphens": "a-",
    "commas": "1,",
    "decimals": "1.",
    "signs": "$",
    "percents": "5% ",
    "stars": "*",
    "bullets": "• ",
    "initials": "J. ",
    "abbreviations": "U.S. ",
    "numbers": "million ",
    "number-words": "one hundred and ",
    "dates": "1/1/",
    "months": "May ",
    "years": "2021-",
    "ranges": "5 to ",
    "units": "5 kg of ",
    "markers": "[1]",
    "markers-open": "[1,",
    "markers-raised": "a.¹²³ ",
    "authors": "et al. (",
    "author-years": "Smith 2019; ",
    "addresses": "http://a.b/",
    "capitals": "Bank of ",
    "acronyms": "WHO (",
    "persons": "Mr. Smith ",
    "said": "he said that ",
    "said-by": "according to ",
    "not": "not ",
    "may": "may ",
    "and": "Iran and ",
    "of": "of the ",
    "that": "that ",
    "columns": "a\t",
    "rows": "1 2 3\n",
    "blank-lines": "\n",
    "form-feeds": "\f",
    "word-a-line": "word\n",
    "hyphen-a-line": "word-\n",
    "notes": "1. See p. 2.\n",
    "spaces": " ",
    "accents": "a\u0301\u0301\u0301",
    "surrogate-pairs": "\U0001f4a5",
    "right-to-left": "\u202eabc\u202c ",
    "zero-width": "a\u200b",
    "soft-hyphens": "a\xad",
    "digits-arabic": "٣",
    "fractions": "½",
    "powers": "²",
    "ideographs": "漢。",
}

FILES: dict[str, Callable[[], bytes]] = {
    **{
        f"repeated-{name}.txt": (lambda t=text: (t * (LONG // len(t))).encode())
        for name, text in REPEATED.items()
    },
    "value-overflows.txt": lambda: (
        f"It cost ${'9' * 5000} and 1e999 and {'1,' * 400}000 dollars.".encode()
    ),
    "years-overflow.txt": lambda: (
        b"From 0000-00-00 to 99999-99-99, on 31 February 20211, in 10000 BC."
    ),
    "nuls.txt": lambda: SAID.replace(" ", "\0").encode() * 50,
    "controls.txt": lambda: (
        bytes(range(32)) + SAID.encode() + b"\x1b[2J\x1b]0;title\x07\x7f" + SAID.encode()
    ),
    "utf-16.txt": lambda: (SAID * 20).encode("utf-16"),
    "utf-16-odd.txt": lambda: (SAID * 20).encode("utf-16")[:-1],
    "utf-16-no-mark.txt": lambda: (SAID * 20).encode("utf-16-le"),
    "utf-32.txt": lambda: (SAID * 20).encode("utf-32"),
    "utf-7.txt": lambda: (SAID * 20).encode("utf-7"),
    "utf-8-torn.txt": lambda: ("é" * 900).encode()[:-1] + b"\xc3\x28\xed\xa0\x80 " + SAID.encode(),
    "surrogates.txt": lambda: b"\xed\xa0\x80\xed\xb0\x80 " + SAID.encode(),
    "latin-1.txt": lambda: ("Café déjà vu: " + SAID).encode("latin-1") * 20,
    "cyrillic.txt": lambda: ("В 2021 году погибли 400 человек. " * 50).encode("cp1251"),
    "japanese.txt": lambda: ("二〇二一年に四百人が死亡した。" * 50).encode("shift-jis"),
    "ebcdic.txt": lambda: (SAID * 20).encode("cp500"),
    "only-mark.txt": lambda: b"\xef\xbb\xbf",
    "mark-and-nul.txt": lambda: b"\xff\xfe\0\0",
    "mixed-line-ends.txt": lambda: (
        (SAID + "\r" + SAID + "\r\n" + SAID + "\n\r\x85\u2028").encode() * 40
    ),
    "noise.txt": lambda: _noise(200_000),
    "noise.pdf": lambda: _noise(200_000),
    "noise.png": lambda: _noise(200_000),
    "noise-behind-head.pdf": lambda: b"%PDF-1.7\n" + _noise(300_000),
    "zeros.pdf": lambda: bytes(300_000),
    "formulas.txt": lambda: (
        b'=HYPERLINK("x") killed 12.\n\n+1 rose 4%.\n\n@SUM fell 2%.\n\n-2+3 cost $5 million.'
    ),
    "markup.txt": lambda: (
        b"<script>alert(1)</script> killed 12. <![CDATA[ ]]> {{7*7}} ${jndi:ldap://x} rose by 5%."
    ),
    "sql.txt": lambda: (
        b"Robert'); DROP TABLE claims;-- killed 12 people. \" OR 1=1 rose by 4 per cent."
    ),
    "archive.pdf": _archive,
    "archive.txt": _archive,
    "archive.docx": _archive,
    "archive-behind-pdf.pdf": lambda: pdf() + _archive(),
    "tar.pdf": _tar,
    "gzip.pdf": lambda: gzip.compress(pdf()),
    "html.pdf": lambda: b"<!DOCTYPE html><html><body>%s</body></html>" % SAID.encode(),
    "pdf-in-html.html.pdf": lambda: b"<html>" + b" " * 900 + pdf(),
    "postscript.pdf": lambda: b"%!PS-Adobe-3.0\n/x { x } def x\nshowpage\n",
    "program.pdf": lambda: b"\x7fELF\2\1\1" + bytes(4000),
    "script.pdf": lambda: b"#!/bin/sh\ntouch escaped\n",
    "pdf-called.png": pdf,
    "pdf-called.txt": pdf,
}
