# The server. It opens no video: the prober and the relays do (deploy/k8s/base/prober.yaml). Context: the repository.
FROM --platform=$BUILDPLATFORM mcr.microsoft.com/dotnet/sdk:10.0.401-noble@sha256:e70cdb7f80b0348f5cb85f19a8f670fca061f033d57eed12fa003d58b0e06317 AS sdk

# Debian, not the SDK's Ubuntu: a program linked against a newer libc would not start on the older one below.
FROM --platform=$BUILDPLATFORM debian:12.12-slim@sha256:d5d3f9c23164ea16f31852f95bd5959aad1c5e854332fe00f7b3a20fcc9f635c AS build
ARG TARGETARCH
COPY deploy/docker/install-toolchain.sh /usr/local/bin/
RUN install-toolchain.sh
COPY --from=sdk /usr/share/dotnet /usr/share/dotnet
ENV PATH=$PATH:/usr/share/dotnet DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
WORKDIR /source
COPY . .
RUN --mount=type=cache,target=/root/.nuget/packages \
    deploy/docker/publish.sh FalconEye.Api /app -p:ProgramIsSelfContained=true

FROM debian:12.12-slim@sha256:d5d3f9c23164ea16f31852f95bd5959aad1c5e854332fe00f7b3a20fcc9f635c
RUN apt-get update && \
    apt-get upgrade -y && \
    apt-get install -y --no-install-recommends ca-certificates libssl3 tzdata && \
    rm -rf /var/lib/apt/lists/* && \
    useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin falcon-eye && \
    install -d -o falcon-eye -g falcon-eye /var/lib/falcon-eye
COPY deploy/docker/healthy.sh /usr/local/bin/healthy
COPY --from=build /app /app
LABEL org.opencontainers.image.title="falcon-eye-api" \
      org.opencontainers.image.description="FalconEye: the server" \
      org.opencontainers.image.source="https://github.com/amazingct/falcon-eye" \
      org.opencontainers.image.licenses="MIT"
# The runtime's debugger socket would need a writable /tmp.
ENV HOST=0.0.0.0 DATA_DIR=/var/lib/falcon-eye DOTNET_EnableDiagnostics=0
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --start-period=60s CMD ["healthy", "8000", "/healthz/live"]
ENTRYPOINT ["/app/FalconEye.Api"]
