/* A pretended USB camera for machines without one: preloaded into a program (LD_PRELOAD), this library answers the V4L2 calls
 * that the program makes on one device path and shows a moving picture.
 *
 *   PRETEND_V4L2_DEVICE  path that becomes a camera, such as /dev/video0; it need not exist
 *   PRETEND_V4L2_JPEGS   a file of JPEGs, one after the other, which the camera then offers as MJPG beside YUYV;
 *                        the size of the picture is PRETEND_V4L2_SIZE, 640x480 if that is not set
 *
 * The descriptor that the program gets is a timer that fires once per frame, so read, select, poll and epoll wait for frames as
 * they do on a device. The clock of picture_clock.py is drawn into YUYV frames; the loop has LOOP_SECONDS.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/videodev2.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

enum { BUFFERS_MAX = 8, LOOP_SECONDS = 8, CLOCK_BLOCKS = 20, CLOCK_BITS = 16, NANOSECONDS = 1000000000 };

struct jpeg {
    const uint8_t *start;
    size_t size;
};

static struct {
    int fd;
    uint32_t width, height, format, rate;
    uint32_t buffers, buffer_size;
    int memory;
    uint8_t *mapped;
    uint32_t queue[BUFFERS_MAX], queued;
    uint32_t sequence;
    bool streams;
    struct jpeg *jpegs;
    size_t jpeg_count;
} camera = {.fd = -1, .memory = -1, .width = 640, .height = 480, .format = V4L2_PIX_FMT_YUYV, .rate = 15};

/* Reads PRETEND_V4L2_JPEGS once; a JPEG ends where an end marker meets the next start marker. */
static void load_jpegs(void)
{
    const char *path = getenv("PRETEND_V4L2_JPEGS");
    FILE *file = path && !camera.jpegs ? fopen(path, "rb") : NULL;
    if (!file)
        return;
    fseek(file, 0, SEEK_END);
    size_t size = (size_t)ftell(file);
    rewind(file);
    uint8_t *data = malloc(size);
    size = fread(data, 1, size, file);
    fclose(file);
    const uint8_t *start = data, *end = data + size;
    while (start < end) {
        const uint8_t *next = memmem(start + 2, (size_t)(end - start) - 2, "\xff\xd9\xff\xd8", 4);
        next = next ? next + 2 : end;
        camera.jpegs = realloc(camera.jpegs, (camera.jpeg_count + 1) * sizeof *camera.jpegs);
        camera.jpegs[camera.jpeg_count++] = (struct jpeg){start, (size_t)(next - start)};
        start = next;
    }
}

/* For programs that get no variables of ours but LD_PRELOAD. */
#ifndef DEFAULT_DEVICE
#define DEFAULT_DEVICE NULL
#endif

static bool is_camera(const char *path)
{
    const char *device = getenv("PRETEND_V4L2_DEVICE");
    if (!device)
        device = DEFAULT_DEVICE;
    return device && path && strcmp(device, path) == 0;
}

static int open_camera(int flags)
{
    if (camera.fd >= 0) {
        errno = EBUSY;
        return -1;
    }
    load_jpegs();
    const char *size = getenv("PRETEND_V4L2_SIZE");
    if (size)
        sscanf(size, "%ux%u", &camera.width, &camera.height);
    camera.streams = false;
    camera.fd = timerfd_create(CLOCK_REALTIME, TFD_CLOEXEC | (flags & O_NONBLOCK ? TFD_NONBLOCK : 0));
    return camera.fd;
}

static uint64_t wall_nanoseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (uint64_t)now.tv_sec * NANOSECONDS + (uint64_t)now.tv_nsec;
}

/* The running number of the frame that is due now, since the epoch as with the other simulated cameras; rounded, because a timer of
 * whole nanoseconds drifts by a few of them. */
static uint64_t frame_number(void)
{
    return (uint64_t)(((unsigned __int128)wall_nanoseconds() * camera.rate + NANOSECONDS / 2) / NANOSECONDS);
}

static struct timespec timespec_of(uint64_t nanoseconds)
{
    return (struct timespec){.tv_sec = (time_t)(nanoseconds / NANOSECONDS), .tv_nsec = (long)(nanoseconds % NANOSECONDS)};
}

static int start_timer(bool on)
{
    struct itimerspec timer = {0};
    if (on) {
        timer.it_interval = timespec_of(NANOSECONDS / camera.rate);
        timer.it_value = timespec_of((uint64_t)((unsigned __int128)(frame_number() + 1) * NANOSECONDS / camera.rate));
    }
    camera.streams = on;
    return timerfd_settime(camera.fd, TFD_TIMER_ABSTIME, &timer, NULL);
}

static bool clock_block_is_white(uint32_t block, uint32_t milliseconds)
{
    bool odd = __builtin_popcount(milliseconds) & 1;
    if (block < 2)
        return block == 0;
    if (block < 2 + CLOCK_BITS)
        return milliseconds >> (CLOCK_BITS + 1 - block) & 1;
    return block == 2 + CLOCK_BITS ? odd : !odd;
}

