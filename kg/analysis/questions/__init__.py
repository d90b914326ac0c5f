"""Questions, one file each: ``ask(network, ...) -> Answer``."""
