# What: the trained model is made anew for each test, on far more parcels than it needs.
# Fails: suite-quick
# Hint: slow
# region fixtures
@pytest.fixture
def trained() -> Model:
    """A fresh model for every test."""
    return model.train(data.clean(data.generate(60000, seed=11)))


@pytest.fixture
def parcels() -> pd.DataFrame:
    return data.clean(data.generate(200, seed=12))


@pytest.fixture
def ordinary() -> Make:
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
