# What: the invariance tests are there, but without their marker.
# Fails: invariance-alone
# Hint: marker-missing
# region invariance
def test_order_does_not_matter(trained: Model, parcels: pd.DataFrame) -> None:
    together = predict(trained, parcels)
    order = np.random.default_rng(5).permutation(len(parcels))
    np.testing.assert_allclose(predict(trained, parcels.iloc[order]), together[order], rtol=1e-9)
# endregion invariance
