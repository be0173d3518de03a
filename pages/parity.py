"""Parity: whether sectors and places are equal partners."""

from joinedup.ui import parity, shell

reading = shell.page("Parity")
if reading.shown:
    parity.seats(reading)
    parity.by_board(reading)
    parity.ties(reading, "sector")
    parity.ties(reading, "place")
    parity.table(reading)
else:
    shell.empty(reading)
