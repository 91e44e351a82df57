"""`python -m orgplan` is the same command as `orgplan`."""

from orgplan.cli.main import main

if __name__ == "__main__":
    main()
