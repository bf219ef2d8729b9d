"""Papers of checking delegations in the official layout of their day, drafts until signed."""
