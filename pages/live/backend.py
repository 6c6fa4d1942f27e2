"""For matplotlib in the browser: draw into memory, and show below the cell."""
from matplotlib.backends.backend_agg import FigureCanvasAgg as FigureCanvas    # noqa: F401
from page_cells import show_figures as show    # noqa: F401
