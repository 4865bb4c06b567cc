"""Parts of the report on one or several runs: reading, choosing, drawing, writing the page."""
