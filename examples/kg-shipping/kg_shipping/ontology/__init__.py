"""Relations of shipping, one Turtle file each."""
