/*
 * Viewers of an HTTP stream that cost as little as can be: one thread, epoll, and what arrives is discarded in the kernel (MSG_TRUNC, tcp(7)).
 *
 *     viewers PORT PATH COUNT SECONDS
 *
 * Opens COUNT connections, waits until each has received its first bytes, then counts for SECONDS. SIGTERM ends it early.
 * Writes one line of JSON when all receive ({"ready": COUNT}) and one at the end with the bytes of all, of the slowest and of the fastest viewer.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define EVENTS 512
#define CHUNK (1 << 20)
#define PATIENCE 20.0

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void stop(const char *what)
{
    perror(what);
    exit(1);
}

static int open_viewer(int port, const char *path)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    char request[512];
    int length = snprintf(request, sizeof request, "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n", path, port);
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0 || connect(fd, (struct sockaddr *)&address, sizeof address) != 0)
        stop("connect");
    if (send(fd, request, (size_t)length, MSG_NOSIGNAL) != length)
        stop("send");
    return fd;
}

int main(int argc, char **argv)
{
    if (argc != 5) {
        fprintf(stderr, "usage: viewers PORT PATH COUNT SECONDS\n");
        return 2;
    }
    int port = atoi(argv[1]), count = atoi(argv[3]), receiving = 0;
    double seconds = atof(argv[4]), end = now() + PATIENCE;
    long long *bytes = calloc((size_t)count, sizeof *bytes);
    int *fds = calloc((size_t)count, sizeof *fds);
    int loop = epoll_create1(EPOLL_CLOEXEC);
    if (!bytes || !fds || loop < 0)
        stop("epoll");
    for (int viewer = 0; viewer < count; viewer++) {
        fds[viewer] = open_viewer(port, argv[2]);
        struct epoll_event event = {.events = EPOLLIN, .data.u32 = (uint32_t)viewer};
        if (epoll_ctl(loop, EPOLL_CTL_ADD, fds[viewer], &event) != 0)
            stop("epoll_ctl");
    }

    double began = 0;
    while (now() < end) {
        struct epoll_event events[EVENTS];
        int ready = epoll_wait(loop, events, EVENTS, 100);
        if (ready < 0 && errno != EINTR)
            stop("epoll_wait");
        for (int i = 0; i < ready; i++) {
            uint32_t viewer = events[i].data.u32;
            ssize_t received = recv(fds[viewer], NULL, CHUNK, MSG_TRUNC | MSG_DONTWAIT);
            if (received == 0 || (received < 0 && errno != EAGAIN && errno != EINTR)) {
                fprintf(stderr, "viewer %u was let go\n", viewer);
                return 1;
            }
            receiving += bytes[viewer] == 0 && received > 0;
            bytes[viewer] += received > 0 ? received : 0;
        }
        if (began == 0 && receiving == count) {
            printf("{\"ready\": %d}\n", count);
            fflush(stdout);
            began = now();
            end = began + seconds;
            for (int viewer = 0; viewer < count; viewer++)
                bytes[viewer] = 1;
        }
    }
    if (began == 0) {
        fprintf(stderr, "only %d of %d viewers received anything\n", receiving, count);
        return 1;
    }

    long long total = 0, least = bytes[0], most = bytes[0];
    for (int viewer = 0; viewer < count; viewer++) {
        total += bytes[viewer];
        least = bytes[viewer] < least ? bytes[viewer] : least;
        most = bytes[viewer] > most ? bytes[viewer] : most;
    }
    printf("{\"seconds\": %.3f, \"bytes\": %lld, \"least\": %lld, \"most\": %lld}\n", now() - began, total, least, most);
    return 0;
}
