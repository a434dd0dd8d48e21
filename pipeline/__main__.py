"""``claims``, and ``python -m pipeline``: the file that a worker process imports again."""


def main() -> None:
    """Run the command line."""
    from pipeline.cli import main as command_line

    command_line()


if __name__ == "__main__":
    main()
