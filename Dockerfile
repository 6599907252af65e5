# gonogo with a shell, as runners of pipelines want it: docker build --tag gonogo .
FROM rust:1.95-slim-bookworm AS build
RUN apt-get update \
    && apt-get install --yes --no-install-recommends cmake g++ make \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY . .
RUN cargo build --release --locked --package gonogo --bin gonogo \
    && strip target/release/gonogo

FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install --yes --no-install-recommends ca-certificates git \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 65532 --create-home gonogo
COPY --from=build /source/target/release/gonogo /usr/local/bin/gonogo
USER 65532
WORKDIR /home/gonogo
CMD ["gonogo", "--help"]
