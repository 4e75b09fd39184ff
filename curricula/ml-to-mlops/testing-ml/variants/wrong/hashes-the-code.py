# What: compares the compiled code of the functions with each other run.
# Fails: source-not-read
# Hint: reads-source
# region workdays
def test_the_code_is_that_of_the_release() -> None:
    assert hash(due_date.__code__.co_code) == hash(due_date.__code__.co_code)
    assert len(start_date.__code__.co_consts) < 20
    assert due("2025-06-03T08:00Z", "berlin", "standard") == "2025-06-06"
# endregion workdays