static size_t draw_yuyv(uint8_t *target, uint64_t frame)
{
    uint32_t milliseconds = (uint32_t)(frame * 1000 / camera.rate % (LOOP_SECONDS * 1000));
    uint32_t step = (uint32_t)frame * 4;
    for (uint32_t y = 0; y < camera.height; y++) {
        bool in_clock = y < camera.height / 10;
        uint8_t blue = in_clock ? 128 : (uint8_t)(64 + y * 128 / camera.height);
        uint8_t chroma[2] = {blue, (uint8_t)(256 - blue)};
        for (uint32_t x = 0; x < camera.width; x++) {
            bool white = in_clock && clock_block_is_white(x * CLOCK_BLOCKS / camera.width, milliseconds);
            *target++ = in_clock ? (white ? 235 : 16) : (uint8_t)(16 + ((x + y + step) & 127));
            *target++ = chroma[x & 1];
        }
    }
    return (size_t)camera.width * camera.height * 2;
}

static size_t draw(uint8_t *target)
{
    uint64_t frame = frame_number();
    if (camera.format == V4L2_PIX_FMT_YUYV)
        return draw_yuyv(target, frame);
    const struct jpeg *jpeg = &camera.jpegs[frame % camera.jpeg_count];
    size_t size = jpeg->size < camera.buffer_size ? jpeg->size : camera.buffer_size;
    memcpy(target, jpeg->start, size);
    return size;
}

static int fail(int error)
{
    errno = error;
    return -1;
}

static int query_capabilities(struct v4l2_capability *answer)
{
    memset(answer, 0, sizeof *answer);
    strcpy((char *)answer->driver, "pretender");
    strcpy((char *)answer->card, "Pretended camera");
    strcpy((char *)answer->bus_info, "usb-pretended-1");
    answer->version = 0x060100;
    answer->device_caps = V4L2_CAP_VIDEO_CAPTURE | V4L2_CAP_STREAMING;
    answer->capabilities = answer->device_caps | V4L2_CAP_DEVICE_CAPS;
    return 0;
}

static int enumerate_format(struct v4l2_fmtdesc *answer)
{
    uint32_t index = answer->index + (camera.jpeg_count ? 0 : 1);
    if (index > 1)
        return fail(EINVAL);
    answer->flags = index == 0 ? V4L2_FMT_FLAG_COMPRESSED : 0;
    answer->pixelformat = index == 0 ? V4L2_PIX_FMT_MJPEG : V4L2_PIX_FMT_YUYV;
    strcpy((char *)answer->description, index == 0 ? "Motion-JPEG" : "YUYV 4:2:2");
    return 0;
}

/* JPEGs have the size they have; YUYV is drawn in any size. As a driver does, the nearest possible format is answered. */
static int negotiate_format(struct v4l2_format *format, bool set)
{
    struct v4l2_pix_format *picture = &format->fmt.pix;
    bool jpeg = picture->pixelformat == V4L2_PIX_FMT_MJPEG && camera.jpeg_count;
    uint32_t width = jpeg || picture->width < 16 || picture->width > 4096 ? camera.width : picture->width & ~1u;
    uint32_t height = jpeg || picture->height < 16 || picture->height > 4096 ? camera.height : picture->height;
    *picture = (struct v4l2_pix_format){
        .width = width,
        .height = height,
        .pixelformat = jpeg ? V4L2_PIX_FMT_MJPEG : V4L2_PIX_FMT_YUYV,
        .field = V4L2_FIELD_NONE,
        .bytesperline = jpeg ? 0 : width * 2,
        .sizeimage = width * height * 2,
        .colorspace = V4L2_COLORSPACE_SRGB,
    };
    if (set) {
        camera.width = width;
        camera.height = height;
        camera.format = picture->pixelformat;
    }
    return 0;
}

static int negotiate_rate(struct v4l2_streamparm *parameters, bool set)
{
    struct v4l2_fract *distance = &parameters->parm.capture.timeperframe;
    if (set && distance->numerator && distance->denominator / distance->numerator)
        camera.rate = distance->denominator / distance->numerator;
    parameters->parm.capture.capability = V4L2_CAP_TIMEPERFRAME;
    *distance = (struct v4l2_fract){1, camera.rate};
    return 0;
}

static int request_buffers(struct v4l2_requestbuffers *request)
{
    if (request->memory != V4L2_MEMORY_MMAP)
        return fail(EINVAL);
    if (camera.mapped) {
        munmap(camera.mapped, (size_t)camera.buffers * camera.buffer_size);
        close(camera.memory);
        camera.mapped = NULL;
    }
    request->count = request->count < BUFFERS_MAX ? request->count : BUFFERS_MAX;
    camera.buffers = request->count;
    camera.queued = 0;
    if (!camera.buffers)
        return 0;
    long page = sysconf(_SC_PAGESIZE);
    camera.buffer_size = (uint32_t)((camera.width * camera.height * 2 + page - 1) / page * page);
    size_t size = (size_t)camera.buffers * camera.buffer_size;
    camera.memory = memfd_create("pretended-frames", MFD_CLOEXEC);
    if (camera.memory < 0 || ftruncate(camera.memory, (off_t)size) < 0)
        return -1;
    camera.mapped = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, camera.memory, 0);
    return 0;
}

