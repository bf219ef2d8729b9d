"""Làng Mới: the system by which a province runs its New Rural Development programme."""

__version__ = "0.1.0"
