# What: takes the logits one position early, so that the loss shifts a second time.
# Fails: logits-oracle
# Hint: logits-one-early
# region forward
        visual = self.visual_tokens(images)
        x = torch.cat([visual, self.language_model.embed(tokens)], dim=1)
        hidden = self.language_model.run(x, prefix_mask(visual.shape[1], x.shape[1]))
        return self.language_model.head(hidden[:, visual.shape[1] - 1 : -1])
# endregion forward
