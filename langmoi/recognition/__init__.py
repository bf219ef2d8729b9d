"""From registration to the decision that recognises a place, and its loss."""
