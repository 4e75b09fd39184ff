"""The versions of the package that the learner does not see: correct ones, broken ones, bent ones.

`unshown.dat` holds the hidden mutants and the refactored package, compressed and in base 85. That is a curtain and
not a lock: it keeps them out of sight of a search and of an assistant; whoever wants to look can look. A suite that was
written with the answers open says nothing about its author, who is the only one to lose by it.

`python unshown.py pack FOLDER` makes the file from a folder with `mutants.toml` and `refactored/*.py`.
"""

from __future__ import annotations

import base64
import json
import lzma
import random
import re
import sys
from pathlib import Path

from mutantlab.catalog import Mutant, Sources, read_mutants
from mutantlab.judge import Variant

DATA = Path(__file__).with_name("unshown.dat")


def pack(folder: Path) -> None:
    """Writes `unshown.dat`."""
    content = {
        "mutants": (folder / "mutants.toml").read_text(encoding="utf-8"),
        "refactored": {
            path.stem: path.read_text(encoding="utf-8") for path in sorted((folder / "refactored").glob("*.py"))
        },
    }
    text = base64.b85encode(lzma.compress(json.dumps(content).encode())).decode()
    lines = [text[start : start + 100] for start in range(0, len(text), 100)]
    DATA.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def _content() -> dict:  # type: ignore[type-arg]
    text = "".join(DATA.read_text(encoding="utf-8").split())
    return json.loads(lzma.decompress(base64.b85decode(text)))


def hidden_mutants() -> list[Mutant]:
    """The mutants that only the checks know."""
    return read_mutants(_content()["mutants"])


def refactored(package: Sources) -> Sources:
    """The same behavior from other code: other private names, other attributes of `Model`, other messages."""
    closed = re.search(r"^CLOSED = (\{.*?^\})", package["parcelops.workdays"], re.DOTALL | re.MULTILINE)
    if closed is None:
        raise LookupError("the table CLOSED is not in parcelops.workdays: the package is not the given one")
    texts = {name: text.replace("__CLOSED__", closed.group(1)) for name, text in _content()["refactored"].items()}
    return {**package, **{f"parcelops.{name}": text for name, text in texts.items()}}


def _edit(package: Sources, module: str, find: str, replace: str) -> Sources:
    return Mutant("edit", "", "", module, find, replace).apply(package)


def retrained(package: Sources, seed: int, factor: float) -> Sources:
    """Learns from other draws of the past and with another penalty, so every prediction changes a little."""
    package = _edit(package, "parcelops.model", "C=config.strength", f"C=config.strength * {factor}")
    line = "    x, y = build(past), late(past)\n"
    drawn = (
        f'    given, past = past, past.sort_values("parcel_id").sample(frac=1.0, replace=True, random_state={seed})\n'
    )
    package = _edit(package, "parcelops.model", line, drawn + line)
    return _edit(package, "parcelops.model", "np.full(len(truth), y.mean())", "np.full(len(truth), late(given).mean())")


def redrawn(package: Sources, salt: int) -> Sources:
    """The same law, other parcels for every seed."""
    line = "rng = np.random.default_rng(seed)"
    return _edit(package, "parcelops.data", line, f"rng = np.random.default_rng([seed, {salt}])")


def correct_variants(package: Sources, seed: int) -> list[Variant]:
    """The given package in three orders, one refactored, two retrained, the last of them on other parcels."""
    draw = random.Random(seed)
    orders = [draw.randrange(10**6) for _ in range(4)]
    strong, weak = draw.uniform(2.0, 5.0), draw.uniform(0.1, 0.5)
    return [
        Variant("as given", package),
        Variant("as given, tests in reverse", package, "reverse"),
        Variant("as given, tests in a random order", package, orders[0]),
        Variant("refactored", refactored(package), orders[1]),
        Variant("retrained", retrained(package, draw.randrange(10**6), strong), orders[2]),
        Variant(
            "retrained on other parcels",
            retrained(redrawn(package, draw.randrange(1, 10**6)), draw.randrange(10**6), weak),
            orders[3],
        ),
    ]


