"""Zero-downtime deployments for Adobe Commerce on cloud: a language server and a checker."""

__version__ = "0.1.0"
