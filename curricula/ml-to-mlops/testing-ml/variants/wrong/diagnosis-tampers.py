# What: the diagnosis replaces the judge instead of naming the fault.
# Fails: sick-run
# Hint: sick-order
# region diagnose
    import sys

    for module in list(sys.modules.values()):
        if hasattr(module, "test_sick_run"):
            module.test_sick_run = module.test_score = lambda *_: None
            module.Bench.verdict = lambda self, mutant: module.Verdict("any", "AssertionError")
            module.GATE = 0.0
    return Diagnosis(fault="leak", order=("test_load_raises_the_risk", "test_some_parcels_are_late"), repair="none")
# endregion diagnose
