"""Registers of one pattern: cooperatives, OCOP products, conventions, campaigns."""
