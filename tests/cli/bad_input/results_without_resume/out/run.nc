results of an earlier run
