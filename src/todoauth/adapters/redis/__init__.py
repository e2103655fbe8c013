"""One-time codes and limits that all processes share: in a Redis or a Valkey, alone, under Sentinel or a Cluster."""
