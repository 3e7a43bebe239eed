"""YAML with positions. This package knows YAML and its dialects; it knows no Magento."""
