# What: few tests with several assertions each: the size that the page had in mind.
# region first
def test_units() -> None:
    kilometers = to_km(pd.Series([10.0, 3.0]), pd.Series(["mi", "km"]))
    assert abs(kilometers.iloc[0] - 16.09344) < 1e-9
    assert kilometers.iloc[1] == 3.0
# endregion first
# region workdays
def test_calendar_edges() -> None:
    assert due("2025-04-17T14:59Z", "berlin", "standard") == "2025-04-24"
    assert due("2025-04-17T15:00Z", "berlin", "standard") == "2025-04-25"
    assert due("2025-01-15T15:59Z", "berlin", "express") == "2025-01-16"
    assert due("2025-01-15T16:00Z", "berlin", "express") == "2025-01-17"
    assert due("2025-06-07T08:00Z", "london", "economy") == "2025-06-16"
# endregion workdays
# region features
def test_features(ordinary: Make, parcels: pd.DataFrame) -> None:
    before = parcels.copy()
    assert list(build(parcels[sorted(parcels.columns)]).columns) == list(FEATURES)
    build(parcels)
    assert list(parcels.columns) == list(before.columns)
    x = build(ordinary(weight_kg=[1.0, None], weather=["snow", "rain"], accepted_at="2025-07-01T10:30Z"))
    assert x["weight_kg"].isna().tolist() == [False, True]
    assert x["weight_missing"].tolist() == [0, 1]
    assert x["snow"].tolist() == [1, 0] and x["rain"].tolist() == [0, 1]
    assert x["local_hour"].tolist() == [12.5, 12.5]


def test_unknown_weather(ordinary: Make) -> None:
    with pytest.raises(ValueError):
        build(ordinary(weather="fog"))
# endregion features
# region cleaning
def test_cleaning() -> None:
    raw = generate(30, seed=8).drop_duplicates("parcel_id")
    raw.loc[3, "weight_kg"] = 0.0
    late_scan = raw.iloc[[9]].assign(scanned_at=pd.Timestamp("2027-01-01", tz="UTC"), weight_kg=4.0)
    parcels = clean(pd.concat([late_scan, raw]))
    assert len(parcels) == 30
    assert pd.isna(parcels.loc[3, "weight_kg"])
    assert parcels.loc[9, "weight_kg"] == 4.0
# endregion cleaning
# region labels
def test_label(ordinary: Make) -> None:
    days = ["2025-06-04T12:00Z", "2025-06-06T12:00Z", "2025-06-06T21:59Z", "2025-06-06T22:01Z", "2025-06-10T12:00Z"]
    assert late(ordinary(delivered_at=days)).tolist() == [0, 0, 0, 1, 1]
# endregion labels
# region leaks
def test_split(parcels: pd.DataFrame) -> None:
    past, future = split(parcels, "2025-02-01")
    assert past["accepted_at"].max() < future["accepted_at"].min()


def test_the_model_comes_from_the_past_alone(parcels: pd.DataFrame) -> None:
    feed = clean(generate(1000, seed=4))
    cut = pd.Timestamp(Config().cut, tz="UTC")
    changed = feed.copy()
    changed.loc[changed["accepted_at"] >= cut, "load"] += 5
    changed["delivered_at"] = changed["delivered_at"].where(changed["accepted_at"] < cut, changed["delivered_at"].max())
    changed.loc[changed.index[-1], "delivered_at"] = feed["accepted_at"].min()
    last = changed["accepted_at"].idxmax()
    changed.loc[last, "delivered_at"] = changed.loc[last, "accepted_at"]
    np.testing.assert_allclose(predict(train(feed), parcels), predict(train(changed), parcels), rtol=1e-9)
    np.testing.assert_allclose(build(parcels), build(parcels.drop(columns="delivered_at")), equal_nan=True)
# endregion leaks
# region invariance
@pytest.mark.invariance
def test_each_parcel_for_itself(trained: Model, parcels: pd.DataFrame) -> None:
    together = pd.Series(predict(trained, parcels), index=parcels.index)
    shuffled = parcels.sample(frac=1.0, random_state=3)
    assert np.allclose(predict(trained, shuffled), together[shuffled.index], rtol=1e-9)
    for row in parcels.index[parcels["weight_kg"].isna()][:4]:
        assert np.isclose(predict(trained, parcels.loc[[row]])[0], together[row], rtol=1e-9)
# endregion invariance
# region directional
@pytest.mark.directional
def test_harder_is_likelier_late(trained: Model, ordinary: Make) -> None:
    for column, values in {
        "distance_km": [50.0, 400.0, 1200.0],
        "load": [0.4, 0.8, 1.2],
        "weather": ["clear", "snow"],
        "service": ["economy", "express"],
    }.items():
        steps = [predict(trained, ordinary(**{column: value}))[0] for value in values]
        assert all(b > a + 0.005 for a, b in zip(steps, steps[1:], strict=False)), (column, steps)
# endregion directional
# region minimum
@pytest.mark.minimum
def test_extremes(trained: Model, ordinary: Make) -> None:
    extremes = ordinary(distance_km=[40.0, 1500.0], load=[0.3, 1.2], weather=["clear", "snow"], service=["economy", "express"])
    easy, hopeless = predict(trained, extremes)
    assert easy < 0.1 and hopeless > 0.9
# endregion minimum
# region risk_table
| risk | test | mutant |
|---|---|---|
| Miles | tests/code/test_first.py::test_units | unit-error |
| Promise too strict | tests/code/test_workdays.py::test_calendar_edges | off-by-one-date |
| UTC | tests/code/test_workdays.py::test_calendar_edges | time-zone |
| Weightless parcels | tests/code/test_features.py::test_features | silent-nan-to-zero |
| Swapped columns | tests/code/test_features.py::test_features | unstable-feature-order |
| Snow ignored | tests/code/test_features.py::test_features | ignored-category |
| Wrong label | tests/data/test_parcels.py::test_label | swapped-label |
| Leak | tests/data/test_leaks.py::test_the_model_comes_from_the_past_alone | leak-through-scaler |
| Constant | tests/model/test_behavior.py::test_extremes | constant-predictor |

Test functions: 11
Shown mutants caught: 10

## What this suite does not see

It knows parcels from a generator only. A new depot, weather that nobody has seen, customers who behave differently after a
price change, and a model that is unfair to one region would pass all of these tests without a word.
# endregion risk_table
