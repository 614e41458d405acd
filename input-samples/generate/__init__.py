"""The sample month, a module per programme; ../generate.py writes it."""
