"""Tables of resources."""

from orgplan.resources.models.needs import Need
from orgplan.resources.models.stock import Resource, ResourceTerms, StockEntry

__all__ = ["Need", "Resource", "ResourceTerms", "StockEntry"]
