# The control plane and the command line tool in one image: the tool is the health check, since the image has no shell.
FROM mcr.microsoft.com/dotnet/sdk:10.0.401 AS build
WORKDIR /source
COPY global.json Directory.Build.props Directory.Packages.props .editorconfig ./
COPY protos protos
COPY src src
RUN mkdir /data && dotnet publish src/TrafficTrace.ControlPlane -c Release -o /app/control-plane \
 && dotnet publish src/TrafficTrace.Cli -c Release -o /app/cli

FROM mcr.microsoft.com/dotnet/aspnet:10.0.12-noble-chiseled
COPY --from=build /app /app
# Nobody outside reaches a loopback port of a container. Whoever runs the image says how proxies are let in: --xds-auth.
ENV TRAFFICTRACE_BIND=0.0.0.0
# What the API is told outlives the container. The folder belongs to the user of the base image, 1654, and a new volume takes that over.
COPY --from=build --chown=1654:1654 /data /var/lib/traffictrace
ENV TRAFFICTRACE_STORE=sqlite:/var/lib/traffictrace/store.db
VOLUME /var/lib/traffictrace
EXPOSE 5678 5681
HEALTHCHECK --interval=2s --timeout=5s --retries=15 CMD ["/app/cli/traffictrace", "health", "--address", "127.0.0.1:5678"]
ENTRYPOINT ["/app/control-plane/traffictrace-cp"]
