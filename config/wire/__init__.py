"""The wire contract: every message, where it goes, who may send it, and the one MQTT client that carries it."""
