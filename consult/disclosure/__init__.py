"""Numbers for the public: what may be said about groups of people without saying it about one of them."""
