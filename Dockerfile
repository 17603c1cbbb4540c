# Builds Tickler and puts it into a small image that runs as an ordinary user.
#   docker build -t tickler .
#   docker run --rm -p 127.0.0.1:8080:8080 -v tickler-data:/var/lib/tickler tickler

FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /build
COPY pom.xml ./
# Fetches the libraries once; this layer stays until pom.xml changes.
RUN mvn -B -q dependency:go-offline || true
COPY src src
COPY migrations migrations
COPY config config
RUN mvn -B -q -DskipTests -Dmaven.test.skip=true package

FROM eclipse-temurin:25-jre
RUN useradd --uid 10001 --create-home --home-dir /var/lib/tickler --shell /usr/sbin/nologin tickler
WORKDIR /opt/tickler
COPY --from=build --chown=tickler:tickler /build/target/tickler.jar target/
COPY --from=build --chown=tickler:tickler /build/target/lib target/lib/
COPY --chown=tickler:tickler tickler ./
COPY --chown=tickler:tickler config/tickler.yaml config/
RUN chown tickler:tickler target
USER tickler
# Keeps the class archive of this very JVM in the image, for a quick start.
RUN ./tickler --help >/dev/null
# Relative paths, such as that of the embedded database, count from here.
WORKDIR /var/lib/tickler
VOLUME /var/lib/tickler
# The container's own address is the one that can be published; publish it on 127.0.0.1, for there is no sign-in yet.
ENV TICKLER_WEB_BIND=0.0.0.0 TICKLER_LOG=json JAVA_OPTS="-XX:MaxRAMPercentage=70"
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=10s --start-period=40s --retries=3 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/${TICKLER_WEB_PORT:-8080} && printf 'GET /health HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' >&3 && read -r line <&3 && [[ $line == *' 200 '* ]]"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["/opt/tickler/tickler"]
CMD ["serve"]
