"""Rules times project gives findings: order, suppression, severity."""
