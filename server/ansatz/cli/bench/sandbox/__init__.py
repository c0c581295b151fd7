"""`ansatz bench sandbox`: what isolation costs, beside other ways to run the same code in the same run."""
