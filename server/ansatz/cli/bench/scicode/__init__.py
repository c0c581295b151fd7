"""`ansatz bench scicode`: how many steps of SciCode problems a mode solves, and at what cost."""
