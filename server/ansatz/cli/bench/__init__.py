"""`ansatz bench …`: what is measured, one benchmark a file; all write one kind of result file."""
