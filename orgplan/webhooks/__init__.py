"""Messages to programs about changes: who ordered which, what was sent, how it was answered.

Nouns: `Subscription` (an address, its topics, its holder), `Delivery` (one message about one entry of history),
`Source` (a room's answer to «what changed, and what may the holder see of it», by the seam «webhook_sources»).
"""
