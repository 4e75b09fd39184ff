"""parcelops: will this parcel miss its promised day?

The public functions are the contract that tests are written against:
`units.to_km`, `workdays.local_time`, `workdays.start_date`, `workdays.due_date`, `workdays.promise`, `data.generate`,
`data.clean`, `data.late`, `data.split`, `features.build`, `model.train`, `model.predict`, and `Model.metrics`.
Everything with a leading underscore, and every other attribute of `Model`, may change in any release.
"""
