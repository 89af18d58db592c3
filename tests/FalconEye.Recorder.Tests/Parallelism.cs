// These tests mostly wait for cameras; the processors are idle meanwhile.
[assembly: Parallelization(MaxThreads = 6)]
