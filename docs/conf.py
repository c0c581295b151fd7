"""How Sphinx builds these pages: `make docs`."""

project = "Ansatz"
author = "The Ansatz developers"
copyright = "The Ansatz developers"

extensions = ["myst_parser"]
myst_enable_extensions = ["colon_fence", "deflist", "dollarmath"]
myst_heading_anchors = 3
exclude_patterns = ["_build"]
nitpicky = True

html_theme = "pydata_sphinx_theme"
html_title = "Ansatz"
html_theme_options = {"show_prev_next": False, "secondary_sidebar_items": ["page-toc"]}