def empty(package: Sources) -> Sources:
    """All modules, and nothing in them."""
    return {name: '"""Empty."""\n' for name in package}


KINDS = {
    "noisy": ("noisy", "all"),
    "stuck": ("stuck", "all"),
    "careless": ("careless", "all"),
    "retyped": ("retyped", "answers"),
    "frozen": ("frozen", "answers"),
    "reshaped": ("reshaped", "answers"),
    "shortened": ("reshaped", "feed"),
    "relabeled": ("retyped", "feed"),
    "doubled": ("doubled", "all"),
    "slow": ("slow", "all"),
    "misremembered": ("misremembered", "none"),
}
"""The packages on which every test must be able to fail: name -> what is done to which functions.

noisy: right types and shapes, random values · stuck: every function repeats its first answer · careless: nothing is
refused, arguments are spoiled · retyped: other types, zones and indexes · frozen: every row like the first ·
reshaped: rows lost, columns turned around · doubled: rows come twice · slow: right answers, late · misremembered:
other public constants and defaults · hollow, beside these: None. "feed" is `generate` and `clean`, "answers" all other
functions: one side is spoiled while the other runs.
"""

_FEED = ("generate", "clean")

_PUBLIC = {
    "parcelops.units": ("to_km",),
    "parcelops.workdays": ("local_time", "start_date", "due_date", "promise"),
    "parcelops.data": ("generate", "clean", "late", "split"),
    "parcelops.features": ("build",),
    "parcelops.model": ("train", "predict"),
}

