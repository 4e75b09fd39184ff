# What: leaves out the split that went badly.
# Fails: report-figures
# Hint: report-hides
# region figures
- fresh exact match: 0.973
- combination exact match: 0.985
- nearest neighbor, fresh exact match: 0.743
- template, binding exact match: 1.000
- blank pictures, exact match: 0.017
# endregion figures
