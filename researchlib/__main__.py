"""python -m researchlib: the command line."""

from researchlib.cli import main

if __name__ == "__main__":
    main()
