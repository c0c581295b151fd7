"""`ansatz bench corpus`: installed routines made into stubs, answered without them, and compared."""
