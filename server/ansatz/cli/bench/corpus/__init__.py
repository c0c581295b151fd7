"""`ansatz bench corpus`: installed routines turned into stubs, answered without them, and compared with them."""
