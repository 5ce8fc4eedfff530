#!/usr/bin/no-such-ruby
# Cannot start: the interpreter in the line above is not installed here.
exit 254
