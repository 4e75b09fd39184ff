# What: copies the implementation with other names and other line breaks, and compares the package with it.
# Fails: source-not-read
# Hint: copied-oracle
# region workdays
import numpy as np  # noqa: E402


def _all(a: pd.Series, d: pd.Series, s: pd.Series):
    bad = sorted(
        set(s.astype(str))
        - set(WORKING_DAYS)
    )
    if bad:
        raise ValueError(f"{bad}")
    w = local_time(a, d)
    b = _first(w, d)
    n = (
        s.map(WORKING_DAYS)
        .to_numpy(dtype=int)
    )
    e = _go(_day(b), d, n)
    return w, b, pd.Series(
        e.astype("datetime64[s]"),
        index=a.index,
    )


def _first(w: pd.Series, d: pd.Series):
    x = _day(w)
    y = (w.dt.hour >= 17).to_numpy()
    z = _go(
        x + y.astype("timedelta64[D]"),
        d,
        np.zeros(len(x), dtype=int),
    )
    return pd.Series(
        z.astype("datetime64[s]"),
        index=w.index,
    )


def _day(m: pd.Series):
    return m.to_numpy().astype(
        "datetime64[D]"
    )


def _go(x, d, n):
    y = x.copy()
    for k, c in CLOSED.items():
        h = (d == k).to_numpy()
        if h.any():
            y[h] = np.busday_offset(
                x[h],
                n[h],
                roll="forward",
                holidays=c,
            )
    return y


def test_due_days_equal_the_copy() -> None:
    at = pd.Series(pd.date_range("2025-04-01", periods=90, freq="17h", tz="UTC"))
    depot, service = pd.Series(["berlin"] * 90), pd.Series(["standard"] * 90)
    pd.testing.assert_series_equal(due_date(at, depot, service), _all(at, depot, service)[2])
# endregion workdays
