# What: reads the source instead of running the study
# Fails: sick-run
# Hint: sick-control
# region experiment
    import inspect

    found = "second_look" in inspect.getsource(Study.ranked)
    return Finding("test-rows-in-the-choice", found, float(found))
# endregion experiment