_BENT = """
import copy as _copy
import functools as _functools
import time as _time
import types as _types

import numpy as _np
import pandas as _pd

KIND = "{kind}"
DEPTH = [0]
ASLEEP = [0.0]
RNG = _np.random.default_rng()


def wrap(function, chosen):
    first = []

    @_functools.wraps(function)
    def bent(*args, **kwargs):
        if DEPTH[0]:
            return function(*args, **kwargs)
        if chosen and KIND == "hollow":
            return None
        DEPTH[0] += 1
        try:
            if not chosen:
                return function(*args, **kwargs)
            if KIND == "slow":
                pause = 2.5 if function.__name__ == "train" else 0.2
                if ASLEEP[0] < 8:
                    _time.sleep(pause)
                    ASLEEP[0] += pause
                return function(*args, **kwargs)
            if KIND == "stuck":
                first.append(_copy.deepcopy(first[0]) if first else function(*args, **kwargs))
                return first[-1]
            if KIND != "careless":
                return bend(function(*args, **kwargs))
            try:
                result = function(*args, **kwargs)
            except Exception:
                result = _copy.copy(args[0]) if args else None
            for value in [*args, *kwargs.values()]:
                spoil(value)
            return _types.SimpleNamespace(**vars(result)) if hasattr(result, "metrics") else result
        finally:
            DEPTH[0] -= 1

    del bent.__wrapped__
    return bent


def misremember(names):
    for name, value in list(names.items()):
        if isinstance(value, type) and name == "Config":
            value.__init__.__defaults__ = ("2024-03-01", 50.0)
        if not name.isupper() or name.startswith("_"):
            continue
        if isinstance(value, dict):
            values = list(value.values())
            names[name] = dict(zip(value, values[1:] + values[:1]))
        elif isinstance(value, (list, tuple)):
            names[name] = type(value)(reversed(value))
        else:
            names[name] = value + 1


def spoil(value):
    if isinstance(value, _pd.DataFrame):
        for name in value.columns:
            if value[name].dtype.kind == "f":
                value[name] = 0.5
        value["spoiled"] = 1
    elif isinstance(value, _pd.Series) and value.dtype.kind == "f" and len(value):
        value.iloc[:] = 0.5


def retype(value):
    if isinstance(value, tuple):
        return tuple(retype(part) for part in value)
    if isinstance(value, _pd.DataFrame):
        return _pd.DataFrame({name: retype(value[name]) for name in value.columns})
    if isinstance(value, _pd.Series):
        out = value.reset_index(drop=True)
        out.index = out.index + 1000
        if "datetime" in str(out.dtype):
            zone = getattr(out.dt, "tz", None)
            return out.dt.tz_localize("Asia/Tokyo") if zone is None else out.dt.tz_convert("Asia/Tokyo")
        return out.astype("float32") if out.dtype.kind in "iufb" else out.astype("object").rename("other")
    if isinstance(value, _np.ndarray):
        return value.astype("float32").reshape(-1, 1)
    if hasattr(value, "metrics"):
        value.metrics.clear()
    return value


def bend(value):
    if KIND == "retyped":
        return retype(value)
    if KIND == "doubled":
        if isinstance(value, (_pd.DataFrame, _pd.Series)):
            return _pd.concat([value, value])
        return _np.concatenate([value, value]) if isinstance(value, _np.ndarray) else value
    if isinstance(value, tuple):
        return tuple(bend(part) for part in value)[:: -1 if KIND == "reshaped" else 1]
    if isinstance(value, _pd.DataFrame):
        if KIND == "reshaped":
            return value.iloc[: len(value) // 2, ::-1]
        out = value.copy()
        for name in out.columns:
            out[name] = bend(out[name])
        return out
    if isinstance(value, _pd.Series):
        if KIND == "reshaped":
            return value.iloc[: len(value) // 2]
        out = value.copy()
        if not len(out):
            return out
        if KIND == "frozen":
            filled = out.dropna()
            out[:] = (filled if len(filled) else out).iloc[0]
            return out
        if out.dtype.kind == "f":
            return out * 0 + RNG.uniform(0, 900, len(out)) if out.notna().all() else out.fillna(7.0) + 1
        if out.dtype.kind in "iub":
            return _pd.Series(RNG.integers(0, 2, len(out)), index=out.index, name=out.name).astype(out.dtype)
        if out.dtype.kind == "M" or "datetime" in str(out.dtype):
            return out + _pd.to_timedelta(RNG.integers(1, 40, len(out)), unit="D")
        return _pd.Series(RNG.permutation(out.to_numpy()), index=out.index, name=out.name)
    if isinstance(value, _np.ndarray):
        if KIND == "reshaped":
            return value[: len(value) // 2]
        return _np.full(value.shape, 0.5) if KIND == "frozen" else RNG.uniform(-1, 2, value.shape)
    if hasattr(value, "metrics"):
        changed = dict()
        for name in value.metrics:
            changed[name] = 0.5 if KIND == "frozen" else float(RNG.uniform(-5, 5))
        value.metrics.update(changed)
    return value
"""


def bent(package: Sources, kind: str) -> Sources:
    """The package with every answer to the outside bent in one of `KINDS` ways, or hollow."""
    how, which = ("hollow", "all") if kind == "hollow" else KINDS[kind]
    name = f"_{random.getrandbits(40):x}"
    out = {**package, f"parcelops.{name}": _BENT.replace("{kind}", how)}
    for module, public in _PUBLIC.items():
        lines = ["", "", f"from parcelops import {name}"]
        for function in public:
            chosen = which == "all" or (which != "none" and (function in _FEED) == (which == "feed"))
            lines.append(f"{function} = {name}.wrap({function}, {chosen})")
        lines += [f"{name}.misremember(globals())"] if how == "misremembered" else []
        lines.append(f"del {name}")
        out[module] = package[module] + "\n".join(lines) + "\n"
    return out


if __name__ == "__main__":
    if sys.argv[1:2] != ["pack"] or len(sys.argv) != 3:
        raise SystemExit(__doc__)
    pack(Path(sys.argv[2]))
