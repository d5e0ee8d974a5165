"""Tests of the device room: drivers and twins over real ports."""
