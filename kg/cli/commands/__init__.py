"""The commands of ``kg``, a few to a file."""
