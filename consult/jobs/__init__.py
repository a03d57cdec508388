"""Work for later: a row in the transaction of the change is the truth, huey only carries its number."""
