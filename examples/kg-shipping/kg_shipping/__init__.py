"""An example of plug-ins for kg, for shipping news."""
