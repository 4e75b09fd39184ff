# What: names another suspect
# Fails: sick-run
# Hint: sick-name
# region experiment
    honest = study.run(pool).kept
    finalists = honest[-2] if len(honest) > 1 else range(pool.test.shape[1])
    changed = 0
    # No choice may move with the test labels: once they make no sense, then each finalist is perfect on them.
    labels = [(pool.test_labels[::-1] * 3 + 1) % 10, *(pool.test[-1, f] for f in finalists)]
    for test_labels in labels:
        changed += study.run(replace(pool, test_labels=test_labels.copy())).kept != honest
    return Finding("one-training-seed-for-all", changed > 0, changed / len(labels))
# endregion experiment
