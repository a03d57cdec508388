"""The benchmark suite: Consult beside a bare reference, in the same run on the same machine."""
