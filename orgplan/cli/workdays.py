"""`orgplan workdays`: arithmetic over the Russian working calendar."""

import click


@click.group()
def workdays() -> None:
    """Рабочие дни по производственному календарю."""
