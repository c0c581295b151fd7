"""What a model's whole way takes of the machine, with a scripted provider that is as slow as asked."""
