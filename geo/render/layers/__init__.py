"""Map layers: one module each, ending in ``LAYER = Layer(...)``. Adding one edits nothing else."""
