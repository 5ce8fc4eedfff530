kill -USR1 $$
