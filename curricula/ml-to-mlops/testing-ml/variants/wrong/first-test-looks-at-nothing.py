# What: the first test asks for the length of the answer and not for its values.
# Fails: first-test
# Hint: first-misses
# region first
def test_ten_miles_in_kilometers() -> None:
    """10 mi are 16.09344 km, 10 km are 10 km."""
    kilometers = to_km(pd.Series([10.0, 10.0]), pd.Series(["mi", "km"]))
    assert len(kilometers) == 2
    assert kilometers.notna().all()
# endregion first
