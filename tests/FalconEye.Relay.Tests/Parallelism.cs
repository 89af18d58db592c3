using Xunit.v3;

// These tests wait for cameras to time out far more than they compute.
[assembly: Parallelization(MaxThreads = 4)]
