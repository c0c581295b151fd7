"""One file a notification, named after its method: these alone change what the session knows."""
