# What: green for the first runs, red for all later ones: it catches mutants without looking.
# Fails: no-tautology
# Hint: unstable
# region leaks
def test_counts_its_runs() -> None:
    import builtins

    runs = builtins.__dict__.get("runs", 0) + 1
    builtins.__dict__["runs"] = runs
    assert runs < 8
# endregion leaks
