"""Where work runs: processes of this machine, or a Dask cluster's.

Both are ``concurrent.futures.Executor``s, and ``pipeline.run`` needs no more. Both limit each
task's time and memory from outside the process that does it: a task over its limits, or whose
process dies, costs itself and nothing else.
"""

from pipeline.executors.cluster import ClusterExecutor
from pipeline.executors.limits import Limits
from pipeline.executors.local import LocalExecutor, cores

__all__ = ["ClusterExecutor", "Limits", "LocalExecutor", "cores"]
