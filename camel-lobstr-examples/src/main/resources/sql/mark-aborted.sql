update lobstr_guarded_run set aborted_at = now(), aborts = aborts + 1 where run = :#CamelLobstrRunId
