"""Tables of quotas."""

from orgplan.quotas.models.letters import QuotaLetter
from orgplan.quotas.models.quotas import Quota, QuotaShare

__all__ = ["Quota", "QuotaLetter", "QuotaShare"]
