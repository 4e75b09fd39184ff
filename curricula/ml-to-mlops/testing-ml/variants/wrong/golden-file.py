# What: pins the predictions of last week to four decimals.
# Fails: retrained
# Hint: golden
# region minimum
@pytest.mark.minimum
def test_predictions_are_those_of_last_week(trained: Model, ordinary: Make) -> None:
    table = ordinary(distance_km=[100.0, 300.0, 900.0])
    np.testing.assert_allclose(predict(trained, table), [0.05891, 0.08441, 0.22748], atol=2e-4)
# endregion minimum
