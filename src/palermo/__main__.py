"""`python -m palermo`."""

from palermo.cli.main import run

if __name__ == "__main__":
    run()
