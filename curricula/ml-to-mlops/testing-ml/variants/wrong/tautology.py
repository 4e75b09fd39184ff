# What: compares an answer with itself.
# Fails: no-tautology
# Hint: tautology
# region cleaning
def test_cleaning_is_consistent() -> None:
    parcels = clean(generate(50, seed=3))
    assert len(parcels) == 50
    assert parcels["distance_km"].gt(0).all()


def test_the_label_agrees_with_itself(parcels: pd.DataFrame) -> None:
    first = late(parcels)
    second = first.copy()
    assert first.tolist() == second.tolist()
    assert pytest.approx(first.mean()) == second.mean()
# endregion cleaning
