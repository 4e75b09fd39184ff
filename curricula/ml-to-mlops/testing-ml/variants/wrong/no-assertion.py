# What: calls the functions and is content when nothing is raised.
# Fails: no-tautology
# Hint: tautology
# region features
def test_features_can_be_built(parcels: pd.DataFrame) -> None:
    x = build(parcels)
    print(x.describe(), FEATURES)


def test_columns(parcels: pd.DataFrame) -> None:
    assert list(build(parcels).columns) == list(FEATURES)
# endregion features
