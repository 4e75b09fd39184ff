# What: keeps plain tensors that nobody can train, save or move
# Fails: layer-shape
# Hint: layer-parameter
# region LinearFromScratch
    def __init__(self, in_features: int, out_features: int, generator: torch.Generator | None = None) -> None:
        super().__init__()
        deviation = math.sqrt(2.0 / in_features)
        self.weight = torch.randn(out_features, in_features, generator=generator) * deviation
        self.bias = torch.zeros(out_features)

    def forward(self, x: Tensor) -> Tensor:
        return x @ self.weight.T + self.bias
# endregion LinearFromScratch
