"""The MQTT broker of a hall: an own mosquitto child, and the access list made from the catalogue for any broker."""
