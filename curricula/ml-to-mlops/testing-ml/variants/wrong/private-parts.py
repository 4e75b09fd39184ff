# What: looks into the model: its coefficients and scaler have these names today.
# Fails: refactored
# Hint: internals
# region directional
@pytest.mark.directional
def test_the_coefficients_have_the_right_sign(trained: Model) -> None:
    weights = trained._classifier.coef_[0]
    assert weights[0] > 0
    assert weights[3] > 0
# endregion directional
