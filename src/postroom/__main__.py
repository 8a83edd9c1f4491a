"""`python -m postroom` is the same as `postroom`."""

if __name__ == "__main__":
    # Not at the top: pool processes import this module again.
    from postroom.cli import main

    main()
