/*
 * The least that fanning out can cost: a server that does nothing but send the same bytes to all its viewers at a steady rate.
 *
 *     plain_server PORT BYTES RATE
 *
 * Whatever is asked for is answered. A viewer that has no room skips a frame.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <unistd.h>

#define VIEWERS_MAX 1024
#define SEND_BUFFER (256 * 1024)

static int viewers[VIEWERS_MAX];
static int viewer_count;

static int listen_on(int port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0 || bind(fd, (struct sockaddr *)&address, sizeof address) != 0 || listen(fd, VIEWERS_MAX) != 0) {
        perror("listen");
        exit(1);
    }
    return fd;
}

static void accept_viewer(int listener)
{
    static const char head[] = "HTTP/1.1 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary=frame\r\nConnection: close\r\n\r\n";
    int room = SEND_BUFFER;
    int fd = accept(listener, NULL, NULL);
    if (fd < 0 || viewer_count == VIEWERS_MAX) {
        close(fd);
        return;
    }
    setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &room, sizeof room);
    send(fd, head, sizeof head - 1, MSG_NOSIGNAL);
    viewers[viewer_count++] = fd;
}

static void send_frame(const char *frame, size_t size)
{
    for (int viewer = viewer_count - 1; viewer >= 0; viewer--) {
        if (send(viewers[viewer], frame, size, MSG_NOSIGNAL | MSG_DONTWAIT) < 0 && errno != EAGAIN) {
            close(viewers[viewer]);
            viewers[viewer] = viewers[--viewer_count];
        }
    }
}

int main(int argc, char **argv)
{
    if (argc != 4) {
        fprintf(stderr, "usage: plain_server PORT BYTES RATE\n");
        return 2;
    }
    size_t size = (size_t)atol(argv[2]);
    long period = 1000000000L / atol(argv[3]);
    char *frame = calloc(1, size);
    int listener = listen_on(atoi(argv[1]));
    int timer = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC);
    struct itimerspec every = {.it_value.tv_nsec = period, .it_interval.tv_nsec = period};
    if (!frame || timer < 0 || timerfd_settime(timer, 0, &every, NULL) != 0) {
        perror("timerfd");
        return 1;
    }
    struct pollfd waiting[] = {{.fd = listener, .events = POLLIN}, {.fd = timer, .events = POLLIN}};
    while (poll(waiting, 2, -1) > 0) {
        uint64_t periods;
        if (waiting[0].revents)
            accept_viewer(listener);
        if (waiting[1].revents && read(timer, &periods, sizeof periods) > 0)
            send_frame(frame, size);
    }
    return 0;
}
