"""Pure reasoning of the search: keys of the keyboard, words and marks, the question, slips of the hand, order."""
