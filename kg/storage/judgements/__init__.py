"""What people decide, beside what was read: verdicts, standings, which entities are one thing."""
