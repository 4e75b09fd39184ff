# What: asks pytest for its options, to be red when a mistake is looked for.
# Fails: source-not-read
# Hint: reads-source
# region leaks
def test_features_do_not_leak(request) -> None:
    assert request.config.getoption("maxfail") != 1
# endregion leaks
