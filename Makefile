# The everyday tasks; each is one command, which CONTRIBUTING.md names. MODULE is polyglot-runners, healthcheck, cli or samples.

MVN = mvn -ntp
MODULE = cli
# run a module's tests without asking the modules below it for classes of that name
ONE_CLASS = -Dtest=$(CLASS) -Dsurefire.failIfNoSpecifiedTests=false

.PHONY: build run test module verify golden format gate benchmark need-class

build:
	$(MVN) package -DskipTests

# make run ARGS='healthcheck run samples/healthcheck.d'
run:
	./jetpack $(ARGS)

# make test CLASS=HoldFileTest MODULE=healthcheck
test: need-class
	$(MVN) -pl $(MODULE) -am test $(ONE_CLASS)

module:
	$(MVN) -pl $(MODULE) -am test

verify:
	$(MVN) verify

golden: need-class
	$(MVN) -pl $(MODULE) -am test $(ONE_CLASS) -Dgolden.update=true

# the formatter needs a Maven that itself runs on Java 21 or newer
format:
	@system=cli/target/jetpack/system; . cli/src/dist/system/bin/find-java && find_java_or_say && \
	  JAVA_HOME=$${java%/bin/java} $(MVN) -q spotless:apply

gate:
	.ci/run

# make benchmark NAME=startup; samples/benchmark/README.md says what each measures and how long it takes
benchmark:
	samples/benchmark/$(or $(NAME),run) $(ARGS)

need-class:
	@test -n '$(CLASS)' || { echo "make: name a test class, for example CLASS=PagesTest" >&2; exit 2; }
