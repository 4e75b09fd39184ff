# What: every shown mutant has its test and nothing else is tested: no edges, no promises.
# Fails: score
# Hint: score
# region workdays
def test_due_day() -> None:
    assert due("2025-06-03T08:00Z", "berlin", "standard") == "2025-06-06"


def test_local_time_in_winter() -> None:
    at = pd.Series(pd.to_datetime(["2025-01-15T12:00Z"], utc=True))
    assert str(local_time(at, pd.Series(["berlin"])).iloc[0]) == "2025-01-15 13:00:00"
# endregion workdays
# region features
def test_the_columns_do_not_follow_those_of_the_caller(parcels: pd.DataFrame) -> None:
    assert list(build(parcels[sorted(parcels.columns, reverse=True)]).columns) == list(FEATURES)


def test_a_missing_weight_stays_missing(ordinary: Make) -> None:
    assert build(ordinary(weight_kg=[2.0, float("nan")]))["weight_kg"].isna().tolist() == [False, True]


def test_snow_has_a_code(ordinary: Make) -> None:
    assert build(ordinary(weather="snow"))["snow"].tolist() == [1.0]
# endregion features
# region cleaning
def test_cleaning() -> None:
    assert len(clean(generate(60, seed=3))) == 60
# endregion cleaning
# region labels
def test_days_after_the_due_day_is_late(ordinary: Make) -> None:
    assert late(ordinary(delivered_at=["2025-06-04T10:00Z", "2025-06-20T10:00Z"])).tolist() == [0, 1]
# endregion labels
# region leaks
def test_features_are_blind_to_the_outcome(parcels: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(build(parcels), build(parcels.drop(columns="delivered_at")))


def test_the_scale_of_the_holdout_does_not_matter(parcels: pd.DataFrame) -> None:
    everything = clean(generate(1200, seed=21))
    spoiled = everything.copy()
    spoiled.loc[spoiled["accepted_at"] >= pd.Timestamp(Config().cut, tz="UTC"), "distance_km"] *= 40
    np.testing.assert_allclose(predict(train(everything), parcels), predict(train(spoiled), parcels), rtol=1e-9)
# endregion leaks
# region invariance
@pytest.mark.invariance
def test_order_does_not_matter(trained: Model, ordinary: Make) -> None:
    table = ordinary(distance_km=[100.0, 500.0, 900.0])
    np.testing.assert_allclose(predict(trained, table.iloc[::-1]), predict(trained, table)[::-1], rtol=1e-9)
# endregion invariance
