"""The filing page, its evidence, and the village sheet."""
