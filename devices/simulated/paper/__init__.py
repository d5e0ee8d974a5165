"""What a printer makes of its bytes: the sheet, its picture."""
