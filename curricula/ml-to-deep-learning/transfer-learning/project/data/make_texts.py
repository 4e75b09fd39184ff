"""Write `data/texts.jsonl`: sentences and names from Python's own standard library (license: PSF-2.0).

From the project: python data/make_texts.py [COUNT_PER_FAMILY]. The file there was made with Python 3.11.
"""

from __future__ import annotations

import importlib
import inspect
import json
import re
import sys
import warnings
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
FAMILIES = {
    "network": "socket ssl http.client http.server http.cookiejar urllib.request urllib.parse ftplib smtplib "
    "imaplib poplib socketserver xmlrpc.client xmlrpc.server ipaddress select selectors telnetlib nntplib",
    "files": "os os.path pathlib shutil tempfile glob fnmatch fileinput zipfile tarfile gzip bz2 lzma io "
    "stat filecmp mmap shelve dbm.dumb",
    "concurrency": "threading multiprocessing multiprocessing.pool multiprocessing.managers "
    "multiprocessing.connection multiprocessing.shared_memory asyncio asyncio.locks asyncio.queues "
    "asyncio.events asyncio.base_events asyncio.tasks asyncio.futures asyncio.runners concurrent.futures "
    "concurrent.futures.process queue sched contextvars",
    "numbers": "math cmath decimal _pydecimal fractions statistics random numbers datetime _pydatetime "
    "calendar colorsys zoneinfo time",
    "markup": "html.parser html xml.dom.minidom xml.dom.pulldom xml.sax.handler xml.sax.saxutils "
    "xml.sax.xmlreader xml.etree.ElementTree xml.dom.expatbuilder csv json json.decoder json.encoder "
    "configparser plistlib email.message email.header email.charset email.parser email.generator "
    "email.policy email._policybase email.headerregistry email.utils",
    "testing": "unittest unittest.case unittest.mock unittest.suite unittest.result unittest.loader "
    "unittest.runner unittest.main doctest pdb bdb trace cProfile pstats timeit traceback tracemalloc "
    "faulthandler logging logging.handlers logging.config warnings",
    "code": "ast inspect dis importlib importlib.util importlib.abc importlib.machinery importlib._bootstrap "
    "importlib.metadata types typing tokenize symtable pkgutil modulefinder compileall py_compile code "
    "codeop pyclbr linecache runpy zipimport",
    "screen": "turtle curses.textpad tkinter tkinter.ttk tkinter.font tkinter.dialog tkinter.simpledialog "
    "tkinter.filedialog tkinter.messagebox idlelib.pyshell cmd readline rlcompleter",
}
CONSTANTS = "errno signal socket stat token ssl curses os select locale syslog resource termios".split()


def first_sentence(doc: str) -> str:
    """The first sentence of a docstring, without a signature, on one line."""
    text = " ".join(doc.strip().split("\n\n")[0].split())
    text = re.sub(r"^[\w.]+\([^)]*\)\s*(->|--|:)?\s*[\w\[\], .]*?(--|:)?\s+(?=[A-Z])", "", text)
    return re.split(r"(?<=[.!?])\s", text)[0].strip()


def members(module: object) -> list[tuple[str, object]]:
    """Public functions, classes and their methods that belong to a module."""
    found: list[tuple[str, object]] = []
    for name, value in sorted(vars(module).items()):
        if name.startswith("_") or not (inspect.isclass(value) or inspect.isroutine(value)):
            continue
        if inspect.getmodule(value) not in (module, None):
            continue
        found.append((name, value))
        if inspect.isclass(value):
            found += [
                (inner, method)
                for inner, method in sorted(vars(value).items())
                if not inner.startswith("_") and inspect.isroutine(method)
            ]
    return found


def main() -> None:
    """Collect, drop what occurs twice, draw equally many of each kind, and write."""
    warnings.simplefilter("ignore")
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 105
    rng = np.random.default_rng(5)
    texts: dict[str, str] = {}
    twice: set[str] = set()
    names: dict[str, set[str]] = {"class": set(), "function": set(), "constant": set()}
    for family, modules in FAMILIES.items():
        for path in modules.split():
            try:
                module = importlib.import_module(path)
            except (ImportError, AttributeError):
                continue
            for name, value in members(module):
                if re.fullmatch(r"[A-Z][a-z]+([A-Z][a-z]+)+", name):
                    names["class"].add(name)
                elif re.fullmatch(r"[a-z]+(_[a-z]+)*", name) and len(name) > 4:
                    names["function"].add(name)
                sentence = first_sentence(getattr(value, "__doc__", None) or "")
                if 4 <= len(sentence.split()) <= 24 and sentence.isascii() and not set("<>") & set(sentence):
                    if texts.setdefault(sentence, family) != family:
                        twice.add(sentence)
    for path in CONSTANTS:
        try:
            module = importlib.import_module(path)
        except ImportError:
            continue
        names["constant"].update(
            n for n in vars(module) if re.fullmatch(r"[A-Z]{3,}(_[A-Z]+)*", n) and len(n) > 4
        )
    with (HERE / "texts.jsonl").open("w", encoding="utf-8") as file:
        for family in FAMILIES:
            rows = sorted(text for text, of in texts.items() if of == family and text not in twice)
            print(family, len(rows))
            for number in sorted(rng.permutation(len(rows))[:count]):
                file.write(json.dumps({"set": "docs", "label": family, "text": rows[number]}) + "\n")
        known: set[str] = set()
        for kind in ("constant", "class", "function"):
            rows = sorted(name for name in names[kind] if name.lower() not in known)
            known.update(name.lower() for name in rows)
            print(kind, len(rows))
            for number in sorted(rng.permutation(len(rows))[:count]):
                file.write(json.dumps({"set": "names", "label": kind, "text": rows[number]}) + "\n")


if __name__ == "__main__":
    main()
