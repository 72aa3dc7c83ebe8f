# Sourced by Scripts/test and Scripts/documentation: the one build that tests, checks and documentation use.

scratch=.build-test
# A release in which tests reach what is internal, in a folder of its own, so that a developer's builds stay as they are.
# The C++ in it is BoringSSL, twice, whose optimising takes minutes and saves none.
flags=(-c release -Xswiftc -enable-testing -Xcxx -O0)
build=("${flags[@]}" --scratch-path "$scratch")
# The manifest has the program that the check of siting asks, with --long also those that measure.
export MUTUALAID_BENCH=siting
