"""``python -m quotestats``: the command line."""

from quotestats.cli.main import main

if __name__ == "__main__":
    main()
