"""The kiosk room: one self-service kiosk, from the welcome to the printed number. Kivy draws, ``flow`` decides."""
