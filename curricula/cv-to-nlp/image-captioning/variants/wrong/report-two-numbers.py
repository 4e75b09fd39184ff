# What: shows a good figure for the new bindings and hides the measured one below.
# Fails: report-figures
# Hint: report
# region figures
- fresh exact match: 0.973
- combination exact match: 0.985
- binding exact match: 0.850
- binding token accuracy: 0.920
- nearest neighbor, fresh exact match: 0.743
- template, binding exact match: 1.000
- blank pictures, exact match: 0.017
- binding exact match: 0.250
# endregion figures
