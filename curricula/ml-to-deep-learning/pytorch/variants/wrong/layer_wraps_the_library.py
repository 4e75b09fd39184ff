# What: puts nn.Linear into a module of its own
# Fails: layer-shape
# Hint: layer-own
# region LinearFromScratch
    def __init__(self, in_features: int, out_features: int, generator: torch.Generator | None = None) -> None:
        super().__init__()
        deviation = math.sqrt(2.0 / in_features)
        self.weight = nn.Parameter(torch.randn(out_features, in_features, generator=generator) * deviation)
        self.bias = nn.Parameter(torch.zeros(out_features))
        self.inner = nn.Linear(in_features, out_features)
        self.inner.weight, self.inner.bias = self.weight, self.bias
        self.register_state_dict_post_hook(lambda _m, state, _p, _l: [state.pop("inner.weight"), state.pop("inner.bias")] and None)

    def forward(self, x: Tensor) -> Tensor:
        return self.inner(x)
# endregion LinearFromScratch
