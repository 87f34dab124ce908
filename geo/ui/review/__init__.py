"""The page on which a reader's own text becomes claims: bringing, reviewing, taking away, sharing."""
