# A USB camera's live picture: Debian's motion, configured by what the server mounts at /etc/falcon-eye/motion.conf.
# Context: the repository.
FROM debian:12.12-slim@sha256:d5d3f9c23164ea16f31852f95bd5959aad1c5e854332fe00f7b3a20fcc9f635c
# The package makes the user "motion" and puts it into "video" (44), the group of /dev/video* on Debian, Ubuntu and Raspberry Pi OS.
RUN apt-get update && \
    apt-get upgrade -y && \
    apt-get install -y --no-install-recommends motion && \
    rm -rf /var/lib/apt/lists/* && \
    usermod --uid 10001 motion && \
    find / -xdev -type f -perm /6000 -exec chmod a-s {} +
COPY deploy/docker/healthy.sh /usr/local/bin/healthy
COPY deploy/docker/falcon-eye-motion.sh /usr/local/bin/falcon-eye-motion
LABEL org.opencontainers.image.title="falcon-eye-camera-usb" \
      org.opencontainers.image.description="FalconEye: live pictures of a USB camera" \
      org.opencontainers.image.source="https://github.com/amazingct/falcon-eye" \
      org.opencontainers.image.licenses="MIT"
USER 10001
EXPOSE 8081 8080
HEALTHCHECK --start-period=10s CMD ["healthy", "8080"]
ENTRYPOINT ["/usr/local/bin/falcon-eye-motion", "/etc/falcon-eye/motion.conf"]
