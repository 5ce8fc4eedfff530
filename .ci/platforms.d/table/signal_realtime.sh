kill -40 $$
