update lobstr_guarded_run set aborted_at = now() where run = :#CamelLobstrRunId
