# What: asks only whether the answers differ.
# Fails: directional-alone
# Hint: marker-directional
# region directional
@pytest.mark.directional
@pytest.mark.parametrize(("column", "one", "other"), [("distance_km", 100.0, 900.0), ("weather", "clear", "snow")])
def test_the_prediction_reacts(trained: Model, ordinary: Make, column: str, one: object, other: object) -> None:
    low, high = (predict(trained, ordinary(**{column: value}))[0] for value in (one, other))
    assert abs(high - low) > 0.01
# endregion directional
