"""A second, slow counting of time limits, written from the rules of law alone; it shares no code with the engine."""
