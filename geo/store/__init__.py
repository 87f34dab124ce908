"""Reads ``data/``: the only layer that opens files.

`load_dataset` returns everything, checked; it raises `DataError` with every problem found.
"""

from geo.store.dataset import Dataset, find_data_dir, load_dataset

__all__ = ["Dataset", "find_data_dir", "load_dataset"]
