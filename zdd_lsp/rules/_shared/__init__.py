"""What several rules share. A module here knows no rule; every module beside this folder is one."""
