"""What today asks of the reader, gathered from all rooms; a fixed number of queries per block."""
