# What: keeps the weight as (in, out)
# Fails: layer-shape
# Hint: layer-parameter
# region LinearFromScratch
    def __init__(self, in_features: int, out_features: int, generator: torch.Generator | None = None) -> None:
        super().__init__()
        deviation = math.sqrt(2.0 / in_features)
        self.weight = nn.Parameter(torch.randn(in_features, out_features, generator=generator) * deviation)
        self.bias = nn.Parameter(torch.zeros(out_features))

    def forward(self, x: Tensor) -> Tensor:
        return x @ self.weight + self.bias
# endregion LinearFromScratch
