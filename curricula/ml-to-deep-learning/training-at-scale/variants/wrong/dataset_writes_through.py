# What: hands out views of a file that is mapped for writing
# Fails: batch-values
# Hint: data-copies
# region MemmapDataset
    def __init__(self, folder: Path) -> None:
        self.folder = Path(folder)
        self.x = np.load(self.folder / "x.npy", mmap_mode="r+")
        self.y = np.load(self.folder / "y.npy", mmap_mode="r+")

    def __getstate__(self) -> dict[str, Any]:
        return {"folder": self.folder}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__init__(state["folder"])

    def __len__(self) -> int:
        return len(self.y)

    def __getitem__(self, row: int) -> Batch:
        x, y = self.__getitems__([row])
        return x[0], y[0]

    def __getitems__(self, rows: Sequence[int]) -> Batch:
        chosen = np.asarray(rows, dtype=np.int64)
        if np.all(np.diff(chosen) == 1):
            view = slice(int(chosen[0]), int(chosen[-1]) + 1)
            return torch.from_numpy(self.x[view]), torch.from_numpy(self.y[view].astype(np.int64))
        return torch.from_numpy(self.x[chosen]), torch.from_numpy(self.y[chosen].astype(np.int64))
# endregion MemmapDataset
