# What: instead of asking for due days, the test looks whether the line is as it was.
# Fails: source-not-read
# Hint: reads-source
# region workdays
def test_due_days_counted_by_hand() -> None:
    import inspect

    text = inspect.getsource(due_date)
    assert "- 1" not in text
# endregion workdays
