"""The gateway to language models: roles, typed replies, budgets, cache, trace. litellm stays in here."""
