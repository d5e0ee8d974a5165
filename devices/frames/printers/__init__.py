"""The bytes of ticket printers."""
