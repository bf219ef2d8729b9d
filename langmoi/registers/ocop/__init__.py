"""OCOP: dated rules, councils' scores, certificates and state money."""
