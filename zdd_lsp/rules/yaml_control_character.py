"""Control characters."""

from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.rules import Example
from zdd_lsp.rules._shared.yaml import yaml_rule

control_character = yaml_rule(
    code="ZDD007",
    kind="control-character",
    prose="""
    Apart from tab and line breaks, YAML has no control characters. They come with text that was
    copied from a terminal, such as the escape sequence of a colour, and no editor shows them. The
    platform refuses such a file and the push is rejected. symfony/yaml keeps the character as a
    part of the value, where nobody expects it. Remove it. A value that needs one writes it
    as an escape sequence in double quotes, such as `"\\e"`.
    """,
    bad=[
        Example(
            "A colour that was copied from a terminal",
            {
                APP_FILE: (
                    "name: mymagento\n"
                    "hooks:\n"
                    "  build: printf '\x1b[32mbuilding'\n"
                    "  #              ^ U+001B is not allowed in YAML: the file cannot be read\n"
                )
            },
            fixed={APP_FILE: "name: mymagento\nhooks:\n  build: printf '[32mbuilding'\n"},
        ),
        Example(
            "A backspace in a value that symfony/yaml reads",
            {
                ENV_FILE: (
                    "stage:\n"
                    "  build:\n"
                    "    SCD_STRATEGY: compact\x08\n"
                    "    #                    ^ symfony/yaml keeps it\n"
                )
            },
            fixed={ENV_FILE: "stage:\n  build:\n    SCD_STRATEGY: compact\n"},
        ),
    ],
    good=[
        Example(
            "An escape sequence in double quotes",
            {APP_FILE: "name: mymagento\nhooks:\n  build: \"printf '\\e[32mbuilding'\"\n"},
        ),
    ],
)
