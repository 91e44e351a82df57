"""When the city, a hall or a leader is not free though no event stands there: bans, bookings of halls, busy times.

Nouns: `Layer` (слой запретов) with its `ClosedTime` (закрытое время), `VenueBooking` (заявка на площадку) and
`VenueBlocking` (площадка закрыта), `IncomingCalendar` (внешний календарь). Clashes learn of all of it by the seam
«obstacle_sources».
"""
