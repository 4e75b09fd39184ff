# What: leaves pickling to the mapped arrays
# Fails: pickled
# Hint: data-pickle
# region MemmapDataset
    def __init__(self, folder: Path) -> None:
        self.folder = Path(folder)
        self.x = np.load(self.folder / "x.npy", mmap_mode="r")
        self.y = np.load(self.folder / "y.npy", mmap_mode="r")

    def __len__(self) -> int:
        return len(self.y)

    def __getitem__(self, row: int) -> Batch:
        x, y = self.__getitems__([row])
        return x[0], y[0]

    def __getitems__(self, rows: Sequence[int]) -> Batch:
        chosen = np.asarray(rows, dtype=np.int64)
        return torch.from_numpy(self.x[chosen]), torch.from_numpy(self.y[chosen].astype(np.int64))
# endregion MemmapDataset
