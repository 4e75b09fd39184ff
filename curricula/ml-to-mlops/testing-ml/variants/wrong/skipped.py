# What: a test that was red once is skipped "for now".
# Fails: suite-written
# Hint: skipped
# region labels
@pytest.mark.skip(reason="red since Monday, look into it")
def test_label(ordinary: Make) -> None:
    assert late(ordinary(delivered_at="2025-06-06T21:50Z")).tolist() == [0]
# endregion labels
