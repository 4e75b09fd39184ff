# What: recomputes every metric from its words, pins public constants and defaults, and holds that a model is frozen.
# region workdays
def wall(at: str, depot: str) -> str:
    return str(local_time(pd.Series(pd.to_datetime([at], utc=True)), pd.Series([depot])).iloc[0])


@pytest.mark.parametrize(
    ("at", "depot", "expected"),
    [
        ("2025-01-15T12:00Z", "berlin", "2025-01-15 13:00:00"),
        ("2025-07-15T12:00Z", "berlin", "2025-07-15 14:00:00"),
        ("2025-07-15T12:00Z", "london", "2025-07-15 13:00:00"),
        ("2025-01-15T22:30Z", "helsinki", "2025-01-16 00:30:00"),
    ],
)
def test_the_clock_on_the_wall(at: str, depot: str, expected: str) -> None:
    assert wall(at, depot) == expected


@pytest.mark.parametrize(
    ("at", "depot", "service", "expected"),
    [
        ("2025-06-03T08:00Z", "berlin", "standard", "2025-06-06"),  # Tuesday morning, three working days
        ("2025-06-13T08:00Z", "berlin", "express", "2025-06-16"),  # Friday, over the weekend
        ("2025-04-17T08:00Z", "berlin", "standard", "2025-04-24"),  # before Easter: Friday and Monday closed
        ("2025-06-03T14:59Z", "berlin", "express", "2025-06-04"),  # 16:59 local
        ("2025-06-03T15:00Z", "berlin", "express", "2025-06-05"),  # 17:00 local: starts tomorrow
        ("2025-06-07T08:00Z", "london", "express", "2025-06-10"),  # Saturday: starts on Monday
    ],
)
def test_due_days_counted_by_hand(at: str, depot: str, service: str, expected: str) -> None:
    assert due(at, depot, service) == expected


@settings(max_examples=40)
@given(
    day=st.dates(date(2024, 2, 1), date(2025, 11, 30)),
    depot=st.sampled_from(sorted(CLOSED)),
    service=st.sampled_from(sorted(WORKING_DAYS)),
)
def test_due_day_equals_counting_one_day_at_a_time(day: date, depot: str, service: str) -> None:
    """Accepted at 10:00 UTC, which is before the cut-off in all three depots."""
    left, current = WORKING_DAYS[service], day

    def works(when: date) -> bool:
        return when.weekday() < 5 and when.isoformat() not in CLOSED[depot]

    while not works(current):
        current += timedelta(days=1)
    while left:
        current += timedelta(days=1)
        left -= works(current)
    assert due(f"{day}T10:00Z", depot, service) == current.isoformat()


def test_a_parcel_at_the_cutoff_starts_on_the_next_working_day() -> None:
    at = pd.Series(pd.to_datetime(["2025-06-13T15:59Z", "2025-06-13T16:00Z"], utc=True))
    start = start_date(at, pd.Series(["london", "london"]))
    assert [str(day.date()) for day in start] == ["2025-06-13", "2025-06-16"]


def test_what_the_service_promises() -> None:
    assert WORKING_DAYS == {"express": 1, "standard": 3, "economy": 5}


def test_closed_days_of_october() -> None:
    assert "2025-10-03" in CLOSED["berlin"] and "2025-10-03" not in CLOSED["london"]
# endregion workdays
# region leaks
def test_the_future_is_not_in_the_past(parcels: pd.DataFrame) -> None:
    cut = "2025-01-01"
    past, future = split(parcels, cut)
    assert len(past) and len(future)
    assert past["accepted_at"].max() < pd.Timestamp(cut, tz="UTC") <= future["accepted_at"].min()
    assert sorted([*past["parcel_id"], *future["parcel_id"]]) == sorted(parcels["parcel_id"])


def test_features_are_blind_to_the_outcome(parcels: pd.DataFrame) -> None:
    moved = parcels.assign(delivered_at=parcels["delivered_at"] + pd.Timedelta(days=5))
    pd.testing.assert_frame_equal(build(parcels), build(moved))
    pd.testing.assert_frame_equal(build(parcels), build(parcels.drop(columns="delivered_at")))


