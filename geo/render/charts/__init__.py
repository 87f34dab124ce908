"""Charts: one module each, ending in ``CHART = Chart(...)``. Adding one edits nothing else."""
