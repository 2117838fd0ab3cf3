update lobstr_guarded_run set told_at = now() where run = :#CamelLobstrRunId
