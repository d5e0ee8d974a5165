"""Tests of the console: real broker, real web server, a queue server that answers as it is told."""