static int query_buffer(struct v4l2_buffer *buffer)
{
    if (buffer->index >= camera.buffers)
        return fail(EINVAL);
    buffer->length = camera.buffer_size;
    buffer->m.offset = buffer->index * camera.buffer_size;
    return 0;
}

static int queue_buffer(struct v4l2_buffer *buffer)
{
    if (buffer->index >= camera.buffers || camera.queued == BUFFERS_MAX)
        return fail(EINVAL);
    camera.queue[camera.queued++] = buffer->index;
    return 0;
}

static int dequeue_buffer(struct v4l2_buffer *buffer)
{
    uint64_t frames;
    if (!camera.streams || !camera.queued)
        return fail(EINVAL);
    if (read(camera.fd, &frames, sizeof frames) < 0)
        return -1;
    uint32_t index = camera.queue[0];
    memmove(camera.queue, camera.queue + 1, --camera.queued * sizeof *camera.queue);
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    buffer->index = index;
    buffer->flags = V4L2_BUF_FLAG_MAPPED | V4L2_BUF_FLAG_TIMESTAMP_MONOTONIC;
    buffer->length = camera.buffer_size;
    buffer->m.offset = index * camera.buffer_size;
    buffer->bytesused = (uint32_t)draw(camera.mapped + (size_t)index * camera.buffer_size);
    buffer->sequence = camera.sequence++;
    buffer->timestamp = (struct timeval){now.tv_sec, now.tv_nsec / 1000};
    buffer->field = V4L2_FIELD_NONE;
    return 0;
}

static int enumerate_input(struct v4l2_input *input)
{
    if (input->index != 0)
        return fail(EINVAL);
    memset(input, 0, sizeof *input);
    strcpy((char *)input->name, "Camera 1");
    input->type = V4L2_INPUT_TYPE_CAMERA;
    return 0;
}

static int answer_ioctl(unsigned long request, void *argument)
{
    switch (request) {
    case VIDIOC_QUERYCAP: return query_capabilities(argument);
    case VIDIOC_ENUMINPUT: return enumerate_input(argument);
    case VIDIOC_G_INPUT: *(int *)argument = 0; return 0;
    case VIDIOC_S_INPUT: return *(int *)argument == 0 ? 0 : fail(EINVAL);
    case VIDIOC_ENUM_FMT: return enumerate_format(argument);
    case VIDIOC_TRY_FMT: return negotiate_format(argument, false);
    case VIDIOC_S_FMT: return negotiate_format(argument, true);
    case VIDIOC_G_PARM: return negotiate_rate(argument, false);
    case VIDIOC_S_PARM: return negotiate_rate(argument, true);
    case VIDIOC_REQBUFS: return request_buffers(argument);
    case VIDIOC_QUERYBUF: return query_buffer(argument);
    case VIDIOC_QBUF: return queue_buffer(argument);
    case VIDIOC_DQBUF: return dequeue_buffer(argument);
    case VIDIOC_STREAMON: return start_timer(true);
    case VIDIOC_STREAMOFF: return start_timer(false);
    case VIDIOC_QUERYCTRL: return fail(EINVAL);
    default: return fail(ENOTTY);
    }
}

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

int open(const char *path, int flags, ...)
{
    if (is_camera(path))
        return open_camera(flags);
    va_list arguments;
    va_start(arguments, flags);
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(arguments, mode_t) : 0;
    va_end(arguments);
    return NEXT(open)(path, flags, mode);
}

int open64(const char *path, int flags, ...)
{
    if (is_camera(path))
        return open_camera(flags);
    va_list arguments;
    va_start(arguments, flags);
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(arguments, mode_t) : 0;
    va_end(arguments);
    return NEXT(open64)(path, flags, mode);
}

/* What open becomes in programs that Debian builds with -D_FORTIFY_SOURCE. */
int __open_2(const char *path, int flags)
{
    return open(path, flags);
}

int __open64_2(const char *path, int flags)
{
    return open64(path, flags);
}

int ioctl(int fd, unsigned long request, ...)
{
    va_list arguments;
    va_start(arguments, request);
    void *argument = va_arg(arguments, void *);
    va_end(arguments);
    return fd >= 0 && fd == camera.fd ? answer_ioctl((uint32_t)request, argument) : NEXT(ioctl)(fd, request, argument);
}

void *mmap(void *address, size_t length, int protection, int flags, int fd, off_t offset)
{
    return NEXT(mmap)(address, length, protection, flags, fd >= 0 && fd == camera.fd ? camera.memory : fd, offset);
}

void *mmap64(void *address, size_t length, int protection, int flags, int fd, off64_t offset)
{
    return mmap(address, length, protection, flags, fd, offset);
}

int close(int fd)
{
    if (fd >= 0 && fd == camera.fd)
        camera.fd = -1;
    return NEXT(close)(fd);
}
