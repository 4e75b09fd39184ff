# What: bounds so wide that a model that commits to nothing passes.
# Fails: minimum-alone
# Hint: marker-minimum
# region minimum
@pytest.mark.minimum
def test_obvious_parcels(trained: Model, ordinary: Make) -> None:
    easy = ordinary(distance_km=40.0, load=0.3, service="economy")
    hopeless = ordinary(distance_km=1500.0, load=1.2, weather="snow", service="express")
    assert predict(trained, easy)[0] < 0.5
    assert predict(trained, hopeless)[0] > 0.2
# endregion minimum
