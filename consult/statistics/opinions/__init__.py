"""Groups of people who answer alike, over statements to agree or disagree with."""
