# What: the score must be the one that was measured once, to half a point.
# Fails: retrained
# Hint: golden
# region leaks
def test_the_future_is_not_in_the_past(parcels: pd.DataFrame) -> None:
    past, future = split(parcels, "2025-01-01")
    assert past["accepted_at"].max() < future["accepted_at"].min()


def test_features_are_blind_to_the_outcome(parcels: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(build(parcels), build(parcels.drop(columns="delivered_at")))


def test_the_score(trained: Model) -> None:
    assert abs(trained.metrics["auc"] - 0.82055) < 0.0005
# endregion leaks
