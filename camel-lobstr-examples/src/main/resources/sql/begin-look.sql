select now() as began
