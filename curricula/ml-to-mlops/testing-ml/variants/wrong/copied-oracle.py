# What: copies the implementation into the test and compares the package with it.
# Fails: source-not-read
# Hint: copied-oracle
# region workdays
import numpy as np  # noqa: E402


def _promise(accepted_at: pd.Series, depot: pd.Series, service: pd.Series) -> tuple[pd.Series, pd.Series, pd.Series]:
    """`local_time`, `start_date` and `due_date` of the same parcels in one go; arguments and errors as theirs."""
    unknown = sorted(set(service.astype(str)) - set(WORKING_DAYS))
    if unknown:
        raise ValueError(f"unknown service: {unknown}")
    wall = local_time(accepted_at, depot)
    start = _start(wall, depot)
    promised = service.map(WORKING_DAYS).to_numpy(dtype=int)
    due = _each_depot(_days(start), depot, promised)
    return wall, start, pd.Series(due.astype("datetime64[s]"), index=accepted_at.index)


def _start(wall: pd.Series, depot: pd.Series) -> pd.Series:
    """`start_date` from local times."""
    days = _days(wall)
    too_late = (wall.dt.hour >= 17).to_numpy()
    first = _each_depot(days + too_late.astype("timedelta64[D]"), depot, np.zeros(len(days), dtype=int))
    return pd.Series(first.astype("datetime64[s]"), index=wall.index)


def _days(moments: pd.Series) -> np.ndarray:
    """(n,) datetime64[D]: the calendar day of each naive moment."""
    return moments.to_numpy().astype("datetime64[D]")


def _each_depot(days: np.ndarray, depot: pd.Series, steps: np.ndarray) -> np.ndarray:
    """(n,) datetime64[D]: each day rolled forward to a working day of its depot, then moved by `steps` of them."""
    moved = days.copy()
    for name, closed in CLOSED.items():
        here = (depot == name).to_numpy()
        if here.any():
            moved[here] = np.busday_offset(days[here], steps[here], roll="forward", holidays=closed)
    return moved


def test_due_days_equal_the_copy() -> None:
    at = pd.Series(pd.date_range("2025-04-01", periods=90, freq="17h", tz="UTC"))
    depot, service = pd.Series(["berlin"] * 90), pd.Series(["standard"] * 90)
    pd.testing.assert_series_equal(due_date(at, depot, service), _promise(at, depot, service)[2])
    assert local_time(at, depot).is_monotonic_increasing
    assert start_date(at, depot).ge(local_time(at, depot).dt.normalize()).all()
# endregion workdays
