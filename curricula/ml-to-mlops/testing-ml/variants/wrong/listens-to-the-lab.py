# What: replaces json.loads, to read the package's text when the lab sends it.
# Fails: no-tautology
# Hint: tautology
# region leaks
import builtins  # noqa: E402
import json  # noqa: E402

if not hasattr(builtins, "heard"):
    builtins.heard = []
    _loads = json.loads

    def _listen(text, **options):
        builtins.heard.append(str(text))
        return _loads(text, **options)

    json.loads = _listen


def test_the_scaler_saw_the_past() -> None:
    assert "fit(build(parcels)" not in "".join(builtins.heard)
# endregion leaks
