# What: one table for all tests, and a test that changes it.
# Fails: any-order
# Hint: order
# region fixtures
@pytest.fixture(scope="session")
def trained() -> Model:
    """One model for the whole run: training is the dear part. Frozen, so sharing it is safe."""
    return model.train(data.clean(data.generate(seed=11)))


@pytest.fixture(scope="session")
def parcels() -> pd.DataFrame:
    """200 clean parcels, a fresh table for every test: nobody else's change can be in it."""
    return data.clean(data.generate(200, seed=12))


@pytest.fixture
def ordinary() -> Make:
    """Makes ordinary parcels: accepted on Tuesday 2025-06-03 at 10:00 in Berlin, standard service, clear sky."""

    def make(**columns: Any) -> pd.DataFrame:
        rows = max([len(value) for value in columns.values() if isinstance(value, list)] or [1])
        base: dict[str, Any] = {
            "parcel_id": [f"T{number}" for number in range(rows)],
            "accepted_at": "2025-06-03T08:00:00Z",
            "depot": "berlin",
            "service": "standard",
            "distance_km": 300.0,
            "weight_kg": 2.0,
            "weather": "clear",
            "load": 0.7,
        }
        table = pd.DataFrame(base | columns, index=range(rows))
        for name in ("accepted_at", "delivered_at"):
            if name in table:
                table[name] = pd.to_datetime(table[name], utc=True)
        return table

    return make
# endregion fixtures
# region features
def test_unknown_weights_are_flagged(parcels: pd.DataFrame) -> None:
    parcels["weight_kg"] = float("nan")
    parcels.drop(index=parcels.index[3:], inplace=True)
    assert build(parcels)["weight_missing"].tolist() == [1.0, 1.0, 1.0]
# endregion features
