# What: test classes, loops in the place of parameters, an oracle without Hypothesis, a smaller trained model.
# region fixtures
@pytest.fixture(scope="session")
def _fitted() -> Model:
    return model.train(data.clean(data.generate(4000, seed=5)))


@pytest.fixture
def trained(_fitted: Model) -> Model:
    return _fitted


@pytest.fixture
def parcels() -> pd.DataFrame:
    return data.clean(data.generate(300, seed=77)).head(250)


@pytest.fixture
def ordinary() -> Make:
    def make(**columns: Any) -> pd.DataFrame:
        lengths = {len(value) for value in columns.values() if isinstance(value, list)}
        rows = [
            {
                "parcel_id": f"Z{9 - k}",
                "accepted_at": pd.Timestamp("2025-06-03T08:00:00Z"),
                "depot": "berlin",
                "service": "standard",
                "distance_km": 300.0,
                "weight_kg": 2.0,
                "weather": "clear",
                "load": 0.7,
            }
            for k in range(max(lengths, default=1))
        ]
        table = pd.DataFrame(rows)
        for name, value in columns.items():
            table[name] = pd.to_datetime(value, utc=True) if name.endswith("_at") else value
        return table

    return make
# endregion fixtures
# region workdays
class TestCalendar:
    def test_wall_clock(self) -> None:
        cases = {
            ("2024-12-31T23:30Z", "berlin"): "2025-01-01 00:30",
            ("2025-06-30T22:15Z", "london"): "2025-06-30 23:15",
            ("2025-10-26T00:30Z", "helsinki"): "2025-10-26 03:30",
            ("2025-10-26T01:30Z", "helsinki"): "2025-10-26 03:30",
        }
        for (at, depot), expected in cases.items():
            wall = local_time(pd.Series(pd.to_datetime([at], utc=True)), pd.Series([depot]))
            assert wall.iloc[0].strftime("%Y-%m-%d %H:%M") == expected, (at, depot)

    def test_due_days(self) -> None:
        assert due("2025-12-23T09:00Z", "berlin", "standard") == "2025-12-30"
        assert due("2025-12-23T16:30Z", "berlin", "standard") == "2025-12-31"
        assert due("2025-12-23T16:30Z", "london", "standard") == "2025-12-30"
        assert due("2025-12-23T17:00Z", "london", "standard") == "2025-12-31"
        assert due("2025-08-22T10:00Z", "london", "express") == "2025-08-26"

    def test_oracle(self) -> None:
        for depot in CLOSED:
            for day in pd.date_range("2025-03-20", "2025-06-20"):
                current, left = day.date(), WORKING_DAYS["economy"]
                while current.weekday() > 4 or current.isoformat() in CLOSED[depot]:
                    current += timedelta(days=1)
                while left:
                    current += timedelta(days=1)
                    left -= current.weekday() < 5 and current.isoformat() not in CLOSED[depot]
                at = pd.Series([day.tz_localize("UTC") + pd.Timedelta(hours=9)])
                assert due_date(at, pd.Series([depot]), pd.Series(["economy"])).iloc[0].date() == current
# endregion workdays
# region features
class TestBuild:
    def test_promises(self, parcels: pd.DataFrame) -> None:
        copy = parcels.copy()
        x = build(parcels.iloc[:, ::-1])
        assert tuple(x.columns) == FEATURES
        assert parcels.equals(copy)
        build(parcels)
        assert parcels.columns.tolist() == copy.columns.tolist()
        missing = parcels["weight_kg"].isna()
        assert missing.any()
        assert x.loc[missing, "weight_kg"].isna().all() and (x["weight_missing"] == missing).all()
        for name in ("rain", "snow", "express", "economy", "london", "helsinki"):
            column = {"rain": "weather", "snow": "weather", "express": "service", "economy": "service"}.get(name, "depot")
            assert ((x[name] == 1) == (parcels[column] == name)).all(), name

    def test_refusals(self, ordinary: Make) -> None:
        for column in ("weather", "service", "depot"):
            try:
                build(ordinary(**{column: "Snow"}))
            except ValueError:
                continue
            raise AssertionError(f"{column} took a value that it does not know")
# endregion features
# region risk_table
| risk | likelihood | cost | test | mutant |
|---|---|---|---|---|
| Miles pass for kilometers | 2 | 2 | tests/data/test_parcels.py::test_distances_are_kilometers | unit-error |
| Promises one day too strict | 3 | 3 | tests/code/test_workdays.py::TestCalendar::test_due_days | off-by-one-date |
| Local hours in UTC | 3 | 2 | tests/code/test_workdays.py::TestCalendar::test_wall_clock | time-zone |
| A missing weight becomes zero | 3 | 2 | tests/code/test_features.py::TestBuild::test_promises | silent-nan-to-zero |
| Columns swapped by a new feed | 2 | 3 | tests/code/test_features.py::TestBuild::test_promises | unstable-feature-order |
| Label the wrong way round | 1 | 3 | tests/data/test_parcels.py::test_late_means_after_the_due_day_in_local_time | swapped-label |
| The holdout shapes the model | 2 | 3 | tests/data/test_leaks.py::test_the_holdout_does_not_move_the_model | leak-through-scaler |
| Everybody gets the average | 1 | 3 | tests/model/test_behavior.py::test_obvious_parcels_are_obvious | constant-predictor |

**Test functions: 23**

**Shown mutants caught: 10** of 10

## What this suite does not see

It knows parcels from a generator only. A new depot, weather that nobody has seen, customers who behave differently after a
price change, and a model that is unfair to one region would pass all of these tests without a word.
# endregion risk_table
