"""Why a verdict came out: proofs, what tested a value, readings and mends, each found by re-running the engine."""
