"""Why a verdict came out: proofs, what tested a value, readings and repairs, each found by re-running the engine."""
