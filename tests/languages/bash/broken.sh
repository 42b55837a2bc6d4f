if then; fi
