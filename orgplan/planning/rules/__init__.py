"""Pure rules of planning: reading a unit's paper, finding duplicates, states and who may pass them."""
