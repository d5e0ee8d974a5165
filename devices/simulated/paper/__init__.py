"""What a printer makes of its bytes: commands, the sheet, its picture."""
