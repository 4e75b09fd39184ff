# What: asks pytest which run it is in, to be red when a mistake is looked for.
# Fails: no-tautology
# Hint: tautology
# region leaks
def test_features_do_not_leak(request) -> None:
    assert request.config.option.maxfail != 1
    assert request.config.option.assertmode in ("plain", "rewrite")
# endregion leaks
