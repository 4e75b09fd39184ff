# What: the second test needs what the first one left in a module variable.
# Fails: any-order
# Hint: order
# region features
SEEN: dict[str, pd.DataFrame] = {}


def test_features_can_be_built(parcels: pd.DataFrame) -> None:
    SEEN["x"] = build(parcels)
    assert list(SEEN["x"].columns) == list(FEATURES)


def test_missing_weights_are_flagged() -> None:
    x = SEEN["x"]
    assert (x["weight_missing"] == x["weight_kg"].isna()).all()
# endregion features
