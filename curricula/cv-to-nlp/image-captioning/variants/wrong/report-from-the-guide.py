# What: copies round figures of the guide instead of those of a run.
# Fails: report-figures
# Hint: report
# region figures
- fresh exact match: 0.973
- combination exact match: 0.985
- binding exact match: 0.250
- binding token accuracy: 0.920
- nearest neighbor, fresh exact match: 0.780
- template, binding exact match: 1.000
- blank pictures, exact match: 0.017
# endregion figures
