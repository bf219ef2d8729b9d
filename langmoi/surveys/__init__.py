"""The Front's survey of residents' satisfaction: anonymous by construction."""