def test_the_holdout_does_not_move_the_model(parcels: pd.DataFrame) -> None:
    everything = clean(generate(1200, seed=21))
    spoiled = everything.copy()
    after = spoiled["accepted_at"] >= pd.Timestamp(Config().cut, tz="UTC")
    spoiled.loc[after, ["distance_km", "weight_kg"]] *= 40
    np.testing.assert_allclose(predict(train(everything), parcels), predict(train(spoiled), parcels), rtol=1e-9)


def test_the_score_is_neither_luck_nor_a_leak(trained: Model) -> None:
    """Better than the base rate, and below what an honest model of this noisy process can reach."""
    assert 0.70 < trained.metrics["auc"] < 0.92
    assert trained.metrics["brier"] < trained.metrics["brier_base"] - 0.02


def test_metrics_are_what_their_names_say() -> None:
    from parcelops.data import late

    everything = clean(generate(1500, seed=33))
    model = train(everything, Config(cut="2025-03-01"))
    past, future = split(everything, "2025-03-01")
    truth, guess = late(future).to_numpy(), predict(model, future)
    pairs = np.sign(guess[truth == 1][:, None] - guess[truth == 0][None, :])
    assert abs(model.metrics["auc"] - (pairs.mean() + 1) / 2) < 1e-9
    assert abs(model.metrics["brier"] - ((guess - truth) ** 2).mean()) < 1e-9
    assert abs(model.metrics["brier_base"] - ((late(past).mean() - truth) ** 2).mean()) < 1e-9
    assert abs(model.metrics["late_rate"] - truth.mean()) < 1e-9
    assert (model.metrics["train_rows"], model.metrics["holdout_rows"]) == (len(past), len(future))


def test_the_default_cut() -> None:
    assert Config().cut == "2025-06-01"


def test_a_model_is_frozen(trained: Model) -> None:
    import dataclasses

    import pytest

    with pytest.raises(dataclasses.FrozenInstanceError):
        trained.metrics = {}
# endregion leaks
# region risk_table
| risk | likelihood | cost | test | mutant |
|---|---|---|---|---|
| Miles pass for kilometers | 2 | 2 | `tests/code/test_first.py::test_ten_miles_in_kilometers` | unit-error |
| Promises one day too strict | 3 | 3 | `tests/code/test_workdays.py::test_due_days_counted_by_hand` | off-by-one-date |
| Local hours in UTC | 3 | 2 | `tests/code/test_features.py::test_the_hour_is_that_of_the_depot` | time-zone |
| A missing weight becomes a weight of zero | 3 | 2 | `tests/code/test_features.py::test_a_missing_weight_stays_missing_and_is_flagged` | silent-nan-to-zero |
| Columns swapped by a new feed | 2 | 3 | `tests/code/test_features.py::test_the_columns_do_not_follow_those_of_the_caller` | unstable-feature-order |
| The outcome is among the features | 2 | 3 | `tests/data/test_leaks.py::test_features_are_blind_to_the_outcome` | target-in-features |
| Snow read as clear sky | 2 | 2 | `tests/model/test_behavior.py::test_harder_circumstances_make_lateness_likelier` | ignored-category |
| Label the wrong way round | 1 | 3 | `tests/data/test_parcels.py::test_late_means_after_the_due_day_in_local_time` | swapped-label |
| The holdout shapes the model | 2 | 3 | `tests/data/test_leaks.py::test_the_holdout_does_not_move_the_model` | leak-through-scaler |
| Everybody gets the average | 1 | 3 | `tests/model/test_behavior.py::test_obvious_parcels_are_obvious` | constant-predictor |

Test functions: 33
Shown mutants caught: 10 of 10

## What this suite does not see

It knows the world only through the generator: a new kind of weather, a depot that moves, or customers who start to behave
differently are invisible to it, and so is a model that is right on average and unfair to one depot. Monitoring has to see
those. Speed and memory under load are not tested either.
# endregion risk_table
