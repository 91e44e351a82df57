"""Settings, addresses and the visible lists that compose the rooms: navigation, panels, followers, demonstration."""
