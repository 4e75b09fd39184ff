# What: gives cross_validate the splitter, which it asks twice
# Fails: library
# Hint: library-splits
# region library_differences
    scores = [
        cross_validate(model, x, y, cv=cv, scoring="accuracy")["test_score"] for model in (first, second)
    ]
    return np.asarray(scores[0] - scores[1], dtype=np.float64)
# endregion library_differences
