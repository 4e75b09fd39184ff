# What: compares all that a study reports, the test accuracy too
# Fails: sick-run
# Hint: sick-control
# region experiment
    honest = study.run(pool)
    finalists = honest.kept[-2]
    changed = 0
    # No choice may move with the test labels: once they make no sense, then each finalist is perfect on them.
    labels = [(pool.test_labels[::-1] * 3 + 1) % 10, *(pool.test[-1, f] for f in finalists)]
    for test_labels in labels:
        changed += study.run(replace(pool, test_labels=test_labels.copy())) != honest
    return Finding("test-rows-in-the-choice", changed > 0, changed / len(labels))
# endregion experiment
