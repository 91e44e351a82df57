"""Pure rules of clashes: finding, the road, levels, words, offers of another time, load of people."""
