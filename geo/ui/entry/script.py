"""Run for each session and each change. All of it is in `geo.ui.main`."""

from geo.ui.main import main
from geo.ui.metrics import rerun

with rerun():
    main()
