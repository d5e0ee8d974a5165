"""Tests of the kiosk: the flow without pixels, the deciding thread over a real broker, the screens in real windows."""
