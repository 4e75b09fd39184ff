# What: collects a batch row by row
# Fails: loading
# Hint: data-loop
# region MemmapDataset
    def __init__(self, folder: Path) -> None:
        self.folder = Path(folder)
        self.x = np.load(self.folder / "x.npy", mmap_mode="r")
        self.y = np.load(self.folder / "y.npy", mmap_mode="r")

    def __getstate__(self) -> dict[str, Any]:
        return {"folder": self.folder}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__init__(state["folder"])

    def __len__(self) -> int:
        return len(self.y)

    def __getitem__(self, row: int) -> Batch:
        return torch.from_numpy(np.array(self.x[row])), torch.tensor(int(self.y[row]))

    def __getitems__(self, rows: Sequence[int]) -> Batch:
        found = [self[row] for row in rows]
        return torch.stack([x for x, _ in found]), torch.stack([y for _, y in found])
# endregion MemmapDataset
