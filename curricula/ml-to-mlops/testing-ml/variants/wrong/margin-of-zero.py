# What: `>=` instead of a margin: a model that says 0.3 to everybody passes.
# Fails: directional-alone
# Hint: marker-directional
# region directional
@pytest.mark.directional
@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("distance_km", [100.0, 400.0, 900.0]),
        ("load", [0.4, 0.8, 1.2]),
        ("weather", ["clear", "rain", "snow"]),
        ("service", ["economy", "standard", "express"]),
    ],
)
def test_harder_is_likelier_late(trained: Model, ordinary: Make, column: str, values: list[object]) -> None:
    assert (np.diff(predict(trained, ordinary(**{column: values}))) >= 0).all()
# endregion directional
