# What: a suite of code and model tests; for the data it looks at sizes only.
# Fails: mutant-leak-through-scaler
# Hint: mutant-survives
# region cleaning
def test_cleaning() -> None:
    assert len(clean(generate(60, seed=3))) == 60
# endregion cleaning
# region labels
def test_label(parcels: pd.DataFrame) -> None:
    assert set(late(parcels)) == {0, 1}
# endregion labels
# region leaks
def test_split(parcels: pd.DataFrame) -> None:
    past, future = split(parcels, "2025-01-01")
    assert len(past) + len(future) == len(parcels)
# endregion leaks
