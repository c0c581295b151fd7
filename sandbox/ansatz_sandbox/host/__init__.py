"""What runs outside the sandbox: starting it, feeding it, and judging what comes back as untrusted bytes."""
