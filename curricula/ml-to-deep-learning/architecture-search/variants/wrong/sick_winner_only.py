# What: looks at the winner alone, for one other set of labels
# Fails: sick-run
# Hint: sick-half
# region experiment
    honest = study.run(pool).kept[-1]
    changed = 0
    # No choice may move with the test labels: once they make no sense, then each finalist is perfect on them.
    labels = [(pool.test_labels[::-1] * 3 + 1) % 10]
    for test_labels in labels:
        changed += study.run(replace(pool, test_labels=test_labels.copy())).kept[-1] != honest
    return Finding("test-rows-in-the-choice", changed > 0, changed / len(labels))
# endregion experiment
